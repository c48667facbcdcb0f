//! What came through a source, and the streams of one that has many.

use super::inspector::route_to;
use super::one::stream_words;
use super::rate::Rate;
use crate::components::source_bar::SourceBar;
use crate::components::words::Words;
use crate::live::{Fleet, Live, Source, Stats};
use crate::pages::goto::GoTo;
use crate::platform::Host;
use crate::text::{Phrase, bytes, number, t};
use crate::ui;
use leptos::prelude::*;

/// What came through a source: the sum over its streams, read once a second.
#[component]
pub(super) fn Facts(fleet: Fleet, host: Host, source: Source) -> impl IntoView {
    let words = &t().sources.columns;
    let (unread, to) = (source.clone(), route_to(&source, true));
    let spoken = (t().sources.named)(t().inspector.show, &source.config().name);
    let rate = StoredValue::new(Rate::default());
    let stats = Memo::new(move |_| {
        let now_ms = fleet.now();
        let each: Vec<Stats> = source.streams().iter().map(Live::stats).collect();
        let sum = |of: fn(&Stats) -> u64| each.iter().map(of).sum::<u64>();
        let (transport, frames) = (each.first().map_or("", |stats| stats.transport), sum(|stats| stats.frames));
        let rate = rate.try_update_value(|rate| rate.note(now_ms, frames)).flatten();
        (transport, rate.map(rate_words), frames, sum(|stats| stats.bytes), sum(|stats| u64::from(stats.opened)))
    });
    let fact = |name: &'static str, value: Signal<String>| {
        ui! { <div class="fg-source__fact"><dt>{name}</dt><dd>{move || value.get()}</dd></div> }
    };
    let said = Memo::new(move |_| unread_words(&unread));
    ui! {
        <dl class="fg-source__facts">
            {fact(words.transport, Signal::derive(move || stats.get().0.to_owned()))}
            {fact(words.rate, Signal::derive(move || stats.get().1.unwrap_or_else(|| "–".to_owned())))}
            {fact(words.events, Signal::derive(move || number(stats.get().2)))}
            {fact(words.bytes, Signal::derive(move || bytes(stats.get().3)))}
            {fact(words.opened, Signal::derive(move || number(stats.get().4)))}
        </dl>
        <Show when=move || said.with(Option::is_some)>
            <p class="fg-source__unread">
                <Words phrase=Signal::derive(move || said.get().unwrap_or_default()) />
                " "
                <GoTo host=host.clone() to=Signal::stored(to.clone()) class="fg-action" attr:aria-label=spoken.clone()>
                    {t().inspector.show}
                </GoTo>
            </p>
        </Show>
    }
}

/// Writes a rate: one place behind the point where it is small and not whole.
fn rate_words(rate: f64) -> String {
    match rate {
        0.0 => "0".to_owned(),
        small if small < 0.05 => "< 0.1".to_owned(),
        small if small < 10.0 => format!("{small:.1}"),
        many => number(many.round() as u64),
    }
}

/// Says how many events could not be read, and why the last could not.
fn unread_words(source: &Source) -> Option<Phrase> {
    let (mut count, mut cause) = (0, None);
    for live in source.streams() {
        live.track_server();
        live.read(|state| {
            count += state.counters().decode_errors;
            cause = state.counters().causes.back().map(|error| error.cause.clone()).or(cause.take());
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
            <div class="fg-source__streams">
                <h3 class="fg-source__count">{move || (t().sources.streams)(streams.with(Vec::len) as u64)}</h3>
                <ul><For each=move || streams.get() key=Live::key children=stream.clone() /></ul>
            </div>
        </Show>
    }
}
