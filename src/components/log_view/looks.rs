//! How a log is shown: wrapped or not, and with which times. Kept as settings.

use crate::platform::Host;
use leptos::prelude::*;

/// Which times stand before rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Times {
    /// None.
    Off,
    /// The reader's.
    #[default]
    Local,
    /// Those of Greenwich.
    Utc,
    /// How long after the row before.
    Relative,
}

impl Times {
    /// The setting that holds them.
    pub const SETTING: &str = "log.times";

    /// All, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Off, Self::Local, Self::Utc, Self::Relative];

    /// Returns the word for settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Local => "local",
            Self::Utc => "utc",
            Self::Relative => "relative",
        }
    }

    /// Returns what a word of settings means.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|times| times.as_str() == word)
    }
}

/// How a log is shown.
#[derive(Clone, Copy)]
pub(super) struct Looks {
    /// Whether long lines wrap; where nobody chose, the page's width decides.
    pub(super) wrap: RwSignal<Option<bool>>,
    /// Which times there are.
    pub(super) times: RwSignal<Times>,
    host: StoredValue<Option<Host>>,
}

const WRAP: &str = "log.wrap";

impl Looks {
    /// Reads the settings, if there are any.
    pub(super) fn new(host: Option<Host>) -> Self {
        let setting = |key| host.as_ref().and_then(|host| host.setting(key));
        let wrap = setting(WRAP).map(|word| word == "1");
        let times = setting(Times::SETTING).and_then(|word| Times::of(&word)).unwrap_or_default();
        Self { wrap: RwSignal::new(wrap), times: RwSignal::new(times), host: StoredValue::new(host) }
    }

    /// Wraps lines or not, and keeps that.
    pub(super) fn set_wrap(&self, wrap: bool) {
        self.wrap.set(Some(wrap));
        self.keep(WRAP, if wrap { "1" } else { "0" });
    }

    /// Shows these times, and keeps that.
    pub(super) fn set_times(&self, times: Times) {
        self.times.set(times);
        self.keep(Times::SETTING, times.as_str());
    }

    fn keep(&self, key: &str, value: &str) {
        self.host.with_value(|host| {
            if let Some(host) = host {
                host.set_setting(key, value);
            }
        });
    }
}
