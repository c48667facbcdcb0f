//! Every text people read: a typed catalogue.
//!
//! A text that holds a number or a name is a function, so that another language can put them where it wants. Words a server
//! sent are never in here; where one stands inside a sentence of ours, the sentence is a list of [`Part`]s.
//!
//! Each area is a struct with English beside it and the other languages in folders of their own, so the compiler finds what a
//! language lacks; `tests/tidy` finds what nobody says.

pub mod attention;
pub mod filters;
pub mod inspector;
pub mod keys;
pub mod link;
pub mod log;
pub mod log_tools;
pub mod numbers;
pub mod overview;
pub mod palette;
pub mod runs;
pub mod settings;
pub mod shell;
pub mod source_form;
pub mod sources;
mod stopped;
pub mod threads;
pub mod trial;
pub mod units;
mod zh;

pub use numbers::{ago, bytes, duration, list, number, ordinal, short_number};

use crate::platform::Language;

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
    /// What keys do.
    pub keys: keys::Keys,
    /// The palette.
    pub palette: palette::Palette,
    /// How the page looks and behaves for one person.
    pub settings: settings::Settings,
    /// The panel of our own failure.
    pub stopped: crate::platform::panic::Words,
    /// What comes through a source, frame by frame.
    pub inspector: inspector::Inspector,
    /// What trying an address tells.
    pub trial: trial::Trial,
    /// What needs a person.
    pub attention: attention::Attention,
    /// How long things take.
    pub times: numbers::Times,
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
    keys: keys::ENGLISH,
    palette: palette::ENGLISH,
    settings: settings::ENGLISH,
    stopped: stopped::ENGLISH,
    inspector: inspector::ENGLISH,
    trial: trial::ENGLISH,
    attention: attention::ENGLISH,
    times: numbers::ENGLISH,
};

static CHINESE: Messages = Messages {
    shell: zh::shell::CHINESE,
    link: zh::link::CHINESE,
    units: zh::units::CHINESE,
    overview: zh::overview::CHINESE,
    sources: zh::sources::CHINESE,
    threads: zh::threads::CHINESE,
    runs: zh::runs::CHINESE,
    log: zh::log::CHINESE,
    filters: zh::filters::CHINESE,
    keys: zh::keys::CHINESE,
    palette: zh::palette::CHINESE,
    settings: zh::settings::CHINESE,
    stopped: zh::stopped::CHINESE,
    inspector: zh::inspector::CHINESE,
    trial: zh::trial::CHINESE,
    attention: zh::attention::CHINESE,
    times: zh::times::CHINESE,
};

/// Returns the texts in the language of the page.
#[must_use]
pub fn t() -> &'static Messages {
    match Language::shown() {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}
