//! What the list and the panes show of a thread, and for how long it waits.

use crate::components::link_words::still_since;
use crate::components::shape::Mark;
use crate::components::status::StatusFacts;
use crate::components::timing::Timing;
use crate::live::{Fleet, Live};
use fleetglass_core::state::unit::{Status, Unit, UnitIx};
use leptos::prelude::*;

/// What is shown of a thread.
#[derive(Clone, PartialEq)]
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) mark: Mark,
    word: Option<String>,
    stalled_ms: Option<u64>,
    pub(super) says: Option<String>,
    timing: Timing,
    heard_ms: u64,
}

impl Facts {
    fn of(unit: &Unit) -> Self {
        let says = match unit.status {
            Status::Waiting | Status::Failed => unit.ask.clone().or_else(|| unit.doing.clone()),
            _ => unit.doing.clone(),
        };
        Self {
            title: unit.title.clone(),
            mark: Mark { status: unit.status, confirmed: unit.confirmed, stalled: unit.stalled.is_some() },
            word: unit.word.clone(),
            stalled_ms: unit.stalled.flatten().map(|ms| ms.max(0.0) as u64),
            says: says.or_else(|| unit.word.clone()),
            timing: match unit.status {
                Status::Waiting | Status::Failed => Timing::Since(unit.since.ms, unit.since.witnessed),
                _ => Timing::None,
            },
            // When it was last heard matters only where that is all that is known.
            heard_ms: if unit.confirmed { 0 } else { unit.heard_ms },
        }
    }

    pub(super) fn words(&self) -> String {
        StatusFacts { mark: self.mark, word: self.word.clone(), stalled_ms: self.stalled_ms, heard_ms: self.heard_ms }.full()
    }
}

/// Follows a thread for as long as the calling component lives; `None` where it was forgotten meanwhile.
pub(super) fn follow(live: &Live, ix: UnitIx, serial: u64) -> Option<Memo<Facts>> {
    let read = live.clone();
    let look = move || read.read(|stream| stream.units().get(ix).filter(|unit| unit.serial == serial).map(Facts::of));
    let first = look()?;
    let row = StoredValue::new(live.row(ix));
    Some(Memo::new(move |old: Option<&Facts>| {
        row.with_value(|row| row.track());
        look().or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
    }))
}

/// Returns for how long a thread waits, or since when it has failed; nothing for the others.
pub(super) fn time_of(fleet: Fleet, live: Live, facts: Memo<Facts>) -> impl Fn() -> Option<String> + Clone {
    let timing = Memo::new(move |_| facts.with(|facts| (facts.timing, facts.mark.confirmed, facts.heard_ms)));
    move || {
        let (timing, confirmed, heard_ms) = timing.get();
        let still = if confirmed { still_since(&live) } else { Some(heard_ms) };
        timing.ticks().then(|| timing.words(if still.is_none() { fleet.now() } else { 0 }, still))
    }
}
