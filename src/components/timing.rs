//! How long a unit takes, or took, and where its clock stands still.

use crate::platform::time::clock_short;
use crate::text::{duration, t};
use fleetglass_core::state::unit::{Fact, Status, Unit};

/// What is known of how long a unit takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Nothing, or nothing that matters.
    None,
    /// It goes on since then; if that was not seen, it may be longer.
    Since(u64, bool),
    /// It took so long.
    Took(u64),
}

impl Timing {
    /// Reads what is known of a unit.
    #[must_use]
    pub fn of(unit: &Unit) -> Self {
        let started = unit.started_ms.and_then(|ms| u64::try_from(ms).ok());
        let since = Self::Since(unit.since.ms, unit.since.witnessed);
        match unit.status {
            Status::Waiting | Status::Queued => since,
            Status::Idle => Self::None,
            Status::Running | Status::Unknown => started.map_or(since, |ms| Self::Since(ms, true)),
            Status::Failed | Status::Succeeded | Status::Cancelled | Status::Skipped | Status::Ended => {
                let ended = unit.ended_ms.and_then(|ms| u64::try_from(ms).ok());
                let said = unit.fact(Fact::DurationMs).and_then(|ms| ms.parse::<f64>().ok()).map(|ms| ms as u64);
                said.or_else(|| Some(ended?.saturating_sub(started?))).map_or(Self::None, Self::Took)
            }
        }
    }

    /// Says whether its words change as time passes.
    #[must_use]
    pub fn ticks(self) -> bool {
        matches!(self, Self::Since(..))
    }

    /// Writes it. `still` is when its clock stands still.
    #[must_use]
    pub fn words(self, now_ms: u64, still: Option<u64>) -> String {
        let words = &t().units;
        match self {
            Self::None => words.no_time.to_owned(),
            Self::Took(ms) => duration(ms),
            Self::Since(from, witnessed) => {
                let time = duration(still.unwrap_or(now_ms).saturating_sub(from));
                let time = if witnessed { time } else { (words.at_least)(&time) };
                still.map_or_else(|| time.clone(), |at| (words.at)(&time, &clock_short(at)))
            }
        }
    }
}
