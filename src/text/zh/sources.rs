//! 来源页。

use crate::text::number;
use crate::text::sources::{AddSource, Apis, Sources};

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
    transport: "传输方式",
    events: "事件",
    bytes: "字节",
    opened: "打开次数",
    address: "地址",
    unread: |count, cause| match count {
        1 => format!("1 个事件无法读取：{cause}。流继续。"),
        n => format!("{} 个事件无法读取，最近一个：{cause}。流继续。", number(n)),
    },
    queued: "等待处理",
    has_key: "有一个密钥，只在内存中。",
    remove: "移除",
    remove_named: |name| format!("移除 {name}"),
    add: AddSource {
        title: "添加来源",
        address: "事件流的地址",
        address_hint: "https://box.example/api/agent-workspace/stream",
        api: "API",
        choose: "请选择",
        recognised: |api| format!("按路径识别：{api}"),
        ids: "{id} 的各个值，用逗号分隔",
        name: "名称",
        name_hint: "可不填",
        submit: "添加并连接",
        needs_address: "需要一个地址。",
        not_http: "地址要以 https://、http:// 或 / 开头，或相对于本页。",
        needs_api: "路径看不出是哪个 API，请选择。",
        needs_ids: "地址里有 {id}：请填写它的值。",
    },
};
