//! 单元的状态、种类和各项信息。

use crate::text::units::{Facts, Units};
use crate::text::{Part, Phrase};

fn intervention(kind: Option<&str>, message: Option<&str>) -> Phrase {
    let mut phrase: Phrase = kind.map(Part::theirs).into_iter().collect();
    if kind.is_some() && message.is_some() {
        phrase.push(Part::ours("："));
    }
    phrase.extend(message.map(Part::theirs));
    phrase
}

pub(in crate::text) const CHINESE: Units = Units {
    waiting: "等你",
    failed: "失败",
    running: "运行中",
    queued: "排队",
    idle: "空闲",
    succeeded: "成功",
    cancelled: "已取消",
    skipped: "已跳过",
    ended: "已结束",
    unknown: "未知",
    stalled: |age| age.map_or_else(|| "停滞".to_owned(), |age| format!("停滞 {age}")),
    last_heard: |word, clock| format!("{word}，最后消息 {clock}"),
    last_heard_at: |clock| format!("最后消息 {clock}"),
    at: |time, clock| format!("{clock} 时 {time}"),
    at_least: |time| format!("≥ {time}"),
    no_time: "–",
    parts: |done, total| format!("已完成 {done}，共 {total}"),
    unknown_total: "?",
    percent: |percent| format!("{percent} %"),
    wake: |active, waiting| {
        let waited = if waiting > 0 { format!("，{waiting} 分钟在等待") } else { String::new() };
        format!("最近 10 分钟中有 {active} 分钟有动静{waited}")
    },
    tokens: |input, output| format!("{input} / {output}"),
    tokens_spoken: |input, output| format!("输入 {input} 个词元，输出 {output} 个"),
    pipeline: "流水线",
    job: "作业",
    session: "会话",
    thread: "线程",
    agent: "智能体执行",
    workflow: "工作流",
    step: "步骤",
    run: "运行",
    facts: Facts {
        agent: "智能体",
        channel: "渠道",
        tool: "工具",
        tokens: "词元，输入和输出",
        trigger: "触发",
        trigger_data: "触发数据",
        inputs: "输入",
        environment: "环境",
        outputs: "输出",
        result: "结果",
        duration: "用时",
        message: "消息",
        project: "项目",
        started: "开始",
        ended: "结束",
        kind: "种类",
        source: "来源",
        id: "ID",
        status: "状态",
        doing: "正在做",
        heard: "最后消息",
    },
    ended_why: "已结束：它离开了流，没有说明结果。",
    intervention,
};
