//! The sentence: the page's heading, and its polite voice.

use super::roll::Pulse;
use crate::components::link_words::still_since;
use crate::live::{Fleet, Source};
use crate::pages::attention::Attention;
use crate::platform::time::clock_short;
use crate::text::{number, t};
use crate::ui;
use fleetglass_core::protocol::Memory;
use fleetglass_core::sse::Link;
use fleetglass_core::state::unit::Status;
use leptos::prelude::*;

/// The sentence is said at most so often.
const SAY_EVERY_MS: u64 = 5_000;

/// What the sentence is made of, besides what needs a person.
#[derive(Debug, Clone, PartialEq, Default)]
struct Known {
    units: u64,
    running: u64,
    sources: u64,
    live: u64,
    connecting: bool,
    /// Every source is live, tells all it knows, and did.
    complete: bool,
    still_since: Option<u64>,
}

/// The sentence, and how many sources are live.
#[component]
pub(super) fn Heading(fleet: Fleet, attention: Attention, pulse: RwSignal<Pulse>) -> impl IntoView {
    let watched = fleet.clone();
    let known = Memo::new(move |_| {
        watched.changed();
        let Pulse { totals, units, .. } = pulse.get();
        know(&watched.sources(), units, totals.of(Status::Running))
    });
    let sentence = Memo::new(move |_| known.with(|known| sentence(known, attention.counts())));
    let said = Memo::new(move |old: Option<&(u64, String)>| {
        let (now, words) = (fleet.now(), sentence.get());
        match old {
            Some((at, held)) if *held == words || now.saturating_sub(*at) < SAY_EVERY_MS => (*at, held.clone()),
            _ => (now, words),
        }
    });
    let live = move || known.with(|known| (t().overview.sources_live)(&number(known.live), &number(known.sources), known.sources == 1));
    ui! {
        <div class="fg-heading">
            <h1 class="fg-heading__sentence">{move || sentence.get()}</h1>
            <p class="fg-heading__sources">{live}</p>
            <p class="fg-heard" role="status" aria-live="polite">{move || said.get().1}</p>
        </div>
    }
}

fn know(sources: &[Source], units: u64, running: u64) -> Known {
    let mut known = Known { units, running, sources: sources.len() as u64, complete: !sources.is_empty(), ..Known::default() };
    for source in sources {
        let link = source.worst().map(|live| live.link());
        let is_live = matches!(link, Some(Link::Live { .. } | Link::Open { .. }));
        known.live += u64::from(is_live);
        known.connecting |= matches!(link, Some(Link::Connecting { .. }));
        known.complete &= is_live && source.config().api.memory() == Memory::Repeats;
        for live in source.streams() {
            known.still_since = known.still_since.max(still_since(&live));
            known.complete &= live.stats().frames > 0;
        }
    }
    known
}

/// Says what is known, and nothing else.
fn sentence(known: &Known, (waiting, failed): (u64, u64)) -> String {
    let words = &t().overview;
    if let Some(said) = (words.sentence)(waiting, failed, known.running) {
        return said;
    }
    match known {
        Known { units: 0, live: 0, connecting: true, .. } => words.connecting.to_owned(),
        Known { units: 0, live: 0, .. } => words.not_connected.to_owned(),
        Known { units: 0, complete: true, .. } => words.no_units.to_owned(),
        Known { units: 0, .. } => words.nothing_seen.to_owned(),
        Known { live: 0, still_since: Some(at), .. } => (words.as_of)(words.nothing_running, &clock_short(*at)),
        _ => words.nothing_running.to_owned(),
    }
}
