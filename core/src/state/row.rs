//! One row of a log: text that was written, or something that happened.

use super::ansi::Span;

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

/// One row of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Their words.
    pub text: Box<str>,
    /// How the text looks.
    pub spans: Box<[Span]>,
    /// When it was written, milliseconds since the epoch.
    pub at_ms: Option<i64>,
    /// The level, where the API has levels.
    pub level: Option<Box<str>>,
    /// The event's sequence number.
    pub sequence: Option<i64>,
}

impl Row {
    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + self.text.len() + self.spans.len() * size_of::<Span>()
    }
}
