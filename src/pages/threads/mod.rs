//! Threads: the list, what waits for a person, and what the chosen threads say, merged into one log.

mod asked;
mod choice;
mod counts;
mod facts;
mod list;
mod panes;
mod picker;
mod prompts;
mod row;
mod sort;
mod steps;
mod tally;

use crate::components::filter_bar::{FilterBar, Filters};
use crate::components::link_words;
use crate::components::log_view::LogView;
use crate::components::width::container_width;
use crate::components::words::Words;
use crate::live::Fleet;
use crate::platform::Host;
use crate::platform::time::clock_short;
use crate::text::{Part, Phrase, t};
use crate::ui;
use choice::{Choice, Chosen};
use counts::Counts;
use fleetglass_core::route::{Place, Route};
use leptos::html::Div;
use leptos::prelude::*;
use list::ThreadList;
use panes::{Panes, Split, SplitSwitch};
use picker::Picker;
use prompts::Prompts;

/// The place of threads.
#[component]
pub fn ThreadsPage(
    /// The sources.
    fleet: Fleet,
    /// Whoever it lives in.
    host: Host,
) -> impl IntoView {
    let choice = Choice::new(&fleet, &host);
    // On a narrow page the list opens over the log.
    let listing = RwSignal::new(false);
    let known = Memo::new(move |_| choice.source.get().is_some());
    let (of_list, of_log) = ((fleet.clone(), host.clone()), (fleet, host.clone()));
    let page = move || {
        if !known.get() {
            return ui! { <NoSource host=host.clone() /> }.into_any();
        }
        let ((fleet, host), (log_fleet, log_host)) = (of_list.clone(), of_log.clone());
        ui! {
            <ThreadList fleet=fleet host=host choice=choice listing=listing />
            <ThreadLog fleet=log_fleet host=log_host choice=choice listing=listing />
        }
        .into_any()
    };
    ui! {
        <div class="fg-threads" data-listing=move || listing.get().then_some("1")>
            <h1 class="fg-heard">{t().threads.title}</h1>
            {page}
        </div>
    }
}

#[component]
fn ThreadLog(fleet: Fleet, host: Host, choice: Choice, listing: RwSignal<bool>) -> impl IntoView {
    let filters = Filters::new(&host);
    let counts = Counts::new();
    let inside = NodeRef::<Div>::new();
    let split = Split::new(&host, choice, container_width(inside));
    let in_panes = Memo::new(move |_| !split.threads.with(Vec::is_empty));
    let sum = Memo::new(move |_| counts.sum());
    // On a narrow page the filters are put away, unless some of them are in use.
    let more = RwSignal::new(false);
    let filtering = move || (more.get() || filters.any.get()).then_some("");
    let (of_logs, log_host) = (fleet.clone(), host.clone());
    let logs = move || {
        let (fleet, host) = (of_logs.clone(), log_host.clone());
        match in_panes.get() {
            true => ui! { <Panes fleet=fleet host=host choice=choice filters=filters split=split counts=counts /> }.into_any(),
            false => ui! { <Merged fleet=fleet host=host choice=choice filters=filters counts=counts /> }.into_any(),
        }
    };
    ui! {
        <div class="fg-threads__log" data-more=filtering node_ref=inside>
            <Picker choice=choice listing=listing more=more />
            <FilterBar host=host.clone() filters=filters levels=choice.levels counts=sum>
                <SplitSwitch host=host split=split />
            </FilterBar>
            <Prompts fleet=fleet choice=choice />
            {logs}
        </div>
    }
}

/// The chosen threads in one log.
#[component]
fn Merged(fleet: Fleet, host: Host, choice: Choice, filters: Filters, counts: Counts) -> impl IntoView {
    let cleared = host.clone();
    let clear = Callback::new(move |()| filters.clear(&cleared));
    let opened = fleet.now_untracked();
    let empty = Memo::new(move |_| why_empty(&fleet, choice, opened));
    let label = Memo::new(move |_| choice.alone().map_or_else(|| t().threads.merged.to_owned(), |title| (t().log.log_of)(&title)));
    ui! {
        <LogView
            lanes=choice.lanes
            filter=filters.filter
            letters=choice.letters
            merged=choice.merged
            label=label
            empty=empty
            on_clear=clear
            shape=counts.share((0, 0))
            host=host
            source=choice.source_id()
        />
    }
}

/// Says why there is nothing to read, and claims nothing that was not seen.
fn why_empty(fleet: &Fleet, choice: Choice, opened: u64) -> Phrase {
    let texts = &t().threads;
    let Some(source) = choice.source.get() else { return Vec::new() };
    let Some(live) = source.worst() else { return Vec::new() };
    let link = live.link();
    let clock = clock_short(choice::open_since(&link).unwrap_or(opened));
    if choice.chosen.get() == Chosen::Some(Default::default()) {
        return vec![Part::ours(texts.none_chosen)];
    }
    if let Some(title) = choice.alone() {
        return vec![Part::ours((texts.silent)(&title, &clock))];
    }
    if !choice.threads.with(Vec::is_empty) {
        return vec![Part::ours((texts.all_silent)(&clock))];
    }
    if !link.is_open() {
        return vec![Part::ours(link_words::short(&link, fleet.now()))];
    }
    (texts.no_thread)(&live.subject().unwrap_or_else(|| source.config().name.clone()), &clock)
}

#[component]
fn NoSource(host: Host) -> impl IntoView {
    let go = move |_| host.go(Route::to(Place::Sources));
    ui! {
        <p class="fg-threads__none">
            <Words phrase=Signal::stored(vec![Part::ours(t().threads.no_source)]) />
            <button type="button" class="fg-action" on:click=go>{t().threads.add_source}</button>
        </p>
    }
}
