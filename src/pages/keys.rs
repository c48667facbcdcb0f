//! The keys of the whole page, in one table: what is pressed, what it does, and what it is called.
//!
//! None acts in a field, in an open dialog, or while a script is composed. Those that are a single character can be switched
//! off (WCAG 2.1.4), also where a list or a log listens for them itself: they are stopped before they get there.

use crate::components::dialog::DialogHandle;
use crate::platform::Host;
use crate::text::keys::Keys;
use crate::text::t;
use fleetglass_core::route::{Place, Route};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A letter after `g` has to come within so many milliseconds.
const TOGETHER_MS: f64 = 1_500.0;

/// What is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Press {
    /// A key alone, as the browser names it.
    Alone(&'static str),
    /// Either of two keys.
    Either(&'static str, &'static str),
    /// One after the other.
    After(&'static str, &'static str),
    /// With Ctrl, or with Cmd on a Mac.
    With(&'static str),
}

/// Where it acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Anywhere,
    Lists,
    Logs,
}

/// What it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Palette,
    Help,
    Go(Place),
    NextNeed,
    PreviousNeed,
    Filter,
    List,
    Escape,
    /// The list or log that has the focus listens for it.
    Elsewhere,
}

/// One key or two, what they do, and what that is called.
#[derive(Debug)]
pub(super) struct Shortcut {
    pub(super) press: Press,
    pub(super) scope: Scope,
    pub(super) name: fn(&Keys) -> String,
    does: Does,
}

const fn key(press: Press, scope: Scope, does: Does, name: fn(&Keys) -> String) -> Shortcut {
    Shortcut { press, scope, name, does }
}

/// Every key, in the order of the help.
pub(super) const TABLE: [Shortcut; 16] = [
    key(Press::With("k"), Scope::Anywhere, Does::Palette, |keys| keys.palette.to_owned()),
    key(Press::Alone("?"), Scope::Anywhere, Does::Help, |keys| keys.help.to_owned()),
    key(Press::After("g", "o"), Scope::Anywhere, Does::Go(Place::Overview), |keys| (keys.go_to)(t().shell.overview)),
    key(Press::After("g", "t"), Scope::Anywhere, Does::Go(Place::Threads), |keys| (keys.go_to)(t().shell.threads)),
    key(Press::After("g", "r"), Scope::Anywhere, Does::Go(Place::Runs), |keys| (keys.go_to)(t().shell.runs)),
    key(Press::After("g", "s"), Scope::Anywhere, Does::Go(Place::Sources), |keys| (keys.go_to)(t().shell.sources)),
    key(Press::Alone("n"), Scope::Anywhere, Does::NextNeed, |keys| keys.next_need.to_owned()),
    key(Press::Alone("N"), Scope::Anywhere, Does::PreviousNeed, |keys| keys.previous_need.to_owned()),
    key(Press::Alone("/"), Scope::Anywhere, Does::Filter, |keys| keys.filter.to_owned()),
    key(Press::Alone("Escape"), Scope::Anywhere, Does::Escape, |keys| keys.escape.to_owned()),
    key(Press::Either("j", "k"), Scope::Lists, Does::List, |keys| keys.step.to_owned()),
    key(Press::Alone("Enter"), Scope::Lists, Does::Elsewhere, |keys| keys.open.to_owned()),
    key(Press::Alone("f"), Scope::Logs, Does::Elsewhere, |keys| keys.follow.to_owned()),
    key(Press::Alone("e"), Scope::Logs, Does::Elsewhere, |keys| keys.next_error.to_owned()),
    key(Press::Alone("E"), Scope::Logs, Does::Elsewhere, |keys| keys.previous_error.to_owned()),
    key(Press::With("f"), Scope::Logs, Does::Elsewhere, |keys| keys.find.to_owned()),
];

/// What keys open, besides places.
#[derive(Clone, Copy)]
pub(super) struct Opens {
    pub(super) palette: DialogHandle,
    pub(super) help: DialogHandle,
    /// Goes to the next unit that needs a person, or with `false` to the one before.
    pub(super) need: Callback<bool>,
}

/// Listens for as long as the calling component lives.
pub(super) fn listen(host: &Host, opens: Opens) {
    let Some(root) = host.root() else { return };
    let (asked, host) = (host.clone(), host.clone());
    let g_at = StoredValue::new(None::<f64>);
    let heard = EventListener::new_with_options(&root, "keydown", EventListenerOptions::enable_prevent_default(), move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.is_composing() || event.alt_key() || is_within(event, "dialog") {
            return;
        }
        let pressed = pressed(event);
        let after_g = g_at.get_value().is_some_and(|at| event.time_stamp() - at < TOGETHER_MS);
        g_at.set_value((pressed == "g" && !has_command(event)).then(|| event.time_stamp()));
        let fits = |shortcut: &&Shortcut| match shortcut.press {
            Press::With(key) => has_command(event) && !event.shift_key() && pressed == key,
            _ if has_command(event) || is_within(event, FIELD) => false,
            Press::After(_, key) => after_g && pressed == key,
            Press::Alone(key) => pressed == key,
            Press::Either(one, other) => pressed == one || pressed == other,
        };
        if let Some(shortcut) = TABLE.iter().find(fits) {
            act(shortcut.does, event, &host, opens);
        }
    });
    let options = EventListenerOptions { phase: gloo_events::EventListenerPhase::Capture, passive: true };
    let stop = EventListener::new_with_options(&root, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let single = event.key().chars().count() == 1 && event.key() != " ";
        if single && !has_command(event) && !event.alt_key() && !is_within(event, FIELD) && !untrack(|| asked.single_keys()) {
            event.stop_immediate_propagation();
        }
    });
    // They end with the calling component.
    let _ = StoredValue::new_local([heard, stop]);
}

fn act(does: Does, event: &KeyboardEvent, host: &Host, opens: Opens) {
    match does {
        Does::Palette => opens.palette.open(),
        Does::Help => opens.help.open(),
        Does::Go(place) => host.go(Route::to(place)),
        Does::NextNeed => opens.need.run(true),
        Does::PreviousNeed => opens.need.run(false),
        Does::Filter => return focus_filter(host, event),
        Does::List => return enter_list(host, event),
        Does::Escape => return close_panel(host),
        Does::Elsewhere => return,
    }
    event.prevent_default();
}

/// Where keys write.
const FIELD: &str = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

/// Returns the key by its letter; of a keyboard that writes no Latin letters, by where it is.
fn pressed(event: &KeyboardEvent) -> String {
    let key = event.key();
    match event.code().strip_prefix("Key") {
        Some(letter) if !key.is_ascii() && !event.shift_key() => letter.to_lowercase(),
        Some(letter) if !key.is_ascii() => letter.to_owned(),
        _ if has_command(event) => key.to_lowercase(),
        _ => key,
    }
}

fn has_command(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

fn is_within(event: &KeyboardEvent, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// Closes the panel of one unit where one is open.
fn close_panel(host: &Host) {
    let route = host.route_untracked();
    if route.place == Place::Overview && route.unit.is_some() {
        host.go(Route { unit: None, source: None, ..route });
    }
}

/// Goes into the place's list, where nothing has the focus; from there the list has these keys itself.
fn enter_list(host: &Host, event: &KeyboardEvent) {
    let idle = host.active().is_none_or(|active| active.matches("body, .fg-main").unwrap_or(false));
    let first = host.find(".fg-main [data-stepped] :is(button, .fg-unit__link)").filter(|_| idle);
    if let Some(first) = first {
        event.prevent_default();
        let _ = first.focus();
    }
}

/// Puts the caret into a filter: of the part that has the focus, else of the place's log, else the first of the place.
fn focus_filter(host: &Host, event: &KeyboardEvent) {
    let at = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let part = at.and_then(|at| at.closest("[data-filtered]").ok().flatten());
    let of_part = part.and_then(|part| part.query_selector("[data-filter]").ok().flatten());
    let of_part = of_part.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    let field = of_part.or_else(|| host.find(".fg-main [data-filter=log]")).or_else(|| host.find(".fg-main [data-filter]"));
    if let Some(field) = field {
        event.prevent_default();
        let _ = field.focus();
    }
}
