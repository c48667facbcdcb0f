//! The settings of one person: theme, height of rows, language, times, single keys. Kept by the browser, never with a secret.

use super::help::SingleKeys;
use crate::components::log_view::Times;
use crate::live::Fleet;
use crate::platform::file::{File, Saved};
use crate::platform::{Density, Host, Language, Theme};
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// Returns what a theme is called.
pub(super) fn theme_word(theme: Theme) -> &'static str {
    let words = &t().settings;
    match theme {
        Theme::Auto => words.auto,
        Theme::Light => words.light,
        Theme::Dark => words.dark,
    }
}

/// Returns what a height of rows is called.
pub(super) fn density_word(density: Density) -> &'static str {
    let words = &t().settings;
    match density {
        Density::Compact => words.compact,
        Density::Comfortable => words.comfortable,
    }
}

/// Returns what a language calls itself.
pub(super) fn language_word(language: Option<Language>) -> &'static str {
    language.map_or(t().settings.browser_language, Language::own_name)
}

/// Downloads the sources as `config.json`.
pub(super) fn export(fleet: &Fleet) {
    thread_local!(static SAVED: std::cell::RefCell<Option<Saved>> = const { std::cell::RefCell::new(None) });
    let file = File::default();
    file.add(&fleet.export());
    // Kept until the next one: a download may still read it.
    SAVED.with(|saved| _ = saved.replace(file.save("config.json")));
}

/// A choice of one, by its word.
#[component]
fn Choice(
    name: &'static str,
    choices: Vec<(&'static str, &'static str)>,
    #[prop(into)] chosen: Signal<&'static str>,
    #[prop(into)] choose: Callback<String>,
) -> impl IntoView {
    let option = move |(word, name): (&'static str, &'static str)| {
        ui! { <option value=word prop:selected=move || chosen.get() == word>{name}</option> }
    };
    ui! {
        <label class="fg-settings__one">
            <span>{name}</span>
            <select class="fg-select" on:change=move |event| choose.run(event_target_value(&event))>
                {choices.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The settings.
#[component]
pub(super) fn Settings(host: Host) -> impl IntoView {
    let words = &t().settings;
    let hosts = StoredValue::new(host.clone());
    let at = move || hosts.get_value();
    let theme = move |word: String| _ = Theme::ALL.into_iter().find(|theme| theme.as_str() == word).map(|theme| at().set_theme(theme));
    let density = move |word: String| {
        _ = Density::ALL.into_iter().find(|density| density.as_str() == word).map(|density| at().set_density(density));
    };
    let tag = |language: Option<Language>| language.map_or("auto", Language::tag);
    let languages: Vec<_> = [None].into_iter().chain(Language::ALL.map(Some)).map(|held| (tag(held), language_word(held))).collect();
    let times = RwSignal::new(host.setting(Times::SETTING).and_then(|word| Times::of(&word)).unwrap_or_default().as_str());
    let set_times = move |word: String| {
        if let Some(chosen) = Times::of(&word) {
            times.set(chosen.as_str());
            at().set_setting(Times::SETTING, chosen.as_str());
        }
    };
    let kept = move || {
        // Whether they are kept is known when one is set.
        _ = (at().theme(), at().density(), times.get());
        if at().keeps_settings() { words.kept } else { words.refused }
    };
    ui! {
        <section class="fg-settings" aria-label=words.title>
            <h2 class="fg-sources__title">{words.title}</h2>
            <div class="fg-settings__grid">
                <Choice name=words.theme choices=Theme::ALL.map(|theme| (theme.as_str(), theme_word(theme))).into() chosen=Signal::derive(move || at().theme().as_str()) choose=Callback::new(theme) />
                <Choice name=words.density choices=Density::ALL.map(|density| (density.as_str(), density_word(density))).into() chosen=Signal::derive(move || at().density().as_str()) choose=Callback::new(density) />
                <Choice name=words.language choices=languages chosen=Signal::derive(move || tag(at().chosen_language())) choose=Callback::new(move |word: String| at().set_language(Language::of_tag(&word))) />
                <Choice name=t().log.times choices=Times::ALL.map(|times| (times.as_str(), (t().log.times_as)(times.as_str()))).into() chosen=times choose=Callback::new(set_times) />
            </div>
            <SingleKeys host=host />
            <p class="fg-sources__note">{kept}</p>
        </section>
    }
}
