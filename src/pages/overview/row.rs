//! One unit as a row. It draws what changed of its own unit, and nothing of others.

use super::list::RowKey;
use super::row_facts::RowFacts;
use crate::components::parts::PartsBar;
use crate::components::status::StatusWord;
use crate::components::words::Words;
use crate::live::{Fleet, Live};
use crate::pages::attention::Attention;
use crate::pages::goto::GoTo;
use crate::platform::{Host, time::clock_short};
use crate::text::{ago, t};
use crate::ui;
use leptos::prelude::*;
use std::collections::HashSet;

/// What the rows of a group share.
#[derive(Clone)]
pub(super) struct RowCx {
    pub(super) fleet: Fleet,
    pub(super) host: Host,
    pub(super) attention: Attention,
    pub(super) source_id: String,
    /// The names that more than one unit of the group has.
    pub(super) twins: Memo<HashSet<String>>,
}

/// One unit as a row; nothing where it was forgotten meanwhile.
#[component]
pub(super) fn UnitRow(cx: RowCx, live: Live, row: RowKey, still: Memo<Option<u64>>) -> impl IntoView {
    let first = RowFacts::read(&live, row, still.get_untracked().is_some())?;
    let held = StoredValue::new(live.row(row.ix));
    let asked = live.clone();
    let facts = Memo::new(move |old: Option<&RowFacts>| {
        held.with_value(|held| held.track());
        let stands_still = still.get().is_some();
        RowFacts::read(&asked, row, stands_still).or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
    });
    let heard = Memo::new(move |old: Option<&u64>| {
        held.with_value(|held| held.track());
        RowFacts::heard(&live, row).or(old.copied()).unwrap_or_default()
    });
    Some(ui! { <RowView cx=cx facts=facts heard=heard still=still /> })
}

#[component]
fn RowView(cx: RowCx, facts: Memo<RowFacts>, heard: Memo<u64>, still: Memo<Option<u64>>) -> impl IntoView {
    let RowCx { fleet, host, attention, source_id, twins } = cx;
    let (id, kind, of) = facts.with_untracked(|facts| (facts.id.clone(), facts.kind.as_str(), source_id.clone()));
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
        >
            <span class="fg-unit__status" role="cell"><StatusWord facts=words /></span>
            <span class="fg-unit__name" role="cell"><Name host=host attention=attention facts=facts source_id=source_id twins=twins /></span>
            <span class="fg-unit__doing fg-cut" role="cell"><span class="fg-unit__unheard">{unheard}</span> <Words phrase=doing /></span>
            <span class="fg-unit__parts" role="cell"><PartsBar parts=parts /></span>
            <span class="fg-unit__time fg-number" role="cell">{time}</span>
            <span class="fg-unit__heard fg-number" role="cell">{move || ago(fleet.now().saturating_sub(heard.get()))}</span>
        </div>
    }
}

/// The name: the link of the whole row, to the reason of its status.
#[component]
fn Name(host: Host, attention: Attention, facts: Memo<RowFacts>, source_id: String, twins: Memo<HashSet<String>>) -> impl IntoView {
    let name = Memo::new(move |_| facts.with(|facts| (facts.name(), facts.is_nameless(), facts.title.clone())));
    let (routed, of) = (host.clone(), source_id.clone());
    let to = Signal::derive(move || facts.with(|facts| facts.leads_to(&of, &routed.route())));
    let twin = Memo::new(move |_| facts.with(|facts| twins.with(|twins| twins.contains(&facts.title)).then(|| facts.id_end())));
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
    }
}
