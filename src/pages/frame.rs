//! The frame around the places: the rail, the top bar, and what is wrong with connections.

use super::alerts::{Alerts, AlertsButton};
use super::attention::Attention;
use super::goto::GoTo;
use super::palette::OpenPalette;
use crate::components::chip::{Chip, TroubleWords, source_key};
use crate::components::dialog::DialogHandle;
use crate::components::log_view::LineLink;
use crate::components::notice::SourceNotices;
use crate::live::{ConfigState, Fleet, Source};
use crate::platform::{Host, Theme, is_guest, time::clock};
use crate::text::{number, t};
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::sse::Link;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Moves the focus past the frame; the fragment is the page's own, so the browser must not follow the link.
pub(super) fn skip(host: &Host, event: &MouseEvent) {
    event.prevent_default();
    if let Some(main) = host.find(".fg-main") {
        let _ = main.focus();
    }
}

fn name_and_icon(place: Place) -> (&'static str, &'static str) {
    let words = &t().shell;
    match place {
        Place::Overview => (words.overview, "M2.5 2.5H7V7H2.5Z M9 2.5H13.5V7H9Z M2.5 9H7V13.5H2.5Z M9 9H13.5V13.5H9Z"),
        Place::Threads => (words.threads, "M3 2.5V13.5 M6 4H13.5 M6 8H11.5 M6 12H13"),
        Place::Runs => (words.runs, "M2 4H8 M5 8H12 M8 12H14"),
        Place::Sources => (words.sources, "M3 13H3.01 M3 8.5A4.5 4.5 0 0 1 7.5 13 M3 4A9 9 0 0 1 12 13"),
    }
}

/// The four places.
#[component]
pub(super) fn Rail(host: Host, attention: Attention) -> impl IntoView {
    let places = Place::ALL.map(|place| ui! { <li><PlaceLink host=host.clone() place=place attention=attention /></li> });
    ui! {
        <nav class="fg-rail" aria-label=t().shell.places>
            <ul class="fg-rail__list">{places.into_iter().collect_view()}</ul>
        </nav>
    }
}

#[component]
fn PlaceLink(host: Host, place: Place, attention: Attention) -> impl IntoView {
    let routed = host.clone();
    let current = Memo::new(move |_| routed.route().place == place);
    let (name, icon) = name_and_icon(place);
    let badge = (place == Place::Overview).then(|| ui! { <Badge attention=attention /> });
    ui! {
        <GoTo
            host=host
            to=Signal::derive(move || Route::to(place))
            class="fg-rail__place"
            attr:aria-current=move || current.get().then_some("page")
            attr:title=name
        >
            <svg class="fg-rail__icon fg-icon" viewBox="0 0 16 16" aria-hidden="true"><path d=icon /></svg>
            <span class="fg-rail__name">{name}</span>
            {badge}
        </GoTo>
    }
}

/// The one number: what waits, and failures not seen.
#[component]
fn Badge(attention: Attention) -> impl IntoView {
    let counts = Memo::new(move |_| attention.counts());
    let tone = move || if counts.get().0 > 0 { "waiting" } else { "failed" };
    let count = move || number(counts.get().0 + counts.get().1);
    let spoken = move || (t().shell.badge)(&count());
    ui! {
        <Show when=move || counts.get() != (0, 0)>
            <span class="fg-badge" data-tone=tone>
                <span aria-hidden="true">{count}</span>
                <span class="fg-heard">{spoken}</span>
            </span>
        </Show>
    }
}

/// The way back to the place that is shown alone, where somebody followed a link out of it.
#[component]
pub(super) fn Back(host: Host, alone: Place) -> impl IntoView {
    let routed = host.clone();
    let away = Memo::new(move |_| routed.route().place != alone);
    let (name, _) = name_and_icon(alone);
    move || {
        let host = host.clone();
        away.get().then(|| {
            let to = Signal::stored(Route::to(alone));
            ui! { <nav class="fg-back" aria-label=t().shell.places><GoTo host=host to=to class="fg-action">{(t().shell.back_to)(name)}</GoTo></nav> }
        })
    }
}

/// The way to anything, the sources' bars, the theme and the help.
#[component]
pub(super) fn Top(fleet: Fleet, host: Host, alerts: Alerts, palette: DialogHandle, help: DialogHandle) -> impl IntoView {
    let (listed, at) = (fleet.clone(), host.clone());
    let chip = move |source: Source| {
        let name = source.config().name.clone();
        let (fleet, host, spoken) = (fleet.clone(), at.clone(), name.clone());
        ui! {
            <GoTo host=host to=Signal::derive(|| Route::to(Place::Sources)) class="fg-chip" attr:title=name>
                <Chip source=source.clone() />
                <span class="fg-heard">{spoken}</span>
                <TroubleWords fleet=fleet source=source />
            </GoTo>
        }
    };
    ui! {
        <header class="fg-top">
            <OpenPalette handle=palette />
            <nav class="fg-chips" aria-label=t().shell.connections>
                <For each=move || listed.sources() key=source_key children=chip />
            </nav>
            <div class="fg-top__buttons">
                <ThemeButton host=host.clone() />
                <AlertsButton host=host alerts=alerts />
                <button class="fg-top__button" type="button" aria-label=t().keys.title title=t().keys.title on:click=move |_| help.open()>
                    "?"
                </button>
            </div>
        </header>
    }
}

#[component]
fn ThemeButton(host: Host) -> impl IntoView {
    let words = &t().shell;
    let shown = host.clone();
    let label = move || match shown.theme() {
        Theme::Auto => words.theme_auto,
        Theme::Light => words.theme_light,
        Theme::Dark => words.theme_dark,
    };
    let next = move |_| {
        let theme = match untrack(|| host.theme()) {
            Theme::Auto => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Auto,
        };
        host.set_theme(theme);
    };
    ui! {
        <button class="fg-top__button" type="button" data-button="theme" aria-label=label.clone() title=label on:click=next>{t().settings.theme}</button>
    }
}

/// What is wrong with connections: one line a cause, in every place.
#[component]
pub(super) fn Said(fleet: Fleet, host: Host) -> impl IntoView {
    let (offline, listed, linked) = (fleet.clone(), fleet.clone(), fleet.clone());
    let banner = move || {
        let words = (t().shell.offline)(&clock(offline.offline_since()?));
        Some(ui! { <p class="fg-notice" role="status" data-banner="offline">{words}</p> })
    };
    ui! {
        <section class="fg-said fg-notices" role=is_guest().then_some("group") aria-label=t().shell.troubles>
            {banner}
            <LinkNotice fleet=linked host=host />
            <For each=move || listed.sources() key=source_key let:source>
                <SourceNotices fleet=fleet.clone() source=source />
            </For>
        </section>
    }
}

/// Why the link that was followed does not lead there: its source is not set up here, or does not let this page in.
#[component]
fn LinkNotice(fleet: Fleet, host: Host) -> impl IntoView {
    let routed = host.clone();
    let why = Memo::new(move |_| {
        let route = routed.route();
        let id = route.source.clone().filter(|_| fleet.config_state() != ConfigState::Loading)?;
        match fleet.source(&id) {
            None => Some(((t().shell.link_unknown)(&id), true)),
            Some(source) => {
                let signed_out = source.worst().is_some_and(|live| matches!(live.link(), Link::SignedOut { .. }));
                (signed_out && LineLink::of(&route).is_some()).then(|| ((t().shell.link_secret)(&source.config().name), false))
            }
        }
    });
    move || {
        let (words, unknown) = why.get()?;
        let to = Signal::stored(Route::to(Place::Sources));
        let add = unknown.then(|| ui! { <GoTo host=host.clone() to=to class="fg-action">{t().shell.link_add}</GoTo> });
        Some(ui! { <p class="fg-notice" role="status" data-banner="link"><span class="fg-notice__words">{words}</span> {add}</p> })
    }
}
