//! A source's units: its head, its rows, and those that are over, folded.

use super::filter::Filter;
use super::list::{self, RowKey, Rows};
use super::row::{RowCx, UnitRow};
use crate::components::chip::Chip;
use crate::components::link_words::{short, still_since};
use crate::live::{Fleet, Live, Source};
use crate::pages::sources::api_word;
use crate::platform::time::clock;
use crate::text::overview::ServerSays;
use crate::text::{ago, t};
use crate::ui;
use leptos::prelude::*;
use std::collections::HashMap;

/// So many rows are drawn at first, and again with each wish for more.
const PAGE: usize = 300;

/// A source's units. Nothing where the filter leaves none of them.
#[component]
pub(super) fn Group(cx: RowCx, source: Source, filter: Memo<Filter>, minute: Memo<u64>) -> impl IntoView {
    let (fleet, listed) = (cx.fleet.clone(), source.clone());
    let rows = Memo::new(move |_| {
        fleet.changed();
        let _ = minute.get();
        filter.with(|filter| list::rows(&listed, filter, fleet.now_untracked()))
    });
    let is_shown = move || filter.with(|filter| !filter.is_narrow()) || rows.with(|rows| !rows.shown.is_empty() || !rows.folded.is_empty());
    let name = source.config().name.clone();
    let lives = live_by_key(source.clone());
    let cx = RowCx { twins: Memo::new(move |_| rows.with(|rows| rows.twins.clone())), ..cx };
    ui! {
        <Show when=is_shown>
            <div class="fg-group" role="rowgroup" aria-label=name.clone()>
                <GroupHead fleet=cx.fleet.clone() source=source.clone() rows=rows />
                <RowList cx=cx.clone() lives=lives rows=Signal::derive(move || rows.with(|rows| rows.shown.clone())) />
                <Folded cx=cx.clone() lives=lives rows=rows />
            </div>
        </Show>
    }
}

/// A stream, and when the clocks of its units stand still: one for all its rows.
type Lives = Memo<HashMap<u64, (Live, ArcMemo<Option<u64>>)>>;

fn live_by_key(source: Source) -> Lives {
    Memo::new(move |_| {
        let entry = |live: Live| {
            let watched = live.clone();
            (live.key(), (live, ArcMemo::new(move |_| still_since(&watched))))
        };
        source.streams().into_iter().map(entry).collect()
    })
}

#[component]
fn RowList(cx: RowCx, lives: Lives, #[prop(into)] rows: Signal<Vec<RowKey>>) -> impl IntoView {
    let most = RwSignal::new(PAGE);
    let drawn = Memo::new(move |_| rows.with(|rows| rows.iter().take(most.get()).copied().collect::<Vec<_>>()));
    let left = Memo::new(move |_| rows.with(|rows| rows.len().saturating_sub(most.get()) as u64));
    let row = move |row: RowKey| {
        let (live, still) = lives.with_untracked(|lives| lives.get(&row.live).cloned())?;
        Some(ui! { <UnitRow cx=cx.clone() live=live row=row still=still.into() /> })
    };
    ui! {
        <For each=move || drawn.get() key=|row| (row.live, row.serial) children=row />
        <Show when=move || { left.get() > 0 }>
            <div class="fg-group__more" role="row">
                <span role="cell">
                    <button class="fg-action" type="button" on:click=move |_| most.update(|most| *most += PAGE)>
                        {move || (t().overview.more_rows)(left.get())}
                    </button>
                </span>
            </div>
        </Show>
    }
}

#[component]
fn Folded(cx: RowCx, lives: Lives, rows: Memo<Rows>) -> impl IntoView {
    let open = RwSignal::new(false);
    let count = Memo::new(move |_| rows.with(|rows| rows.folded.len() as u64));
    let shown = Signal::derive(move || if open.get() { rows.with(|rows| rows.folded.clone()) } else { Vec::new() });
    ui! {
        <Show when=move || { count.get() > 0 }>
            <div class="fg-group__more" role="row">
                <span role="cell">
                    <button
                        class="fg-group__fold"
                        type="button"
                        aria-expanded=move || open.get().to_string()
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        <svg class="fg-icon" viewBox="0 0 16 16" aria-hidden="true">
                            <path d=move || if open.get() { "M4 6L8 10L12 6" } else { "M6 4L10 8L6 12" } />
                        </svg>
                        <span>{move || (t().overview.folded)(count.get())}</span>
                    </button>
                </span>
            </div>
        </Show>
        <RowList cx=cx lives=lives rows=shown />
    }
}

#[component]
fn GroupHead(fleet: Fleet, source: Source, rows: Memo<Rows>) -> impl IntoView {
    let config = source.config();
    let (linked, held, said) = (source.clone(), source.clone(), source.clone());
    let words = move || linked.worst().map(|live| short(&live.link(), fleet.now())).unwrap_or_default();
    // Of a source that never spoke it is not known that it has none.
    let spoke = source.clone();
    let units = move || {
        let count = rows.with(|rows| rows.units);
        let is_known = count > 0 || spoke.streams().iter().any(|live| live.stats().frames > 0);
        is_known.then(|| (t().overview.units)(count))
    };
    let as_of = move || held.worst().and_then(|live| still_since(&live)).map(|at| (t().overview.as_of_clock)(&clock(at)));
    ui! {
        <div class="fg-group__head" role="row">
            <div class="fg-group__source" role="rowheader">
                <Chip source=source.clone() />
                <h2 class="fg-group__name">{config.name.clone()}</h2>
                <span class="fg-group__about fg-cut">
                    {api_word(config.api)} ", " {words} <ServerLine source=said />
                </span>
            </div>
            <div class="fg-group__count" role="cell">
                <span class="fg-number">{as_of}</span>
                <span class="fg-number">{units}</span>
            </div>
        </div>
    }
}

/// What a server says of itself: `active, 3 of 5 in use, up 2 h`.
#[component]
fn ServerLine(source: Source) -> impl IntoView {
    move || {
        let line = source.streams().iter().find_map(|live| {
            live.track_server();
            live.read(|state| {
                let server = state.server();
                server.state.as_ref()?;
                let up = server.uptime_seconds.map(|seconds| ago((seconds.max(0.0) * 1_000.0) as u64));
                Some((t().overview.server)(ServerSays {
                    state: server.state.as_deref(),
                    active: server.active_sessions,
                    most: server.max_concurrent,
                    up: up.as_deref(),
                }))
            })
        });
        line.map(|line| ui! { <span>", " {line}</span> })
    }
}
