//! How the page looks to one person: theme, density, language, and whether single keys act. Kept as settings.

use super::{Host, Language};
use leptos::prelude::{ArcRwSignal, Get, GetUntracked, Set};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system or the portal has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Returns the word for settings and `data-theme`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How high rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// As many rows as can be read.
    #[default]
    Compact,
    /// Higher rows.
    Comfortable,
}

impl Density {
    /// Every density.
    pub const ALL: [Self; 2] = [Self::Compact, Self::Comfortable];

    /// Returns the word for settings and `data-density`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Comfortable => "comfortable",
        }
    }
}

/// How a host looks, as signals.
#[derive(Debug, Default)]
pub(super) struct Looks {
    theme: ArcRwSignal<Theme>,
    density: ArcRwSignal<Density>,
    language: ArcRwSignal<Language>,
    chosen_language: ArcRwSignal<Option<Language>>,
    no_single_keys: ArcRwSignal<bool>,
}

impl Host {
    /// Takes the settings over when the page begins.
    pub(super) fn begin_looks(&self) {
        let kept = |key: &str| self.setting(key);
        let theme = kept("theme").and_then(|word| Theme::ALL.into_iter().find(|theme| theme.as_str() == word));
        let density = kept("density").and_then(|word| Density::ALL.into_iter().find(|density| density.as_str() == word));
        self.show_theme(theme.unwrap_or_default());
        self.show_density(density.unwrap_or_default());
        self.looks().no_single_keys.set(kept("single-keys").as_deref() == Some("off"));
        self.looks().chosen_language.set(kept("language").as_deref().and_then(Language::of_tag));
        self.show_language();
    }

    /// Shows what whoever embeds the view asks for, without keeping it; what is not asked for is as the page around has it.
    pub fn look(&self, theme: Option<&str>, density: Option<&str>, language: Option<String>) {
        self.show_theme(Theme::ALL.into_iter().find(|known| Some(known.as_str()) == theme).unwrap_or_default());
        self.show_density(Density::ALL.into_iter().find(|known| Some(known.as_str()) == density).unwrap_or_default());
        self.ask_language(language);
        self.show_language();
    }

    /// Returns the theme; tracked.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.looks().theme.get()
    }

    /// Shows a theme and keeps it as a setting.
    pub fn set_theme(&self, theme: Theme) {
        self.set_setting("theme", theme.as_str());
        self.show_theme(theme);
    }

    fn show_theme(&self, theme: Theme) {
        self.looks().theme.set(theme);
        self.mark_root("data-theme", Some(theme.as_str()).filter(|_| theme != Theme::Auto));
    }

    /// Returns how high rows are; tracked.
    #[must_use]
    pub fn density(&self) -> Density {
        self.looks().density.get()
    }

    /// Shows rows of that height and keeps it as a setting.
    pub fn set_density(&self, density: Density) {
        self.set_setting("density", density.as_str());
        self.show_density(density);
    }

    fn show_density(&self, density: Density) {
        self.looks().density.set(density);
        self.mark_root("data-density", Some(density.as_str()).filter(|_| density != Density::Compact));
    }

    /// Returns the language that is shown; tracked. The views are made anew when it changes.
    #[must_use]
    pub fn language(&self) -> Language {
        self.looks().language.get()
    }

    /// Returns the language that was chosen, `None` where the browser's holds; tracked.
    #[must_use]
    pub fn chosen_language(&self) -> Option<Language> {
        self.looks().chosen_language.get()
    }

    /// Shows a language, or the browser's own, and keeps that as a setting.
    pub fn set_language(&self, language: Option<Language>) {
        self.set_setting("language", language.map_or("auto", Language::tag));
        self.looks().chosen_language.set(language);
        self.show_language();
    }

    /// The choice, else the address's `?lang=`, else that of somebody else's page, else the first of the browser's that is known.
    fn show_language(&self) {
        let asked = || self.asked_language().as_deref().and_then(Language::of_tag);
        let found = self.looks().chosen_language.get_untracked().or_else(asked).or_else(browser_language).unwrap_or_default();
        found.show();
        self.mark_root("lang", Some(found.tag()));
        if self.looks().language.get_untracked() != found {
            self.looks().language.set(found);
        }
    }

    /// Says whether single keys act; tracked.
    #[must_use]
    pub fn single_keys(&self) -> bool {
        !self.looks().no_single_keys.get()
    }

    /// Lets single keys act or not, and keeps that as a setting.
    pub fn set_single_keys(&self, act: bool) {
        self.set_setting("single-keys", if act { "on" } else { "off" });
        self.looks().no_single_keys.set(!act);
    }
}

fn browser_language() -> Option<Language> {
    let languages = super::window()?.navigator().languages();
    languages.iter().filter_map(|tag| tag.as_string()).find_map(|tag| Language::of_tag(&tag))
}
