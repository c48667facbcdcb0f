//! The place of connections.

use super::numbers::counted;

/// The place of connections.
#[derive(Debug)]
pub struct Sources {
    /// The heading.
    pub title: &'static str,
    /// What is kept, and where.
    pub nothing_stored: &'static str,
    /// There is no `config.json`.
    pub no_config: &'static str,
    /// It is being read.
    pub config_loading: &'static str,
    /// It could not be read.
    pub config_unreadable: &'static str,
    /// A value of it is wrong, and how many sources work.
    pub problem: fn(problem: &str, working: u64) -> String,
    /// A key of it is not known; all works.
    pub warning: fn(problem: &str) -> String,
    /// The list of them, for people who do not see it.
    pub list: &'static str,
    /// The names of the APIs.
    pub apis: Apis,
    /// The streams of one source.
    pub streams: fn(u64) -> String,
    /// How the bytes come.
    pub transport: &'static str,
    /// How many events came.
    pub events: &'static str,
    /// How many bytes came.
    pub bytes: &'static str,
    /// How often it was opened.
    pub opened: &'static str,
    /// The address.
    pub address: &'static str,
    /// Events that could not be read.
    pub unread: fn(count: u64, cause: &str) -> String,
    /// Waiting to be applied.
    pub queued: &'static str,
    /// A key is held.
    pub has_key: &'static str,
    /// Takes a source away.
    pub remove: &'static str,
    /// The same, for people who do not see of which.
    pub remove_named: fn(&str) -> String,
    /// The form for another source.
    pub add: AddSource,
}

/// The names of the APIs.
#[derive(Debug)]
pub struct Apis {
    /// Pipelines of an agent workspace.
    pub workspace: &'static str,
    /// Sessions of agents.
    pub status: &'static str,
    /// Threads of an execution.
    pub threads: &'static str,
    /// One agent's execution.
    pub agent: &'static str,
    /// One workflow.
    pub workflow: &'static str,
    /// A runner's runs.
    pub runner: &'static str,
}

/// The form for another source.
#[derive(Debug)]
pub struct AddSource {
    /// The heading.
    pub title: &'static str,
    /// The address of a stream.
    pub address: &'static str,
    /// An example of one.
    pub address_hint: &'static str,
    /// Its API.
    pub api: &'static str,
    /// No API is chosen.
    pub choose: &'static str,
    /// The API that the path shows.
    pub recognised: fn(&str) -> String,
    /// The ids that stand for `{id}`.
    pub ids: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Nobody has to give one.
    pub name_hint: &'static str,
    /// Adds it.
    pub submit: &'static str,
    /// There is no address.
    pub needs_address: &'static str,
    /// It is no address of a web server.
    pub not_http: &'static str,
    /// The API cannot be told.
    pub needs_api: &'static str,
    /// `{id}` stands for nothing.
    pub needs_ids: &'static str,
}

pub(super) const ENGLISH: Sources = Sources {
    title: "Sources",
    nothing_stored: "Nothing is stored: closing the tab forgets what was received, and every key.",
    no_config: "No config.json here. Add a source below.",
    config_loading: "Reading config.json.",
    config_unreadable: "config.json could not be read. Add a source below.",
    problem: |problem, working| match working {
        0 => format!("config.json, {problem}."),
        1 => format!("config.json, {problem}. The other source works."),
        n => format!("config.json, {problem}. The other {n} sources work."),
    },
    warning: |problem| format!("config.json, {problem}. It is left out; the rest works."),
    list: "Sources",
    apis: Apis {
        workspace: "agent workspace",
        status: "agent status",
        threads: "threads",
        agent: "agent execution",
        workflow: "workflow",
        runner: "runner",
    },
    streams: |count| counted(count, "stream", "streams"),
    transport: "Transport",
    events: "Events",
    bytes: "Bytes",
    opened: "Opened",
    address: "Address",
    unread: |count, cause| match count {
        1 => format!("1 event could not be read: {cause}. The stream goes on."),
        n => format!("{n} events could not be read, the last: {cause}. The stream goes on."),
    },
    queued: "Waiting to be applied",
    has_key: "A key is held, in memory only.",
    remove: "Remove",
    remove_named: |name| format!("Remove {name}"),
    add: AddSource {
        title: "Add a source",
        address: "Address of an event stream",
        address_hint: "https://box.example/api/agent-workspace/stream",
        api: "API",
        choose: "Choose",
        recognised: |api| format!("Recognised from the path: {api}"),
        ids: "Ids for {id}, separated by commas",
        name: "Name",
        name_hint: "Optional",
        submit: "Add and connect",
        needs_address: "An address is needed.",
        not_http: "The address has to begin with https://, http:// or /, or be relative to this page.",
        needs_api: "The path does not tell the API. Choose it.",
        needs_ids: "The address holds {id}: say which ids.",
    },
};
