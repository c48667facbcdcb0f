//! 运行页。

use crate::text::runs::Runs;
use crate::text::{Part, Phrase, number};

fn trigger(event: Option<&str>, place: Option<&str>, commit: Option<&str>) -> Phrase {
    let mut phrase = Vec::new();
    for (before, words) in [("", event), ("到", place), ("，", commit)] {
        let Some(words) = words.filter(|words| !words.is_empty()) else { continue };
        if !phrase.is_empty() {
            phrase.push(Part::ours(if before == "到" { " 到 " } else { before }));
        }
        phrase.push(Part::theirs(words));
    }
    phrase
}

pub(in crate::text) const CHINESE: Runs = Runs {
    title: "运行",
    list: "运行、工作流和流水线",
    filter: "筛选",
    kinds: "种类",
    runs: "运行",
    workflows: "工作流",
    agents: "智能体",
    pipelines: "流水线",
    none: |clock| format!("自 {clock} 起没有开始过运行。这个流不列出更早的。"),
    no_source: "没有设置运行、工作流或流水线的来源。",
    add_source: "添加来源",
    no_match: "没有匹配的。",
    clear: "清除",
    more: |count| format!("还有 {} 个", number(count as u64)),
    choose: "选择一个运行来看它的步骤。",
    not_held: |id| vec![Part::theirs(id), Part::ours(" 不在这里。它可能在打开本页之前就结束了。")],
    back: "运行",
    back_to_steps: "步骤",
    copy_id: "复制 ID",
    copied: "已复制",
    from_to: |from, to| format!("{from} 到 {to}"),
    since: |from| format!("自 {from}"),
    go_to_line: "到那一行",
    go_to_step: "到那一步",
    name: "作业或步骤",
    step_name: "步骤",
    time: "时长",
    variants: |name, count| format!("{name}，{count} 个变体"),
    inside: |count| format!("（内含 {count} 个）"),
    toggle: |name| format!("{name} 的组成"),
    more_steps: "可能还有后续步骤",
    tolerated: "可容忍",
    output_of: |name| format!("{name} 的输出"),
    close: "关闭",
    silent: "这一步没有输出。",
    silent_yet: "这一步还没有输出。",
    missed: |clock| format!("这一步在 {clock} 之前运行；没有收到它的输出。"),
    nothing_logged: "还没有日志。",
    history: "目前的步骤",
    lines: "各行",
    instructions: "未被接受的指示",
    progress_of: |name| format!("{name} 的进度"),
    progress_unknown: "未知",
    trigger,
    bar: |from, to| format!("{from} 到 {to}"),
};
