//! The list of threads: what needs a person first.

use super::choice::{self, Choice, Chosen, Thread};
use super::picker::SourcePicker;
use super::row::ThreadRow;
use crate::components::filter_bar::edit;
use crate::components::words::Words;
use crate::live::Fleet;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::state::unit::{Status, Unit};
use leptos::prelude::*;

/// The list of threads.
#[component]
pub(super) fn ThreadList(fleet: Fleet, host: Host, choice: Choice, listing: RwSignal<bool>) -> impl IntoView {
    let texts = &t().threads;
    let filter = RwSignal::new(String::new());
    let ordered = Memo::new({
        let fleet = fleet.clone();
        move |_| {
            fleet.changed();
            order(&choice.threads.get(), &filter.get().to_lowercase())
        }
    });
    let lost = move || {
        let nothing = ordered.with(Vec::is_empty) && !choice.threads.with(Vec::is_empty);
        nothing.then(|| ui! { <p class="fg-threads__hint"><Words phrase=Signal::derive(move || (texts.no_such)(&filter.get())) /></p> })
    };
    let (of_rows, of_picker, of_foot) = ((fleet.clone(), host.clone()), host.clone(), host);
    let row = move |thread: Thread| {
        let (fleet, host) = of_rows.clone();
        ui! { <ThreadRow fleet=fleet host=host choice=choice thread=thread /> }
    };
    ui! {
        <nav class="fg-threads__list" aria-label=texts.list data-filtered="">
            <div class="fg-threads__head">
                <SourcePicker fleet=fleet host=of_picker choice=choice />
                <input
                    class="fg-input"
                    type="search"
                    data-filter="list"
                    aria-label=texts.filter
                    placeholder=texts.filter
                    prop:value=move || filter.get()
                    on:input=move |event| filter.set(event_target_value(&event))
                />
            </div>
            <ul class="fg-threads__rows">
                <For each=move || ordered.get() key=|thread| (thread.live.key(), thread.serial) children=row />
                {lost}
            </ul>
            <Foot host=of_foot choice=choice listing=listing />
        </nav>
    }
}

/// All, none, only these.
#[component]
fn Foot(host: Host, choice: Choice, listing: RwSignal<bool>) -> impl IntoView {
    let texts = &t().threads;
    let choose = move |threads: Vec<String>| {
        edit(&host, |route| (route.threads, route.unit) = (threads, None));
    };
    let (all, none, only) = (choose.clone(), choose.clone(), choose);
    let shown = move || choice.threads.with_untracked(|threads| threads.iter().map(|thread| thread.id.clone()).collect());
    let pinned = Memo::new(move |_| choice.chosen.get() != Chosen::All || choice.threads.with(Vec::is_empty));
    ui! {
        <div class="fg-threads__foot">
            <button type="button" class="fg-action" on:click=move |_| all(Vec::new())>{texts.all}</button>
            <button type="button" class="fg-action" on:click=move |_| none(choice::none())>{texts.none}</button>
            <button type="button" class="fg-action" title=texts.only_these_words prop:disabled=move || pinned.get() on:click=move |_| only(shown())>
                {texts.only_these}
            </button>
            <button type="button" class="fg-button fg-threads__done" on:click=move |_| listing.set(false)>{texts.done}</button>
        </div>
    }
}

fn order(threads: &[Thread], filter: &str) -> Vec<Thread> {
    let ranked = threads.iter().enumerate().filter_map(|(at, thread)| {
        let rank = thread.live.read(|stream| {
            let unit = stream.units().get(thread.ix)?;
            matches(unit, filter).then(|| rank(unit, at))
        });
        Some((rank?, thread))
    });
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, thread)| thread.clone()).collect()
}

fn matches(unit: &Unit, filter: &str) -> bool {
    filter.is_empty()
        || [Some(&unit.title), unit.doing.as_ref(), unit.ask.as_ref()]
            .into_iter()
            .flatten()
            .any(|text| text.to_lowercase().contains(filter))
}

/// What needs a person comes first, the longest wait before others; the rest stays in the order in which it came.
fn rank(unit: &Unit, at: usize) -> (u8, bool, u64, usize) {
    let rank = match unit.status {
        Status::Waiting => 0,
        Status::Failed => 1,
        _ if unit.stalled.is_some() => 2,
        Status::Running => 3,
        Status::Unknown => 4,
        Status::Queued | Status::Idle => 5,
        Status::Succeeded | Status::Cancelled | Status::Skipped | Status::Ended => 6,
    };
    let since = match unit.status {
        Status::Waiting => unit.since.ms,
        Status::Failed => u64::MAX - unit.since.ms,
        _ => 0,
    };
    (rank, !unit.confirmed, since, at)
}
