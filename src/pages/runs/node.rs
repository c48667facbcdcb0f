//! One row of the tree: a unit's own.

use super::bar::{Bar, Ran};
use super::node_facts::NodeFacts;
use super::progress::Progress;
use super::tree::TreeCx;
use crate::components::link_words::still_since;
use crate::components::shape::Shape;
use crate::components::tree::is_open;
use crate::pages::goto::GoTo;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::unit::{Kind, Status, UnitIx};
use leptos::prelude::*;

/// A unit's own row; nothing where it was forgotten meanwhile.
#[component]
pub(super) fn NodeRow(cx: TreeCx, ix: UnitIx, serial: u64, depth: u8) -> impl IntoView {
    let live = cx.root.live.clone();
    let facts = NodeFacts::watch(&live, ix, serial)?;
    let id = live.read(|stream| stream.units().get(ix).map(|unit| unit.id.clone()))?;
    let (source_id, kind) = (cx.root.source.id(), facts.with_untracked(|facts| facts.kind));
    let mark = Memo::new(move |_| facts.with(|facts| facts.mark));
    let choice = cx.choice;
    let current = {
        let id = id.clone();
        Memo::new(move |_| choice.picked.with(|picked| picked.as_ref().is_some_and(|picked| picked.id == id)))
    };
    let (of_link, of_time, of_last) = ((cx.clone(), id.clone()), (cx.fleet.clone(), live), cx.clone());
    // A job that has not begun has no time of its own.
    let time = move || {
        facts.with(|facts| (facts.mark.status != Status::Queued).then(|| facts.time(|| of_time.0.now(), || still_since(&of_time.1))))
    };
    let workflow = cx.root.kind == Kind::Workflow;
    let ran = Memo::new(move |_| facts.with(|facts| Ran { stretch: facts.stretch, mark: facts.mark, heard_ms: facts.heard_ms }));
    let last = move || {
        if workflow { ui! { <StepSays facts=facts /> }.into_any() } else { ui! { <Bar cx=of_last.clone() ran=ran /> }.into_any() }
    };
    Some(ui! {
        <li
            class="fg-node"
            data-unit-id=id.clone()
            data-source-id=source_id
            data-kind=kind.as_str()
            data-status=move || mark.get().status.as_str()
            data-unconfirmed=move || (!mark.get().confirmed).then_some("")
            data-current=move || current.get().then_some("")
        >
            <span class="fg-node__who" style:padding-inline-start=move || format!("{}px", u32::from(depth) * 16)>
                <Toggle cx=cx id=id.clone() ix=ix facts=facts />
                <Shape mark=mark />
                <NodeName cx=of_link.0 id=of_link.1 facts=facts current=current />
            </span>
            <span class="fg-node__time fg-number">{time}</span>
            {last}
        </li>
    })
}

/// Opens and closes the parts of a row.
#[component]
fn Toggle(cx: TreeCx, id: String, ix: UnitIx, facts: Memo<NodeFacts>) -> impl IntoView {
    let (opened, live, root) = (cx.opened, cx.root.live, cx.root.ix);
    let open = Memo::new(move |_| {
        facts.track();
        live.read(|stream| {
            let units = stream.units();
            let siblings = units.get(root).map_or(0, |root| root.children.len());
            units.get(ix).is_some_and(|unit| opened.with(|opened| is_open(units, unit, siblings, opened)))
        })
    });
    let has_parts = Memo::new(move |_| facts.with(|facts| facts.parts > 0));
    move || {
        let id = id.clone();
        let flip = move |_| opened.update(|opened| _ = opened.insert(id.clone(), !open.get_untracked()));
        let label = move || facts.with(|facts| (t().runs.toggle)(&facts.title));
        if has_parts.get() {
            ui! { <button type="button" class="fg-node__toggle" aria-expanded=move || open.get().to_string() aria-label=label on:click=flip></button> }.into_any()
        } else {
            ui! { <span class="fg-node__toggle"></span> }.into_any()
        }
    }
}

#[component]
fn NodeName(cx: TreeCx, id: String, facts: Memo<NodeFacts>, current: Memo<bool>) -> impl IntoView {
    let texts = &t().runs;
    let (source, routed) = (cx.root.source.id(), cx.host.clone());
    let to = Signal::derive(move || {
        let route = routed.route();
        Route { source: Some(source.clone()), unit: Some(id.clone()), kind: route.kind, q: route.q, ..Route::to(Place::Runs) }
    });
    let name = Memo::new(move |_| facts.with(|facts| facts.title.clone()));
    let inside = move || facts.with(|facts| (facts.kind == Kind::Step && facts.parts > 0).then(|| (texts.inside)(facts.parts)));
    let tolerated = move || facts.with(|facts| facts.tolerated.then_some(texts.tolerated));
    let agent = move || facts.with(|facts| facts.agent.clone());
    ui! {
        <GoTo host=cx.host to=to class="fg-node__name fg-cut" attr:aria-current=move || current.get().then_some("true") attr:title=move || name.get()>
            <span class="fg-heard">{move || facts.with(NodeFacts::words)} " "</span>
            {move || name.get()}
            <span class="fg-node__more-words">{inside} {tolerated} {agent}</span>
        </GoTo>
    }
}

/// A workflow's step: how far it is and what it says.
#[component]
fn StepSays(facts: Memo<NodeFacts>) -> impl IntoView {
    let says = Memo::new(move |_| facts.with(|facts| facts.says.clone()));
    // What is done shows what it came to; a bar would only repeat the shape.
    let bar = Memo::new(move |_| facts.with(|facts| !facts.mark.status.is_over()));
    ui! {
        <span class="fg-node__says">
            {move || bar.get().then(|| ui! { <Progress facts=facts /> })}
            <span class="fg-theirs fg-cut" title=move || says.get()>{move || says.get()}</span>
        </span>
    }
}
