//! 去任何地方。

use crate::text::number;
use crate::text::palette::Palette;

pub(in crate::text) const CHINESE: Palette = Palette {
    title: "去任何地方",
    list: "找到的",
    found: |count, more| if more { format!("更多中的前 {} 个", number(count)) } else { format!("找到 {} 个", number(count)) },
    none: |text| format!("没有叫“{text}”的。"),
    place: "页面",
    source: "来源",
    action: "操作",
    recent: "最近",
    theme: |name| format!("主题：{name}"),
    density: |name| format!("行高：{name}"),
    language: |name| format!("语言：{name}"),
    copy_link: "复制当前视图的链接",
    connect: |name| format!("连接 {name}"),
    disconnect: |name| format!("断开 {name}"),
    export: "导出为 config.json",
    keys: "显示所有按键",
};
