//! One unit as a row. It draws what changed of its own unit, and nothing of others.

use super::arrange::{Grouping, Wish};
use super::roll::{Listed, Roll, RowHold};
use super::row_facts::RowFacts;
use crate::components::parts::PartsBar;
use crate::components::status::{StatusFacts, StatusWord};
use crate::components::wake::Wake;
use crate::components::words::Words;
use crate::live::Fleet;
use crate::pages::attention::Attention;
use crate::pages::goto::GoTo;
use crate::platform::{Host, time::clock_short};
use crate::text::{ago, t};
use crate::ui;
use fleetglass_core::state::roster::RootKey;
use fleetglass_core::state::wake::Past;
use leptos::either::Either;
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// What the rows of the list share.
#[derive(Clone)]
pub(super) struct RowCx {
    pub(super) fleet: Fleet,
    pub(super) host: Host,
    pub(super) attention: Attention,
    pub(super) roll: Roll,
    pub(super) wish: Memo<Wish>,
    /// Changes when the order or a group does.
    pub(super) revision: Memo<u64>,
    /// Changes every ten seconds.
    pub(super) step: Memo<u64>,
    /// The groups whose folded units are shown.
    pub(super) opened: RwSignal<HashSet<String>>,
}

/// One unit as a row; an empty one where it was forgotten meanwhile.
#[component]
pub(super) fn UnitRow(cx: RowCx, key: RootKey) -> impl IntoView {
    let found = cx.roll.stream(key.stream).and_then(|listed| {
        let first = RowFacts::read(&listed.live, key, listed.still.get_untracked().is_some())?;
        Some((listed, first))
    });
    let Some((Listed { live, source, source_name, still }, first)) = found else {
        return Either::Left(ui! { <div class="fg-unit" role="row"></div> });
    };
    let hold = cx.roll.hold(key);
    let mark = hold.mark.clone();
    let held = StoredValue::new_local(hold);
    let still = Memo::new(move |_| still.get());
    let (asked, drawn) = (live.clone(), live.clone());
    let facts = Memo::new(move |old: Option<&RowFacts>| {
        held.with_value(RowHold::track);
        let stands_still = still.get().is_some();
        RowFacts::read(&asked, key, stands_still).or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
    });
    let heard = Memo::new(move |old: Option<&u64>| {
        held.with_value(RowHold::track);
        RowFacts::heard(&live, key).or(old.copied()).unwrap_or_default()
    });
    // It moves with the page's timer, and with the unit.
    let (step, ticking) = (cx.step, cx.fleet.clone());
    let past = Memo::new(move |_| {
        held.with_value(RowHold::track);
        still.track();
        step.track();
        drawn.read(|state| state.past(key.ix, ticking.now_untracked()))
    });
    let of = RowOf { source_id: source.id.clone(), source_name, mark };
    Either::Right(ui! { <RowView cx=cx of=of facts=facts heard=heard still=still past=past /> })
}

/// Whose row it is.
struct RowOf {
    source_id: String,
    source_name: Arc<str>,
    mark: ArcRwSignal<bool>,
}

#[component]
fn RowView(cx: RowCx, of: RowOf, facts: Memo<RowFacts>, heard: Memo<u64>, still: Memo<Option<u64>>, past: Memo<Past>) -> impl IntoView {
    let (fleet, RowOf { source_id, source_name, mark }) = (cx.fleet.clone(), of);
    let (id, kind, of) = facts.with_untracked(|facts| (facts.id.clone(), facts.kind.as_str(), source_id.clone()));
    let (routed, chosen_id) = (cx.host.clone(), id.clone());
    let chosen = Memo::new(move |_| routed.route().unit.as_deref() == Some(chosen_id.as_str()));
    let status = Memo::new(move |_| facts.with(|facts| facts.mark.status.as_str()));
    let unconfirmed = Memo::new(move |_| facts.with(|facts| (!facts.mark.confirmed).then_some("")));
    let words = Signal::derive(move || {
        // When it was last heard is said, and so asked for, only where that is all that is known.
        let heard_ms = if unconfirmed.get().is_some() { heard.get() } else { 0 };
        facts.with(|facts| facts.status(heard_ms))
    });
    let unheard = move || unconfirmed.get().map(|_| format!("{} ", (t().units.last_heard_at)(&clock_short(heard.get()))));
    let doing = Memo::new(move |_| facts.with(|facts| facts.doing.clone()));
    let parts = Memo::new(move |_| facts.with(|facts| facts.parts.clone()));
    let marked = mark.clone();
    let ticking = fleet.clone();
    let time = move || {
        let timing = facts.with(|facts| facts.timing);
        let still = still.get().or_else(|| unconfirmed.get().map(|_| heard.get()));
        timing.words(if still.is_none() && timing.ticks() { ticking.now() } else { 0 }, still)
    };
    ui! {
        <div
            class="fg-unit"
            role="row"
            data-unit-id=id
            data-source-id=of
            data-kind=kind
            data-status=status
            data-unconfirmed=unconfirmed
            data-chosen=move || chosen.get().then_some("")
            data-changed=move || marked.get().then_some("")
            on:animationend=move |_| mark.set(false)
        >
            <span class="fg-unit__status" role="cell"><Reason cx=cx.clone() facts=facts source_id=source_id.clone() words=words /></span>
            <span class="fg-unit__name" role="cell"><Name cx=cx facts=facts source_id=source_id source_name=source_name /></span>
            <span class="fg-unit__doing fg-cut" role="cell"><span class="fg-unit__unheard">{unheard}</span> <Words phrase=doing /></span>
            <span class="fg-unit__parts" role="cell"><PartsBar parts=parts /></span>
            <span class="fg-unit__wake" role="cell"><Wake past=past /></span>
            <span class="fg-unit__time fg-number" role="cell">{time}</span>
            <span class="fg-unit__heard fg-number" role="cell">{move || ago(fleet.now().saturating_sub(heard.get()))}</span>
        </div>
    }
}

/// The status: a link straight to its reason. The panel has the same way, so the keyboard needs no second stop in each row.
#[component]
fn Reason(cx: RowCx, facts: Memo<RowFacts>, source_id: String, words: Signal<StatusFacts>) -> impl IntoView {
    let RowCx { host, attention, .. } = cx;
    let (routed, of) = (host.clone(), source_id.clone());
    let to = Signal::derive(move || facts.with(|facts| facts.reason(&of, &routed.route())));
    let opened = move |()| facts.with_untracked(|facts| attention.see_root(&source_id, &facts.id));
    ui! {
        <GoTo host=host to=to class="fg-unit__reason" on_go=Callback::new(opened) attr:tabindex="-1"><StatusWord facts=words /></GoTo>
    }
}

/// The name: the link of the whole row, to the unit's panel.
#[component]
fn Name(cx: RowCx, facts: Memo<RowFacts>, source_id: String, source_name: Arc<str>) -> impl IntoView {
    let RowCx { host, attention, roll, wish, revision, .. } = cx;
    let name = Memo::new(move |_| facts.with(|facts| (facts.name(), facts.is_nameless(), facts.title.clone())));
    let (routed, of) = (host.clone(), source_id.clone());
    let to = Signal::derive(move || facts.with(|facts| facts.panel(&of, &routed.route())));
    // Told where two look alike.
    let twin = Memo::new(move |_| {
        revision.track();
        facts.with(|facts| roll.has_twins(facts.key, &facts.title).then(|| facts.id_end()))
    });
    let by_source = Memo::new(move |_| wish.with(|wish| wish.grouping == Grouping::Source));
    let source = move || (!by_source.get()).then(|| ui! { <span class="fg-unit__source fg-cut">{source_name.to_string()}</span> });
    let opened = move |()| facts.with_untracked(|facts| attention.see_root(&source_id, &facts.id));
    ui! {
        <GoTo
            host=host
            to=to
            class="fg-unit__link fg-cut"
            on_go=Callback::new(opened)
            attr:title=move || name.get().2
            attr:aria-label=move || name.get().2
        >
            <span class:fg-theirs=move || name.get().1>{move || name.get().0}</span>
        </GoTo>
        {move || twin.get().map(|end| ui! { <span class="fg-unit__twin fg-theirs">{end}</span> })}
        {source}
    }
}
