//! Which threads the server is asked for: an act of its own, since what is not asked for is never received.

use super::choice::{self, Choice, Chosen, Thread};
use crate::components::filter_bar::edit;
use crate::live::{Live, Source};
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// What one stream of the source may be asked for.
#[derive(Clone, PartialEq)]
struct Wish {
    live: Live,
    /// The names of the chosen threads.
    names: Vec<String>,
}

/// What the server is asked for.
#[derive(Clone, Copy, PartialEq, Default)]
struct Asked {
    asked: usize,
    known: usize,
    narrowed: bool,
    /// It is about to change.
    pending: bool,
}

/// Returns the streams that would send less, were they asked for the chosen threads only.
fn narrower(source: &Source, threads: &[Thread], chosen: &Chosen) -> Vec<Wish> {
    let base = source.config().thread_ids.clone();
    let wish = |live: Live| {
        let of_it = threads.iter().filter(|thread| thread.live == live);
        let (mut names, mut known) = (Vec::new(), 0);
        for thread in of_it {
            known += 1;
            if chosen.has(&thread.id) {
                names.push(thread.name());
            }
        }
        names.sort();
        let mut now = live.asked_for();
        now.sort();
        let delivers = if base.is_empty() { known } else { base.len() };
        (!names.is_empty() && names.len() < delivers && names != now).then_some(Wish { live, names })
    };
    source.streams().into_iter().filter_map(wish).collect()
}

fn asked(source: &Source, threads: &[Thread]) -> Asked {
    let base = source.config().thread_ids.clone();
    source.streams().iter().fold(Asked::default(), |sum, live| {
        let known = threads.iter().filter(|thread| thread.live == *live).count();
        let now = live.asked_for();
        let narrowed = now != base;
        Asked {
            asked: sum.asked + if narrowed { now.len() } else { known },
            known: sum.known + known,
            narrowed: sum.narrowed || narrowed,
            pending: sum.pending || live.is_handing_over(),
        }
    })
}

/// Keeps to the threads that are shown now, and asks the server for no others where that makes it send less.
#[component]
pub(super) fn OnlyThese(host: Host, choice: Choice) -> impl IntoView {
    let texts = &t().threads;
    let wishes = Memo::new(move |_| {
        let (threads, chosen) = (choice.threads.get(), choice.chosen.get());
        choice.source.get().map(|source| narrower(&source, &threads, &chosen)).unwrap_or_default()
    });
    let can_pin = Memo::new(move |_| choice.chosen.get() == Chosen::All && !choice.threads.with(Vec::is_empty));
    let act = move |_| {
        if can_pin.get_untracked() {
            let shown = choice.threads.with_untracked(|threads| threads.iter().map(|thread| thread.id.clone()).collect());
            edit(&host, |route| (route.threads, route.unit) = (shown, None));
        }
        if let Some(source) = choice.source.get_untracked() {
            wishes.get_untracked().into_iter().for_each(|wish| source.ask_for(&wish.live, wish.names));
        }
    };
    let words = move || if can_pin.get() { texts.only_these_words } else { texts.ask_only_these };
    let idle = move || !can_pin.get() && wishes.with(Vec::is_empty);
    ui! {
        <button type="button" class="fg-action" title=words prop:disabled=idle on:click=act>{texts.only_these}</button>
    }
}

/// Says what the server is asked for, where that is not everything, and asks for everything again.
#[component]
pub(super) fn AskedFor(choice: Choice) -> impl IntoView {
    let texts = &t().threads;
    let state = Memo::new(move |_| {
        let threads = choice.threads.get();
        choice.source.get().map(|source| asked(&source, &threads)).unwrap_or_default()
    });
    let widen = move |_| {
        let Some(source) = choice.source.get_untracked() else { return };
        let streams = source.streams();
        streams.iter().filter(|live| live.asked_for() != source.config().thread_ids).for_each(|live| source.ask_for(live, Vec::new()));
    };
    let words = move || {
        let state = state.get();
        let all = ui! { <button type="button" class="fg-action" on:click=widen>{texts.ask_for_all}</button> };
        match (state.pending, state.narrowed) {
            (true, _) => ui! { <span>{texts.asking}</span> }.into_any(),
            (false, true) => (ui! { <span>{(texts.asked_for)(state.asked, state.known)}</span> }, all).into_any(),
            (false, false) => ().into_any(),
        }
    };
    ui! { <p class="fg-threads__asked" role="status">{words}</p> }
}

/// Shows every thread again, or none.
pub(super) fn choose(host: &Host, all: bool) {
    let threads = if all { Vec::new() } else { choice::none() };
    edit(host, |route| (route.threads, route.unit) = (threads, None));
}
