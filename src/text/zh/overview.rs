//! 总览页。

use crate::text::number;
use crate::text::overview::{Columns, Overview, ServerSays};

fn sentence(waiting: u64, failed: u64, running: u64) -> Option<String> {
    let said = [(waiting, "个在等你"), (failed, "个失败"), (running, "个运行中")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", number(count)))
        .collect::<Vec<_>>();
    (!said.is_empty()).then(|| format!("{}。", said.join("，")))
}

fn server(ServerSays { state, active, most, up }: ServerSays<'_>) -> String {
    let mut parts: Vec<String> = state.map(str::to_owned).into_iter().collect();
    match (active, most) {
        (Some(active), Some(most)) => parts.push(format!("在用 {active}，共 {most}")),
        (Some(active), None) => parts.push(format!("在用 {active}")),
        (None, _) => {}
    }
    parts.extend(up.map(|up| format!("已运行 {up}")));
    parts.join("，")
}

pub(in crate::text) const CHINESE: Overview = Overview {
    sentence,
    nothing_running: "没有在运行的。",
    no_units: "已连接。没有在运行的。",
    nothing_seen: "已连接。还没有看到什么。",
    connecting: "正在连接。",
    not_connected: "没有连接任何来源。",
    as_of: |sentence, clock| format!("截至 {clock}：{sentence}"),
    sources_live: |live, all, _| format!("{all} 个来源中 {live} 个在线"),
    needs_you: "需要你",
    queue_empty: "没有在等你的。",
    queue_no_memory: |clock| format!("自 {clock} 起没有看到在等你的。线程和运行不会重发更早的提问。"),
    queue_not_live: |clock, names, _| match clock {
        Some(clock) => format!("截至 {clock} 没有在等你的。{names} 未连接。"),
        None => format!("{names} 未连接。"),
    },
    queue_more: |count| format!("还有 {} 个", number(count)),
    queue_fewer: "收起",
    more_failed: |count, name| format!("{name} 还有 {} 个失败", number(count)),
    open: "打开",
    seen: "已看",
    answer: |host| format!("到 {host} 回答 ↗"),
    waits_in: |place| format!("等在 {place}"),
    within: |root, source| root.map_or_else(|| source.to_owned(), |root| format!("{root}，{source}")),
    stalled_for: |age| age.map_or_else(|| "服务器说：没有输出。".to_owned(), |age| format!("服务器说：已有 {age}没有输出。")),
    not_taken_up: "尚未被接受：",
    fleet: "机群",
    filters: "按状态显示",
    all: "全部",
    ended: "已结束",
    filter: "/ 筛选",
    filter_label: "按名称、ID 或所做的事筛选",
    columns: Columns {
        status: "状态", name: "名称", doing: "正在做", parts: "组成", wake: "近 10 分钟", time: "时长", heard: "最后消息"
    },
    units: |count| format!("{} 个单元", number(count)),
    find_note: "列表很长，页面里只有屏幕附近的行。请用上方的筛选查找：浏览器自带的查找会漏掉大部分。",
    no_project: "无项目",
    group: "分组",
    by_source: "按来源",
    by_project: "按项目",
    by_nothing: "不分组",
    sort: "排序",
    sort_needs: "需要你的在前",
    sort_name: "按名称",
    sort_longest: "最久的在前",
    sort_heard: "最近有消息的在前",
    show_all_but: |name| format!("不再只显示 {name}"),
    clear_ended: "清除已结束的",
    folded: |count| format!("已结束，{}", number(count)),
    as_of_clock: |clock| format!("截至 {clock}"),
    server,
    no_match: |text, status| match (text, status) {
        (Some(text), Some(status)) => format!("“{status}”里没有匹配“{text}”的。"),
        (Some(text), None) => format!("没有匹配“{text}”的。"),
        (None, Some(status)) => format!("没有“{status}”的。"),
        (None, None) => "没有匹配的。".to_owned(),
    },
    clear: "清除",
    detail: "详情",
    gone: "这个单元已不在这里。",
    open_thread: "打开线程",
    open_run: "在运行页打开",
    last_lines: "最后几行",
    parts: "组成",
    interventions: "未被接受的指示",
    first_visit: "实时查看你的智能体在做什么。请粘贴事件流的地址。",
};
