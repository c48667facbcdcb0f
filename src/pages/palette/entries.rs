//! What the palette can go to or do: places, units, sources, actions.

use crate::components::status::kind_word;
use crate::live::{Fleet, Source};
use crate::pages::settings::{density_word, language_word, theme_word};
use crate::pages::way::way_to;
use crate::platform::{Density, Host, Language, Theme};
use crate::text::t;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::sse::Link;
use leptos::prelude::untrack;

/// What choosing an entry does.
#[derive(Clone)]
pub(super) enum Does {
    Go(Box<Route>),
    Connect(Source, bool),
    Theme(Theme),
    Density(Density),
    Language(Option<Language>),
    CopyLink,
    Export,
    Keys,
}

/// An entry.
#[derive(Clone)]
pub(super) struct Entry {
    /// Tells it from others while the page is open, in whatever language.
    pub(super) key: String,
    pub(super) name: String,
    /// What kind of thing it is, and where.
    pub(super) about: String,
    pub(super) does: Does,
}

/// Returns all there is, as it is now. The names of units are copied, and nothing else of them is read again.
pub(super) fn all(fleet: &Fleet, host: &Host) -> Vec<Entry> {
    untrack(|| {
        let mut entries = places();
        let sources = fleet.sources();
        for source in &sources {
            units(source, host, &mut entries);
        }
        tell_apart(&mut entries);
        for source in &sources {
            about_source(source, &mut entries);
        }
        actions(!sources.is_empty(), &mut entries);
        entries
    })
}

fn places() -> Vec<Entry> {
    let (shell, about) = (&t().shell, t().palette.place);
    let named = |place| match place {
        Place::Overview => shell.overview,
        Place::Threads => shell.threads,
        Place::Runs => shell.runs,
        Place::Sources => shell.sources,
    };
    let entry = |place: Place| Entry {
        key: format!("place {}", place.as_str()),
        name: named(place).to_owned(),
        about: about.to_owned(),
        does: Does::Go(Box::new(Route::to(place))),
    };
    Place::ALL.map(entry).into()
}

fn units(source: &Source, host: &Host, entries: &mut Vec<Entry>) {
    let config = source.config();
    let here = host.route_untracked();
    for live in source.streams() {
        live.read(|state| {
            let units = state.units();
            for unit in units.roots().iter().filter_map(|ix| units.get(*ix)) {
                entries.push(Entry {
                    key: format!("unit {} {}", config.id, unit.id),
                    name: unit.title.clone(),
                    about: format!("{} · {}", kind_word(unit.kind), config.name),
                    does: Does::Go(Box::new(way_to(unit.kind, &unit.id, &config.id, &here))),
                });
            }
        });
    }
}

/// Adds the end of the id where two units are called the same.
fn tell_apart(entries: &mut [Entry]) {
    let mut seen = std::collections::HashMap::<(String, String), usize>::new();
    for entry in entries.iter() {
        *seen.entry((entry.name.clone(), entry.about.clone())).or_default() += 1;
    }
    for entry in entries {
        if seen.get(&(entry.name.clone(), entry.about.clone())).is_some_and(|count| *count > 1) {
            let end: Vec<char> = entry.key.chars().rev().take(4).collect();
            entry.about = format!("{} · …{}", entry.about, end.into_iter().rev().collect::<String>());
        }
    }
}

fn about_source(source: &Source, entries: &mut Vec<Entry>) {
    let (config, words) = (source.config(), &t().palette);
    entries.push(Entry {
        key: format!("source {}", config.id),
        name: config.name.clone(),
        about: words.source.to_owned(),
        does: Does::Go(Box::new(Route { source: Some(config.id.clone()), ..Route::to(Place::Sources) })),
    });
    let off = source.worst().is_none_or(|live| matches!(live.link(), Link::Disconnected { .. } | Link::Complete { .. }));
    let name = if off { (words.connect)(&config.name) } else { (words.disconnect)(&config.name) };
    entries.push(Entry {
        key: format!("connect {}", config.id),
        name,
        about: words.action.to_owned(),
        does: Does::Connect(source.clone(), off),
    });
}

fn actions(has_sources: bool, entries: &mut Vec<Entry>) {
    let words = &t().palette;
    let mut act = |key: String, name: String, does: Does| entries.push(Entry { key, name, about: words.action.to_owned(), does });
    act("link".to_owned(), words.copy_link.to_owned(), Does::CopyLink);
    for theme in Theme::ALL {
        act(format!("theme {}", theme.as_str()), (words.theme)(theme_word(theme)), Does::Theme(theme));
    }
    for density in Density::ALL {
        act(format!("density {}", density.as_str()), (words.density)(density_word(density)), Does::Density(density));
    }
    for language in [None].into_iter().chain(Language::ALL.map(Some)) {
        let tag = language.map_or("auto", Language::tag);
        act(format!("language {tag}"), (words.language)(language_word(language)), Does::Language(language));
    }
    if has_sources {
        act("export".to_owned(), words.export.to_owned(), Does::Export);
    }
    act("keys".to_owned(), words.keys.to_owned(), Does::Keys);
}
