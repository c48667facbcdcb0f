//! 需要人处理的事。

use crate::text::attention::Attention;
use crate::text::number;

fn mixed(waiting: u64, failed: u64) -> String {
    let waits = (waiting > 0).then(|| format!("{} 个在等你", number(waiting)));
    let failed = (failed > 0).then(|| format!("{} 个失败", number(failed)));
    [waits, failed].into_iter().flatten().collect::<Vec<_>>().join("，")
}

pub(in crate::text) const CHINESE: Attention = Attention {
    unfold: "展开",
    fold: "收起",
    later: "稍后",
    not_later: "不再推后",
    dismiss: "忽略",
    step: |at, of, what| format!("第 {at} 个，共 {of} 个：{what}"),
    nothing_else: "没有别的需要你。",
    alerts: "提醒",
    alerts_on: "提醒已开",
    alerts_ask: "有代理在等你或失败时提醒我。只在此页面打开时有效。",
    alerts_blocked: "浏览器的网站设置禁止了提醒。",
    alerts_phone: "此浏览器只对主屏幕上的页面显示提醒。",
    turn_on: "开启",
    turn_off: "关闭",
    one_waits: |name| format!("{name} 在等你"),
    many_wait: |count| format!("{} 个代理在等你", number(count)),
    one_failed: |name| format!("{name} 失败了"),
    many_failed: |count| format!("{} 个失败", number(count)),
    failed_in: |count, name| format!("{name} {} 个", number(count)),
    mixed,
    after_offline: "离线期间",
    names: |names, more| format!("{}{}", names.join("、"), if more { " 等" } else { "" }),
};
