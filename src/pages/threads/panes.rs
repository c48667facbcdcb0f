//! Threads side by side: up to four panes, each with a log of its own. How many there may be answers to the container.

use super::choice::{Choice, Thread};
use super::counts::Counts;
use super::facts::{Facts, follow, time_of};
use crate::components::filter_bar::{Filters, edit};
use crate::components::log_view::letters::{gutter, letter};
use crate::components::log_view::{Lane, LogView, Take};
use crate::components::shape::Shape;
use crate::live::Fleet;
use crate::platform::Host;
use crate::text::{Part, Phrase, t};
use crate::ui;
use leptos::prelude::*;

/// The word of the link for panes side by side.
const SPLIT: &str = "split";

/// What is shown side by side.
#[derive(Clone, Copy)]
pub(super) struct Split {
    /// Whether the link asks for it.
    pub(super) asked: Memo<bool>,
    /// The threads that have a pane; empty where there are no panes.
    pub(super) threads: Memo<Vec<Thread>>,
    /// How many threads are read.
    pub(super) chosen: Memo<usize>,
}

impl Split {
    /// Follows the link, and the width of the container.
    pub(super) fn new(host: &Host, choice: Choice, width: RwSignal<f64>) -> Self {
        let routed = host.clone();
        let asked = Memo::new(move |_| routed.route().group.as_deref() == Some(SPLIT));
        let most = Memo::new(move |_| panes_in(width.get()));
        let read = Memo::new(move |_| {
            let chosen = choice.chosen.get();
            choice.threads.with(|threads| threads.iter().filter(|thread| chosen.has(&thread.id)).cloned().collect::<Vec<_>>())
        });
        let threads = Memo::new(move |_| match asked.get() {
            true => read.with(|read| read.iter().take(most.get()).cloned().collect()),
            false => Vec::new(),
        });
        Self { asked, threads, chosen: Memo::new(move |_| read.with(Vec::len)) }
    }
}

/// Returns how many panes fit into a container of a width.
fn panes_in(width_px: f64) -> usize {
    match width_px {
        width if width >= 1_100.0 => 4,
        width if width >= 860.0 => 2,
        _ => 0,
    }
}

/// Chooses between one log and panes.
#[component]
pub(super) fn SplitSwitch(host: Host, split: Split) -> impl IntoView {
    let texts = &t().threads;
    let choice = |words: &'static str, explained: &'static str, to: bool| {
        let host = host.clone();
        let go = move |_| edit(&host, |route| route.group = to.then(|| SPLIT.to_owned()));
        let pressed = move || (split.asked.get() == to).to_string();
        ui! { <button type="button" class="fg-button" title=explained aria-pressed=pressed on:click=go>{words}</button> }
    };
    ui! {
        <div class="fg-panes__switch" role="group" aria-label=texts.arrange>
            {choice(texts.merge, texts.merge_words, false)}
            {choice(texts.split, texts.split_words, true)}
        </div>
    }
}

/// The panes, and what has none.
#[component]
pub(super) fn Panes(fleet: Fleet, host: Host, choice: Choice, filters: Filters, split: Split, counts: Counts) -> impl IntoView {
    let texts = &t().threads;
    let left_out = Memo::new(move |_| (split.threads.with(Vec::len), split.chosen.get()));
    let sentence = move || {
        let (shown, chosen) = left_out.get();
        (shown < chosen).then(|| ui! { <p class="fg-panes__rest">{(texts.panes_of)(shown, chosen)}</p> })
    };
    let pane = move |thread: Thread| {
        ui! { <Pane fleet=fleet.clone() host=host.clone() choice=choice filters=filters thread=thread counts=counts /> }
    };
    ui! {
        {sentence}
        <div class="fg-panes" data-count=move || split.threads.with(Vec::len).to_string()>
            <For each=move || split.threads.get() key=Thread::key children=pane />
        </div>
    }
}

#[component]
fn Pane(fleet: Fleet, host: Host, choice: Choice, filters: Filters, thread: Thread, counts: Counts) -> impl IntoView {
    let Thread { live, ix, serial, id } = thread.clone();
    let facts = follow(&live, ix, serial)?;
    let title = Memo::new(move |_| facts.with(|facts| facts.title.clone()));
    let label = Memo::new(move |_| title.with(|title| (t().log.log_of)(title)));
    let lanes = Signal::stored(vec![Lane::Stream { live: live.clone(), take: Take::One(id.clone()) }]);
    let (opened, of_empty) = (fleet.now_untracked(), choice);
    let empty = Memo::new(move |_| silent(of_empty, &title.get(), opened));
    let cleared = host.clone();
    let clear = Callback::new(move |()| filters.clear(&cleared));
    let shape = counts.share(thread.key());
    let number = choice.letters.try_update_value(|letters| letters.number(&id)).unwrap_or_default();
    Some(ui! {
        <section class="fg-pane" data-unit-ref=id.clone() aria-label=move || title.get()>
            <PaneHead fleet=fleet host=host.clone() choice=choice thread=thread facts=facts number=number />
            <LogView lanes=lanes filter=filters.filter label=label empty=empty on_clear=clear shape=shape host=host source=choice.source_id() beside=true />
        </section>
    })
}

fn silent(choice: Choice, title: &str, opened: u64) -> Phrase {
    let live = choice.source.get().and_then(|source| source.worst());
    let since = live.and_then(|live| super::choice::open_since(&live.link())).unwrap_or(opened);
    vec![Part::ours((t().threads.silent)(title, &crate::platform::time::clock_short(since)))]
}

/// Whose pane it is, and the way to put it away.
#[component]
fn PaneHead(fleet: Fleet, host: Host, choice: Choice, thread: Thread, facts: Memo<Facts>, number: usize) -> impl IntoView {
    let mark = Memo::new(move |_| facts.with(|facts| facts.mark));
    let time = time_of(fleet, thread.live.clone(), facts);
    let id = thread.id;
    let away = move |_| {
        let all: Vec<String> = choice.threads.with_untracked(|threads| threads.iter().map(|thread| thread.id.clone()).collect());
        let ids = [id.clone()];
        let threads = choice.chosen.with_untracked(|chosen| super::choice::toggled(chosen, &all, &ids, false));
        edit(&host, |route| (route.threads, route.unit) = (threads, None));
    };
    let hide = move || facts.with(|facts| (t().threads.hide)(&facts.title));
    ui! {
        <header class="fg-pane__head" data-ref-status=move || mark.get().status.as_str()>
            <span class="fg-thread__letter" data-gutter=gutter(number).to_string() aria-hidden="true">{letter(number)}</span>
            <Shape mark=mark />
            <h2 class="fg-pane__name fg-cut" title=move || facts.with(Facts::words)>{move || facts.with(|facts| facts.title.clone())}</h2>
            <span class="fg-heard">{move || facts.with(Facts::words)}</span>
            <span class="fg-thread__time fg-number">{time}</span>
            <button type="button" class="fg-pane__away" aria-label=hide title=hide on:click=away>
                <svg class="fg-icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4L12 12 M12 4L4 12" /></svg>
            </button>
        </header>
    }
}

#[cfg(test)]
mod tests {
    use super::panes_in;

    #[test]
    fn four_panes_from_1100_two_from_860_none_below() {
        for (width, expect) in [(0.0, 0), (859.0, 0), (860.0, 2), (1_099.0, 2), (1_100.0, 4), (2_560.0, 4)] {
            assert_eq!(panes_in(width), expect, "{width}");
        }
    }
}
