//! What an event changed, what was counted, and what the server says of itself.

use super::unit::UnitIx;
use crate::protocol::DecodeError;
use crate::sse::Frame;
use std::collections::VecDeque;

/// What changed since the last [`Changes::next_batch`], each thing named once.
#[derive(Debug)]
pub struct Changes {
    /// The units that changed, and the units they are part of.
    pub rows: Vec<UnitIx>,
    /// Units came, went or moved.
    pub order: bool,
    /// Rows were written to logs.
    pub logs: bool,
    /// What belongs to no unit changed: the server's own state or error.
    pub server: bool,
    /// Never 0: that is the mark of a unit that no batch named.
    batch: u32,
    marks: Vec<u32>,
}

impl Default for Changes {
    fn default() -> Self {
        Self { rows: Vec::new(), order: false, logs: false, server: false, batch: 1, marks: Vec::new() }
    }
}

impl Changes {
    /// Forgets what changed, to collect anew.
    pub fn next_batch(&mut self) {
        self.batch = self.batch.wrapping_add(1);
        if self.batch == 0 {
            self.marks.clear();
            self.batch = 1;
        }
        self.rows.clear();
        (self.order, self.logs, self.server) = (false, false, false);
    }

    pub(super) fn row(&mut self, ix: UnitIx) {
        let at = ix.0 as usize;
        if self.marks.len() <= at {
            self.marks.resize(at + 1, 0);
        }
        if self.marks[at] != self.batch {
            self.marks[at] = self.batch;
            self.rows.push(ix);
        }
    }
}

/// What was counted.
#[derive(Debug, Default, Clone)]
pub struct Counters {
    /// Events dispatched.
    pub frames: u64,
    /// Payloads, or parts of them, that could not be read.
    pub decode_errors: u64,
    /// Events with a name the API does not know.
    pub unknown_events: u64,
    /// Rises of a thread's sequence by more than one.
    pub gaps: u64,
    /// The last causes of unread payloads, newest last, at most [`CAUSES`].
    pub causes: VecDeque<DecodeError>,
    /// The last payloads that could not be read, newest last, at most [`CAUSES`].
    pub unread: VecDeque<Unread>,
    /// The names that the API does not know, and how often each came, at most [`NAMES`] of them.
    pub unknown: Vec<(String, u64)>,
}

/// A payload that could not be read, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The number of its event in the stream, from 1.
    pub number: u64,
    /// When it came, in the caller's clock.
    pub at_ms: u64,
    /// The event's name.
    pub event: String,
    /// The last event ID in force.
    pub id: String,
    /// Its beginning, at most [`UNREAD_BYTES`].
    pub data: String,
    /// How long it was, in bytes.
    pub size: usize,
    /// Why it could not be read.
    pub cause: String,
}

/// How much of a payload that could not be read is kept, in bytes.
pub const UNREAD_BYTES: usize = 16 << 10;
/// How many names that nobody knows are kept.
pub const NAMES: usize = 32;
/// How long such a name may be, in bytes.
const NAME_BYTES: usize = 100;

impl Counters {
    /// Keeps the payload of an event that raised a count. `errors` and `unknown` are the counts before it.
    pub(super) fn note(&mut self, frame: Frame<'_>, errors: u64, unknown: u64, now_ms: u64) {
        if self.decode_errors > errors {
            if self.unread.len() == CAUSES {
                self.unread.pop_front();
            }
            self.unread.push_back(Unread {
                number: self.frames,
                at_ms: now_ms,
                event: frame.event[..frame.event.floor_char_boundary(NAME_BYTES)].to_owned(),
                id: frame.last_event_id[..frame.last_event_id.floor_char_boundary(NAME_BYTES)].to_owned(),
                data: frame.data[..frame.data.floor_char_boundary(UNREAD_BYTES)].to_owned(),
                size: frame.data.len(),
                cause: self.causes.back().map(|cause| cause.cause.clone()).unwrap_or_default(),
            });
        }
        if self.unknown_events > unknown {
            let name = &frame.event[..frame.event.floor_char_boundary(NAME_BYTES)];
            match self.unknown.iter().position(|(held, _)| held == name) {
                Some(at) => self.unknown[at].1 += 1,
                None if self.unknown.len() < NAMES => self.unknown.push((name.to_owned(), 1)),
                None => {}
            }
        }
    }
}

/// How many causes of unread payloads are kept.
pub const CAUSES: usize = 20;

/// What the server says of itself as a whole.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Server {
    /// Its own trouble, in its words; the connection is fine.
    pub error: Option<String>,
    /// `idle`, `active` or `degraded`.
    pub state: Option<String>,
    /// How many sessions are active.
    pub active_sessions: Option<u64>,
    /// How many there may be.
    pub max_concurrent: Option<u64>,
    /// For how long it had been up, in seconds, at `heard_ms`.
    pub uptime_seconds: Option<f64>,
    /// When it said so, in the caller's clock.
    pub heard_ms: u64,
    /// The levels that rows carried, in the order in which they were first seen, at most [`LEVELS`].
    pub levels: Vec<String>,
}

/// How many different levels are kept.
pub const LEVELS: usize = 16;
