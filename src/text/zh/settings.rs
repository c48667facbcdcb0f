//! 每个人自己的设置。

use crate::text::settings::Settings;

pub(in crate::text) const CHINESE: Settings = Settings {
    title: "设置",
    theme: "主题",
    auto: "跟随系统",
    light: "浅色",
    dark: "深色",
    density: "行高",
    compact: "紧凑",
    comfortable: "宽松",
    language: "语言",
    browser_language: "跟随浏览器",
    kept: "这个浏览器保存这些设置，不保存密钥和地址。",
    refused: "这个浏览器什么都不保存：设置只到标签页关闭为止。",
};
