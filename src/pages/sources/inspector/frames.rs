//! The frames of a stream, newest first: filtered by text or name, or only those that could not be read.

use super::UNREAD;
use super::frame::{FrameRow, Shown};
use crate::live::{Fleet, Live, Tap};
use crate::platform::Host;
use crate::text::{bytes, t};
use crate::ui;
use fleetglass_core::route::Route;
use fleetglass_core::sse::{KEPT_BYTES, KEPT_FRAMES};
use leptos::prelude::*;

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    text: String,
    unread: bool,
}

/// The frames, and how many there are to choose from.
type Found = (Vec<Shown>, u64);

fn find(tap: &Tap, asked: &Asked) -> Found {
    let wanted = asked.text.to_lowercase();
    let is_wanted =
        |event: &str, data: &str| wanted.is_empty() || event.to_lowercase().contains(&wanted) || data.to_lowercase().contains(&wanted);
    if asked.unread {
        let unread = tap.live().map(|live| live.read(|state| state.counters().unread.clone())).unwrap_or_default();
        let held = unread.len() as u64;
        return (unread.into_iter().rev().filter(|unread| is_wanted(&unread.event, &unread.data)).map(Shown::of_unread).collect(), held);
    }
    let found = tap.read(|frames| {
        let shown = frames.iter().rev().filter(|frame| is_wanted(&frame.event, &frame.data)).map(Shown::of_frame).collect();
        (shown, frames.iter().count() as u64)
    });
    found.unwrap_or_default()
}

/// The frames of a stream.
#[component]
pub(super) fn Frames(fleet: Fleet, host: Host, live: Live) -> impl IntoView {
    let words = &t().inspector;
    let tap = StoredValue::new(live.tap());
    let paused = RwSignal::new(false);
    let (routed, watched) = (host.clone(), live);
    let asked = Memo::new(move |_| {
        let route = routed.route();
        Asked { text: route.q, unread: route.types.iter().any(|kind| kind == UNREAD) }
    });
    let ticking = fleet.clone();
    let found = Memo::new(move |_| {
        let _ = (ticking.now(), paused.get());
        ticking.changed();
        watched.track_server();
        asked.with(|asked| tap.try_with_value(|tap| find(tap, asked))).unwrap_or_default()
    });
    let pause = move |on: bool| {
        tap.with_value(|tap| tap.pause(on));
        paused.set(on);
    };
    let hold = Callback::new(move |()| {
        if !paused.get_untracked() {
            pause(true);
        }
    });
    let passed = move || {
        let _ = fleet.now();
        let passed = tap.try_with_value(|tap| tap.read(|frames| frames.passed())).flatten().unwrap_or_default();
        paused.get().then(|| (words.paused)(passed))
    };
    let empty = move || {
        found.with(|(shown, held)| match (shown.is_empty(), held) {
            (true, 0) => Some(words.none),
            (true, _) => Some(words.no_match),
            _ => None,
        })
    };
    let flip = move |_| pause(!paused.get_untracked());
    ui! {
        <div class="fg-inspector__bar" data-filtered="">
            <Filter host=host asked=asked />
            <button class="fg-button" type="button" on:click=flip>
                {move || if paused.get() { words.go_on } else { words.pause }}
            </button>
            <span class="fg-inspector__count">{move || found.with(|(shown, held)| (words.shown)(shown.len() as u64, *held))}</span>
            <span class="fg-inspector__note">{(words.bounds)(KEPT_FRAMES as u64, &bytes(KEPT_BYTES as u64))} " " {passed}</span>
        </div>
        <p class="fg-inspector__none" role="status">{empty}</p>
        <ul class="fg-inspector__frames" aria-label=words.frames>
            <For each=move || found.get().0 key=Shown::key let:shown><FrameRow shown=shown on_open=hold /></For>
        </ul>
    }
}

/// The filter, which is in the link.
#[component]
fn Filter(host: Host, asked: Memo<Asked>) -> impl IntoView {
    let words = &t().inspector;
    let typing = host.clone();
    let typed = move |event| typing.replace(Route { q: event_target_value(&event), ..typing.route_untracked() });
    let checked = move |event| {
        let types = if event_target_checked(&event) { vec![UNREAD.to_owned()] } else { Vec::new() };
        host.replace(Route { types, ..host.route_untracked() });
    };
    ui! {
        <input
            class="fg-input fg-inspector__filter"
            type="search"
            data-filter=""
            aria-label=words.filter
            placeholder=words.filter
            autocomplete="off"
            spellcheck="false"
            prop:value=move || asked.get().text
            on:input=typed
        />
        <label class="fg-inspector__check">
            <input type="checkbox" prop:checked=move || asked.get().unread on:change=checked />
            <span>{words.only_unread}</span>
        </label>
    }
}
