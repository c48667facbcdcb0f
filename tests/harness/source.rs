//! A source of a test's `config.json`.

use serde_json::{Value, json};

/// How a source is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// The browser's own.
    EventSource,
    /// fetch with a streamed body.
    Fetch,
}

impl Transport {
    fn word(self) -> &'static str {
        match self {
            Self::EventSource => "eventsource",
            Self::Fetch => "fetch",
        }
    }

    /// Returns what the page shows of an open stream whose heartbeats are comments.
    #[must_use]
    pub fn open_link(self) -> &'static str {
        match self {
            Self::EventSource => "open",
            Self::Fetch => "live",
        }
    }
}

/// A source: `box` at the simulator's first port, unless said otherwise.
#[derive(Debug, Clone)]
pub struct Source(Value);

impl Source {
    /// Makes a source of an API, with the ids of the documents.
    #[must_use]
    pub fn of(api: &str) -> Self {
        let (url, ids) = match api {
            "agent-workspace" => ("api/agent-workspace/stream", json!([])),
            "agent-status" => ("api/v1/agent/status/stream", json!([])),
            "threads" => ("api/executions/{id}/threads/stream", json!(["exec-123"])),
            "agent-execution" => ("api/streaming/agents/{id}/stream", json!(["my-agent"])),
            "workflow-execution" => ("api/streaming/workflows/{id}/stream", json!(["wf-123"])),
            "runner" => ("api/events", json!([])),
            other => panic!("there is no API `{other}`"),
        };
        let mut source = json!({"id": "box", "api": api, "url": url, "auth": {"kind": "none"}});
        if url.contains("{id}") {
            source["ids"] = ids;
        }
        Self(source)
    }

    /// Sets any field.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.0[field] = value.into();
        self
    }

    /// Gives it another id and name.
    #[must_use]
    pub fn named(self, id: &str) -> Self {
        self.with("id", id).with("name", id)
    }

    /// Chooses the transport.
    #[must_use]
    pub fn over(self, transport: Transport) -> Self {
        self.with("transport", transport.word())
    }

    /// Moves it to the simulator's second port, which answers by CORS.
    #[must_use]
    pub fn elsewhere(self) -> Self {
        self.with("elsewhere", true)
    }

    pub(crate) fn written(mut self, second_port: u16) -> Value {
        if let Some(fields) = self.0.as_object_mut()
            && fields.remove("elsewhere").is_some()
        {
            let path = fields["url"].as_str().unwrap_or_default();
            fields["url"] = format!("http://127.0.0.1:{second_port}/{path}").into();
        }
        self.0
    }
}
