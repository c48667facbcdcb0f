//! A group's head, and the line that folds what is over.

use super::arrange::Grouping;
use super::row::RowCx;
use crate::components::chip::Chip;
use crate::components::link_words::{short, still_since};
use crate::live::{Fleet, Source};
use crate::pages::sources::api_word;
use crate::platform::time::clock;
use crate::text::overview::ServerSays;
use crate::text::{ago, t};
use crate::ui;
use fleetglass_core::state::roster::{Group, GroupKey};
use leptos::either::Either;
use leptos::prelude::*;
use std::sync::Arc;

/// The head of a group.
#[component]
pub(super) fn GroupHead(cx: RowCx, group: Arc<GroupKey>) -> impl IntoView {
    let by_source = cx.wish.with_untracked(|wish| wish.grouping == Grouping::Source);
    let source = untrack(|| cx.fleet.source(&group.id)).filter(|_| by_source);
    let (roll, key, revision) = (cx.roll.clone(), Arc::clone(&group), cx.revision);
    let count = Memo::new(move |_| {
        revision.track();
        roll.group(&key, Group::len).unwrap_or(0)
    });
    let head = match source {
        Some(source) => Either::Left(ui! { <SourceHead fleet=cx.fleet source=source count=count /> }),
        None => {
            let name = if group.id.is_empty() { t().overview.no_project.to_owned() } else { group.id.clone() };
            Either::Right(ui! {
                <div class="fg-group__source" role="rowheader" aria-colspan="2"><h2 class="fg-group__name fg-cut">{name}</h2></div>
                <div class="fg-group__count" role="cell"><span class="fg-number">{move || (t().overview.units)(count.get())}</span></div>
            })
        }
    };
    ui! { <div class="fg-group__head" role="row">{head}</div> }
}

#[component]
fn SourceHead(fleet: Fleet, source: Source, count: Memo<u64>) -> impl IntoView {
    let config = source.config();
    let (linked, held, said, spoke) = (source.clone(), source.clone(), source.clone(), source.clone());
    let words = move || linked.worst().map(|live| short(&live.link(), fleet.now())).unwrap_or_default();
    let units = move || {
        let count = count.get();
        // Of a source that never spoke it is not known that it has none.
        let is_known = count > 0 || spoke.streams().iter().any(|live| live.stats().frames > 0);
        is_known.then(|| (t().overview.units)(count))
    };
    let as_of = move || held.worst().and_then(|live| still_since(&live)).map(|at| (t().overview.as_of_clock)(&clock(at)));
    ui! {
        <div class="fg-group__source" role="rowheader" aria-colspan="2">
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
    }
}

/// What a server says of itself: `active, 3 of 5 in use, up 2 h`.
#[component]
fn ServerLine(source: Source) -> impl IntoView {
    let line = Memo::new(move |_| {
        source.streams().iter().find_map(|live| {
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
        })
    });
    move || line.get().map(|line| ui! { <span>", " {line}</span> })
}

/// The line that folds what is over, and takes it off the page.
#[component]
pub(super) fn Fold(cx: RowCx, group: Arc<GroupKey>) -> impl IntoView {
    let (roll, revision, opened) = (cx.roll.clone(), cx.revision, cx.opened);
    let (counted, of, id) = (Arc::clone(&group), Arc::clone(&group), group.id.clone());
    let count = Memo::new(move |_| {
        revision.track();
        roll.group(&counted, |group| group.folded().len()).unwrap_or(0) as u64
    });
    let open = Memo::new(move |_| opened.with(|opened| opened.contains(&id)));
    let flip = move |_| {
        opened.update(|opened| {
            if !opened.remove(&group.id) {
                opened.insert(group.id.clone());
            }
        });
    };
    let clear = move |_| cx.roll.clear_folded(&of);
    ui! {
        <div class="fg-group__more" role="row">
            <span role="cell">
                <button class="fg-group__fold" type="button" aria-expanded=move || open.get().to_string() on:click=flip>
                    <svg class="fg-icon" viewBox="0 0 16 16" aria-hidden="true">
                        <path d=move || if open.get() { "M4 6L8 10L12 6" } else { "M6 4L10 8L6 12" } />
                    </svg>
                    <span>{move || (t().overview.folded)(count.get())}</span>
                </button>
            </span>
            <span role="cell">
                <button class="fg-action" type="button" on:click=clear>{t().overview.clear_ended}</button>
            </span>
        </div>
    }
}
