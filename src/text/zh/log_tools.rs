//! 日志的工具：查找、复制、单行、下载。

use crate::text::log_tools::{Copy, Download, Find, Line};
use crate::text::number;

pub(super) const FIND: Find = Find {
    title: "查找",
    keys: "在这个日志里查找（Ctrl F）",
    hint: "文字或 /模式/",
    found: |at, of, busy| {
        let more = if busy { "+" } else { "" };
        match (at, of, busy) {
            (_, 0, true) => "正在查找".to_owned(),
            (_, 0, false) => "没有找到".to_owned(),
            (0, of, _) => format!("找到 {}{more} 处", number(of as u64)),
            (at, of, _) => format!("第 {} 处，共 {}{more} 处", number(at as u64), number(of as u64)),
        }
    },
    before: "上一处（Shift Enter）",
    next: "下一处（Enter）",
    close: "关闭（Esc）",
};

pub(super) const COPY: Copy = Copy {
    copied: |count| format!("已复制 {} 行。", number(count)),
    copied_first: |count| format!("已复制前 {} 行；剪贴板放不下更多。下载可以得到全部。", number(count)),
    refused: "浏览器拒绝了剪贴板。文字已选中，请按 Ctrl C。",
    link_copied: "已复制链接。",
    all_selected: |count| format!("已选中全部 {} 行；请按 Ctrl C。", number(count)),
};

pub(super) const LINE: Line = Line {
    title: "这一行",
    copy: "复制这一行",
    with_context: "连同上下文复制",
    link: "复制链接",
    link_without: "复制不带文字的链接",
    around: "显示上下文",
    close: "放开这一行（Esc）",
    not_held: "这一行不在这里。链接引用了它：",
    not_held_unquoted: "这一行不在这里。",
    show_time: |time| format!("显示 {time}"),
};

pub(super) const DOWNLOAD: Download = Download {
    title: "下载",
    text: "文本",
    ansi: "带颜色的文本（ANSI）",
    json: "JSON 行",
    all: "全部保留的行，不只是这些",
    saved: |count, name| format!("{} 行已存入 {name}。", number(count)),
    refused: "浏览器拒绝了下载。",
};
