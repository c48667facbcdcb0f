//! 来源收到的每一帧。

use crate::text::inspector::Inspector;
use crate::text::number;

pub(in crate::text) const CHINESE: Inspector = Inspector {
    open: "检查",
    show: "查看",
    back: "来源",
    title: |name| format!("{name} 收到的内容"),
    stream: "流",
    counters: "计数",
    bytes: "字节",
    events: "事件",
    unread: "无法读取",
    unknown: "未知名称",
    gaps: "缺口",
    reconnects: "重连",
    queue: "等待处理",
    apply: "上次处理用时",
    logs: "日志占用",
    filter: "文字或事件名",
    only_unread: "只看无法读取的",
    pause: "暂停",
    go_on: "继续",
    paused: |passed| match passed {
        0 => "已暂停。".to_owned(),
        passed => format!("已暂停；错过 {} 帧。", number(passed)),
    },
    bounds: |frames, bytes| format!("打开以来的帧，最近 {frames} 个或 {bytes}。"),
    shown: |shown, held| format!("{} / {}", number(shown), number(held)),
    frames: "帧，最新在前",
    none: "还没有帧。",
    no_match: "没有这样的帧。",
    comment: "注释",
    id: |id| format!("ID {id}"),
    raw: "原样",
    pretty: "分行 JSON",
    cut: |kept, whole| format!("共 {whole}，只有前 {kept}。"),
    cause: "无法读取：",
};
