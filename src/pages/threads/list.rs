//! The list of threads: in an order of one's choice, filtered, and how much of it is read.

use super::asked::{AskedFor, OnlyThese, choose};
use super::choice::{Choice, Thread};
use super::picker::SourcePicker;
use super::row::ThreadRow;
use super::sort::{Sort, SortMenu, keep_places, order};
use super::steps;
use super::tally::Tallies;
use crate::components::words::Words;
use crate::live::Fleet;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use leptos::ev::KeyboardEvent;
use leptos::html::Ul;
use leptos::prelude::*;

/// What the rows of the list share.
#[derive(Clone, Copy)]
pub(super) struct Listed {
    /// The threads shown, in order.
    pub(super) ordered: Memo<Vec<Thread>>,
    pub(super) tallies: Tallies,
    /// The thread that was checked or unchecked last: a range begins there.
    pub(super) anchor: StoredValue<Option<String>>,
}

/// The list of threads.
#[component]
pub(super) fn ThreadList(fleet: Fleet, host: Host, choice: Choice, listing: RwSignal<bool>) -> impl IntoView {
    let texts = &t().threads;
    let filter = RwSignal::new(String::new());
    let routed = host.clone();
    let sort = Memo::new(move |_| Sort::from_link(routed.route().sort.as_deref()));
    let tallies = Tallies::new(&fleet, choice);
    // An order that changes with every line stands still while somebody is about to click.
    let pointed = RwSignal::new(false);
    let ordered = Memo::new({
        let fleet = fleet.clone();
        move |before: Option<&Vec<Thread>>| {
            fleet.changed();
            let now = order(&choice.threads.get(), &filter.get().to_lowercase(), sort.get(), tallies);
            let still = pointed.get() && sort.with(|sort| sort.is_restless());
            before.filter(|_| still).map_or(now.clone(), |before| keep_places(before, now))
        }
    });
    let listed = Listed { ordered, tallies, anchor: StoredValue::new(None) };
    let lost = move || {
        let nothing = ordered.with(Vec::is_empty) && !choice.threads.with(Vec::is_empty);
        nothing.then(|| ui! { <p class="fg-threads__hint"><Words phrase=Signal::derive(move || (texts.no_such)(&filter.get())) /></p> })
    };
    let (of_rows, of_picker, of_sort, of_foot) = ((fleet.clone(), host.clone()), host.clone(), host.clone(), host);
    let row = move |thread: Thread| {
        let (fleet, host) = of_rows.clone();
        ui! { <ThreadRow fleet=fleet host=host choice=choice thread=thread listed=listed /> }
    };
    let rows = NodeRef::<Ul>::new();
    ui! {
        <nav class="fg-threads__list" aria-label=texts.list data-filtered="">
            <div class="fg-threads__head">
                <SourcePicker fleet=fleet host=of_picker choice=choice />
                <ListFilter filter=filter rows=rows />
                <SortMenu host=of_sort sort=sort />
            </div>
            <ul
                class="fg-threads__rows"
                data-stepped=""
                node_ref=rows
                on:pointerenter=move |_| pointed.set(true)
                on:pointerleave=move |_| pointed.set(false)
                on:keydown=move |event| steps::key_pressed(rows, &event)
            >
                <For each=move || ordered.get() key=Thread::key children=row />
                {lost}
            </ul>
            <AskedFor choice=choice />
            <Foot host=of_foot choice=choice listing=listing />
        </nav>
    }
}

/// The field that filters the list.
#[component]
fn ListFilter(filter: RwSignal<String>, rows: NodeRef<Ul>) -> impl IntoView {
    let texts = &t().threads;
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if !filter.with_untracked(String::is_empty) => filter.set(String::new()),
        "Escape" | "ArrowDown" | "Enter" => {
            event.prevent_default();
            steps::step(rows, true);
        }
        _ => {}
    };
    ui! {
        <input
            class="fg-input"
            type="search"
            data-filter="list"
            aria-label=texts.filter
            placeholder=texts.filter
            prop:value=move || filter.get()
            on:input=move |event| filter.set(event_target_value(&event))
            on:keydown=pressed
        />
    }
}

/// All, none, only these.
#[component]
fn Foot(host: Host, choice: Choice, listing: RwSignal<bool>) -> impl IntoView {
    let texts = &t().threads;
    let (all, none) = (host.clone(), host.clone());
    ui! {
        <div class="fg-threads__foot">
            <button type="button" class="fg-action" on:click=move |_| choose(&all, true)>{texts.all}</button>
            <button type="button" class="fg-action" on:click=move |_| choose(&none, false)>{texts.none}</button>
            <OnlyThese host=host choice=choice />
            <button type="button" class="fg-button fg-threads__done" on:click=move |_| listing.set(false)>{texts.done}</button>
        </div>
    }
}
