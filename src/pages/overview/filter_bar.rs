//! The counts that filter, the text filter, and how the list is arranged. All of it is in the link.

use super::arrange::{Grouping, Sort, Wish};
use super::filter::{Filter, OVER};
use crate::components::filter_bar::edit;
use crate::components::status::{kind_word, word};
use crate::platform::Host;
use crate::text::{number, t};
use crate::ui;
use fleetglass_core::route::Route;
use fleetglass_core::state::roster::Counts;
use fleetglass_core::state::unit::{Kind, Status};
use leptos::prelude::*;

/// How many units have which status.
#[derive(Clone, Copy)]
pub(super) struct Counted(pub(super) Memo<Counts>);

/// The statuses that have a button of their own.
const BUTTONS: [Status; 6] = [Status::Waiting, Status::Failed, Status::Running, Status::Queued, Status::Idle, Status::Unknown];

/// The counts that filter, the text filter, and how the list is arranged.
#[component]
pub(super) fn FilterBar(host: Host, wish: Memo<Wish>, counts: Counted) -> impl IntoView {
    let words = &t().overview;
    let filter = Memo::new(move |_| wish.with(|wish| wish.filter.clone()));
    let button = |statuses: &'static [Status], label: &'static str, count: Signal<u64>| {
        ui! { <StatusButton host=host.clone() filter=filter statuses=statuses label=label count=count /> }
    };
    let all = button(&[], words.all, Signal::derive(move || counts.0.get().all));
    let each = BUTTONS.iter().map(|status| {
        let count = Signal::derive(move || counts.0.get().of(*status));
        button(std::slice::from_ref(status), word(*status), count)
    });
    let each = each.collect_view();
    let over = button(&OVER, words.ended, Signal::derive(move || OVER.iter().map(|status| counts.0.get().of(*status)).sum()));
    ui! {
        <div class="fg-narrow">
            <div class="fg-narrow__counts" role="group" aria-label=words.filters>{all} {each} {over}</div>
            <Chips host=host.clone() filter=filter />
            <div class="fg-narrow__rest">
                <TextFilter host=host.clone() filter=filter />
                <Arrangement host=host.clone() wish=wish />
            </div>
        </div>
    }
}

/// One count: pressed once more it is taken back, and several may be pressed. Those that are zero are left out, unless they
/// are what is filtered by.
#[component]
fn StatusButton(host: Host, filter: Memo<Filter>, statuses: &'static [Status], label: &'static str, count: Signal<u64>) -> impl IntoView {
    let pressed = Memo::new(move |_| {
        filter.with(|filter| match statuses {
            [] => filter.statuses.is_empty(),
            statuses => statuses.iter().all(|status| filter.statuses.contains(status)),
        })
    });
    let choose = move |_| {
        let (held, on) = (filter.with_untracked(|filter| filter.statuses.clone()), !pressed.get_untracked());
        let mut chosen: Vec<Status> = held.into_iter().filter(|status| !statuses.is_empty() && !statuses.contains(status)).collect();
        chosen.extend(statuses.iter().filter(|_| on));
        host.go(Route { status: chosen.iter().map(|status| status.as_str().to_owned()).collect(), ..host.route_untracked() });
    };
    ui! {
        <Show when=move || statuses.is_empty() || pressed.get() || { count.get() > 0 }>
            <button
                class="fg-button"
                type="button"
                aria-pressed=move || pressed.get().to_string()
                on:click={ let choose = choose.clone(); move |event| choose(event) }
            >
                <span>{label} " " <span class="fg-narrow__count fg-number">{move || number(count.get())}</span></span>
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

/// Kinds and a source that the link narrows to, each to be taken back.
#[component]
fn Chips(host: Host, filter: Memo<Filter>) -> impl IntoView {
    let (kinds, source) = (host.clone(), host);
    let chip = |name: String, clear: Callback<()>| {
        let label = (t().overview.show_all_but)(&name);
        ui! {
            <button class="fg-button fg-narrow__chip" type="button" aria-label=label on:click=move |_| clear.run(())>
                <span>{name.clone()}</span>
                <svg class="fg-icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M5 5L11 11M11 5L5 11" /></svg>
            </button>
        }
    };
    let kind_chips = move || {
        let host = kinds.clone();
        let one = move |kind: String| {
            let (host, name) = (host.clone(), Kind::from_word(&kind).map_or_else(|| kind.clone(), |kind| kind_word(kind).to_owned()));
            chip(name, Callback::new(move |()| edit(&host, |route| route.kind.retain(|held| *held != kind))))
        };
        filter.with(|filter| filter.kinds.clone()).into_iter().map(one).collect_view()
    };
    let source_chip = move || {
        let host = source.clone();
        filter
            .with(|filter| filter.source.clone())
            .map(|name| chip(name, Callback::new(move |()| edit(&host, |route| route.source = None))))
    };
    ui! { {kind_chips} {source_chip} }
}

/// By what the list is grouped and sorted.
#[component]
fn Arrangement(host: Host, wish: Memo<Wish>) -> impl IntoView {
    let words = &t().overview;
    let grouping = |of: Grouping| {
        let name = match of {
            Grouping::Source => words.by_source,
            Grouping::Project => words.by_project,
            Grouping::None => words.by_nothing,
        };
        ui! { <option value=of.word().unwrap_or_default() prop:selected=move || wish.with(|wish| wish.grouping == of)>{name}</option> }
    };
    let sort = |of: Sort| {
        let name = match of {
            Sort::Needs => words.sort_needs,
            Sort::Name => words.sort_name,
            Sort::Longest => words.sort_longest,
            Sort::Heard => words.sort_heard,
        };
        ui! { <option value=of.word().unwrap_or_default() prop:selected=move || wish.with(|wish| wish.sort == of)>{name}</option> }
    };
    let word = |event| Some(event_target_value(&event)).filter(|word| !word.is_empty());
    let (grouped, sorted) = (host.clone(), host);
    ui! {
        <select class="fg-select" aria-label=words.group on:change=move |event| edit(&grouped, |route| route.group = word(event))>
            {Grouping::ALL.map(grouping).into_iter().collect_view()}
        </select>
        <select class="fg-select" aria-label=words.sort on:change=move |event| edit(&sorted, |route| route.sort = word(event))>
            {Sort::ALL.map(sort).into_iter().collect_view()}
        </select>
    }
}
