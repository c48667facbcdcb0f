//! The chosen one's parts: a tree with time bars in the same rows or, for a workflow, steps with their progress.

use super::choice::{Choice, Root};
use super::group_row::GroupRow;
use super::node::NodeRow;
use crate::components::link_words::still_since;
use crate::components::time_bar::{Axis, Stretch};
use crate::components::tree::{Node, Opened, rows};
use crate::live::Fleet;
use crate::platform::Host;
use crate::platform::time::{clock, clock_short};
use crate::text::t;
use crate::ui;
use fleetglass_core::state::unit::Kind;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What the rows of a tree share.
#[derive(Clone)]
pub(super) struct TreeCx {
    pub(super) fleet: Fleet,
    pub(super) host: Host,
    pub(super) choice: Choice,
    pub(super) root: Root,
    pub(super) opened: RwSignal<Opened>,
    pub(super) axis: Memo<Option<Axis>>,
}

/// The chosen one's parts.
#[component]
pub(super) fn Tree(fleet: Fleet, host: Host, choice: Choice, root: Root) -> impl IntoView {
    let texts = &t().runs;
    let opened = RwSignal::new(Opened::new());
    let row = StoredValue::new(root.live.row(root.ix));
    let (live, ix) = (root.live.clone(), root.ix);
    let nodes = Memo::new(move |_| {
        row.with_value(|row| row.track());
        live.read(|stream| opened.with(|opened| rows(stream.units(), ix, opened)))
    });
    let axis = axis(&fleet, &root);
    let workflow = root.kind == Kind::Workflow;
    let cx = TreeCx { fleet, host, choice, root, opened, axis };
    let node = move |node: Node| match node {
        Node::Unit { ix, serial, depth } => ui! { <NodeRow cx=cx.clone() ix=ix serial=serial depth=depth /> }.into_any(),
        Node::Group { key, name, members } => ui! { <GroupRow cx=cx.clone() key=key name=name members=members /> }.into_any(),
    };
    let more = workflow.then(|| ui! { <li class="fg-node fg-node--more"><span class="fg-node__who"><span class="fg-hatch" aria-hidden="true"></span>{texts.more_steps}</span></li> });
    ui! {
        <div class="fg-tree" data-workflow=workflow.then_some("") on:keydown=move |event| key_pressed(&event)>
            <div class="fg-tree__head" aria-hidden="true">
                <span>{if workflow { texts.step_name } else { texts.name }}</span>
                <span class="fg-number">{texts.time}</span>
                <span class="fg-tree__axis">{move || (!workflow).then(|| axis.get().map(marks))}</span>
            </div>
            <ul class="fg-tree__rows"><For each=move || nodes.get() key=Clone::clone children=node />{more}</ul>
        </div>
    }
}

/// The axis of all bars: from the root's beginning to its end or, while it goes on, to a round time to come.
fn axis(fleet: &Fleet, root: &Root) -> Memo<Option<Axis>> {
    let row = StoredValue::new(root.live.row(root.ix));
    let (live, ix, fleet) = (root.live.clone(), root.ix, fleet.clone());
    Memo::new(move |_| {
        row.with_value(|row| row.track());
        let (from, to) = live.read(|stream| {
            let units = stream.units();
            let unit = units.get(ix)?;
            // A part may have begun before its root says it did.
            let parts = unit.children.iter().filter_map(|ix| units.get(*ix)).filter_map(Stretch::of);
            let stretches: Vec<Stretch> = parts.chain(Stretch::of(unit)).collect();
            let from = stretches.iter().map(|stretch| stretch.from_ms).min()?;
            let to = if unit.status.is_over() { stretches.iter().map(|stretch| stretch.to_ms).max()? } else { None };
            Some((from, to))
        })?;
        Some(match to {
            Some(to) => Axis::new(from, to, false),
            None => Axis::new(from, still_since(&live).unwrap_or_else(|| fleet.now()), true),
        })
    })
}

fn marks(axis: Axis) -> AnyView {
    let words = |at| if axis.step_ms >= 60_000 { clock_short(at) } else { clock(at) };
    let mark = move |at: u64| {
        let left = format!("{:.2}%", axis.percent(at));
        ui! { <span class="fg-tree__mark" style:inset-inline-start=left>{words(at)}</span> }
    };
    axis.marks().into_iter().map(mark).collect_view().into_any()
}

/// Up and down go from row to row, right and left open and close; Enter is the row's own link.
fn key_pressed(event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(row) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest(".fg-node").ok().flatten())
    else {
        return;
    };
    let focus = |row: Option<web_sys::Element>, part: &str| {
        let found =
            row.and_then(|row| row.query_selector(part).ok().flatten()).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(found) = found {
            event.prevent_default();
            let _ = found.focus();
        }
    };
    let toggle = |open: &str| {
        let button = row.query_selector(&format!(".fg-node__toggle[aria-expanded=\"{open}\"]")).ok().flatten();
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            event.prevent_default();
            button.click();
        }
    };
    match event.key().as_str() {
        "ArrowDown" => focus(row.next_element_sibling(), ".fg-node__name"),
        "ArrowUp" => focus(row.previous_element_sibling(), ".fg-node__name"),
        "ArrowRight" => toggle("false"),
        "ArrowLeft" => toggle("true"),
        _ => {}
    }
}
