//! The fleet: every unit as a row, in groups, filtered and sorted as the link says.

use super::arrange::{Grouping, Wish};
use super::blocks::{ALL_UP_TO, Block, Blocks};
use super::filter::{Filter, OVER};
use super::filter_bar::{Counted, FilterBar};
use super::roll::{Pulse, Roll};
use super::row::RowCx;
use super::rows::Rows;
use crate::components::status::word;
use crate::live::Fleet;
use crate::pages::attention::Attention;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::Route;
use fleetglass_core::state::roster::{Group, GroupKey};
use fleetglass_core::state::wake::CELL_MS;
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// The fleet, its counts and its filter.
#[component]
pub(super) fn FleetList(
    fleet: Fleet,
    host: Host,
    attention: Attention,
    wish: Memo<Wish>,
    roll: Roll,
    pulse: RwSignal<Pulse>,
) -> impl IntoView {
    let filter = Memo::new(move |_| wish.with(|wish| wish.filter.clone()));
    let counts = Memo::new(move |_| pulse.get().counts);
    let revision = Memo::new(move |_| pulse.get().revision);
    let opened = RwSignal::new(HashSet::<String>::new());
    let (listed, of) = (fleet.clone(), roll.clone());
    let blocks = Memo::new(move |_| {
        revision.track();
        let sources = listed.sources().iter().map(crate::live::Source::id).collect::<Vec<_>>();
        wish.with(|wish| opened.with(|opened| blocks(&of, &sources, wish, opened)))
    });
    let count = Memo::new(move |_| blocks.with(Blocks::len));
    let ticking = fleet.clone();
    let step = Memo::new(move |_| ticking.now() / CELL_MS);
    let cx = RowCx { step, fleet: fleet.clone(), host: host.clone(), attention, roll, wish, revision, opened };
    ui! {
        <section class="fg-fleet" aria-label=t().overview.fleet>
            <FilterBar host=host.clone() wish=wish counts=Counted(counts) />
            <div class="fg-fleet__table" role="table" aria-label=t().overview.fleet aria-rowcount=move || (count.get() + 1).to_string()>
                <Columns />
                <Rows cx=cx blocks=blocks />
            </div>
            <NoMatch host=host filter=filter counts=Counted(counts) />
            <Show when=move || { count.get() > ALL_UP_TO }>
                <p class="fg-fleet__note">{t().overview.find_note}</p>
            </Show>
        </section>
    }
}

/// Returns the groups as blocks of rows. A source without units has a head all the same, as long as nothing is narrowed.
fn blocks(roll: &Roll, sources: &[String], wish: &Wish, opened: &HashSet<String>) -> Blocks {
    let block = |key: &Arc<GroupKey>, group: Option<&Group>| Block {
        group: Arc::clone(key),
        head: wish.grouping != Grouping::None,
        shown: group.map_or(0, |group| group.shown().len()),
        folded: group.map_or(0, |group| group.folded().len()),
        open: opened.contains(&key.id),
    };
    let has_rows = |block: &Block| block.shown + block.folded > 0;
    Blocks(match wish.grouping {
        Grouping::Source => {
            let keys = sources.iter().enumerate().map(|(at, id)| Arc::new(GroupKey { place: at as u32, id: id.clone() }));
            let each = keys.map(|key| roll.group(&key, |group| block(&key, Some(group))).unwrap_or_else(|| block(&key, None)));
            each.filter(|block| has_rows(block) || !wish.filter.is_narrow()).collect()
        }
        Grouping::Project | Grouping::None => {
            roll.groups(|groups| groups.map(|(key, group)| block(key, Some(group))).filter(has_rows).collect())
        }
    })
}

#[component]
fn Columns() -> impl IntoView {
    let words = &t().overview.columns;
    ui! {
        <div class="fg-fleet__columns" role="rowgroup">
            <div class="fg-fleet__head" role="row" aria-rowindex="1">
                <span class="fg-unit__status" role="columnheader">{words.status}</span>
                <span class="fg-unit__name" role="columnheader">{words.name}</span>
                <span class="fg-unit__doing" role="columnheader">{words.doing}</span>
                <span class="fg-unit__parts" role="columnheader">{words.parts}</span>
                <span class="fg-unit__wake" role="columnheader">{words.wake}</span>
                <span class="fg-unit__time fg-number" role="columnheader">{words.time}</span>
                <span class="fg-unit__heard fg-number" role="columnheader">{words.heard}</span>
            </div>
        </div>
    }
}

/// Says that the filter leaves nothing, and takes it away.
#[component]
fn NoMatch(host: Host, filter: Memo<Filter>, counts: Counted) -> impl IntoView {
    let is_empty = move || {
        let counts = counts.0.get();
        let matching = |filter: &Filter| match filter.statuses.as_slice() {
            [] => counts.all + OVER.iter().map(|status| counts.of(*status)).sum::<u64>(),
            statuses => statuses.iter().map(|status| counts.of(*status)).sum(),
        };
        filter.with(|filter| filter.is_narrow() && matching(filter) == 0)
    };
    let words = move || {
        filter.with(|filter| {
            let status = match filter.statuses.as_slice() {
                [] => None,
                [one] => Some(word(*one)),
                many if many.iter().all(|status| OVER.contains(status)) => Some(t().overview.ended),
                _ => None,
            };
            (t().overview.no_match)(Some(filter.text.as_str()).filter(|text| !text.is_empty()), status)
        })
    };
    // The arrangement is no filter, so it stays.
    let clear = move |_| {
        let Route { place, group, sort, .. } = host.route_untracked();
        host.go(Route { group, sort, ..Route::to(place) });
    };
    ui! {
        <Show when=is_empty>
            <p class="fg-fleet__empty" role="status">
                <span>{words}</span>
                <button class="fg-action" type="button" on:click={ let clear = clear.clone(); move |event| clear(event) }>
                    {t().overview.clear}
                </button>
            </p>
        </Show>
    }
}
