//! 日志上方的筛选。

use crate::text::filters::Filters;

pub(in crate::text) const CHINESE: Filters = Filters {
    level: "级别",
    levels_chosen: |count| format!("级别，{count}"),
    highlight: "高亮",
    highlight_words: "高亮匹配的行，不隐藏任何行",
    time: "时间",
    from: |clock| format!("{clock} 起"),
    to: |clock| format!("到 {clock}"),
    between: |from, to| format!("{from} 到 {to}"),
    any_time: "任何时间",
    last_5_min: "最近 5 分钟",
    last_hour: "最近 1 小时",
    since_opened: "从打开本页起",
    custom_from: "从",
    custom_to: "到",
    clear: "清除",
    open_pattern: "再输入一个斜杠结束模式。",
    open_or_text: |text| format!("再输入一个斜杠结束模式。按 Enter 则按原文查找“{text}”。"),
    keys: "/ 到这里，Esc 先清空再离开",
};
