//! 来源页。

use super::source_form;
use crate::text::sources::{Apis, Columns, Sources};
use crate::text::{Part, number};

pub(in crate::text) const CHINESE: Sources = Sources {
    title: "来源",
    nothing_stored: "什么都不保存：关闭标签页就忘掉收到的内容和所有密钥。",
    no_config: "这里没有 config.json。请在下面添加来源。",
    config_loading: "正在读取 config.json。",
    config_unreadable: "无法读取 config.json。请在下面添加来源。",
    problem: |problem, working| match working {
        0 => format!("config.json：{problem}。"),
        n => format!("config.json：{problem}。其他 {n} 个来源正常。"),
    },
    warning: |problem| format!("config.json：{problem}。已忽略，其余正常。"),
    list: "来源",
    apis: Apis {
        workspace: "智能体工作区",
        status: "智能体状态",
        threads: "线程",
        agent: "智能体执行",
        workflow: "工作流",
        runner: "运行器",
    },
    streams: |count| format!("{} 个流", number(count)),
    columns: Columns {
        source: "来源",
        state: "状态",
        transport: "传输方式",
        rate: "事件/秒",
        events: "事件",
        bytes: "字节",
        opened: "打开次数",
    },
    unread: |count, cause| vec![Part::ours(format!("{} 个事件无法读取：", number(count))), Part::theirs(cause), Part::ours("。流继续。")],
    use_fetch: "改用 fetch",
    has_key: "有一个密钥，只在内存中。",
    change_key: "更换密钥",
    named: |action, name| format!("{action} {name}"),
    remove: "移除",
    removed: |name| format!("已移除 {name}。"),
    undo: "撤销",
    edit: "编辑",
    export: "下载 config.json",
    export_note: "放在页面旁边，打开页面时这些来源就在。里面没有密钥。",
    add: source_form::CHINESE,
};
