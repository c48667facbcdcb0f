//! The five APIs: one file each, from frames to typed events and back.
//!
//! Follows the documents of the APIs for what must work, and streams captured from real servers for what must not break.
//! Rules shared by all decoders: unknown fields are ignored, an unknown word is kept as text, an unknown event name is no
//! error, and a payload that cannot be read costs only itself.

mod api;
pub mod executions;
pub mod field;
pub mod runner;
pub mod status;
pub mod threads;
mod word;
pub mod workspace;

pub use api::{Api, AuthKind, Memory, Recognised, percent_decode};

use std::fmt;

/// Why a payload could not be read. The stream goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// The event's name.
    pub event: String,
    /// The cause, for people: `` `id` is missing ``.
    pub cause: String,
}

impl DecodeError {
    pub(crate) fn new(event: &str, cause: impl fmt::Display) -> Self {
        Self { event: brief(event), cause: brief(&plain(&cause.to_string())) }
    }

    pub(crate) fn missing(event: &str, field: &str) -> Self {
        Self { event: brief(event), cause: format!("`{field}` is missing") }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.event, self.cause)
    }
}

impl std::error::Error for DecodeError {}

/// Says serde's `missing field` the way the page says it.
fn plain(cause: &str) -> String {
    match cause.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')) {
        Some((field, _)) => format!("`{field}` is missing"),
        None => cause.to_owned(),
    }
}

/// The most characters of a cause that are kept: it may quote a payload of any size.
const CAUSE_CHARS: usize = 300;

fn brief(text: &str) -> String {
    match text.char_indices().nth(CAUSE_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What a frame turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded<E> {
    /// An event of the API.
    Event(E),
    /// A sign of life: `ping`, `heartbeat` or `keepalive`, whatever its data.
    Alive,
    /// An event name this API does not know.
    Unknown,
}

/// Says whether an event of this name is a sign of life on every API.
#[must_use]
pub fn is_sign_of_life(event: &str) -> bool {
    matches!(event, "ping" | "heartbeat" | "keepalive")
}

pub(crate) fn read<'a, T: serde::Deserialize<'a>>(event: &str, data: &'a str) -> Result<T, DecodeError> {
    serde_json::from_str(data).map_err(|cause| DecodeError::new(event, cause))
}

/// Reads a payload that has to be a JSON object.
pub(crate) fn read_object<'a, T: serde::Deserialize<'a>>(event: &str, data: &'a str) -> Result<T, DecodeError> {
    read(event, data).map(|field::Fields(value)| value)
}

pub(crate) fn write<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
