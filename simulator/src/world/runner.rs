//! API 5: a runner on which `ci` runs again and again, and `nightly` beside it.

use super::chance::Chance;
use super::graph::Live;
use super::{Moment, Out, Settings, say, workload};
use fleetglass_core::protocol::runner::{Conclusion, Phase, Run, RunStatus};
use std::collections::VecDeque;

/// How many runs that are over `GET /api/runs` still lists.
const FINISHED: usize = 10;

/// The runner.
#[derive(Debug)]
pub(crate) struct Runner {
    settings: Settings,
    lanes: Vec<Lane>,
    finished: VecDeque<Run>,
}

#[derive(Debug)]
struct Lane {
    workflow: &'static str,
    chance: Chance,
    run: Option<Live>,
    due: u64,
    /// When a person cancels the run.
    cancel_at: Option<u64>,
}

impl Runner {
    /// Makes a runner on which nothing runs yet.
    pub(crate) fn new(settings: Settings, birth: u64) -> Self {
        let lane = |workflow: &'static str, name: &str, pause: u64| {
            let chance = Chance::of(settings.seed, name);
            Lane { workflow, chance, run: None, due: birth + pause, cancel_at: None }
        };
        let lanes = vec![lane("ci", "ci 1", 2000), lane("nightly", "nightly", 6000), lane("ci", "ci 2", 60_000)];
        Self { settings, lanes, finished: VecDeque::new() }
    }

    /// Does what is due.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        for lane in &mut self.lanes {
            if let Some(finished) = lane.step(self.settings, now, out) {
                self.finished.truncate(FINISHED - 1);
                self.finished.push_front(finished);
            }
        }
    }

    /// Returns the runs, newest first.
    pub(crate) fn runs(&self) -> Vec<Run> {
        let live = self.lanes.iter().filter_map(|lane| Some(lane.run.as_ref()?.data()));
        live.chain(self.finished.iter().cloned()).collect()
    }
}

impl Lane {
    fn step(&mut self, settings: Settings, now: Moment, out: &mut Out) -> Option<Run> {
        let Some(run) = &mut self.run else {
            if now.virtual_ms >= self.due {
                let nightly = self.workflow == "nightly";
                let plans = if nightly { workload::nightly(&mut self.chance) } else { workload::ci(&mut self.chance) };
                let long = nightly && self.chance.one_in(3);
                self.cancel_at = long.then(|| now.virtual_ms + self.chance.between(30_000, 60_000));
                self.run = Some(Live::begin(self.workflow, plans, settings.dialect, &mut self.chance, now, out));
            }
            return None;
        };
        if self.cancel_at.is_some_and(|at| now.virtual_ms >= at) {
            run.cancel(now, out);
            self.cancel_at = None;
        }
        let conclusion = run.step(now, out)?;
        let run = self.run.take()?;
        self.due = now.virtual_ms + self.chance.between(8000, 25_000);
        let (status, conclusion) = match conclusion {
            Conclusion::Failure => (RunStatus::Failed, Conclusion::Failure),
            Conclusion::Cancelled => (RunStatus::Cancelled, Conclusion::Cancelled),
            other => (RunStatus::Completed, other),
        };
        let whole = Run { status: status.into(), conclusion: conclusion.into(), updated_at: now.stamp().into(), ..run.data() };
        say::run(Phase::Completed, &whole, settings.dialect, out);
        Some(whole)
    }
}
