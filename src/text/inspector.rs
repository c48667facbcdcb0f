//! What comes through a source, frame by frame.

use super::numbers::number;

/// What comes through a source, frame by frame.
#[derive(Debug)]
pub struct Inspector {
    /// Opens it.
    pub open: &'static str,
    /// Opens it at the payloads that could not be read.
    pub show: &'static str,
    /// Goes back to the list of sources.
    pub back: &'static str,
    /// The heading.
    pub title: fn(name: &str) -> String,
    /// One of a source's streams.
    pub stream: &'static str,
    /// What was counted, for people who do not see it.
    pub counters: &'static str,
    /// Bytes received.
    pub bytes: &'static str,
    /// Events received.
    pub events: &'static str,
    /// Payloads that could not be read.
    pub unread: &'static str,
    /// Events of unknown name.
    pub unknown: &'static str,
    /// Jumps of a sequence.
    pub gaps: &'static str,
    /// How often it was connected again.
    pub reconnects: &'static str,
    /// What waits to be applied.
    pub queue: &'static str,
    /// How long applying took last.
    pub apply: &'static str,
    /// What logs hold.
    pub logs: &'static str,
    /// The field that filters.
    pub filter: &'static str,
    /// Only what could not be read.
    pub only_unread: &'static str,
    /// Stops keeping frames.
    pub pause: &'static str,
    /// Goes on.
    pub go_on: &'static str,
    /// Nothing is kept for now.
    pub paused: fn(passed: u64) -> String,
    /// What is kept.
    pub bounds: fn(frames: u64, bytes: &str) -> String,
    /// How many frames are shown.
    pub shown: fn(shown: u64, held: u64) -> String,
    /// The frames, for people who do not see them.
    pub frames: &'static str,
    /// No frame came.
    pub none: &'static str,
    /// No frame is like that.
    pub no_match: &'static str,
    /// A comment, which has no name.
    pub comment: &'static str,
    /// The ID of an event.
    pub id: fn(&str) -> String,
    /// The data as it came.
    pub raw: &'static str,
    /// The data as JSON over several lines.
    pub pretty: &'static str,
    /// Only the beginning is kept.
    pub cut: fn(kept: &str, whole: &str) -> String,
    /// Why it could not be read.
    pub cause: &'static str,
}

pub(super) const ENGLISH: Inspector = Inspector {
    open: "Inspect",
    show: "Show",
    back: "Sources",
    title: |name| format!("What comes through {name}"),
    stream: "Stream",
    counters: "Counted",
    bytes: "Bytes",
    events: "Events",
    unread: "Not read",
    unknown: "Unknown names",
    gaps: "Gaps",
    reconnects: "Reconnects",
    queue: "Waiting to be applied",
    apply: "Last applied in",
    logs: "Logs hold",
    filter: "Text or event name",
    only_unread: "Only what could not be read",
    pause: "Pause",
    go_on: "Go on",
    paused: |passed| match passed {
        0 => "Paused.".to_owned(),
        1 => "Paused; 1 frame passed by.".to_owned(),
        passed => format!("Paused; {} frames passed by.", number(passed)),
    },
    bounds: |frames, bytes| format!("Frames since this was opened, the last {frames} or {bytes}."),
    shown: |shown, held| format!("{} of {}", number(shown), number(held)),
    frames: "Frames, newest first",
    none: "No frames yet.",
    no_match: "No frame is like that.",
    comment: "comment",
    id: |id| format!("id {id}"),
    raw: "As it came",
    pretty: "JSON in lines",
    cut: |kept, whole| format!("The first {kept} of {whole}."),
    cause: "Could not be read:",
};
