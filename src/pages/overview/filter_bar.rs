//! The counts that filter, and the text filter. Both are in the link.

use super::filter::{Filter, OVER};
use super::list::Counts;
use crate::components::status::word;
use crate::platform::Host;
use crate::text::{number, t};
use crate::ui;
use fleetglass_core::route::Route;
use fleetglass_core::state::unit::Status;
use leptos::prelude::*;

/// How many units have which status.
#[derive(Clone, Copy)]
pub(super) struct Counted(pub(super) Memo<Counts>);

/// The statuses that have a button of their own.
const BUTTONS: [Status; 6] = [Status::Waiting, Status::Failed, Status::Running, Status::Queued, Status::Idle, Status::Unknown];

/// The counts that filter, and the text filter.
#[component]
pub(super) fn FilterBar(host: Host, filter: Memo<Filter>, counts: Counted) -> impl IntoView {
    let words = &t().overview;
    let button = |statuses: &'static [Status], label: &'static str, count: Signal<u64>| {
        ui! { <StatusButton host=host.clone() filter=filter statuses=statuses label=label count=count /> }
    };
    let all = button(&[], words.all, Signal::derive(move || counts.0.get().all));
    let each = BUTTONS.iter().map(|status| {
        let count = Signal::derive(move || counts.0.get().of(*status));
        button(std::slice::from_ref(status), word(*status), count)
    });
    let each = each.collect_view();
    let over = button(&OVER, words.ended, Signal::derive(move || counts.0.get().over));
    ui! {
        <div class="fg-narrow">
            <div class="fg-narrow__counts" role="group" aria-label=words.filters>{all} {each} {over}</div>
            <TextFilter host=host.clone() filter=filter />
        </div>
    }
}

/// One count. Those that are zero are left out, unless they are what is filtered by.
#[component]
fn StatusButton(host: Host, filter: Memo<Filter>, statuses: &'static [Status], label: &'static str, count: Signal<u64>) -> impl IntoView {
    let pressed = Memo::new(move |_| filter.with(|filter| filter.statuses == statuses));
    let choose = move |_| {
        let narrowed = !pressed.get_untracked();
        let chosen = statuses.iter().filter(|_| narrowed).map(|status| status.as_str().to_owned()).collect();
        host.go(Route { status: chosen, ..host.route_untracked() });
    };
    ui! {
        <Show when=move || statuses.is_empty() || pressed.get() || { count.get() > 0 }>
            <button
                class="fg-button"
                type="button"
                aria-pressed=move || pressed.get().to_string()
                on:click={ let choose = choose.clone(); move |event| choose(event) }
            >
                <span>{label} " " <span class="fg-narrow__count">{move || number(count.get())}</span></span>
            </button>
        </Show>
    }
}

#[component]
fn TextFilter(host: Host, filter: Memo<Filter>) -> impl IntoView {
    let words = &t().overview;
    let (typed, cleared) = (host.clone(), host);
    let look = move |text: String| typed.replace(Route { q: text, ..typed.route_untracked() });
    let shown = Memo::new(move |_| filter.with(|filter| filter.text.clone()));
    let leave = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            cleared.replace(Route { q: String::new(), ..cleared.route_untracked() });
        }
    };
    ui! {
        <input
            class="fg-input fg-narrow__text"
            type="search"
            data-filter=""
            placeholder=words.filter
            aria-label=words.filter_label
            autocomplete="off"
            spellcheck="false"
            prop:value=move || shown.get()
            on:input=move |event| look(event_target_value(&event))
            on:keydown=leave
        />
    }
}
