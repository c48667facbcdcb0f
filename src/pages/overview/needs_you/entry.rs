//! One row of the queue: who, what they ask, how long, and the way there.

use super::QueueRow;
use crate::components::plain::one_line;
use crate::components::shape::{Mark, Shape};
use crate::components::timing::Timing;
use crate::components::words::Words;
use crate::live::Fleet;
use crate::pages::attention::{Attention, Item};
use crate::pages::goto::GoTo;
use crate::pages::overview::row_facts::leads_to;
use crate::platform::Host;
use crate::text::{Part, Phrase, ago, t};
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::unit::{Reason, Status};
use leptos::either::Either;
use leptos::prelude::*;

/// A wait this long is worth more weight.
const LONG_MS: u64 = 300_000;

/// One row of the queue.
#[component]
pub(super) fn Entry(fleet: Fleet, host: Host, attention: Attention, row: QueueRow) -> impl IntoView {
    match row {
        QueueRow::Item(item) => Either::Left(ui! { <ItemRow fleet=fleet host=host attention=attention item=*item /> }),
        QueueRow::Folded(count, name, keys) => {
            let failed = Route { status: vec![Status::Failed.as_str().to_owned()], ..Route::to(Place::Overview) };
            let see = move |_| keys.iter().for_each(|key| attention.see(*key));
            Either::Right(ui! {
                <li class="fg-need" data-reason="failed">
                    <Shape mark=Mark::of(Status::Failed) />
                    <span class="fg-need__more">{(t().overview.more_failed)(count as u64, &name)}</span>
                    <span class="fg-need__actions">
                        <GoTo host=host to=failed class="fg-action">{t().overview.open}</GoTo>
                        <button class="fg-action" type="button" on:click=see>{t().overview.seen}</button>
                    </span>
                </li>
            })
        }
    }
}

#[component]
fn ItemRow(fleet: Fleet, host: Host, attention: Attention, item: Item) -> impl IntoView {
    let mark = Mark { status: shape(&item), confirmed: item.confirmed, stalled: item.reason == Reason::Stalled };
    let still = item.still_since.or_else(|| (!item.confirmed).then_some(item.heard_ms));
    let timing = Timing::Since(item.since.ms, item.since.witnessed || item.reason != Reason::Waiting);
    let (ticking, begun, asks) = (fleet.clone(), item.since.ms, item.reason == Reason::Waiting);
    let time = move || timing.words(if still.is_none() { fleet.now() } else { 0 }, still);
    let long = move || asks && still.unwrap_or_else(|| ticking.now()).saturating_sub(begun) >= LONG_MS;
    let options = item.options.iter().map(|option| ui! { <span class="fg-need__option fg-theirs">{option.clone()}</span> });
    let options = options.collect_view();
    let untaken = (item.reason == Reason::Intervention).then(|| ui! { <span class="fg-need__untaken">{t().overview.not_taken_up}</span> });
    let (reason, status, root_id) = (item.reason.as_str(), item.status.as_str(), item.root_id.clone());
    ui! {
        <li class="fg-need" data-reason=reason data-unit-ref=root_id data-ref-status=status>
            <Shape mark=mark />
            <span class="fg-need__time fg-number" data-long=move || long().then_some("")>{time}</span>
            <strong class="fg-need__name fg-cut" title=item.title.clone()>{item.title.clone()}</strong>
            <span class="fg-need__ask">{untaken} <span class="fg-cut"><Words phrase=Signal::stored(asked(&item)) /></span> {options}</span>
            <span class="fg-need__where fg-cut">{place(&item)}</span>
            <Actions host=host attention=attention item=item />
        </li>
    }
}

#[component]
fn Actions(host: Host, attention: Attention, item: Item) -> impl IntoView {
    let words = &t().overview;
    let (source_id, kind) = (item.source_id.clone(), item.kind);
    let id = if kind == fleetglass_core::state::unit::Kind::Session { item.root_id.clone() } else { item.cause_id.clone() };
    let routed = host.clone();
    let to = Signal::derive(move || leads_to(kind, &id, &source_id, &routed.route()));
    let key = item.key;
    let can_be_seen = item.reason == Reason::Failed;
    let answer = item.answer.clone().map(|address| {
        let host = address.split('/').nth(2).unwrap_or_default().to_owned();
        ui! { <a class="fg-action" href=address.clone() target="_blank" rel="noopener noreferrer">{(words.answer)(&host)}</a> }
    });
    let seen = can_be_seen.then(|| {
        ui! { <button class="fg-action" type="button" on:click=move |_| attention.see(key)>{words.seen}</button> }
    });
    let opened = move |()| {
        if can_be_seen {
            attention.see(key)
        }
    };
    let name = format!("{} {}", words.open, item.title);
    ui! {
        <span class="fg-need__actions">
            <GoTo host=host to=to class="fg-action" on_go=Callback::new(opened) attr:aria-label=name>{words.open}</GoTo>
            {answer}
            {seen}
        </span>
    }
}

/// The shape says why a person is needed, whatever else the unit does.
fn shape(item: &Item) -> Status {
    match item.reason {
        Reason::Waiting => Status::Waiting,
        Reason::Failed => Status::Failed,
        Reason::Intervention | Reason::Stalled => item.status,
    }
}

fn asked(item: &Item) -> Phrase {
    match (&item.ask, item.reason) {
        (Some(ask), _) => vec![Part::theirs(one_line(ask))],
        (None, Reason::Stalled) => vec![Part::ours((t().overview.stalled_for)(item.stalled_ms.map(ago).as_deref()))],
        (None, _) => Phrase::new(),
    }
}

fn place(item: &Item) -> String {
    let words = &t().overview;
    let place = (words.within)(item.root_title.as_deref().or(item.execution.as_deref()), &item.source_name);
    if item.reason == Reason::Waiting && item.answer.is_none() { (words.waits_in)(&place) } else { place }
}
