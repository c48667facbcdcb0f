//! The queue: what needs a person, over all sources, the most urgent first.

use crate::live::Fleet;
use crate::pages::attention::{All, Attention, Stream, empty::empty_words};
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::state::attention::{Entry, Key, Row, rows};
use leptos::prelude::*;
use std::collections::HashSet;

mod entry;
mod folded;

/// So many rows are shown at first.
const AT_FIRST: usize = 5;

/// A row, as it is drawn: the stream it is of, and what tells it from every other.
#[derive(Clone)]
enum Drawn {
    One(Stream, Entry),
    Folded(Folded),
}

/// Further failures of a source.
#[derive(Clone, PartialEq)]
struct Folded {
    source_at: usize,
    name: String,
    keys: Vec<Key>,
}

/// What tells a row from every other: a row whose words, status or age change is the same row.
#[derive(Clone, PartialEq, Eq, Hash)]
enum RowId {
    One(Key, bool),
    Folded(usize),
}

impl Drawn {
    fn id(&self) -> RowId {
        match self {
            Self::One(_, entry) => RowId::One(entry.key, entry.later),
            Self::Folded(folded) => RowId::Folded(folded.source_at),
        }
    }
}

/// Lists the rows; of the sources in `open` the folded failures, too, after the row that folds them.
fn drawn(all: &All, queue: &[Entry], open: &HashSet<usize>) -> Vec<Drawn> {
    let one = |entry: Entry| all.stream(&entry).map(|stream| Drawn::One(stream.clone(), entry));
    let mut drawn = Vec::new();
    for row in rows(queue) {
        match row {
            Row::One(entry) => drawn.extend(one(entry)),
            Row::Folded { source, entries } => {
                let name = all.streams.iter().find(|stream| stream.source_at == source).map(|stream| stream.source.config().name.clone());
                let keys = entries.iter().map(|entry| entry.key).collect();
                drawn.push(Drawn::Folded(Folded { source_at: source, name: name.unwrap_or_default(), keys }));
                if open.contains(&source) {
                    drawn.extend(entries.into_iter().filter_map(one));
                }
            }
        }
    }
    drawn
}

/// The queue, or what is known of its being empty.
#[component]
pub(super) fn NeedsYou(fleet: Fleet, host: Host, attention: Attention) -> impl IntoView {
    let all_shown = RwSignal::new(false);
    let open = RwSignal::new(HashSet::<usize>::new());
    let rows = Signal::derive(move || attention.queue.with(|queue| attention.all.with(|all| open.with(|open| drawn(all, queue, open)))));
    let count = Memo::new(move |_| rows.with(Vec::len));
    // An opened fold is not cut off by what it shows.
    let most = move || if all_shown.get() || open.with(|open| !open.is_empty()) { usize::MAX } else { AT_FIRST };
    let shown = move || rows.with(|rows| rows.iter().take(most()).cloned().collect::<Vec<_>>());
    let left = Memo::new(move |_| count.get().saturating_sub(AT_FIRST) as u64);
    let ticking = fleet.clone();
    let row = move |row: Drawn| match row {
        Drawn::One(stream, entry) => {
            ui! { <entry::EntryRow fleet=ticking.clone() host=host.clone() attention=attention stream=stream entry=entry /> }.into_any()
        }
        Drawn::Folded(folded) => {
            let id = RowId::Folded(folded.source_at);
            let now = Memo::new(move |_| {
                let held = rows.with(|rows| rows.iter().find(|row| row.id() == id).cloned());
                if let Some(Drawn::Folded(folded)) = held { folded } else { folded.clone() }
            });
            ui! { <folded::FoldedRow attention=attention folded=now open=open /> }.into_any()
        }
    };
    let toggle = move || if all_shown.get() { t().overview.queue_fewer.to_owned() } else { (t().overview.queue_more)(left.get()) };
    ui! {
        <section class="fg-queue" aria-labelledby="fg-needs-you">
            <h2 class="fg-queue__title" id="fg-needs-you">{t().overview.needs_you}</h2>
            <Show when=move || count.get() == 0><Empty fleet=fleet.clone() /></Show>
            <ul class="fg-queue__rows">
                <For each=shown key=Drawn::id children=row />
            </ul>
            <Show when=move || { left.get() > 0 && open.with(HashSet::is_empty) }>
                <button class="fg-action fg-queue__more" type="button" on:click=move |_| all_shown.update(|all| *all = !*all)>{toggle}</button>
            </Show>
        </section>
    }
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
