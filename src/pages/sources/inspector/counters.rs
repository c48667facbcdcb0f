//! What was counted of a stream, read once a second.

use crate::live::{Fleet, Live};
use crate::text::{bytes, number, t};
use crate::ui;
use leptos::prelude::*;

/// What was counted, as it is read.
#[derive(Debug, Clone, PartialEq, Default)]
struct Counted {
    bytes: u64,
    events: u64,
    unread: u64,
    unknown: u64,
    names: Vec<(String, u64)>,
    gaps: u64,
    reconnects: u64,
    queue: u64,
    apply_ms: f64,
    logs: u64,
}

fn count(live: &Live) -> Counted {
    let stats = live.stats();
    live.read(|state| {
        let counters = state.counters();
        Counted {
            bytes: stats.bytes,
            events: stats.frames,
            unread: counters.decode_errors,
            unknown: counters.unknown_events,
            names: counters.unknown.clone(),
            gaps: counters.gaps,
            reconnects: u64::from(stats.opened.saturating_sub(1)),
            queue: stats.queued as u64,
            apply_ms: stats.apply_ms,
            logs: state.logs().bytes() as u64,
        }
    })
}

/// What was counted of a stream.
#[component]
pub(super) fn Counters(fleet: Fleet, live: Live) -> impl IntoView {
    let words = &t().inspector;
    let counted = Memo::new(move |_| {
        let _ = fleet.now();
        count(&live)
    });
    let fact = |name: &'static str, value: fn(&Counted) -> String| {
        let value = Memo::new(move |_| counted.with(value));
        ui! { <div class="fg-source__fact"><dt>{name}</dt><dd>{move || value.get()}</dd></div> }
    };
    let names = Memo::new(move |_| {
        let listed = |names: &[(String, u64)]| names.iter().map(|(name, count)| format!("{name} {}", number(*count))).collect::<Vec<_>>();
        counted.with(|counted| listed(&counted.names).join(", "))
    });
    ui! {
        <dl class="fg-inspector__counters" aria-label=words.counters>
            {fact(words.bytes, |counted| bytes(counted.bytes))}
            {fact(words.events, |counted| number(counted.events))}
            {fact(words.unread, |counted| number(counted.unread))}
            {fact(words.gaps, |counted| number(counted.gaps))}
            {fact(words.reconnects, |counted| number(counted.reconnects))}
            {fact(words.queue, |counted| number(counted.queue))}
            {fact(words.apply, |counted| format!("{:.1} ms", counted.apply_ms))}
            {fact(words.logs, |counted| bytes(counted.logs))}
            {fact(words.unknown, |counted| number(counted.unknown))}
            <Show when=move || names.with(|names| !names.is_empty())>
                <div class="fg-source__fact"><dd class="fg-theirs">{move || names.get()}</dd></div>
            </Show>
        </dl>
    }
}
