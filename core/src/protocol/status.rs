//! Agent status: `GET /api/v1/agent/status/stream`.
//!
//! Follows the document "Agent Status Stream (SSE)" and a captured stream. One event, `status`, a full snapshot each time.

use super::field::{Elements, Id, object, object_or_default};
use super::word::words;
use super::{DecodeError, Decoded, is_sign_of_life, read_object, write};
use serde::{Deserialize, Serialize};

/// Every event name of this API.
pub const NAMES: &[&str] = &["status", "ping", "heartbeat", "keepalive"];

words! {
    /// What a session does.
    SessionState {
        Thinking = "thinking",
        ToolRunning = "tool_running",
        Streaming = "streaming",
        WaitingForUser = "waiting_for_user",
        Idle = "idle",
        Error = "error",
    }
}

/// The whole state of the agent server.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Status {
    /// The server as a whole.
    #[serde(default, deserialize_with = "object_or_default")]
    pub global: Global,
    /// Every session it holds now; `None` where the payload does not say.
    #[serde(default)]
    pub sessions: Option<Elements<Session>>,
}

/// The server as a whole.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Global {
    /// `idle`, `active` or `degraded`.
    #[serde(default)]
    pub state: Option<String>,
    /// How many sessions are active.
    #[serde(default)]
    pub active_sessions: Option<u64>,
    /// How many there may be at once.
    #[serde(default)]
    pub max_concurrent: Option<u64>,
    /// Seconds since the server started.
    #[serde(default)]
    pub uptime_seconds: Option<f64>,
}

/// One session of an agent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Session {
    /// The key of the session, such as `websocket:abc123`.
    #[serde(default)]
    pub session_key: Option<Id>,
    /// The id of the session.
    #[serde(default)]
    pub session_id: Option<Id>,
    /// Where it was started from.
    #[serde(default)]
    pub channel: Option<String>,
    /// Its first words, most often.
    #[serde(default)]
    pub title: Option<String>,
    /// What it does.
    #[serde(default)]
    pub state: Option<SessionState>,
    /// The tool it runs.
    #[serde(default)]
    pub tool_name: Option<String>,
    /// Seconds since the last change of `state`.
    #[serde(default)]
    pub duration_seconds: Option<f64>,
    /// Tokens so far.
    #[serde(default, deserialize_with = "object")]
    pub token_usage: Option<TokenUsage>,
    /// Why it failed.
    #[serde(default)]
    pub error_message: Option<String>,
}

/// Tokens read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TokenUsage {
    /// Tokens read.
    #[serde(default)]
    pub input: u64,
    /// Tokens written.
    #[serde(default)]
    pub output: u64,
}

/// Returns the snapshot a frame holds.
///
/// # Errors
/// Where the data is not JSON of the documented shape. A session that cannot be read costs only itself: its cause stands
/// in `sessions.unread`.
pub fn decode(event: &str, data: &str) -> Result<Decoded<Status>, DecodeError> {
    match event {
        "status" => read_object(event, data).map(Decoded::Event),
        name if is_sign_of_life(name) => Ok(Decoded::Alive),
        _ => Ok(Decoded::Unknown),
    }
}

/// Returns the event's name and data.
#[must_use]
pub fn encode(status: &Status) -> (&'static str, String) {
    ("status", write(status))
}
