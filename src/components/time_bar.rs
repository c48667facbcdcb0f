//! Bars on an axis of time: when something ran, from when to when the whole did.

use fleetglass_core::state::unit::{Fact, Status, Unit};

/// The axis has so many marks at most.
const MARKS: u64 = 4;
/// Between two marks, in milliseconds.
const STEPS_MS: [u64; 17] = [
    1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000,
    43_200_000, 86_400_000,
];

/// An axis of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Where it begins, milliseconds since the epoch.
    pub from_ms: u64,
    /// How long it is.
    pub span_ms: u64,
    /// Between two marks.
    pub step_ms: u64,
}

impl Axis {
    /// Makes the axis of something that began at `from_ms` and has come to `to_ms`.
    ///
    /// While it goes on the axis ends at a round time to come, so that what is over is not drawn anew each second.
    #[must_use]
    pub fn new(from_ms: u64, to_ms: u64, goes_on: bool) -> Self {
        let span_ms = to_ms.saturating_sub(from_ms).max(1_000);
        let step_of = |span: u64| STEPS_MS.into_iter().find(|step| span / step <= MARKS).unwrap_or(span / MARKS);
        let step_ms = step_of(span_ms);
        let span_ms = if goes_on { (span_ms + step_ms / 4).div_ceil(step_ms) * step_ms } else { span_ms };
        Self { from_ms, span_ms, step_ms: step_of(span_ms) }
    }

    /// Returns where a time stands, in percent of the axis.
    #[must_use]
    pub fn percent(self, at_ms: u64) -> f64 {
        (at_ms.saturating_sub(self.from_ms) as f64 / self.span_ms as f64 * 100.0).clamp(0.0, 100.0)
    }

    /// Returns the times of the marks.
    #[must_use]
    pub fn marks(self) -> Vec<u64> {
        let first = self.from_ms.div_ceil(self.step_ms) * self.step_ms;
        (0..=MARKS + 1).map(|at| first + at * self.step_ms).filter(|at| at.saturating_sub(self.from_ms) <= self.span_ms * 9 / 10).collect()
    }
}

/// From when to when something ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// When it began.
    pub from_ms: u64,
    /// When it ended; it goes on where there is none.
    pub to_ms: Option<u64>,
}

impl Stretch {
    /// Reads when a unit ran: from its own times, else from when its events came. `None` where neither says.
    #[must_use]
    pub fn of(unit: &Unit) -> Option<Self> {
        let stamp = |ms: Option<i64>| ms.and_then(|ms| u64::try_from(ms).ok());
        let took = unit.fact(Fact::DurationMs).and_then(|ms| ms.parse::<f64>().ok()).map(|ms| ms.max(0.0) as u64);
        let since = unit.since.witnessed.then_some(unit.since.ms);
        match unit.status {
            Status::Queued | Status::Skipped | Status::Unknown => None,
            Status::Running | Status::Waiting | Status::Idle => {
                let from_ms = stamp(unit.started_ms).or(since.filter(|_| unit.status == Status::Running))?;
                Some(Self { from_ms, to_ms: None })
            }
            Status::Failed | Status::Succeeded | Status::Cancelled | Status::Ended => {
                let to_ms = stamp(unit.ended_ms).or(since)?;
                let from_ms = stamp(unit.started_ms).or_else(|| Some(to_ms.saturating_sub(took?)))?;
                Some(Self { from_ms, to_ms: Some(to_ms.max(from_ms)) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_a_handful_of_round_marks() {
        for span_ms in [0, 900, 4_000, 61_000, 190_000, 3_600_000, 100_000_000] {
            let axis = Axis::new(1_700_000_000_500, 1_700_000_000_500 + span_ms, false);
            let marks = axis.marks();
            assert!((1..=5).contains(&marks.len()), "{span_ms}: {marks:?}");
            assert!(marks.iter().all(|at| at % axis.step_ms == 0));
        }
    }

    #[test]
    fn an_axis_that_goes_on_is_drawn_anew_seldom() {
        let from = 1_700_000_000_000;
        let axes: std::collections::HashSet<u64> = (1..=600).map(|second| Axis::new(from, from + second * 1_000, true).span_ms).collect();
        assert!(axes.len() < 30, "{}", axes.len());
        assert!((1..=600).all(|second| Axis::new(from, from + second * 1_000, true).span_ms >= second * 1_000));
    }

    #[test]
    fn what_lies_outside_is_held_to_the_axis() {
        let axis = Axis::new(1_000, 11_000, false);
        assert_eq!([0, 1_000, 6_000, 11_000, 99_000].map(|at| axis.percent(at)), [0.0, 0.0, 50.0, 100.0, 100.0]);
    }
}
