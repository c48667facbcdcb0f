//! What is shown of a unit in the list and in the tree. Compared as a whole, so that an event that changes nothing draws nothing.

use crate::components::shape::Mark;
use crate::components::status::StatusFacts;
use crate::components::time_bar::Stretch;
use crate::components::timing::Timing;
use crate::live::Live;
use crate::text::numbers::cut_id;
use fleetglass_core::state::unit::{Fact, Kind, Status, Unit, UnitIx};
use leptos::prelude::*;

/// What is shown of a unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NodeFacts {
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) mark: Mark,
    pub(super) word: Option<String>,
    pub(super) stalled_ms: Option<u64>,
    pub(super) tolerated: bool,
    pub(super) parts: usize,
    pub(super) timing: Timing,
    pub(super) stretch: Option<Stretch>,
    pub(super) progress: Option<f64>,
    pub(super) agent: Option<String>,
    /// What it says of itself: why it failed, what it came to, or what it does.
    pub(super) says: Option<String>,
    /// When it was last heard, where that is all that is known.
    pub(super) heard_ms: u64,
}

impl NodeFacts {
    fn of(unit: &Unit) -> Self {
        let result = || unit.fact(Fact::Result).map(str::to_owned);
        let says = match unit.status {
            Status::Waiting | Status::Failed => unit.ask.clone(),
            status if status.is_over() => result(),
            _ => unit.doing.clone(),
        };
        Self {
            kind: unit.kind,
            title: unit.title.clone(),
            mark: Mark { status: unit.status, confirmed: unit.confirmed, stalled: unit.stalled.is_some() },
            word: unit.word.clone(),
            stalled_ms: unit.stalled.flatten().map(|ms| ms.max(0.0) as u64),
            tolerated: unit.tolerated,
            parts: unit.children.len(),
            timing: Timing::of(unit),
            stretch: Stretch::of(unit),
            progress: unit.progress,
            agent: unit.fact(Fact::Agent).map(str::to_owned),
            says: says.map(|says| says.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(400).collect()),
            heard_ms: if unit.confirmed { 0 } else { unit.heard_ms },
        }
    }

    /// Reads a unit, and again whenever it changes, for as long as the calling component lives. `None` where it is forgotten.
    pub(super) fn watch(live: &Live, ix: UnitIx, serial: u64) -> Option<Memo<Self>> {
        let read = live.clone();
        let look = move || read.read(|stream| stream.units().get(ix).filter(|unit| unit.serial == serial).map(Self::of));
        let first = look()?;
        let row = StoredValue::new(live.row(ix));
        Some(Memo::new(move |old: Option<&Self>| {
            row.with_value(|row| row.track());
            look().or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
        }))
    }

    /// Returns the status in words.
    pub(super) fn words(&self) -> String {
        StatusFacts { mark: self.mark, word: self.word.clone(), stalled_ms: self.stalled_ms, heard_ms: self.heard_ms }.full()
    }

    /// Says whether the name is an id: those are mono, and cut in the middle.
    pub(super) fn is_nameless(&self) -> bool {
        self.title.len() > 16 && !self.title.contains(' ') && self.title.contains(|c: char| c.is_ascii_digit())
    }

    /// Returns the name, where there is little room.
    pub(super) fn name(&self) -> String {
        if self.is_nameless() { cut_id(&self.title) } else { self.title.clone() }
    }

    /// Returns how long it takes. The time is asked for only where it matters.
    pub(super) fn time(&self, now: impl Fn() -> u64, still: impl Fn() -> Option<u64>) -> String {
        if !self.timing.ticks() {
            return self.timing.words(0, None);
        }
        let still = if self.mark.confirmed { still() } else { Some(self.heard_ms) };
        self.timing.words(if still.is_none() { now() } else { 0 }, still)
    }
}
