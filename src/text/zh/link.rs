//! 连接的状态：发生了什么，什么仍然有效，接下来如何。

use crate::text::link::{Link, Next, Short};
use crate::text::{Part, Phrase, number};

fn next(next: Next) -> String {
    match (next.seconds, next.attempt) {
        (0, attempt @ 2..) => format!("正在重试，第 {attempt} 次。"),
        (0, _) => "正在重试。".to_owned(),
        (seconds, attempt @ 2..) => format!("{seconds} 秒后重试，第 {attempt} 次。"),
        (seconds, _) => format!("{seconds} 秒后重试。"),
    }
}

fn quoting(sentence: String, words: Option<&str>, rest: &str) -> Phrase {
    match words.filter(|words| !words.is_empty()) {
        Some(words) => {
            let mut phrase = vec![Part::ours(format!("{sentence}：")), Part::theirs(words)];
            if !rest.is_empty() {
                phrase.push(Part::ours(format!("。{rest}")));
            }
            phrase
        }
        None => vec![Part::ours(format!("{sentence}。{rest}"))],
    }
}

fn status(name: &str, status: u16, words: Option<&str>, again: Option<Next>) -> Phrase {
    let next = again.map(next).unwrap_or_default();
    match status {
        404 => quoting(format!("{name} 回答 404"), words, &format!("地址对吗？{next}")),
        429 => quoting(format!("{name} 要求放慢"), words, &next),
        500..=599 => quoting(format!("{name} 不可用（{status}）"), words, &next),
        other => quoting(format!("{name} 回答 {other}"), words, &next),
    }
}

pub(in crate::text) const CHINESE: Link = Link {
    short: Short {
        connecting: "正在连接",
        live: "在线",
        open: "已打开",
        quiet: |age| format!("静默 {age}"),
        lost: |age| format!("{age}前断开"),
        unreachable: "连不上",
        next: |next| match next.seconds {
            0 => "正在重试".to_owned(),
            seconds => format!("{seconds} 秒后重试"),
        },
        offline: "离线",
        signed_out: "未登录",
        status: |status| format!("回答 {status}"),
        refused: "被拒绝",
        complete: "已完成",
        disconnected: "已断开",
        named: |name, words| format!("{name}：{words}"),
    },
    connecting: "正在连接",
    connecting_slow: |seconds, streams| match streams {
        Some(streams) => format!("{seconds} 秒后仍在连接。到这个服务器已打开 {streams} 个流；浏览器可能只允许 6 个。"),
        None => format!("{seconds} 秒后仍在连接。"),
    },
    live: |age| age.map_or_else(|| "在线，还没有事件".to_owned(), |age| format!("在线，最近事件在 {age}前")),
    open: |age| {
        let said = age.map_or_else(|| "已打开，还没有事件。".to_owned(), |age| format!("已打开，最近事件在 {age}前。"));
        format!("{said}这种连接看不到心跳。")
    },
    quiet: |silent, due, reconnect| format!("静默 {silent} 秒；本该每 {due} 秒有一次动静。满 {reconnect} 秒时重连。"),
    lost: |age, again| format!("{age}前断开。{}", next(again)),
    unreachable: |name, again| format!("连不上 {name}。{}", next(again)),
    asking: "连接失败，浏览器没有说明原因。正在问一次服务器。",
    timeout: |name, again| format!("{name} 没有及时回答。{}", next(again)),
    offline: |clock| format!("自 {clock} 起离线"),
    signed_out: |name, words| quoting(format!("{name} 让本页退出了登录"), words, ""),
    status,
    cors: |name, origin| format!("{name} 有回答，但不让来自 {origin} 的页面读取。"),
    content_type: |name, found| match found {
        "" => vec![Part::ours(format!("{name} 没有发来内容类型，不是事件。那常常是登录页。"))],
        found => vec![Part::ours(format!("{name} 发来 ")), Part::theirs(found), Part::ours("，不是事件。那常常是登录页。")],
    },
    mixed: |name| format!("本页是 https，而 {name} 是 http；浏览器拒绝连接。"),
    policy: |name| format!("本页自己的策略不允许连接 {name}。请让提供本页的人把它加进 connect-src。"),
    no_content: |name| format!("{name} 永久关闭了流（204）。"),
    complete: "已完成：流说它已结束。",
    disconnected: |name, clock| match clock {
        Some(clock) => format!("你在 {clock} 断开了 {name}。"),
        None => format!("{name} 未连接。"),
    },
    server_error: |name, words| vec![Part::ours(format!("{name} 报告 ")), Part::theirs(words), Part::ours("。连接正常。")],
    memory_lost: |name, units| format!("已重新连接。{name} 不会重发状态：{} 个单元按最后消息显示。", number(units as u64)),
    dismiss: "不再显示",
    enter_key: "输入密钥",
    key_for: |name| format!("{name} 的密钥"),
    use_key: "使用密钥",
    key_kept: "只在内存中：关闭标签页就忘掉。",
    sign_in_elsewhere: |name| format!("请在另一个标签页登录 {name}，然后"),
    signed_out_in_portal: "您在门户中的登录已过期。",
    try_again: "再试一次",
    try_now: "现在就试",
    connect: "连接",
    connect_again: "重新连接",
    disconnect: "断开",
};
