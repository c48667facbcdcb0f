//! Threads of an execution: `GET /api/executions/:id/threads/stream?threadIds=a,b`.
//!
//! Follows the document "Thread Stream (SSE)" and a captured stream, whose server sends more than the document names.
//! `data_json` is JSON inside a string; its shape differs by server, so [`Body`] takes the first field that is there.

use super::field::{Id, Stamp, object_or_default};
use super::{DecodeError, Decoded, is_sign_of_life, read_object, write};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// What a thread event tells. The event is named `thread_` and this.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$meta])* #[doc = concat!("`thread_", $name, "`")] $variant,)+ }

        impl Kind {
            /// Every kind that is documented or was seen.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the name without `thread_`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the event's name.
            #[must_use]
            pub fn event_name(self) -> &'static str {
                match self { $(Self::$variant => concat!("thread_", $name),)+ }
            }

            /// Returns the kind of an event name.
            #[must_use]
            pub fn from_event_name(event: &str) -> Option<Self> {
                match event { $(concat!("thread_", $name) => Some(Self::$variant),)+ _ => None }
            }
        }

        /// Every event name of this API.
        pub const NAMES: &[&str] = &["connected", $(concat!("thread_", $name),)+ "ping", "heartbeat", "keepalive"];
    };
}

kinds! {
    Output = "output",
    Blocked = "blocked",
    Started = "started",
    Completed = "completed",
    Failed = "failed",
    TurnComplete = "turn_complete",
    Status = "status",
    ToolRunning = "tool_running",
    Ready = "ready",
    ToolUse = "tool_use",
    Stall = "stall",
    AuthRequired = "auth_required",
    Idle = "idle",
    SummaryUpdated = "summary_updated",
    Stopped = "stopped",
    Error = "error",
    Message = "message",
}

/// An event of the stream.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// `connected`: what this stream will carry.
    Connected(Connected),
    /// Anything a thread did.
    Thread(Box<ThreadEvent>),
}

/// What the stream will carry.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connected {
    /// The execution asked for.
    #[serde(default)]
    pub execution_id: Option<Id>,
    /// The threads asked for; `None` for all.
    #[serde(default)]
    pub thread_ids: Option<Vec<Id>>,
}

/// Something a thread did: the payload of every `thread_*` event.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreadEvent {
    /// What it did, by the event's name.
    pub kind: Kind,
    /// The payload.
    pub payload: Payload,
}

/// The payload of a thread event.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payload {
    /// The execution it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution_id: Option<Id>,
    /// The thread, where `data` does not name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread_id: Option<Id>,
    /// `gateway_thread_` and the kind.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// What happened.
    #[serde(default, deserialize_with = "object_or_default")]
    pub data: Data,
    /// When the server forwarded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Stamp>,
}

/// What happened in a thread.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Data {
    /// The thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread_id: Option<Id>,
    /// The kind, in the server's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// JSON inside a string; absent in a `thread_status`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "json_text")]
    pub data_json: Option<String>,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp_ms: Option<Stamp>,
    /// Counts the events of one connection of the agent; restarts with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i64>,
    /// A status word, in a `thread_status`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What the thread does, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// 0 to 1, or −1 for unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
}

/// Takes `data_json` as the string it should be, or the JSON some servers put there unquoted.
fn json_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::<Value>::deserialize(deserializer)? {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text),
        Some(other) => Some(other.to_string()),
    })
}

impl ThreadEvent {
    /// Returns the thread: the id in `data`, by which the server filters, else the one beside it.
    #[must_use]
    pub fn thread_id(&self) -> Option<&str> {
        self.payload.data.thread_id.as_ref().or(self.payload.thread_id.as_ref()).map(Id::as_str)
    }

    /// Returns when it happened, in milliseconds since the epoch.
    #[must_use]
    pub fn at_ms(&self) -> Option<i64> {
        self.payload.data.timestamp_ms.as_ref().or(self.payload.timestamp.as_ref()).and_then(Stamp::ms)
    }

    /// Returns what `data_json` holds.
    #[must_use]
    pub fn body(&self) -> Body<'_> {
        Body::of(self.payload.data.data_json.as_deref().unwrap_or_default())
    }
}

/// What `data_json` holds: JSON, or plain text where it is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Body<'a> {
    raw: &'a str,
    json: Option<Value>,
}

impl<'a> Body<'a> {
    /// Reads `data_json`.
    #[must_use]
    pub fn of(raw: &'a str) -> Self {
        Self { raw, json: serde_json::from_str(raw).ok() }
    }

    /// Returns a field that is a string.
    #[must_use]
    pub fn text_field(&self, name: &str) -> Option<&str> {
        self.json.as_ref()?.get(name)?.as_str()
    }

    /// Returns a field that is a number.
    #[must_use]
    pub fn number_field(&self, name: &str) -> Option<f64> {
        self.json.as_ref()?.get(name)?.as_f64()
    }

    /// Returns a field that is true or false.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.json.as_ref().and_then(|json| json.get(name)).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Returns a field that is a list, as texts.
    #[must_use]
    pub fn list_field(&self, name: &str) -> Vec<String> {
        let items = self.json.as_ref().and_then(|json| json.get(name)).and_then(Value::as_array);
        items.into_iter().flatten().map(plain_text).collect()
    }

    /// Returns the text of an output: `text`, `content`, `output` or `message`, whichever is there first, else all of it.
    ///
    /// ```
    /// use fleetglass_core::protocol::threads::Body;
    /// assert_eq!(Body::of(r#"{"type":"response","content":"hi\n"}"#).output(), "hi\n");
    /// assert_eq!(Body::of("not JSON").output(), "not JSON");
    /// ```
    #[must_use]
    pub fn output(&self) -> Cow<'_, str> {
        match &self.json {
            Some(Value::String(text)) => Cow::Borrowed(text),
            Some(json @ Value::Object(_)) => text_in(json).unwrap_or(Cow::Borrowed(self.raw)),
            _ => Cow::Borrowed(self.raw),
        }
    }

    /// Returns the words for people: the same, but nothing where there is only an empty object or `null`.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match &self.json {
            Some(Value::Null) => Cow::Borrowed(""),
            Some(Value::Object(fields)) if fields.is_empty() => Cow::Borrowed(""),
            _ => self.output(),
        }
    }

    /// Returns the first of these fields that holds text.
    #[must_use]
    pub fn first_text(&self, names: &[&str]) -> Option<String> {
        names.iter().filter_map(|name| self.text_field(name)).find(|text| !text.is_empty()).map(str::to_owned)
    }
}

/// Finds the words in an object, looking into `message` and lists of parts where they are nested.
fn text_in(json: &Value) -> Option<Cow<'_, str>> {
    ["text", "content", "output", "message"].iter().find_map(|name| match json.get(*name)? {
        Value::String(text) => Some(Cow::Borrowed(text.as_str())),
        nested @ Value::Object(_) => Some(text_in(nested).unwrap_or_else(|| Cow::Owned(nested.to_string()))),
        Value::Array(parts) => {
            Some(Cow::Owned(parts.iter().map(|part| text_in(part).map_or_else(|| plain_text(part), Cow::into_owned)).collect()))
        }
        Value::Null => None,
        other => Some(Cow::Owned(other.to_string())),
    })
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Returns what a frame holds.
///
/// # Errors
/// Where the data is not JSON of the documented shape, or names no thread.
pub fn decode(event: &str, data: &str) -> Result<Decoded<Event>, DecodeError> {
    if event == "connected" {
        return read_object(event, data).map(|e| Decoded::Event(Event::Connected(e)));
    }
    let Some(kind) = Kind::from_event_name(event) else {
        return Ok(if is_sign_of_life(event) { Decoded::Alive } else { Decoded::Unknown });
    };
    let decoded = ThreadEvent { kind, payload: read_object(event, data)? };
    if decoded.thread_id().is_none() {
        return Err(DecodeError::missing(event, "thread_id"));
    }
    Ok(Decoded::Event(Event::Thread(Box::new(decoded))))
}

/// Returns the event's name and data.
#[must_use]
pub fn encode(event: &Event) -> (&'static str, String) {
    match event {
        Event::Connected(e) => ("connected", write(e)),
        Event::Thread(e) => (e.kind.event_name(), write(&e.payload)),
    }
}
