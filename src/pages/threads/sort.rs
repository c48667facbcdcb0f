//! The order of the list of threads, and the menu that chooses it.

use super::choice::Thread;
use super::tally::Tallies;
use crate::components::filter_bar::edit;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::state::unit::{Status, Unit};
use leptos::prelude::*;
use std::cmp::Reverse;

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sort {
    /// What needs a person first.
    #[default]
    Needs,
    /// By name.
    Name,
    /// Who was heard last first.
    Newest,
    /// Who writes most first.
    Rate,
}

impl Sort {
    const ALL: [Self; 4] = [Self::Needs, Self::Name, Self::Newest, Self::Rate];

    /// Returns the word of the link; the first order has none.
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Needs => None,
            Self::Name => Some("name"),
            Self::Newest => Some("newest"),
            Self::Rate => Some("rate"),
        }
    }

    pub(super) fn from_link(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|sort| sort.word() == word).unwrap_or_default()
    }

    /// Says whether the order changes with every line.
    pub(super) fn is_restless(self) -> bool {
        matches!(self, Self::Newest | Self::Rate)
    }
}

/// Chooses the order.
#[component]
pub(super) fn SortMenu(host: Host, sort: Memo<Sort>) -> impl IntoView {
    let texts = &t().threads;
    let named = |sort| match sort {
        Sort::Needs => texts.sort_needs,
        Sort::Name => texts.sort_name,
        Sort::Newest => texts.sort_newest,
        Sort::Rate => texts.sort_rate,
    };
    let option = |of: Sort| {
        ui! { <option value=of.word().unwrap_or_default() prop:selected=move || sort.get() == of>{named(of)}</option> }
    };
    let choose = move |event| {
        let word = Some(event_target_value(&event)).filter(|word| !word.is_empty());
        edit(&host, |route| route.sort = word);
    };
    ui! {
        <select class="fg-select fg-threads__sort" aria-label=texts.sort on:change=choose>
            {Sort::ALL.map(option).into_iter().collect_view()}
        </select>
    }
}

/// Returns the threads that match, in order.
pub(super) fn order(threads: &[Thread], filter: &str, sort: Sort, tallies: Tallies) -> Vec<Thread> {
    let matching = threads.iter().enumerate().filter_map(|(at, thread)| {
        let facts = thread.live.read(|stream| {
            let unit = stream.units().get(thread.ix).filter(|unit| unit.serial == thread.serial)?;
            let log = stream.logs().find(&unit.id).and_then(|ix| stream.logs().get(ix));
            // What came in one frame was heard at once; then the server's own times tell.
            let last_ms = log.and_then(|log| log.row(log.end().checked_sub(1)?)?.at_ms);
            matches(unit, filter).then(|| (need(unit), unit.title.to_lowercase(), Reverse((unit.heard_ms, last_ms))))
        });
        Some((facts?, at, thread))
    });
    let mut matching: Vec<_> = matching.collect();
    match sort {
        Sort::Needs => matching.sort_by_key(|((need, ..), at, _)| (*need, *at)),
        Sort::Name => matching.sort_by(|a, b| (&a.0.1, a.1).cmp(&(&b.0.1, b.1))),
        Sort::Newest => matching.sort_by_key(|((.., heard), at, _)| (*heard, *at)),
        Sort::Rate => matching.sort_by_cached_key(|(_, at, thread)| (Reverse(tallies.rate(thread)), *at)),
    }
    matching.into_iter().map(|(.., thread)| thread.clone()).collect()
}

/// Returns the new order where those that were there before keep their places.
pub(super) fn keep_places(before: &[Thread], now: Vec<Thread>) -> Vec<Thread> {
    let mut kept: Vec<Thread> = before.iter().filter(|thread| now.contains(thread)).cloned().collect();
    kept.extend(now.into_iter().filter(|thread| !before.contains(thread)));
    kept
}

fn matches(unit: &Unit, filter: &str) -> bool {
    filter.is_empty()
        || [Some(&unit.title), unit.doing.as_ref(), unit.ask.as_ref()]
            .into_iter()
            .flatten()
            .any(|text| text.to_lowercase().contains(filter))
}

/// What needs a person comes first, the longest wait before others; the rest stays in the order in which it came.
fn need(unit: &Unit) -> (u8, bool, u64) {
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
    (rank, !unit.confirmed, since)
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn an_order_that_no_link_knows_is_the_first_one() {
        for (word, expect) in [(None, Sort::Needs), (Some("rate"), Sort::Rate), (Some("age"), Sort::Needs), (Some(""), Sort::Needs)] {
            assert_eq!(Sort::from_link(word), expect, "{word:?}");
        }
    }
}
