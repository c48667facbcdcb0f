//! Every text people read: a typed catalogue.
//!
//! A text that holds a number or a name is a function, so that another language can put them where it wants. Words a server
//! sent are never in here; where one stands inside a sentence of ours, the sentence is a list of [`Part`]s.

pub mod filters;
pub mod link;
pub mod log;
pub mod log_tools;
pub mod numbers;
pub mod overview;
pub mod runs;
pub mod shell;
pub mod sources;
pub mod threads;
pub mod units;

pub use numbers::{ago, bytes, duration, number, ordinal, short_number};

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The page's own words: sans.
    Ours(String),
    /// A server's or an agent's words: mono.
    Theirs(String),
}

impl Part {
    /// Makes a stretch of the page's own words.
    #[must_use]
    pub fn ours(text: impl Into<String>) -> Self {
        Self::Ours(text.into())
    }

    /// Makes a stretch of somebody else's words.
    #[must_use]
    pub fn theirs(text: impl Into<String>) -> Self {
        Self::Theirs(text.into())
    }

    /// Returns the words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Ours(text) | Self::Theirs(text) => text,
        }
    }
}

/// A sentence of ours that may quote others.
pub type Phrase = Vec<Part>;

/// Every text of the page, by the part of it that says them.
#[derive(Debug)]
pub struct Messages {
    /// The frame around the places.
    pub shell: shell::Shell,
    /// What a connection does.
    pub link: link::Link,
    /// Statuses, kinds and facts of units.
    pub units: units::Units,
    /// The place that answers "what needs me".
    pub overview: overview::Overview,
    /// The place of connections.
    pub sources: sources::Sources,
    /// The place of threads.
    pub threads: threads::Threads,
    /// The place of all that has steps.
    pub runs: runs::Runs,
    /// Logs, wherever they stand.
    pub log: log::Log,
    /// The filter above a log.
    pub filters: filters::Filters,
}

static ENGLISH: Messages = Messages {
    shell: shell::ENGLISH,
    link: link::ENGLISH,
    units: units::ENGLISH,
    overview: overview::ENGLISH,
    sources: sources::ENGLISH,
    threads: threads::ENGLISH,
    runs: runs::ENGLISH,
    log: log::ENGLISH,
    filters: filters::ENGLISH,
};

/// Returns the texts in the language of the page.
#[must_use]
pub fn t() -> &'static Messages {
    &ENGLISH
}
