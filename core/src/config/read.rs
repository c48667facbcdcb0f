//! One source of `config.json`, read key by key.

use super::answer::leads_to_http;
use super::{Auth, Credentials, Problem, Source, Transport, Wrong};
use crate::protocol::{Api, AuthKind};
use serde_json::{Map, Value};

pub(super) struct Reader<'a> {
    pub(super) path: &'a str,
    pub(super) fields: &'a Map<String, Value>,
    pub(super) problems: Vec<Problem>,
}

const KEYS: [&str; 11] = ["id", "name", "api", "url", "ids", "threadIds", "transport", "credentials", "auth", "heartbeatMs", "answerUrl"];

impl Reader<'_> {
    pub(super) fn source(&mut self) -> Option<Source> {
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
        if answer_url.as_deref().is_some_and(|url| !leads_to_http(url)) {
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
        for key in fields.keys().filter(|key| !["kind", "name", "prefix"].contains(&key.as_str())) {
            self.say(&format!("auth.{key}"), Wrong::UnknownKey);
        }
        for key in ["name", "prefix"] {
            if let Some(value) = fields.get(key).filter(|value| !value.is_string() && !value.is_null()) {
                self.say(&format!("auth.{key}"), Wrong::Value { found: short(value), wanted: "a text" });
            }
        }
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
pub(super) fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
