//! One thread of the list.

use super::choice::{Choice, Chosen, Thread, toggled};
use super::facts::{Facts, follow, time_of};
use super::list::Listed;
use crate::components::filter_bar::edit;
use crate::components::log_view::letters::{gutter, letter};
use crate::components::shape::Shape;
use crate::live::Fleet;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// One thread of the list; nothing where it was forgotten meanwhile.
#[component]
pub(super) fn ThreadRow(fleet: Fleet, host: Host, choice: Choice, thread: Thread, listed: Listed) -> impl IntoView {
    let counted = thread.clone();
    let Thread { live, ix, serial, id } = thread;
    let facts = follow(&live, ix, serial)?;
    let mark = Memo::new(move |_| facts.with(|facts| facts.mark));
    let told = fleet.clone();
    let says = Memo::new(move |_| {
        // What it says changes at most twice a second, and at once with its status.
        told.changed();
        mark.track();
        facts.with_untracked(|facts| facts.says.clone())
    });
    let time = time_of(fleet, live, facts);
    let number = choice.letters.try_update_value(|letters| letters.number(&id)).unwrap_or_default();
    let chosen = Memo::new({
        let id = id.clone();
        move |_| choice.chosen.with(|chosen| chosen.has(&id))
    });
    let tally = Memo::new(move |_| listed.tallies.of(&counted, chosen.get()));
    let rate = Memo::new(move |_| tally.with(|tally| tally.rate));
    // A time says more than how much is written.
    let beside = move || time().or_else(|| (rate.get() > 0 && !mark.get().status.is_over()).then(|| (t().threads.rate)(rate.get())));
    let source = choice.source.get_untracked().map(|source| source.id());
    Some(ui! {
        <li
            class="fg-thread"
            data-unit-id=id.clone()
            data-source-id=source
            data-kind="thread"
            data-status=move || mark.get().status.as_str()
            data-unconfirmed=move || (!mark.get().confirmed).then_some("")
            data-chosen=move || chosen.get().then_some("")
        >
            <Choose host=host.clone() choice=choice id=id.clone() chosen=chosen facts=facts listed=listed />
            <span class="fg-thread__letter" data-gutter=gutter(number).to_string() aria-hidden="true">{letter(number)}</span>
            <Shape mark=mark />
            <Only host=host choice=choice id=id.clone() facts=facts />
            <span class="fg-thread__time fg-number">{beside}</span>
            <span class="fg-thread__says fg-theirs fg-cut" title=move || says.get()>{move || says.get()}</span>
            <Unread unread=Memo::new(move |_| tally.with(|tally| tally.unread)) />
        </li>
    })
}

/// How many lines came since the thread was last looked at.
#[component]
fn Unread(unread: Memo<u64>) -> impl IntoView {
    let texts = &t().threads;
    let words = move |count: u64| {
        ui! {
            <span class="fg-thread__new fg-number" title=(texts.unread_words)(count)>
                <span aria-hidden="true">{(texts.unread)(count)}</span>
                <span class="fg-heard">{(texts.unread_words)(count)}</span>
            </span>
        }
    };
    move || Some(unread.get()).filter(|count| *count > 0).map(words)
}

/// Shows a thread among others; with Shift, all from the one that was checked before.
#[component]
fn Choose(host: Host, choice: Choice, id: String, chosen: Memo<bool>, facts: Memo<Facts>, listed: Listed) -> impl IntoView {
    let flip = move |event: MouseEvent| {
        let on = event_target_checked(&event);
        let anchor = listed.anchor.get_value().filter(|_| event.shift_key());
        let ids = listed.ordered.with_untracked(|ordered| between(ordered, anchor.as_deref(), &id));
        listed.anchor.set_value(Some(id.clone()));
        let all: Vec<String> = choice.threads.with_untracked(|threads| threads.iter().map(|thread| thread.id.clone()).collect());
        let threads = choice.chosen.with_untracked(|chosen| toggled(chosen, &all, &ids, on));
        edit(&host, |route| (route.threads, route.unit) = (threads, None));
    };
    ui! {
        <label class="fg-thread__choose">
            <input
                type="checkbox"
                aria-label=move || facts.with(|facts| (t().threads.show)(&facts.title))
                prop:checked=move || chosen.get()
                on:click=flip
            />
        </label>
    }
}

/// Returns the threads from one to another, both included, in the order of the list.
fn between(ordered: &[Thread], from: Option<&str>, to: &str) -> Vec<String> {
    let at = |id: &str| ordered.iter().position(|thread| thread.id == id);
    match (from.and_then(at), at(to)) {
        (Some(from), Some(to)) => ordered[from.min(to)..=from.max(to)].iter().map(|thread| thread.id.clone()).collect(),
        _ => vec![to.to_owned()],
    }
}

/// Shows a thread alone; once more, all.
#[component]
fn Only(host: Host, choice: Choice, id: String, facts: Memo<Facts>) -> impl IntoView {
    let alone = {
        let id = id.clone();
        Memo::new(move |_| choice.chosen.with(|chosen| matches!(chosen, Chosen::Some(ids) if ids.len() == 1 && ids.contains(&id))))
    };
    let go = move |_| {
        let mut route = host.route_untracked();
        route.threads = if alone.get_untracked() { Vec::new() } else { vec![id.clone()] };
        route.unit = None;
        route.source = choice.source.get_untracked().map(|source| source.id());
        host.go(route);
    };
    ui! {
        <button type="button" class="fg-thread__name" aria-pressed=move || alone.get().to_string() title=move || facts.with(Facts::words) on:click=go>
            <span class="fg-cut">{move || facts.with(|facts| facts.title.clone())}</span>
            <span class="fg-heard">{move || facts.with(Facts::words)}</span>
        </button>
    }
}
