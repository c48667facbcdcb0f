//! The rows of the list: all of them while they are few, else those that are seen and some around them.

use super::blocks::{ALL_UP_TO, Block, Blocks, Heights, Slot};
use super::group::{Fold, GroupHead};
use super::roll::Roll;
use super::row::{RowCx, UnitRow};
use super::stage::Stage;
use crate::ui;
use fleetglass_core::state::roster::{GroupKey, RootKey};
use leptos::either::EitherOf3;
use leptos::html::Div;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// A row, and what tells it from others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Item {
    Head(Arc<GroupKey>),
    Unit(RootKey),
    Fold(Arc<GroupKey>),
}

/// The rows of the list.
#[component]
pub(super) fn Rows(cx: RowCx, blocks: Memo<Blocks>) -> impl IntoView {
    let (body, shown) = (NodeRef::<Div>::new(), NodeRef::<Div>::new());
    let stage = Stage::new(body, shown, blocks);
    let window = Memo::new(move |_| blocks.with(|blocks| stage.window(blocks)));
    // An order that changes with every event stands still while somebody is about to click.
    let pointed = RwSignal::new(false);
    let (listed, wish, revision) = (cx.roll.clone(), cx.wish, cx.revision);
    let drawn = Memo::new(move |before: Option<&(Range<usize>, Vec<Item>)>| {
        revision.track();
        let window = window.get();
        let still = pointed.get() && wish.with(|wish| wish.sort.is_restless());
        match before.filter(|(held, _)| still && *held == window) {
            Some(before) => before.clone(),
            None => (window.clone(), blocks.with(|blocks| items(&listed, blocks, window))),
        }
    });
    Effect::new(move |_| {
        drawn.track();
        stage.after_drawing();
    });
    let is_virtual = Memo::new(move |_| blocks.with(|blocks| blocks.len() > ALL_UP_TO));
    let tall = move || is_virtual.get().then(|| format!("{}px", blocks.with(|blocks| blocks.tall(stage.heights.get())).ceil()));
    let moved = move || {
        let top = |heights: Heights| blocks.with(|blocks| blocks.top(drawn.with(|(window, _)| window.start), heights));
        is_virtual.get().then(|| format!("translateY({}px)", top(stage.heights.get())))
    };
    let row = move |item: Item| match item {
        Item::Head(group) => EitherOf3::A(ui! { <GroupHead cx=cx.clone() group=group /> }),
        Item::Unit(key) => EitherOf3::B(ui! { <UnitRow cx=cx.clone() key=key /> }),
        Item::Fold(group) => EitherOf3::C(ui! { <Fold cx=cx.clone() group=group /> }),
    };
    ui! {
        <div
            class="fg-fleet__rows"
            role="rowgroup"
            tabindex="-1"
            data-stepped=""
            node_ref=body
            data-virtual=move || is_virtual.get().then_some("")
            style:block-size=tall
            on:pointerenter=move |_| pointed.set(true)
            on:pointerleave=move |_| pointed.set(false)
            on:keydown=move |event| stage.key_pressed(&event)
        >
            <div class="fg-fleet__shown" role="presentation" node_ref=shown style:transform=moved>
                <For each=move || drawn.get().1 key=Clone::clone children=row />
            </div>
        </div>
    }
}

fn items(roll: &Roll, blocks: &Blocks, window: Range<usize>) -> Vec<Item> {
    let item = |(block, slot): (&Block, Slot)| match slot {
        Slot::Head => Some(Item::Head(Arc::clone(&block.group))),
        Slot::Fold => Some(Item::Fold(Arc::clone(&block.group))),
        Slot::Shown(at) => roll.group(&block.group, |group| group.shown().get(at).copied()).flatten().map(Item::Unit),
        Slot::Folded(at) => roll.group(&block.group, |group| group.folded().get(at).copied()).flatten().map(Item::Unit),
    };
    blocks.slots(window).filter_map(item).collect()
}
