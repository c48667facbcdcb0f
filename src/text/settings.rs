//! How the page looks and behaves for one person.

/// How the page looks and behaves for one person.
#[derive(Debug)]
pub struct Settings {
    /// The heading.
    pub title: &'static str,
    /// Light or dark.
    pub theme: &'static str,
    /// As the system has it.
    pub auto: &'static str,
    /// Light.
    pub light: &'static str,
    /// Dark.
    pub dark: &'static str,
    /// How high rows are.
    pub density: &'static str,
    /// As low as can be read.
    pub compact: &'static str,
    /// Higher.
    pub comfortable: &'static str,
    /// The language.
    pub language: &'static str,
    /// That of the browser.
    pub browser_language: &'static str,
    /// What is kept, and what never is.
    pub kept: &'static str,
    /// The browser keeps nothing.
    pub refused: &'static str,
}

pub(super) const ENGLISH: Settings = Settings {
    title: "Settings",
    theme: "Theme",
    auto: "As the system",
    light: "Light",
    dark: "Dark",
    density: "Rows",
    compact: "Compact",
    comfortable: "Comfortable",
    language: "Language",
    browser_language: "As the browser",
    kept: "This browser keeps these settings, and no key or address.",
    refused: "This browser keeps nothing: settings last until the tab closes.",
};
