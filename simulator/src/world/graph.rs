//! One run of a workflow: its jobs in the order of their needs, their steps, and what the server says of them.

use super::chance::Chance;
use super::workload::{Act, Plan, Script};
use super::{Dialect, Moment, Out, say};
use fleetglass_core::protocol::field::{Field, Id};
use fleetglass_core::protocol::runner::{Conclusion, Job, Phase, Run, RunStatus, Step};
use serde_json::json;

/// A run that goes on.
#[derive(Debug)]
pub(crate) struct Live {
    dialect: Dialect,
    data: Run,
    jobs: Vec<LiveJob>,
    cancelled: bool,
}

#[derive(Debug)]
struct LiveJob {
    data: Job,
    needs: &'static [usize],
    script: Script,
    due: u64,
    fails: bool,
    begun: bool,
    ended: Option<Conclusion>,
    steps: Vec<Step>,
}

impl Live {
    /// Begins a run.
    pub(crate) fn begin(
        workflow: &'static str,
        plans: Vec<Plan>,
        dialect: Dialect,
        chance: &mut Chance,
        now: Moment,
        out: &mut Out,
    ) -> Self {
        let event = if workflow == "nightly" { "schedule" } else { chance.pick(&["push", "pull_request", "workflow_dispatch"]) };
        let data = Run {
            id: Id(chance.uuid()).into(),
            workflow: workflow.to_owned().into(),
            status: RunStatus::InProgress.into(),
            jobs: Vec::new().into(),
            created_at: now.stamp().into(),
            updated_at: now.stamp().into(),
            trigger: json!({"event": event, "ref": "refs/heads/main", "sha": chance.hex(40)}).into(),
            inputs: json!({"who": "simulator"}).into(),
            env: json!({"CI": "true"}).into(),
            ..Run::default()
        };
        let jobs = plans.into_iter().map(|plan| LiveJob::planned(plan, chance)).collect();
        say::run(Phase::Started, &data, dialect, out);
        Self { dialect, data, jobs, cancelled: false }
    }

    /// Returns the whole run as it is now.
    pub(crate) fn data(&self) -> Run {
        let jobs: Vec<Job> = self.jobs.iter().filter(|job| job.begun || job.ended.is_some()).map(LiveJob::whole).collect();
        Run { jobs: jobs.into(), ..self.data.clone() }
    }

    /// Does what is due. Returns how the run ended, once it has.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) -> Option<Conclusion> {
        for at in 0..self.jobs.len() {
            if self.jobs[at].rests(now.virtual_ms) {
                continue;
            }
            let needs: Vec<Option<Conclusion>> = self.jobs[at].needs.iter().map(|&need| self.jobs[need].ended.clone()).collect();
            self.jobs[at].step(&needs, &self.data, self.dialect, now, out);
        }
        let ended: Vec<&Conclusion> = self.jobs.iter().map_while(|job| job.ended.as_ref()).collect();
        if ended.len() < self.jobs.len() {
            return None;
        }
        let worst = [Conclusion::Cancelled, Conclusion::Failure].into_iter().find(|worst| ended.contains(&worst));
        Some(worst.unwrap_or(Conclusion::Success))
    }

    /// Cancels the run. The observed server says so at once, then ends steps and jobs, and then says it again.
    pub(crate) fn cancel(&mut self, now: Moment, out: &mut Out) {
        if self.cancelled {
            return;
        }
        self.cancelled = true;
        self.data.status = RunStatus::Cancelled.into();
        self.data.conclusion = Conclusion::Cancelled.into();
        self.data.updated_at = now.stamp().into();
        if self.dialect == Dialect::Observed {
            say::run(Phase::Completed, &self.data(), self.dialect, out);
        }
        for job in &mut self.jobs {
            job.cancel(now.virtual_ms);
        }
    }
}

impl LiveJob {
    fn planned(plan: Plan, chance: &mut Chance) -> Self {
        let data = Job { id: Id::from(plan.id).into(), name: plan.name.to_owned().into(), outputs: json!({}).into(), ..Job::default() };
        let (needs, script, fails) = (plan.needs, plan.script, plan.fails);
        Self { data, needs, script, due: chance.between(300, 1500), fails, begun: false, ended: None, steps: Vec::new() }
    }

    /// Says whether nothing can be due.
    fn rests(&self, now: u64) -> bool {
        self.ended.is_some() || (self.begun && now < self.due)
    }

    fn whole(&self) -> Job {
        Job { steps: self.steps.clone().into(), ..self.data.clone() }
    }

    fn step(&mut self, needs: &[Option<Conclusion>], run: &Run, dialect: Dialect, now: Moment, out: &mut Out) {
        if self.ended.is_some() || needs.iter().any(Option::is_none) {
            return;
        }
        if !self.begun {
            let skipped = needs.iter().any(|need| *need != Some(Conclusion::Success));
            if skipped && dialect == Dialect::Observed {
                // The observed server never says that a skipped job started.
                return self.end(Conclusion::Skipped, run, dialect, now, out);
            }
            self.begun = true;
            self.due += now.virtual_ms;
            self.data.status = RunStatus::InProgress.into();
            self.data.started_at = now.stamp().into();
            say::job(Phase::Started, run, &self.whole(), dialect, out);
            if skipped {
                return self.end(Conclusion::Skipped, run, dialect, now, out);
            }
        }
        while now.virtual_ms >= self.due {
            let Some((_, act)) = self.script.pop_front() else {
                let conclusion = if self.fails { Conclusion::Failure } else { Conclusion::Success };
                return self.end(conclusion, run, dialect, now, out);
            };
            self.act(act, run, dialect, out);
            self.due += self.script.front().map_or(300, |(pause, _)| *pause);
        }
    }

    fn end(&mut self, conclusion: Conclusion, run: &Run, dialect: Dialect, now: Moment, out: &mut Out) {
        let conclusion =
            if *run.status.value().unwrap_or(&RunStatus::InProgress) == RunStatus::Cancelled { Conclusion::Cancelled } else { conclusion };
        self.data.status = RunStatus::Completed.into();
        self.data.conclusion = conclusion.clone().into();
        if self.begun {
            self.data.completed_at = now.stamp().into();
        }
        say::job(Phase::Completed, run, &self.whole(), dialect, out);
        self.ended = Some(conclusion);
    }

    /// Leaves the rest of the script, and ends what was begun.
    fn cancel(&mut self, now: u64) {
        let open = self.steps.iter().rev().filter(|step| step.conclusion.is_absent()).filter_map(|step| step.number.value().copied());
        self.script = open.map(|number| (100, Act::End { number, conclusion: Conclusion::Cancelled })).collect();
        self.due = now + 100;
    }

    fn act(&mut self, act: Act, run: &Run, dialect: Dialect, out: &mut Out) {
        // The documents show no step inside a step, none that is tolerated, and none that is skipped.
        let nested = |number: u64| number > 100;
        match act {
            Act::Begin { number, .. } | Act::Line(number, _) | Act::End { number, .. }
                if dialect == Dialect::Documents && nested(number) => {}
            Act::Begin { number, name } => {
                let step = Step {
                    number: number.into(),
                    name: name.to_owned().into(),
                    status: RunStatus::InProgress.into(),
                    log: String::new().into(),
                    outputs: json!({}).into(),
                    ..Step::default()
                };
                say::step(Phase::Started, run, &self.data, &step, dialect, out);
                self.steps.push(step);
            }
            Act::Line(number, line) => {
                if let Some(Step { log: Field::Value(log), .. }) = self.step_mut(number) {
                    log.push_str(&line);
                }
                say::line(run, &self.data, number, line, out);
            }
            Act::End { number, conclusion } => {
                let ended = self.step_mut(number).map(|step| {
                    step.status = RunStatus::Completed.into();
                    step.conclusion = conclusion.into();
                    step.clone()
                });
                if let Some(step) = ended {
                    say::step(Phase::Completed, run, &self.data, &step, dialect, out);
                }
            }
            Act::Tolerate { number } => {
                let ended = self.step_mut(number).map(|step| {
                    step.conclusion = if dialect == Dialect::Observed { Conclusion::Failure } else { Conclusion::Success }.into();
                    step.clone()
                });
                if let Some(step) = ended {
                    say::step(Phase::Completed, run, &self.data, &step, dialect, out);
                }
            }
            Act::Skip { number, name } => {
                let step = Step {
                    number: number.into(),
                    name: name.to_owned().into(),
                    status: RunStatus::Completed.into(),
                    conclusion: Conclusion::Skipped.into(),
                    log: "Skipped: condition evaluated to false\n".to_owned().into(),
                    outputs: json!({}).into(),
                    ..Step::default()
                };
                if dialect == Dialect::Observed {
                    say::step(Phase::Completed, run, &self.data, &step, dialect, out);
                }
                self.steps.push(step);
            }
        }
    }

    fn step_mut(&mut self, number: u64) -> Option<&mut Step> {
        self.steps.iter_mut().find(|step| step.number.value() == Some(&number))
    }
}
