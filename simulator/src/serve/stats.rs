//! What `GET /sim/stats` tells of each API: how many streams, how many requests, and what the last one carried.

use super::accept::Port;
use super::auth::without_secret;
use axum::http::request::Parts;
use fleetglass_core::protocol::Api;
use serde::Serialize;
use std::collections::BTreeMap;

/// The numbers of all APIs.
#[derive(Debug, Default)]
pub(crate) struct Stats(BTreeMap<Api, ApiStats>);

impl Stats {
    /// Returns the numbers of one.
    pub(crate) fn of(&mut self, api: Api) -> &mut ApiStats {
        self.0.entry(api).or_default()
    }
}

/// The numbers of one API.
#[derive(Debug, Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiStats {
    /// Streams that are open now.
    pub(crate) open: usize,
    /// Streams that were ever opened.
    pub(crate) total: u64,
    /// Requests, refused ones too.
    pub(crate) requests: u64,
    /// Events that were sent, heartbeats not counted.
    pub(crate) events: u64,
    /// The last request.
    #[serde(flatten)]
    pub(crate) asked: Asked,
}

impl ApiStats {
    /// Notes a request.
    pub(crate) fn note(&mut self, asked: Asked) {
        self.requests += 1;
        self.asked = asked;
    }
}

/// What a request carried. Of secrets it only says that they were there.
#[derive(Debug, Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    path: Option<String>,
    query: Option<String>,
    last_event_id: Option<String>,
    accept: Option<String>,
    origin: Option<String>,
    authorization: bool,
    status_key: bool,
    cookie: bool,
    /// 1 or 2.
    port: Option<usize>,
}

impl Asked {
    /// Reads a request.
    pub(crate) fn of(parts: &Parts) -> Self {
        let text = |name: &str| parts.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        Self {
            path: Some(parts.uri.path().to_owned()),
            query: parts.uri.query().map(without_secret),
            last_event_id: text("last-event-id"),
            accept: text("accept"),
            origin: text("origin"),
            authorization: parts.headers.contains_key("authorization"),
            status_key: parts.headers.contains_key("x-status-key"),
            cookie: parts.headers.contains_key("cookie"),
            port: parts.extensions.get::<Port>().map(|port| port.0 + 1),
        }
    }
}
