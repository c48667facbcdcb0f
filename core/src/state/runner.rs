//! A runner: runs with jobs and steps, merged from payloads that carry only what changed.

use super::cx::Cx;
use super::executions::plain;
use super::log::{Meta, last_line};
use super::unit::{Fact, Kind, Status, UnitIx};
use crate::protocol::field::{Field, Stamp};
use crate::protocol::percent_decode;
use crate::protocol::runner::{Conclusion, Event, Job, Phase, Run, RunStatus, Step};
use serde_json::Value;
use std::collections::HashMap;

/// How many of a failed step's last lines are searched for the error that explains it.
const SEARCHED_LINES: usize = 1_000;
/// Step 100p+k is the k-th step inside step p.
const NESTED: u64 = 100;
/// What is known of a unit that an event names and says nothing else of.
const NAMED: Status = Status::Running;

#[derive(Debug, Default)]
pub(super) struct Runner {
    said: HashMap<UnitIx, Said>,
}

/// What the server said of a unit, as it said it.
#[derive(Debug, Default)]
struct Said {
    serial: u64,
    status: Option<RunStatus>,
    conclusion: Option<Conclusion>,
    tolerated: bool,
    log: HeldLog,
    /// Steps of this job whose number says that they belong inside a step that is not known.
    orphans: bool,
}

/// Where the log that is held of a step comes from, the least trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum HeldLog {
    #[default]
    None,
    /// From the list of a run or job, which for a failed step holds only the error.
    Listed,
    /// From `step.completed`.
    Whole,
    /// From `step.log`.
    Lines,
}

/// What a payload says of a status, and what its event's name says where it does not.
struct Told {
    status: Field<RunStatus>,
    conclusion: Field<Conclusion>,
    phase: Option<Phase>,
}

impl Runner {
    pub(super) fn apply(&mut self, event: Event, cx: &mut Cx<'_>) {
        match event {
            Event::Run { phase, run_id, run } => {
                let ix = self.run(run_id.as_str(), cx);
                self.merge_run(ix, run, Some(phase), cx);
            }
            Event::Job { phase, run_id, job_id, job } => {
                let run = self.run(run_id.as_str(), cx);
                if let Some(ix) = job_of(run, job_id.as_str(), NAMED, cx) {
                    self.merge_job(ix, job, Some(phase), cx);
                }
            }
            Event::Step { phase, run_id, job_id, number, step } => {
                let run = self.run(run_id.as_str(), cx);
                let Some(job) = job_of(run, job_id.as_str(), NAMED, cx) else { return };
                let Some(ix) = self.step(job, number, NAMED, cx) else { return };
                self.merge_step(ix, step, Some(phase), cx);
                if phase == Phase::Started {
                    name_what_runs(run, job, ix, cx);
                }
            }
            Event::Log { run_id, job_id, number, line } => {
                let run = self.run(run_id.as_str(), cx);
                let Some(job) = job_of(run, job_id.as_str(), NAMED, cx) else { return };
                let Some(ix) = self.step(job, number, NAMED, cx) else { return };
                let held = std::mem::replace(&mut self.said(ix, cx).log, HeldLog::Lines);
                // The log of `step.completed` counts only where no line came, so not where one comes late.
                if held == HeldLog::Whole {
                    cx.restart_log(ix);
                }
                cx.edit(ix, |_| {});
                cx.write(ix, &line, Meta::default());
            }
        }
    }

    /// Takes a run as the server lists it.
    pub(super) fn known_run(&mut self, run: Run, cx: &mut Cx<'_>) {
        if let Some(id) = run.id.value().cloned() {
            let ix = self.run(id.as_str(), cx);
            self.merge_run(ix, run, None, cx);
        }
    }

    /// What was said of a unit; a slot that was used before for another unit starts anew.
    fn said(&mut self, ix: UnitIx, cx: &Cx<'_>) -> &mut Said {
        let serial = cx.units.get(ix).map_or(0, |unit| unit.serial);
        let said = self.said.entry(ix).or_default();
        if said.serial != serial {
            *said = Said { serial, ..Said::default() };
        }
        said
    }

    fn run(&mut self, id: &str, cx: &mut Cx<'_>) -> UnitIx {
        let (ix, new) = cx.root(Kind::Run, &[id], id);
        if new && cx.witnessed {
            cx.set_status(ix, NAMED, None);
        }
        ix
    }

    /// Finds or makes a step, inside the step its number points to where that is known, in the order of numbers.
    fn step(&mut self, job: UnitIx, number: u64, born: Status, cx: &mut Cx<'_>) -> Option<UnitIx> {
        let (ix, new) = cx.child(job, Kind::Step, &number.to_string(), &format!("Step {number}"))?;
        if !new {
            return Some(ix);
        }
        cx.set_status(ix, born, None);
        let base = cx.units.get(job).map_or_else(String::new, |unit| unit.id.clone());
        let at = |number: u64| format!("{base}/{number}");
        let (outer, place) = (number / NESTED, number % NESTED);
        if outer > 0 && place > 0 {
            match cx.units.find(&at(outer)) {
                Some(outer) => cx.units.adopt(outer, ix),
                None => self.said(job, cx).orphans = true,
            }
        }
        if let Some(first) = number.checked_mul(NESTED).filter(|_| self.said(job, cx).orphans) {
            for inner in first.saturating_add(1)..first.saturating_add(NESTED) {
                if let Some(inner) = cx.units.find(&at(inner)) {
                    cx.units.adopt(ix, inner);
                    cx.moved(inner);
                }
            }
        }
        if let Some(parent) = cx.units.get(ix).and_then(|unit| unit.parent) {
            keep_in_order(parent, number, cx);
            cx.moved(ix);
        }
        Some(ix)
    }

    fn merge_run(&mut self, ix: UnitIx, run: Run, phase: Option<Phase>, cx: &mut Cx<'_>) {
        if let Field::Value(jobs) = run.jobs {
            for job in jobs {
                let named = job.id.value().map(|id| id.0.clone()).or_else(|| job.name.value().cloned());
                if let Some(at) = named.and_then(|id| job_of(ix, &id, Status::Unknown, cx)) {
                    self.merge_job(at, job, None, cx);
                }
            }
        }
        self.tell(ix, Told { status: run.status, conclusion: run.conclusion, phase }, cx);
        cx.edit(ix, |unit| {
            merge_title(unit, run.workflow, |id| id);
            merge_stamp(&run.created_at, &mut unit.started_ms);
            if unit.status.is_over() {
                merge_stamp(&run.updated_at, &mut unit.ended_ms);
                unit.doing = None;
            }
            for (fact, field) in [(Fact::Trigger, run.trigger), (Fact::Inputs, run.inputs), (Fact::Environment, run.env)] {
                merge_fact(unit, fact, field);
            }
        });
    }

    fn merge_job(&mut self, ix: UnitIx, job: Job, phase: Option<Phase>, cx: &mut Cx<'_>) {
        if let Field::Value(steps) = job.steps {
            for (at, step) in steps.into_iter().enumerate() {
                let number = step.number.value().copied().unwrap_or(at as u64 + 1);
                if let Some(at) = self.step(ix, number, Status::Unknown, cx) {
                    self.merge_step(at, step, None, cx);
                }
            }
        }
        self.tell(ix, Told { status: job.status, conclusion: job.conclusion, phase }, cx);
        cx.edit(ix, |unit| {
            merge_title(unit, job.name, |id| id);
            merge_stamp(&job.started_at, &mut unit.started_ms);
            merge_stamp(&job.completed_at, &mut unit.ended_ms);
            job.error.merge_into(&mut unit.ask);
            merge_fact(unit, Fact::Outputs, job.outputs);
        });
    }

    fn merge_step(&mut self, ix: UnitIx, step: Step, phase: Option<Phase>, cx: &mut Cx<'_>) {
        let whole = step.log.value().filter(|text| !text.is_empty());
        let from = if phase == Some(Phase::Completed) { HeldLog::Whole } else { HeldLog::Listed };
        let held = self.said(ix, cx).log;
        // Lines that came stay, and a whole log takes the place of one that may be less.
        if let Some(text) = whole.filter(|_| from > held) {
            self.said(ix, cx).log = from;
            if held != HeldLog::None {
                cx.restart_log(ix);
            }
            cx.write(ix, text, Meta::default());
        }
        self.tell(ix, Told { status: step.status, conclusion: step.conclusion, phase }, cx);
        let failed = cx.status(ix) == Status::Failed;
        let ask = if failed { first_error(ix, cx).or_else(|| whole.and_then(|text| last_line(text))) } else { None };
        cx.edit(ix, |unit| {
            merge_title(unit, step.name, |number| format!("Step {number}"));
            merge_stamp(&step.started_at, &mut unit.started_ms);
            merge_stamp(&step.completed_at, &mut unit.ended_ms);
            if failed {
                unit.ask = ask;
            }
            merge_fact(unit, Fact::Outputs, step.outputs);
        });
    }

    /// Merges what was told and sets the status: by conclusion, else by status, else by the event's name.
    fn tell(&mut self, ix: UnitIx, told: Told, cx: &mut Cx<'_>) {
        let said = self.said(ix, cx);
        let status_told = told.status.value().is_some();
        let conclusion_told = told.conclusion.value().is_some();
        told.status.merge_into(&mut said.status);
        told.conclusion.merge_into(&mut said.conclusion);
        // The event's name says less than "failed" or "cancelled" that were told before.
        let said_how = matches!(said.status, Some(RunStatus::Failed | RunStatus::Cancelled));
        match told.phase {
            Some(Phase::Started) if !status_told => said.status = Some(RunStatus::InProgress),
            Some(Phase::Completed) if !status_told && !said_how => said.status = Some(RunStatus::Completed),
            _ => {}
        }
        if said.status.is_none() && said.conclusion.is_none() {
            return;
        }
        let status = match (&said.conclusion, &said.status) {
            (Some(Conclusion::Success), _) => Status::Succeeded,
            (Some(Conclusion::Failure), _) => Status::Failed,
            (Some(Conclusion::Cancelled), _) => Status::Cancelled,
            (Some(Conclusion::Skipped), _) => Status::Skipped,
            (Some(Conclusion::Other(_)), _) => Status::Unknown,
            (None, Some(RunStatus::Queued)) => Status::Queued,
            (None, Some(RunStatus::InProgress)) => Status::Running,
            (None, Some(RunStatus::Completed)) => Status::Succeeded,
            (None, Some(RunStatus::Failed)) => Status::Failed,
            (None, Some(RunStatus::Cancelled)) => Status::Cancelled,
            (None, Some(RunStatus::Other(_)) | None) => Status::Unknown,
        };
        // The runner says of a failure it tolerates that the step is still in progress. A start that is told again says nothing.
        let failed_in_progress = said.conclusion == Some(Conclusion::Failure) && said.status == Some(RunStatus::InProgress);
        if conclusion_told || !failed_in_progress {
            said.tolerated = failed_in_progress;
        }
        let tolerated = said.tolerated;
        let word = said
            .conclusion
            .as_ref()
            .map(|word| word.as_str().to_owned())
            .or_else(|| said.status.as_ref().map(|word| word.as_str().to_owned()));
        cx.set_status(ix, status, word.as_deref());
        cx.edit(ix, |unit| unit.tolerated = tolerated);
    }
}

fn job_of(run: UnitIx, id: &str, born: Status, cx: &mut Cx<'_>) -> Option<UnitIx> {
    let (ix, new) = cx.child(run, Kind::Job, id, id)?;
    if new {
        cx.set_status(ix, born, None);
    }
    Some(ix)
}

/// Merges a name; where it is erased, what stands in for a name is made of the unit's own id.
fn merge_title(unit: &mut super::unit::Unit, name: Field<String>, stand_in: impl Fn(String) -> String) {
    match name {
        Field::Absent => {}
        Field::Null => unit.title = stand_in(percent_decode(unit.id.rsplit('/').next().unwrap_or_default())),
        Field::Value(name) => unit.title = name,
    }
}

fn merge_stamp(field: &Field<Stamp>, held: &mut Option<i64>) {
    match field {
        Field::Absent => {}
        Field::Null => *held = None,
        Field::Value(stamp) => *held = stamp.ms().or(*held),
    }
}

fn merge_fact(unit: &mut super::unit::Unit, fact: Fact, field: Field<Value>) {
    match field {
        Field::Absent => {}
        Field::Null => unit.set_fact(fact, None),
        Field::Value(Value::Object(fields)) if fields.is_empty() => {}
        Field::Value(value) => unit.set_fact(fact, Some(plain(&value))),
    }
}

/// Moves the step that was added last to where its number belongs among its siblings.
fn keep_in_order(parent: UnitIx, number: u64, cx: &mut Cx<'_>) {
    let number_of = |cx: &Cx<'_>, ix: UnitIx| cx.units.get(ix).and_then(|unit| unit.id.rsplit('/').next()?.parse::<u64>().ok());
    let Some(siblings) = cx.units.get(parent).map(|unit| unit.children.as_slice()) else { return };
    let before = siblings.len() - 1;
    let later = siblings[..before].iter().rev().take_while(|ix| number_of(cx, **ix).is_some_and(|held| held > number)).count();
    if later > 0
        && let Some(unit) = cx.units.get_mut(parent)
    {
        unit.children[before - later..].rotate_right(1);
    }
}

fn name_what_runs(run: UnitIx, job: UnitIx, step: UnitIx, cx: &mut Cx<'_>) {
    let title = |ix: UnitIx| cx.units.get(ix).map(|unit| unit.title.clone());
    if let (Some(job), Some(step)) = (title(job), title(step)) {
        cx.edit(run, |unit| unit.doing = Some(format!("{job} > {step}")));
    }
}

/// Finds the line that says why a step failed: the first of its last lines that speaks of an error, else the last.
fn first_error(ix: UnitIx, cx: &Cx<'_>) -> Option<String> {
    let log = cx.logs.get(cx.logs.find(&cx.units.get(ix)?.id)?)?;
    let lines: Vec<&str> = log.lines().rev().take(SEARCHED_LINES).filter(|line| !line.trim().is_empty()).collect();
    let speaks = |line: &&&str| line.to_ascii_lowercase().contains("error");
    lines.iter().rev().find(speaks).or_else(|| lines.first()).map(|line| line.trim().to_owned())
}
