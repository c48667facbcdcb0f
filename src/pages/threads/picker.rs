//! Which source is read and, on a narrow page, how many of its threads.

use super::choice::{Choice, Chosen};
use crate::live::{Fleet, Source};
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::protocol::Api;
use leptos::prelude::*;

/// Chooses among sources of threads; only names it where there is one.
#[component]
pub(super) fn SourcePicker(fleet: Fleet, host: Host, choice: Choice) -> impl IntoView {
    let texts = &t().threads;
    let sources = Memo::new(move |_| {
        let sources = fleet.sources().into_iter().filter(|source| source.config().api == Api::Threads);
        sources.map(|source| (source.id(), named(&source))).collect::<Vec<_>>()
    });
    let current = Memo::new(move |_| choice.source.get().map(|source| source.id()));
    let go = StoredValue::new_local(move |id: String| {
        let mut route = host.route_untracked();
        (route.source, route.threads, route.unit) = (Some(id), Vec::new(), None);
        host.go(route);
    });
    move || match sources.get().as_slice() {
        [] => ().into_any(),
        [(_, name)] => ui! { <p class="fg-threads__source fg-cut">{name.clone()}</p> }.into_any(),
        many => {
            let option = |(id, name): &(String, String)| {
                let (value, own) = (id.clone(), id.clone());
                ui! { <option value=value prop:selected=move || current.with(|current| current.as_deref() == Some(own.as_str()))>{name.clone()}</option> }
            };
            let options = many.iter().map(option).collect_view();
            ui! {
                <select class="fg-select fg-threads__source" aria-label=texts.source on:change=move |event| go.with_value(|go| go(event_target_value(&event)))>
                    {options}
                </select>
            }
            .into_any()
        }
    }
}

/// Returns what a source is called: its executions, and its name.
fn named(source: &Source) -> String {
    let subjects: Vec<String> = source.streams().iter().filter_map(|live| live.subject()).collect();
    let name = source.config().name.clone();
    if subjects.is_empty() { name } else { (t().threads.on)(&subjects.join(", "), &name) }
}

/// The head of a narrow page: opens the list, says what of it is read, and opens the filters.
#[component]
pub(super) fn Picker(choice: Choice, listing: RwSignal<bool>, more: RwSignal<bool>) -> impl IntoView {
    let texts = &t().threads;
    let words = move || {
        let all = choice.threads.with(Vec::len);
        match (choice.alone(), choice.chosen.get()) {
            (Some(title), _) => title,
            (None, Chosen::All) => (texts.all_threads)(all),
            (None, Chosen::Some(ids)) => (texts.some_threads)(ids.len(), all.max(ids.len())),
        }
    };
    ui! {
        <div class="fg-threads__bar">
            <button
                type="button"
                class="fg-button fg-threads__picker"
                title=texts.choose
                aria-expanded=move || listing.get().to_string()
                on:click=move |_| listing.update(|listing| *listing = !*listing)
            >
                <span class="fg-cut">{words}</span>
            </button>
            <button
                type="button"
                class="fg-button fg-threads__more"
                title=texts.more_filters
                aria-expanded=move || more.get().to_string()
                on:click=move |_| more.update(|more| *more = !*more)
            >
                {texts.more_tools}
            </button>
        </div>
    }
}
