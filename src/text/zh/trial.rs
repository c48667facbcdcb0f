//! 测试地址的结果。

use crate::text::trial::Trial;
use crate::text::{Part, number};

pub(in crate::text) const CHINESE: Trial = Trial {
    asking: |server| format!("正在询问 {server}。"),
    listening: |seconds, signs| match signs {
        0 => format!("已打开。{seconds} 秒没有事件，也没有动静。"),
        signs => format!("已打开。{seconds} 秒没有事件，但有 {} 次动静。", number(signs)),
    },
    hearing: "可以用。正在数事件。",
    works: |api, first, events| format!("可以用：{api}。第一个事件在 {first}后到达；到现在 {} 个事件。", number(events)),
    works_by_event: |api, first, events| format!("可以用：按第一个事件识别为{api}，它在 {first}后到达；到现在 {} 个事件。", number(events)),
    another: |found, chosen| format!("有事件，但属于另一个 API：{found}，不是{chosen}。"),
    nameless: |events| format!("有事件（到现在 {events} 个），但看不出是哪个 API，请选择。"),
    no_event: |seconds, signs| match signs {
        0 => format!("已打开，但 {seconds} 秒内什么都没来，连动静也没有。可能被途中的什么扣住了。"),
        signs => format!("已打开，{seconds} 秒内没有事件，只有 {} 次动静。它可能无话可说。", number(signs)),
    },
    ended: "打开后没有事件就结束了。",
    no_content: "它没有可流的内容（204）。",
    signed_out: |server, status, words| {
        let mut phrase = vec![Part::ours(format!("{server} 想知道是谁在问（{status}）"))];
        if let Some(words) = words {
            phrase.extend([Part::ours("："), Part::theirs(words)]);
        }
        phrase.push(Part::ours("。请输入密钥，或到那里登录，再测试。"));
        phrase
    },
    again: |seconds, quoted| format!("{}{seconds} 秒后可以再问。", if quoted { "。" } else { "" }),
    unreachable: |server| format!("连不上 {server}：那里没有回答，或者名称或证书不对。"),
    timeout: |server, seconds| format!("{server} 在 {seconds} 秒内没有回答。"),
};
