//! Keys of the whole page: `g` and a letter goes to a place, `/` to the filter, Esc closes the panel. None fires in a field.

use crate::platform::Host;
use fleetglass_core::route::{Place, Route};
use leptos::ev::{KeyboardEvent, keydown};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A letter after `g` has to come within so many milliseconds.
const TOGETHER_MS: f64 = 1_500.0;

/// Listens for as long as the calling component lives.
pub(super) fn listen(host: &Host) {
    let host = host.clone();
    let g_at = StoredValue::new(None::<f64>);
    let handle = window_event_listener(keydown, move |event: KeyboardEvent| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || is_in_field(&event) {
            return;
        }
        let after_g = g_at.get_value().is_some_and(|at| event.time_stamp() - at < TOGETHER_MS);
        g_at.set_value((event.key() == "g").then(|| event.time_stamp()));
        let place = match (event.key().as_str(), after_g) {
            ("o", true) => Place::Overview,
            ("t", true) => Place::Threads,
            ("r", true) => Place::Runs,
            ("s", true) => Place::Sources,
            ("/", _) => return focus_filter(&event),
            ("j" | "k", _) => return enter_list(&event),
            ("Escape", _) => return close_panel(&host),
            _ => return,
        };
        event.prevent_default();
        host.go(Route::to(place));
    });
    on_cleanup(move || handle.remove());
}

/// Closes the panel of one unit where one is open.
fn close_panel(host: &Host) {
    let route = host.route_untracked();
    if route.place == Place::Overview && route.unit.is_some() {
        host.go(Route { unit: None, source: None, ..route });
    }
}

/// Goes into the place's list, where nothing has the focus; from there the list has these keys itself.
fn enter_list(event: &KeyboardEvent) {
    let idle = document().active_element().is_none_or(|active| active.matches("body, .fg-main").unwrap_or(false));
    let first = document().query_selector(".fg-main [data-stepped] button").ok().flatten().filter(|_| idle);
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        let _ = first.focus();
    }
}

fn is_in_field(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest("input, textarea, select, [contenteditable]").ok().flatten().is_some())
}

/// Puts the caret into a filter: of the part that has the focus, else of the place's log, else the first of the place.
fn focus_filter(event: &KeyboardEvent) {
    let at = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let part = at.and_then(|at| at.closest("[data-filtered]").ok().flatten());
    let of_part = part.and_then(|part| part.query_selector("[data-filter]").ok().flatten());
    let find = |selector| document().query_selector(selector).ok().flatten();
    let field = of_part.or_else(|| find(".fg-main [data-filter=log]")).or_else(|| find(".fg-main [data-filter]"));
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        let _ = field.focus();
    }
}
