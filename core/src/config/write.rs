//! One source as `config.json` holds it, without what is the default.

use super::{Credentials, Source, Transport};
use crate::protocol::AuthKind;
use serde_json::{Map, Value};

pub(super) fn source(source: &Source) -> Value {
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
