//! `config.json`: which streams the page opens, and how.
//!
//! Reading never fails as a whole: an unknown key is a warning, a source with a wrong value is left out and named with the
//! path of the value, and the rest works. No secret is ever in it.

use crate::protocol::{Api, AuthKind};
use serde_json::{Map, Value};
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

    /// Returns the address at which a prompt is answered: the template filled, if it leads to http or https.
    #[must_use]
    pub fn answer_address(&self, unit_id: &str) -> Option<String> {
        let mut ids = unit_id.split('/').map(crate::protocol::percent_decode);
        let (first, second) = (ids.next().unwrap_or_default(), ids.next().unwrap_or_default());
        let last = crate::protocol::percent_decode(unit_id.rsplit('/').next().unwrap_or_default());
        let filled = self
            .answer_url
            .as_ref()?
            .replace("{executionId}", &encode(&first))
            .replace("{threadId}", &encode(&second))
            .replace("{id}", &encode(&last));
        (filled.starts_with("https://") || filled.starts_with("http://")).then_some(filled)
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

    /// Writes the sources as `config.json`, without what is the default.
    #[must_use]
    pub fn write(sources: &[Source]) -> String {
        let list: Vec<Value> = sources.iter().map(write_source).collect();
        serde_json::to_string_pretty(&serde_json::json!({ "version": 1, "sources": list })).unwrap_or_default()
    }
}

struct Reader<'a> {
    path: &'a str,
    fields: &'a Map<String, Value>,
    problems: Vec<Problem>,
}

const KEYS: [&str; 11] = ["id", "name", "api", "url", "ids", "threadIds", "transport", "credentials", "auth", "heartbeatMs", "answerUrl"];

impl Reader<'_> {
    fn source(&mut self) -> Option<Source> {
        for key in self.fields.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            self.say(key, Wrong::UnknownKey);
        }
        let id = self.required("id");
        let api = self.required("api").and_then(|name| {
            let api = Api::from_name(&name);
            if api.is_none() {
                self.wrong("api", "agent-workspace, agent-status, threads, agent-execution, workflow-execution or runner");
            }
            api
        });
        let url = self.required("url");
        let (name, answer_url) = (self.text("name"), self.text("answerUrl"));
        let (ids, thread_ids) = (self.list("ids"), self.list("threadIds"));
        let transport = self.choice("transport", "auto, eventsource or fetch", |word| match word {
            "auto" => Some(Transport::Auto),
            "eventsource" => Some(Transport::EventSource),
            "fetch" => Some(Transport::Fetch),
            _ => None,
        });
        let credentials = self.choice("credentials", "omit, same-origin or include", |word| match word {
            "omit" => Some(Credentials::Omit),
            "same-origin" => Some(Credentials::SameOrigin),
            "include" => Some(Credentials::Include),
            _ => None,
        });
        let heartbeat_ms = match self.fields.get("heartbeatMs") {
            None | Some(Value::Null) => None,
            Some(value) => {
                let ms = value.as_u64().filter(|ms| *ms >= 100);
                if ms.is_none() {
                    self.wrong("heartbeatMs", "a number of milliseconds, 100 at least");
                }
                ms
            }
        };
        if answer_url.as_deref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            self.wrong("answerUrl", "an http or https address");
        }
        let auth = self.auth(api);
        let mut source = Source::new(&id?, api?, &url?);
        if source.url.contains("{id}") && ids.is_empty() {
            self.say("ids", Wrong::Missing);
        }
        source.name = name.unwrap_or(source.name);
        (source.ids, source.thread_ids, source.answer_url) = (ids, thread_ids, answer_url);
        source.transport = transport.unwrap_or_default();
        source.credentials = credentials.unwrap_or_default();
        source.heartbeat_ms = heartbeat_ms.unwrap_or(source.heartbeat_ms);
        source.auth = auth.unwrap_or(source.auth);
        Some(source)
    }

    fn auth(&mut self, api: Option<Api>) -> Option<Auth> {
        let fields = match self.fields.get("auth")? {
            Value::Null => return None,
            Value::Object(fields) => fields,
            _ => {
                self.wrong("auth", "an object");
                return None;
            }
        };
        let (_, name, prefix) = api.map_or((AuthKind::None, "", ""), Api::auth);
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let kind = match text("kind") {
            Some("none") => AuthKind::None,
            Some("cookie") => AuthKind::Cookie,
            Some("query") => AuthKind::Query,
            Some("header") => AuthKind::Header,
            _ => {
                let found = fields.get("kind").map_or_else(|| "nothing".to_owned(), short);
                self.say("auth.kind", Wrong::Value { found, wanted: "none, cookie, query or header" });
                return None;
            }
        };
        let default_name = if kind == AuthKind::Query { "key" } else { name };
        let name = text("name").unwrap_or(default_name).to_owned();
        if name.is_empty() && matches!(kind, AuthKind::Query | AuthKind::Header) {
            self.say("auth.name", Wrong::Missing);
        }
        let default_prefix = if kind == AuthKind::Header && name.eq_ignore_ascii_case("authorization") { "Bearer " } else { prefix };
        let prefix = text("prefix").unwrap_or(if kind == AuthKind::Header { default_prefix } else { "" });
        Some(Auth { kind, name, prefix: prefix.to_owned() })
    }

    fn say(&mut self, key: &str, wrong: Wrong) {
        self.problems.push(Problem { path: format!("{}.{key}", self.path), wrong });
    }

    fn wrong(&mut self, key: &str, wanted: &'static str) {
        let found = self.fields.get(key).map_or_else(|| "nothing".to_owned(), short);
        self.say(key, Wrong::Value { found, wanted });
    }

    fn text(&mut self, key: &str) -> Option<String> {
        match self.fields.get(key)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            _ => {
                self.wrong(key, "a text");
                None
            }
        }
    }

    fn required(&mut self, key: &str) -> Option<String> {
        match self.fields.get(key) {
            None | Some(Value::Null) => {
                self.say(key, Wrong::Missing);
                None
            }
            Some(Value::String(text)) if text.is_empty() => {
                self.wrong(key, "a text of one character at least");
                None
            }
            Some(_) => self.text(key),
        }
    }

    fn list(&mut self, key: &str) -> Vec<String> {
        let items = match self.fields.get(key) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(items)) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>(),
            Some(_) => None,
        };
        if items.is_none() {
            self.wrong(key, "a list of texts");
        }
        items.unwrap_or_default()
    }

    fn choice<T>(&mut self, key: &str, wanted: &'static str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.fields.get(key).filter(|value| !value.is_null())?;
        let chosen = value.as_str().and_then(of);
        if chosen.is_none() {
            self.wrong(key, wanted);
        }
        chosen
    }
}

/// Shows a value in a sentence: as JSON, and not all of a long one.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn write_source(source: &Source) -> Value {
    let default = Source::new(&source.id, source.api, &source.url);
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| drop(fields.insert(key.to_owned(), value));
    put("id", source.id.clone().into());
    if source.name != default.name {
        put("name", source.name.clone().into());
    }
    put("api", source.api.name().into());
    put("url", source.url.clone().into());
    if !source.ids.is_empty() {
        put("ids", source.ids.clone().into());
    }
    if !source.thread_ids.is_empty() {
        put("threadIds", source.thread_ids.clone().into());
    }
    match source.transport {
        Transport::Auto => {}
        Transport::EventSource => put("transport", "eventsource".into()),
        Transport::Fetch => put("transport", "fetch".into()),
    }
    match source.credentials {
        Credentials::SameOrigin => {}
        Credentials::Omit => put("credentials", "omit".into()),
        Credentials::Include => put("credentials", "include".into()),
    }
    if source.auth != default.auth {
        let kind = match source.auth.kind {
            AuthKind::None => "none",
            AuthKind::Cookie => "cookie",
            AuthKind::Query => "query",
            AuthKind::Header => "header",
        };
        put("auth", serde_json::json!({ "kind": kind, "name": source.auth.name, "prefix": source.auth.prefix }));
    }
    if source.heartbeat_ms != default.heartbeat_ms {
        put("heartbeatMs", source.heartbeat_ms.into());
    }
    if let Some(url) = &source.answer_url {
        put("answerUrl", url.clone().into());
    }
    Value::Object(fields)
}
