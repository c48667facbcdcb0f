//! 页面框架。

use crate::text::shell::Shell;

pub(in crate::text) const CHINESE: Shell = Shell {
    name: "Fleetglass",
    name_with: |number| format!("({number}) Fleetglass"),
    places: "页面",
    overview: "总览",
    threads: "线程",
    runs: "运行",
    sources: "来源",
    badge: |number| format!("{number} 项需要你"),
    back_to: |place| format!("‹ {place}"),
    nothing_given: "这里没有内容：此元素没有设置 src、sources 或 config。",
    skip: "跳到内容",
    connections: "连接",
    troubles: "来源的问题",
    theme_auto: "主题：自动",
    theme_light: "主题：浅色",
    theme_dark: "主题：深色",
    offline: |clock| format!("你自 {clock} 起离线。下面的一切都是那之前的。"),
    link_unknown: |source| format!("这个链接指向 {source}，这里没有设置它。"),
    link_add: "添加",
    link_secret: |name| format!("登录 {name} 才能打开这个链接。"),
    close: "关闭",
    copy: "复制",
    copied: "已复制",
    copy_refused: "浏览器拒绝了剪贴板。",
};
