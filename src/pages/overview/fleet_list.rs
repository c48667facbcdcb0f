//! The fleet: every unit as a row, by source.

use super::filter::Filter;
use super::filter_bar::{Counted, FilterBar};
use super::group::Group;
use super::list;
use super::row::RowCx;
use crate::components::chip::source_key;
use crate::components::status::word;
use crate::live::Fleet;
use crate::pages::attention::Attention;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::{Place, Route};
use leptos::prelude::*;
use std::collections::HashSet;

/// The fleet, its counts and its filter.
#[component]
pub(super) fn FleetList(fleet: Fleet, host: Host, attention: Attention) -> impl IntoView {
    let (routed, ticking, counted, listed) = (host.clone(), fleet.clone(), fleet.clone(), fleet.clone());
    let filter = Memo::new(move |_| Filter::of(&routed.route()));
    // Units join the folded ones as time passes; a minute's step is fine enough for that.
    let minute = Memo::new(move |_| ticking.now() / 60_000);
    let counts = Memo::new(move |_| {
        counted.changed();
        let _ = minute.get();
        filter.with(|filter| list::count(&counted.sources(), filter, counted.now_untracked()))
    });
    let cx = RowCx { fleet: fleet.clone(), host: host.clone(), attention, source_id: String::new(), twins: Memo::new(|_| HashSet::new()) };
    let group = move |source: crate::live::Source| {
        let cx = RowCx { source_id: source.id(), ..cx.clone() };
        ui! { <Group cx=cx source=source filter=filter minute=minute /> }
    };
    ui! {
        <section class="fg-fleet" aria-label=t().overview.fleet>
            <FilterBar host=host.clone() filter=filter counts=Counted(counts) />
            <div class="fg-fleet__table" role="table" aria-label=t().overview.fleet>
                <Columns />
                <For each=move || listed.sources() key=source_key children=group />
            </div>
            <NoMatch host=host filter=filter counts=Counted(counts) />
        </section>
    }
}

#[component]
fn Columns() -> impl IntoView {
    let words = &t().overview.columns;
    ui! {
        <div class="fg-fleet__columns" role="rowgroup">
            <div class="fg-fleet__head" role="row">
                <span class="fg-unit__status" role="columnheader">{words.status}</span>
                <span class="fg-unit__name" role="columnheader">{words.name}</span>
                <span class="fg-unit__doing" role="columnheader">{words.doing}</span>
                <span class="fg-unit__parts" role="columnheader">{words.parts}</span>
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
            [] => counts.all + counts.over,
            statuses => statuses.iter().map(|status| counts.of(*status)).sum(),
        };
        filter.with(|filter| filter.is_narrow() && matching(filter) == 0)
    };
    let words = move || {
        filter.with(|filter| {
            let status = match filter.statuses.as_slice() {
                [] => None,
                [one] => Some(word(*one)),
                _ => Some(t().overview.ended),
            };
            (t().overview.no_match)(Some(filter.text.as_str()).filter(|text| !text.is_empty()), status)
        })
    };
    let clear = move |_| host.go(Route::to(Place::Overview));
    ui! {
        <Show when=is_empty>
            <p class="fg-fleet__empty">
                <span>{words}</span>
                <button class="fg-action" type="button" on:click={ let clear = clear.clone(); move |event| clear(event) }>
                    {t().overview.clear}
                </button>
            </p>
        </Show>
    }
}
