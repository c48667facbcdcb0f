//! One row of the queue: who, what they ask, how long, and the way there. It draws what changed of it, and is never made anew
//! while it is the same wait or failure.

use crate::components::link_words::still_since;
use crate::components::shape::{Mark, Shape};
use crate::components::timing::Timing;
use crate::components::words::Words;
use crate::live::Fleet;
use crate::pages::attention::{Attention, Stream, item::Item};
use crate::pages::goto::GoTo;
use crate::pages::way::host_of;
use crate::platform::{Host, time::clock_short};
use crate::text::{Phrase, t};
use crate::ui;
use fleetglass_core::state::attention::{Entry, REMIND_MS};
use fleetglass_core::state::unit::Reason;
use leptos::prelude::*;

/// One row of the queue; nothing where its unit is gone already.
#[component]
pub(super) fn EntryRow(fleet: Fleet, host: Host, attention: Attention, stream: Stream, entry: Entry) -> impl IntoView {
    let first = Item::read(&stream, &entry)?;
    let held = StoredValue::new([stream.live.row(entry.cause), stream.live.row(entry.root)]);
    let watched = stream.clone();
    let item = Memo::new(move |old: Option<&Item>| {
        held.with_value(|rows| rows.iter().for_each(|row| row.track()));
        // What failed in a root may have moved to another part of it.
        let now = attention.queue.with(|queue| queue.iter().find(|now| now.key == entry.key).copied()).unwrap_or(entry);
        Item::read(&watched, &now).or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
    });
    Some(ui! { <ItemRow fleet=fleet host=host attention=attention stream=stream entry=entry item=item /> })
}

#[component]
fn ItemRow(fleet: Fleet, host: Host, attention: Attention, stream: Stream, entry: Entry, item: Memo<Item>) -> impl IntoView {
    let mark = Memo::new(move |_| {
        item.with(|item| Mark { status: item.shape(), confirmed: item.confirmed, stalled: item.reason == Reason::Stalled })
    });
    let (live, source) = (stream.live.clone(), stream.source.config().name.clone());
    let link_still = Memo::new(move |_| still_since(&live));
    let still = move || link_still.get().or_else(|| item.with(|item| (!item.confirmed).then_some(item.heard_ms)));
    let asks = entry.reason == Reason::Waiting;
    let ticking = fleet.clone();
    let time = move || {
        let since = item.with(|item| item.since);
        let timing = Timing::Since(since.ms, since.witnessed || !asks);
        let still = still();
        timing.words(if still.is_none() { ticking.now() } else { 0 }, still)
    };
    let long =
        Memo::new(move |_| asks && still().unwrap_or_else(|| fleet.now()).saturating_sub(item.with(|item| item.since.ms)) >= REMIND_MS);
    let unconfirmed = Memo::new(move |_| item.with(|item| (!item.confirmed).then_some(item.heard_ms)));
    let title = Memo::new(move |_| item.with(|item| item.title.clone()));
    let asked = Memo::new(move |_| item.with(Item::asked));
    let options = Memo::new(move |_| item.with(|item| item.options.clone()));
    let root_id = item.with_untracked(|item| item.root_id.clone());
    ui! {
        <li
            class="fg-need"
            data-reason=entry.reason.as_str()
            data-unit-ref=root_id
            data-ref-status=move || item.with(|item| item.status.as_str())
            data-unconfirmed=move || unconfirmed.get().map(|_| "")
            data-later=entry.later.then_some("")
        >
            <Shape mark=mark />
            <span class="fg-need__time fg-number" data-long=move || long.get().then_some("")>{time}</span>
            <strong class="fg-need__name fg-cut" title=move || title.get()>{move || title.get()}</strong>
            <span class="fg-need__ask"><Ask entry=entry unconfirmed=unconfirmed asked=asked options=options /></span>
            <Whereabouts stream=stream.clone() item=item name=source />
            <Actions host=host attention=attention stream=stream entry=entry item=item />
        </li>
    }
}

/// What it asks, and the answers it offers: plain text, since nothing here may look as if it answered.
#[component]
fn Ask(entry: Entry, unconfirmed: Memo<Option<u64>>, asked: Memo<Phrase>, options: Memo<Vec<String>>) -> impl IntoView {
    let untaken = (entry.reason == Reason::Intervention).then_some(t().overview.not_taken_up);
    let before = move || {
        let unheard = unconfirmed.get().map(|heard_ms| (t().units.last_heard_at)(&clock_short(heard_ms)));
        unheard.or_else(|| untaken.map(str::to_owned)).map(|words| ui! { <span class="fg-need__before">{words}</span> })
    };
    let option = |option: String| ui! { <span class="fg-need__option fg-theirs">{option}</span> };
    let whole = move || asked.with(|asked| asked.iter().map(crate::text::Part::text).collect::<String>());
    ui! {
        {before}
        <span class="fg-cut" title=whole><Words phrase=asked /></span>
        {move || options.get().into_iter().map(option).collect_view()}
    }
}

/// Where it is; of a wait without an address, where it waits.
#[component]
fn Whereabouts(stream: Stream, item: Memo<Item>, name: String) -> impl IntoView {
    let words = move || {
        item.with(|item| {
            let place = item.place(&name);
            let answered_elsewhere = stream.source.config().answer_address(&item.cause_id).is_some();
            if item.reason == Reason::Waiting && !answered_elsewhere { (t().overview.waits_in)(&place) } else { place }
        })
    };
    let words = Memo::new(move |_| words());
    ui! { <span class="fg-need__where fg-cut" title=move || words.get()>{move || words.get()}</span> }
}

#[component]
fn Actions(host: Host, attention: Attention, stream: Stream, entry: Entry, item: Memo<Item>) -> impl IntoView {
    let (words, says) = (&t().overview, &t().attention);
    let (routed, source) = (host.clone(), stream.source.clone());
    let source_id = source.id();
    let to = Signal::derive(move || item.with(|item| item.way(&source_id, &routed.route())));
    let named = move |word: &str| item.with(|item| format!("{word} {}", item.title));
    let asks = entry.reason == Reason::Waiting;
    let address = Memo::new(move |_| item.with(|item| source.config().answer_address(&item.cause_id)).filter(|_| asks));
    let answer = move || {
        address.get().map(|address| {
            let said = (words.answer)(host_of(&address));
            ui! { <a class="fg-action" href=address.clone() target="_blank" rel="noopener noreferrer">{said}</a> }
        })
    };
    let confirmed = Memo::new(move |_| item.with(|item| item.confirmed));
    let act = Memo::new(move |_| match (confirmed.get(), entry.reason, entry.later) {
        (false, ..) => says.dismiss,
        (true, Reason::Waiting, true) => says.not_later,
        (true, Reason::Waiting, false) => says.later,
        (true, ..) => words.seen,
    });
    let do_it = move |_| match (confirmed.get_untracked(), entry.reason) {
        (false, _) => attention.dismiss(&entry),
        (true, Reason::Waiting) => attention.put_off(&entry, !entry.later),
        (true, _) => attention.see(&[entry.key]),
    };
    let opened = move |()| attention.see(&[entry.key]);
    ui! {
        <span class="fg-need__actions">
            <GoTo host=host to=to class="fg-action" on_go=Callback::new(opened) attr:aria-label=move || named(words.open)>
                {words.open}
            </GoTo>
            {answer}
            <button class="fg-action" type="button" aria-label=move || named(act.get()) on:click=do_it>{move || act.get()}</button>
        </span>
    }
}
