//! 按键。

use crate::text::keys::Keys;

pub(in crate::text) const CHINESE: Keys = Keys {
    title: "按键",
    close: "关闭",
    anywhere: "任何地方",
    in_lists: "在列表里",
    in_logs: "在日志里",
    or: "或",
    then: "再按",
    palette: "去任何地方",
    help: "这些按键",
    go_to: |place| format!("去{place}"),
    next_need: "下一个需要你的",
    previous_need: "上一个需要你的",
    filter: "到筛选框",
    escape: "关闭，或离开输入框",
    step: "下一行，上一行",
    open: "打开这一行",
    follow: "跟随末尾",
    next_error: "下一个错误",
    previous_error: "上一个错误",
    find: "查找；再按一次用浏览器的查找",
    single: "单个按键有效",
    single_note: "关闭后，单独的字母不起作用：适合用语音操作的人。输入文字时它们从不起作用。",
};
