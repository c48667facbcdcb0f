//! What the chosen part wrote, beside the tree; for a pipeline as a whole, what all its agents logged.

use super::choice::{Choice, Root};
use super::folded::Facts;
use crate::components::link_words::still_since;
use crate::components::log_view::{Lane, LogView, Take};
use crate::live::{Fleet, Live};
use crate::platform::Host;
use crate::platform::time::clock_short;
use crate::text::{Part, Phrase, t};
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::sse::Link;
use fleetglass_core::state::unit::{Kind, Reason, Unit, UnitIx, Units};
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// What is read.
#[derive(Clone, PartialEq)]
struct Read {
    root: Root,
    ix: UnitIx,
    title: String,
    take: Take,
    /// Nobody chose it: it is why the run failed.
    unasked: bool,
}

/// Says which logs belong to a unit. Nested steps keep the numbers of their job, so their ids do not begin with their parent's.
fn take(units: &Units, unit: &Unit) -> Take {
    if unit.kind == Kind::Step && !unit.children.is_empty() {
        let mut ids = HashSet::from([unit.id.clone()]);
        let mut todo = unit.children.clone();
        while let Some(unit) = todo.pop().and_then(|ix| units.get(ix)) {
            ids.insert(unit.id.clone());
            todo.extend(&unit.children);
        }
        return Take::Each(Arc::new(ids));
    }
    match unit.kind {
        Kind::Pipeline | Kind::Job | Kind::Run => Take::Below(unit.id.clone()),
        _ => Take::One(unit.id.clone()),
    }
}

/// Returns the step that a run failed by.
fn failed_step(units: &Units, root: UnitIx) -> Option<UnitIx> {
    let need = units.need(root).filter(|need| need.reason == Reason::Failed)?;
    units.get(need.cause).filter(|unit| unit.kind == Kind::Step).map(|_| need.cause)
}

/// What the chosen part wrote, or the step that a run failed by; nothing where nothing could be read.
#[component]
pub(super) fn Output(fleet: Fleet, host: Host, choice: Choice, goto: RwSignal<Option<String>>) -> impl IntoView {
    let held = StoredValue::new(None);
    let read = Memo::new(move |_| {
        let picked = choice.picked.get()?;
        let root = picked.root();
        let unasked = !picked.is_part() && root.kind == Kind::Run;
        if !picked.is_part() && !unasked && root.kind != Kind::Pipeline {
            return None;
        }
        root.live.track_order();
        if unasked {
            // It is told only while it is held.
            let row = root.live.row(root.ix);
            row.track();
            held.set_value(Some(row));
        }
        let live = root.live.clone();
        live.read(|stream| {
            let units = stream.units();
            let ix = if unasked { failed_step(units, root.ix)? } else { picked.ix };
            let unit = units.get(ix)?;
            Some(Read { root, ix, title: unit.title.clone(), take: take(units, unit), unasked })
        })
    });
    move || {
        let read = read.get()?;
        Some(ui! { <OutputPane fleet=fleet.clone() host=host.clone() read=read goto=goto /> })
    }
}

#[component]
fn OutputPane(fleet: Fleet, host: Host, read: Read, goto: RwSignal<Option<String>>) -> impl IntoView {
    let texts = &t().runs;
    let Read { root, ix, title, take, unasked } = read;
    let (live, whole) = (root.live.clone(), root.ix == ix);
    let heading = if whole { texts.lines.to_owned() } else { title.clone() };
    let lanes = vec![Lane::of(live.clone(), take)];
    let row = StoredValue::new(live.row(ix));
    let (of_words, opened) = (live.clone(), fleet.now_untracked());
    let empty = Memo::new(move |_| {
        row.with_value(|row| row.track());
        vec![Part::ours(why_silent(&of_words, ix, opened))] as Phrase
    });
    let up = Route { source: Some(root.source.id()), unit: Some(root.id.clone()), ..Route::to(Place::Runs) };
    let (closing, back) = (host.clone(), up.clone());
    let facts = (!whole).then(|| ui! { <Facts live=live.clone() ix=ix /> });
    // A workflow's steps have results, and no output of their own.
    let log = (root.kind != Kind::Workflow).then(|| {
        let times = root.kind == Kind::Pipeline;
        ui! { <LogView lanes=lanes times=times label=(texts.output_of)(&title) empty=empty goto=goto host=host.clone() source=Some(root.source.id()) /> }
    });
    let close = (!whole && !unasked).then(|| {
        let close = move |_| closing.go(up.clone());
        ui! { <button type="button" class="fg-action fg-runs__close" on:click=close>{texts.close}</button> }
    });
    ui! {
        <section class="fg-runs__output" data-whole=whole.then_some("") data-unasked=unasked.then_some("")>
            <header class="fg-runs__output-head">
                <button type="button" class="fg-action fg-runs__back" on:click=move |_| host.go(back.clone())>
                    <span aria-hidden="true">"‹"</span>{texts.back_to_steps}
                </button>
                <h2 class="fg-cut">{heading}</h2>
                {close}
            </header>
            {facts}
            {log}
        </section>
    }
}

/// Says why nothing is there to read, and claims nothing that was not seen.
fn why_silent(live: &Live, ix: UnitIx, opened: u64) -> String {
    let texts = &t().runs;
    let since = match live.link() {
        Link::Live { since_ms, .. } | Link::Open { since_ms, .. } => since_ms,
        _ => still_since(live).unwrap_or(opened),
    };
    live.read(|stream| match stream.units().get(ix) {
        Some(unit) if matches!(unit.kind, Kind::Pipeline | Kind::Job) && !unit.status.is_over() => texts.nothing_logged.to_owned(),
        Some(unit) if !unit.status.is_over() => texts.silent_yet.to_owned(),
        Some(unit) if unit.started_ms.is_some_and(|ms| u64::try_from(ms).is_ok_and(|ms| ms < since)) => (texts.missed)(&clock_short(since)),
        _ => texts.silent.to_owned(),
    })
}

/// The steps of an agent's execution so far.
#[component]
pub(super) fn History(host: Host, root: Root) -> impl IntoView {
    let lanes = vec![Lane::of(root.live.clone(), Take::One(root.id.clone()))];
    let source = Some(root.source.id());
    let empty = vec![Part::ours(t().runs.nothing_logged)] as Phrase;
    ui! { <LogView lanes=lanes times=false label=t().runs.history empty=empty host=host source=source /> }
}
