//! The menu of the kinds of rows.

use super::filter_bar::edit;
use super::log_view::filter::TYPES;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The menu of the kinds of rows. None chosen means all.
#[component]
pub fn TypesMenu(
    /// Whoever holds the link.
    host: Host,
) -> impl IntoView {
    let texts = &t().log;
    let open = RwSignal::new(false);
    let menu = NodeRef::<Div>::new();
    let read = host.clone();
    let chosen = Memo::new(move |_| read.route().types);
    let label = move || match chosen.with(Vec::len) {
        0 => texts.types.to_owned(),
        count => (texts.types_chosen)(count),
    };
    let left = move |event: FocusEvent| {
        let inside =
            |target: web_sys::EventTarget| menu.get_untracked().is_some_and(|menu| menu.contains(target.dyn_ref::<web_sys::Node>()));
        if !event.related_target().is_some_and(inside) {
            open.set(false);
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
        }
    };
    let items = move || open.get().then(|| ui! { <Items host=host.clone() chosen=chosen /> });
    ui! {
        <div class="fg-menu" node_ref=menu tabindex="-1" on:focusout=left on:keydown=pressed>
            <button
                type="button"
                class="fg-button fg-menu__open"
                aria-expanded=move || open.get().to_string()
                aria-pressed=move || (!chosen.with(Vec::is_empty)).to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {label}
            </button>
            {items}
        </div>
    }
}

#[component]
fn Items(host: Host, chosen: Memo<Vec<String>>) -> impl IntoView {
    let item = move |word: &'static str| {
        let host = host.clone();
        let choose = move |event| {
            let on = event_target_checked(&event);
            edit(&host, |route| {
                route.types.retain(|held| held != word);
                if on {
                    route.types.push(word.to_owned());
                    // In the order of the menu, so that one choice is one link.
                    route.types.sort_by_key(|held| TYPES.iter().position(|word| word == held));
                }
            });
        };
        ui! {
            <label class="fg-check">
                <input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.iter().any(|held| held == word)) on:change=choose />
                {(t().log.kind)(word)}
            </label>
        }
    };
    ui! { <fieldset class="fg-menu__items" aria-label=t().log.types>{TYPES.map(item).into_iter().collect_view()}</fieldset> }
}
