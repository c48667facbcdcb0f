//! The language of the page: which ones there are, and which one is shown.
//!
//! Kept for each thread and not in a signal: texts are read everywhere, and a view that shows another language is made
//! anew. [`Host`](super::Host) chooses it and tells the views.

use std::cell::Cell;

/// A language that the page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

thread_local!(static SHOWN: Cell<Language> = const { Cell::new(Language::English) });

impl Language {
    /// Every language, in the order of their choice.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Returns its tag for `lang`, settings and `Intl`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// Returns what it calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// Returns the language of a tag, such as `zh-Hans` or `en-GB`.
    ///
    /// ```
    /// use fleetglass::platform::Language;
    /// assert_eq!(Language::of_tag("en-GB"), Some(Language::English));
    /// assert_eq!(Language::of_tag("ZH_cn"), Some(Language::Chinese));
    /// assert_eq!(Language::of_tag("enx"), None);
    /// ```
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(primary)))
    }

    /// Returns the language that is shown.
    #[must_use]
    pub fn shown() -> Self {
        SHOWN.get()
    }

    /// Shows a language from here on, on this thread; the views have to be made anew.
    pub fn show(self) {
        SHOWN.set(self);
    }
}
