//! The place of connections.

use super::numbers::counted;
use super::source_form::{self, SourceForm};
use super::{Part, Phrase, number};

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
    /// The heads of the columns.
    pub columns: Columns,
    /// Events that could not be read.
    pub unread: fn(count: u64, cause: &str) -> Phrase,
    /// Goes over to the transport that shows heartbeats.
    pub use_fetch: &'static str,
    /// A key is held.
    pub has_key: &'static str,
    /// Asks for another key.
    pub change_key: &'static str,
    /// An action and what it is done to, for people who do not see of which.
    pub named: fn(action: &str, name: &str) -> String,
    /// Takes a source away.
    pub remove: &'static str,
    /// It is taken away.
    pub removed: fn(&str) -> String,
    /// Puts it back.
    pub undo: &'static str,
    /// Opens the form of a source.
    pub edit: &'static str,
    /// Downloads the settings.
    pub export: &'static str,
    /// What is not in them.
    pub export_note: &'static str,
    /// The form for a source.
    pub add: SourceForm,
}

/// The heads of the columns.
#[derive(Debug)]
pub struct Columns {
    /// The source.
    pub source: &'static str,
    /// Its state.
    pub state: &'static str,
    /// How the bytes come.
    pub transport: &'static str,
    /// How many events come in a second.
    pub rate: &'static str,
    /// How many events came.
    pub events: &'static str,
    /// How many bytes came.
    pub bytes: &'static str,
    /// How often it was opened.
    pub opened: &'static str,
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
    columns: Columns {
        source: "Source",
        state: "State",
        transport: "Transport",
        rate: "Events/s",
        events: "Events",
        bytes: "Bytes",
        opened: "Opened",
    },
    unread: |count, cause| match count {
        1 => vec![Part::ours("1 event could not be read: "), Part::theirs(cause), Part::ours(". The stream goes on.")],
        n => {
            vec![Part::ours(format!("{} events could not be read: ", number(n))), Part::theirs(cause), Part::ours(". The stream goes on.")]
        }
    },
    use_fetch: "Use fetch",
    has_key: "A key is held, in memory only.",
    change_key: "Change the key",
    named: |action, name| format!("{action} {name}"),
    remove: "Remove",
    removed: |name| format!("{name} is removed."),
    undo: "Undo",
    edit: "Edit",
    export: "Download config.json",
    export_note: "Put it beside the page, and these sources are here when it opens. It holds no key.",
    add: source_form::ENGLISH,
};
