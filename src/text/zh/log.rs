//! 日志。

use super::log_tools;
use super::times::{ago, took};
use crate::text::log::{BadPattern, Log};
use crate::text::number;

fn kind(word: &str) -> &'static str {
    match word {
        "line" => "输出",
        "tool" => "工具",
        "blocked" => "提问",
        "turn" => "轮次",
        "status" => "状态",
        "failure" => "失败",
        "gap" => "缺口",
        "reconnect" => "重连",
        "burst" => "突发",
        _ => "其他",
    }
}

fn times_as(word: &str) -> &'static str {
    match word {
        "off" => "不显示时间",
        "utc" => "UTC",
        "relative" => "距上一行",
        _ => "本地时间",
    }
}

fn after(ms: u64) -> String {
    if ms < 60_000 { format!("+{}.{:03} 秒", ms / 1_000, ms % 1_000) } else { format!("+{}", took(ms)) }
}

pub(in crate::text) const CHINESE: Log = Log {
    title: "日志",
    log_of: |name| format!("{name} 的日志"),
    following: "跟随末尾",
    held: "停在这里；仍在接收。",
    wrap: "换行",
    times: "时间",
    times_as,
    after,
    new_lines: |count| format!("{} 行新内容", number(count)),
    go_to_end: "到末尾",
    counts: |shown, held| format!("{} / {} 行", number(shown), number(held)),
    no_match: |held| format!("保留的 {} 行里没有匹配。", number(held)),
    clear: "清除",
    gap: |from, to| if from == to { format!("没有收到序号 {from}。") } else { format!("没有收到序号 {from} 到 {to}。") },
    reconnect: |ms| {
        if ms < 1_000 {
            "已重新连接。可能缺了一些内容。".to_owned()
        } else {
            format!("已重新连接。可能缺了 {}的内容。", ago(ms))
        }
    },
    evicted: |count| format!("丢弃了更早的 {} 行。", number(count)),
    evicted_here: "这里的一行被丢弃了。",
    burst: "恰好同时来了 50 行；可能还有更多。",
    show_all: |count| format!("显示全部 {} 个字符", number(count)),
    show_less: "收起",
    json: "按 JSON 显示",
    cut: "这一行在 64 KB 处截断。",
    answered: |ms| format!("{}后得到回答；它继续了。", took(ms)),
    answered_by_itself: "自动得到回答。",
    waits: |name| format!("{name} 在等你"),
    waits_here: "在等你",
    sign_in: |name| format!("{name} 需要登录。"),
    sign_in_here: "需要登录。",
    stall: |ms| ms.map_or_else(|| "服务器说：没有输出。".to_owned(), |ms| format!("服务器说：已有 {}没有输出。", took(ms))),
    turn: |confidence| match confidence {
        Some(confidence) => format!("一轮完成，置信度 {}", (confidence * 100.0).round() / 100.0),
        None => "一轮完成".to_owned(),
    },
    failed: "失败",
    fold: "折叠",
    unfold: |count| format!("显示 {} 行", number(count)),
    tool_mark: "›",
    kind,
    types: "类型",
    types_chosen: |count| format!("类型，{count}"),
    search: "文字或 /模式/",
    search_hint: "文字或 /模式/",
    case: "Aa",
    case_words: "区分大小写",
    not: "非",
    not_words: "显示不匹配的",
    bad_pattern: BadPattern {
        group: "还不是模式：有一个组没有结束。仍用上一个正确的。",
        class: "还不是模式：有一个字符类没有结束。仍用上一个正确的。",
        repeat: "还不是模式：没有可以重复的东西。仍用上一个正确的。",
        backslash: "还不是模式：以反斜杠结尾。仍用上一个正确的。",
        other: |words| format!("还不是模式：{words}。仍用上一个正确的。"),
    },
    too_long: |pattern| format!("/{pattern}/ 用时太长，2 秒后已停止；它没有隐藏任何行。"),
    no_patterns: "这个浏览器在这里不能用模式。",
    no_error_after: "下面没有错误。",
    no_error_before: "上面没有错误。",
    find: log_tools::FIND,
    copy: log_tools::COPY,
    line: log_tools::LINE,
    download: log_tools::DOWNLOAD,
};
