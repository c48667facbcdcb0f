//! What came through a source, and the streams of one that has many.

use super::one::stream_words;
use crate::components::source_bar::SourceBar;
use crate::components::words::Words;
use crate::live::{Fleet, Live, Source, Stats};
use crate::text::{bytes, number, t};
use crate::ui;
use leptos::prelude::*;

/// What came through a source: the sum over its streams, read once a second.
#[component]
pub(super) fn Facts(fleet: Fleet, source: Source) -> impl IntoView {
    let words = &t().sources;
    let (address, unread) = (source.config().url.clone(), source.clone());
    let stats = Memo::new(move |_| {
        let _ = fleet.now();
        let each: Vec<Stats> = source.streams().iter().map(Live::stats).collect();
        let sum = |of: fn(&Stats) -> u64| each.iter().map(of).sum::<u64>();
        let transport = each.first().map_or("", |stats| stats.transport);
        (transport, sum(|stats| stats.frames), sum(|stats| stats.bytes), sum(|stats| u64::from(stats.opened)))
    });
    let fact = |name: &'static str, value: Signal<String>| {
        ui! { <div class="fg-source__fact"><dt>{name}</dt><dd>{move || value.get()}</dd></div> }
    };
    ui! {
        <dl class="fg-source__facts">
            {fact(words.transport, Signal::derive(move || stats.get().0.to_owned()))}
            {fact(words.events, Signal::derive(move || number(stats.get().1)))}
            {fact(words.bytes, Signal::derive(move || bytes(stats.get().2)))}
            {fact(words.opened, Signal::derive(move || number(stats.get().3)))}
            <div class="fg-source__fact fg-source__address"><dt>{words.address}</dt><dd class="fg-theirs">{address}</dd></div>
        </dl>
        {move || unread_words(&unread).map(|said| ui! { <p class="fg-source__unread">{said}</p> })}
    }
}

/// Says how many events could not be read, and why the last could not.
fn unread_words(source: &Source) -> Option<String> {
    let (mut count, mut cause) = (0, None);
    for live in source.streams() {
        live.track_server();
        live.read(|state| {
            count += state.counters().decode_errors;
            cause = state.counters().causes.back().map(ToString::to_string).or(cause.take());
        });
    }
    (count > 0).then(|| (t().sources.unread)(count, &cause.unwrap_or_default()))
}

/// The streams of a source that has many, each with its own state.
#[component]
pub(super) fn Streams(fleet: Fleet, source: Source) -> impl IntoView {
    let name = source.config().name.clone();
    let streams = Memo::new(move |_| Some(source.streams()).filter(|streams| streams.len() > 1).unwrap_or_default());
    let stream = move |live: Live| {
        let (linked, subject) = (live.clone(), live.subject().unwrap_or_default());
        let slug = Memo::new(move |_| linked.link().slug());
        let (fleet, name) = (fleet.clone(), format!("{name}, {subject}"));
        let words = Signal::derive(move || stream_words(&fleet, &name, &live));
        ui! {
            <li class="fg-stream" data-stream=subject.clone()>
                <SourceBar link=slug />
                <span class="fg-stream__id fg-theirs fg-cut" title=subject.clone()>{subject.clone()}</span>
                <span class="fg-stream__words"><Words phrase=words /></span>
            </li>
        }
    };
    ui! {
        <Show when=move || streams.with(|streams| !streams.is_empty())>
            <h3 class="fg-source__streams">{move || (t().sources.streams)(streams.with(Vec::len) as u64)}</h3>
        </Show>
        <ul><For each=move || streams.get() key=Live::key children=stream /></ul>
    }
}
