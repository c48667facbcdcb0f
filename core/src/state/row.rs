//! One row of a log: text that was written, or something that happened.

use super::ansi::Span;
use super::log::Rare;
use std::borrow::Cow;
use std::fmt;

/// What a row is. What is ours to say is said by the page from these; `text` of a row is always theirs.
#[derive(Debug, Clone, PartialEq)]
pub enum RowKind {
    /// Text that was written.
    Line {
        /// Whether it was longer than a line may be and the rest is gone.
        cut: bool,
    },
    /// A tool is used; the text describes it.
    Tool {
        /// Its name.
        tool: String,
    },
    /// A prompt; the text is what it asks.
    Blocked {
        /// The answers it offers.
        options: Vec<String>,
        /// The server answered by itself.
        answered_by_itself: bool,
        /// It is a sign-in that is asked for.
        sign_in: bool,
    },
    /// The prompt before was answered.
    Answered {
        /// How long it waited, in milliseconds.
        after_ms: u64,
    },
    /// A turn is complete; the text is its output.
    Turn {
        /// 0 to 1.
        confidence: Option<f64>,
    },
    /// A status or summary; the text says it.
    Status,
    /// No output for this many milliseconds, says the server.
    Stall(Option<f64>),
    /// It failed; the text says why.
    Failure,
    /// Events between these two sequence numbers were not received, both included.
    Gap {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// The connection was lost for this many milliseconds, and the stream repeats nothing.
    Reconnect {
        /// For how long.
        lost_ms: u64,
    },
    /// As many lines came at once as may come at once.
    Burst,
}

impl RowKind {
    /// Returns the word for `data-row`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Line { .. } => "line",
            Self::Tool { .. } => "tool",
            Self::Blocked { .. } => "blocked",
            Self::Turn { .. } => "turn",
            Self::Status | Self::Answered { .. } | Self::Stall(_) => "status",
            Self::Failure => "failure",
            Self::Gap { .. } => "gap",
            Self::Reconnect { .. } => "reconnect",
            Self::Burst => "burst",
        }
    }
}

/// What comes with a row besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Meta<'a> {
    /// When it was written, milliseconds since the epoch.
    pub at_ms: Option<i64>,
    /// The level, where the API has levels.
    pub level: Option<&'a str>,
    /// The event's sequence number.
    pub sequence: Option<i64>,
}

/// One row of a log, as it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// What it is.
    pub kind: &'a RowKind,
    /// Their words.
    pub text: &'a str,
    /// How the text looks.
    pub spans: Spans<'a>,
    /// When it was written, milliseconds since the epoch.
    pub at_ms: Option<i64>,
    /// The level, where the API has levels.
    pub level: Option<&'a str>,
    /// The event's sequence number.
    pub sequence: Option<i64>,
}

impl<'a> Row<'a> {
    /// Makes a row of a kind and a text, with no more known of it.
    ///
    /// ```
    /// use fleetglass_core::state::log::{Row, RowKind};
    /// assert!(Row::new(&RowKind::Status, "ready").spans.is_empty());
    /// ```
    #[must_use]
    pub fn new(kind: &'a RowKind, text: &'a str) -> Self {
        Self { kind, text, spans: Spans::default(), at_ms: None, level: None, sequence: None }
    }

    /// Returns what is looked through when somebody looks for words: the text, after the name of a tool.
    #[must_use]
    pub fn words(&self) -> Cow<'a, str> {
        match self.kind {
            RowKind::Tool { tool } => Cow::Owned(format!("{tool}  {}", self.text)),
            _ => Cow::Borrowed(self.text),
        }
    }
}

/// How the text of a row looks: stretches of one style, in order.
#[derive(Clone, Copy, Default)]
pub struct Spans<'a>(Option<(&'a Rare, u32, u32)>);

impl<'a> Spans<'a> {
    /// Returns the spans of a stretch of a chunk's text.
    pub(super) fn of(rare: &'a Rare, start: usize, end: usize) -> Self {
        Self(Some((rare, start as u32, end as u32)))
    }

    /// Says whether all of the text looks as the page's own.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_none_or(|(rare, start, end)| rare.is_plain(start as usize, end as usize))
    }

    /// Returns the stretches. Text before the first looks as the page's own.
    pub fn iter(self) -> impl Iterator<Item = Span<'a>> + Clone {
        self.0.into_iter().flat_map(|(rare, start, end)| rare.spans(start as usize, end as usize))
    }
}

impl PartialEq for Spans<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Spans<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
