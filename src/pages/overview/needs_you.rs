//! The queue: what needs a person, over all sources, the most urgent first.

use crate::components::link_words::still_since;
use crate::live::Fleet;
use crate::pages::attention::{Attention, Item, SeenKey};
use crate::platform::{Host, time::clock_short};
use crate::text::t;
use crate::ui;
use fleetglass_core::protocol::Memory;
use fleetglass_core::sse::Link;
use fleetglass_core::state::unit::Reason;
use leptos::prelude::*;
use std::collections::HashMap;

mod entry;

/// So many rows are shown at first.
const AT_FIRST: usize = 5;
/// From this failure of one source on they are one row.
const FOLD_FROM: usize = 3;

/// A row of the queue.
#[derive(Clone, PartialEq)]
enum QueueRow {
    Item(Box<Item>),
    /// Further failures of a source: how many, its name, and their keys.
    Folded(usize, String, Vec<SeenKey>),
}

/// The queue, or what is known of its being empty.
#[component]
pub(super) fn NeedsYou(fleet: Fleet, host: Host, attention: Attention) -> impl IntoView {
    let all = RwSignal::new(false);
    let folded = Memo::new(move |_| fold(attention.queue()));
    let rows = Memo::new(move |_| folded.with(|rows| if all.get() { rows.clone() } else { rows.iter().take(AT_FIRST).cloned().collect() }));
    let left = Memo::new(move |_| folded.with(|rows| rows.len().saturating_sub(AT_FIRST)) as u64);
    let ticking = fleet.clone();
    let row = move |row: QueueRow| ui! { <entry::Entry fleet=ticking.clone() host=host.clone() attention=attention row=row /> };
    let toggle = move || if all.get() { t().overview.queue_fewer.to_owned() } else { (t().overview.queue_more)(left.get()) };
    ui! {
        <section class="fg-queue" aria-labelledby="fg-needs-you">
            <h2 class="fg-queue__title" id="fg-needs-you">{t().overview.needs_you}</h2>
            <Show when=move || rows.with(Vec::is_empty)><Empty fleet=fleet.clone() /></Show>
            <ul class="fg-queue__rows">
                <For each=move || rows.get() key=row_key children=row />
            </ul>
            <Show when=move || { left.get() > 0 }>
                <button class="fg-action" type="button" on:click=move |_| all.update(|all| *all = !*all)>{toggle}</button>
            </Show>
        </section>
    }
}

/// A row is drawn anew where anything of it changed; its clock is not part of it.
fn row_key(row: &QueueRow) -> String {
    match row {
        QueueRow::Item(item) => format!("{:?} {:?} {} {:?} {:?}", item.key, item.reason, item.confirmed, item.ask, item.still_since),
        QueueRow::Folded(count, name, _) => format!("{count} {name}"),
    }
}

fn fold(items: Vec<Item>) -> Vec<QueueRow> {
    let mut failures: HashMap<String, usize> = HashMap::new();
    for item in items.iter().filter(|item| item.reason == Reason::Failed) {
        *failures.entry(item.source_id.clone()).or_default() += 1;
    }
    let mut rows: Vec<QueueRow> = Vec::new();
    let mut shown: HashMap<String, usize> = HashMap::new();
    let mut folded: HashMap<String, usize> = HashMap::new();
    for item in items {
        let many = item.reason == Reason::Failed && failures.get(&item.source_id).is_some_and(|count| *count >= FOLD_FROM);
        let count = shown.entry(item.source_id.clone()).or_default();
        if many && *count + 1 >= FOLD_FROM {
            let at = *folded.entry(item.source_id.clone()).or_insert_with(|| {
                rows.push(QueueRow::Folded(0, item.source_name.clone(), Vec::new()));
                rows.len() - 1
            });
            if let Some(QueueRow::Folded(count, _, keys)) = rows.get_mut(at) {
                *count += 1;
                keys.push(item.key);
            }
            continue;
        }
        *count += usize::from(many);
        rows.push(QueueRow::Item(Box::new(item)));
    }
    rows
}

/// Says only what is known.
#[component]
fn Empty(fleet: Fleet) -> impl IntoView {
    let words = Memo::new(move |_| {
        fleet.changed();
        empty_words(&fleet)
    });
    ui! { <p class="fg-queue__empty">{move || words.get()}</p> }
}

fn empty_words(fleet: &Fleet) -> String {
    let words = &t().overview;
    let (mut silent, mut still, mut forgetful) = (Vec::new(), None, None);
    for source in fleet.sources() {
        let config = source.config();
        let Some(live) = source.worst() else { continue };
        match live.link() {
            Link::Live { .. } | Link::Open { .. } | Link::Complete { .. } => {}
            _ => {
                silent.push(config.name.clone());
                still = still.max(still_since(&live));
            }
        }
        if config.api.memory() == Memory::Nothing {
            for live in source.streams() {
                if let Link::Live { since_ms, .. } | Link::Open { since_ms, .. } = live.link() {
                    forgetful = forgetful.max(Some(since_ms));
                }
            }
        }
    }
    if !silent.is_empty() {
        let still = still.map(clock_short);
        return (words.queue_not_live)(still.as_deref(), &silent.join(", "), silent.len() > 1);
    }
    forgetful.map_or_else(|| words.queue_empty.to_owned(), |since| (words.queue_no_memory)(&clock_short(since)))
}
