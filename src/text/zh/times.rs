//! 时长。

use crate::text::numbers::Times;

/// 最大的单位。
pub(super) fn ago(ms: u64) -> String {
    let seconds = ms / 1_000;
    match seconds {
        0..60 => format!("{seconds} 秒"),
        60..3_600 => format!("{} 分钟", seconds / 60),
        3_600..86_400 => format!("{} 小时", seconds / 3_600),
        _ => format!("{} 天", seconds / 86_400),
    }
}

/// 最大的两个单位。
pub(super) fn took(ms: u64) -> String {
    let seconds = ms / 1_000;
    match (seconds / 3_600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0) if ms > 0 => format!("{ms} 毫秒"),
        (0, 0, seconds) => format!("{seconds} 秒"),
        (0, minutes, 0) => format!("{minutes} 分钟"),
        (0, minutes, seconds) => format!("{minutes} 分 {seconds} 秒"),
        (hours, 0, _) => format!("{hours} 小时"),
        (hours, minutes, _) => format!("{hours} 小时 {minutes} 分"),
    }
}

pub(in crate::text) const CHINESE: Times = Times { ago, took };
