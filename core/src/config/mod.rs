//! `config.json`: which streams the page opens, and how.
//!
//! Reading never fails as a whole: an unknown key is a warning, a source with a wrong value is left out and named with the
//! path of the value, and the rest works. No secret is ever in it.

mod answer;
mod embed;
mod logs;
mod read;
mod write;

pub use answer::{AnswerProblem, PLACEHOLDERS};
pub use logs::LogBudget;

use crate::protocol::{Api, AuthKind};
use read::{Reader, short};
use serde_json::{Value, json};
use std::fmt;

/// How a stream is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    /// `EventSource` where it can serve, else fetch.
    #[default]
    Auto,
    /// `EventSource`.
    EventSource,
    /// fetch with a streamed body.
    Fetch,
}

/// Whether the browser sends its cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Credentials {
    /// Never.
    Omit,
    /// To the page's own origin.
    #[default]
    SameOrigin,
    /// To every origin.
    Include,
}

/// How a source proves who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auth {
    /// The way.
    pub kind: AuthKind,
    /// The header or the parameter.
    pub name: String,
    /// What stands before the secret.
    pub prefix: String,
}

/// One source.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its id, unique in the file.
    pub id: String,
    /// Its name; the id where none is given.
    pub name: String,
    /// The API it speaks.
    pub api: Api,
    /// Its address, relative to `config.json`; may hold `{id}`.
    pub url: String,
    /// What stands for `{id}`: one stream each.
    pub ids: Vec<String>,
    /// The threads asked for; empty for all.
    pub thread_ids: Vec<String>,
    /// How it is opened.
    pub transport: Transport,
    /// Whether the browser sends its cookies.
    pub credentials: Credentials,
    /// How it proves who asks.
    pub auth: Auth,
    /// How often a sign of life is due, in milliseconds.
    pub heartbeat_ms: u64,
    /// Where a prompt is answered: a template with `{executionId}`, `{threadId}` and `{id}`.
    pub answer_url: Option<String>,
}

impl Source {
    /// Makes a source with the defaults of its API.
    #[must_use]
    pub fn new(id: &str, api: Api, url: &str) -> Self {
        let (kind, name, prefix) = api.auth();
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            api,
            url: url.to_owned(),
            ids: Vec::new(),
            thread_ids: Vec::new(),
            transport: Transport::Auto,
            credentials: Credentials::SameOrigin,
            auth: Auth { kind, name: name.to_owned(), prefix: prefix.to_owned() },
            heartbeat_ms: api.heartbeat_ms(),
            answer_url: None,
        }
    }

    /// Returns the subject of each stream and its address: one a listed id, or one alone.
    ///
    /// ```
    /// use fleetglass_core::{config::Source, protocol::Api};
    /// let mut source = Source::new("s", Api::Threads, "api/executions/{id}/threads/stream");
    /// source.ids = vec!["exec 1".into()];
    /// source.thread_ids = vec!["a".into(), "b".into()];
    /// assert_eq!(source.streams()[0].1, "api/executions/exec%201/threads/stream?threadIds=a,b");
    /// ```
    #[must_use]
    pub fn streams(&self) -> Vec<(Option<String>, String)> {
        let filtered = |address: String| match self.thread_ids.as_slice() {
            [] => address,
            ids => {
                let listed: Vec<String> = ids.iter().map(|id| encode(id)).collect();
                let joint = if address.contains('?') { '&' } else { '?' };
                format!("{address}{joint}threadIds={}", listed.join(","))
            }
        };
        if self.url.contains("{id}") {
            self.ids.iter().map(|id| (Some(id.clone()), filtered(self.url.replace("{id}", &encode(id))))).collect()
        } else {
            // Without an id in the address the source's own id stands in, where the API needs one.
            let subject = Api::recognise(&self.url).and_then(|found| found.subject).or_else(|| match self.api {
                Api::AgentExecution | Api::WorkflowExecution => Some(self.id.clone()),
                Api::AgentWorkspace | Api::AgentStatus | Api::Threads | Api::Runner => None,
            });
            vec![(subject, filtered(self.url.clone()))]
        }
    }
}

/// Encodes a value for a path, a query or the fragment: everything but letters, digits and `-._~`.
#[must_use]
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

/// What is wrong with a value of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file is not JSON; the cause.
    NotJson(String),
    /// It has to be there.
    Missing,
    /// Its value, and what it may be.
    Value {
        /// The value, as JSON.
        found: String,
        /// What it may be, for people: `auto, eventsource or fetch`.
        wanted: &'static str,
    },
    /// Another source has this id.
    Taken(String),
    /// The key is not known; the source works.
    UnknownKey,
}

/// Something in the file that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path of the value, such as `sources[2].transport`; empty for the file.
    pub path: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl Problem {
    /// Says whether nothing was left out because of it.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        self.wrong == Wrong::UnknownKey
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, wrong } = self;
        match wrong {
            Wrong::NotJson(cause) => write!(f, "{cause}"),
            Wrong::Missing => write!(f, "{path}: is missing"),
            Wrong::Value { found, wanted } => write!(f, "{path}: {found} is not {wanted}"),
            Wrong::Taken(id) => write!(f, "{path}: \"{id}\" is used twice"),
            Wrong::UnknownKey => write!(f, "{path}: not a known key"),
        }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The sources that can be opened.
    pub sources: Vec<Source>,
    /// How much memory logs may take.
    pub logs: LogBudget,
    /// The pages that may hold this one in a frame, told of its height and heard: `https://portal.example`.
    pub embed_origins: Vec<String>,
    /// What is wrong with the rest.
    pub problems: Vec<Problem>,
}

impl Config {
    /// Reads `config.json`.
    ///
    /// ```
    /// use fleetglass_core::config::Config;
    /// let config = Config::read(r#"{"sources":[{"id":"a","api":"runner","url":"/api/events","transport":"poll"}]}"#);
    /// assert_eq!(config.problems[0].to_string(), r#"sources[0].transport: "poll" is not auto, eventsource or fetch"#);
    /// ```
    #[must_use]
    pub fn read(json: &str) -> Self {
        let mut config = Self::default();
        let whole: Value = match serde_json::from_str(json) {
            Ok(whole) => whole,
            Err(cause) => {
                config.problem("", Wrong::NotJson(cause.to_string()));
                return config;
            }
        };
        let Value::Object(fields) = whole else {
            config.problem("", Wrong::Value { found: short(&whole), wanted: "an object" });
            return config;
        };
        for (key, value) in &fields {
            match key.as_str() {
                "version" if value.as_u64() == Some(1) => {}
                "version" => config.problem("version", Wrong::Value { found: short(value), wanted: "1" }),
                "sources" => {}
                "logs" => config.read_logs(value),
                "embed" => config.read_embed(value),
                other => config.problem(other, Wrong::UnknownKey),
            }
        }
        match fields.get("sources") {
            Some(Value::Array(sources)) => {
                for (at, source) in sources.iter().enumerate() {
                    config.source(&format!("sources[{at}]"), source);
                }
            }
            Some(other) => config.problem("sources", Wrong::Value { found: short(other), wanted: "a list" }),
            None => config.problem("sources", Wrong::Missing),
        }
        config
    }

    fn problem(&mut self, path: &str, wrong: Wrong) {
        self.problems.push(Problem { path: path.to_owned(), wrong });
    }

    fn source(&mut self, path: &str, value: &Value) {
        let Value::Object(fields) = value else {
            return self.problem(path, Wrong::Value { found: short(value), wanted: "an object" });
        };
        let mut reader = Reader { path, fields, problems: Vec::new() };
        let source = reader.source();
        let fatal = reader.problems.iter().any(|problem| !problem.is_warning());
        self.problems.append(&mut reader.problems);
        match source {
            Some(source) if self.sources.iter().any(|held| held.id == source.id) => {
                self.problem(&format!("{path}.id"), Wrong::Taken(source.id));
            }
            Some(source) if !fatal => self.sources.push(source),
            _ => {}
        }
    }

    /// Writes sources, budget and the pages around as `config.json`, without what is the default.
    #[must_use]
    pub fn write(sources: &[Source], logs: LogBudget, embed_origins: &[String]) -> String {
        let list: Vec<Value> = sources.iter().map(write::source).collect();
        let mut whole = json!({ "version": 1, "sources": list });
        if let Some(logs) = logs::written(logs) {
            whole["logs"] = logs;
        }
        if let Some(embed) = embed::written(embed_origins) {
            whole["embed"] = embed;
        }
        serde_json::to_string_pretty(&whole).unwrap_or_default()
    }
}
