//! Agent workspace: pipelines with their jobs, and the lines agents log.
//!
//! A new snapshot replaces the one before: a run that is absent has ended. The snapshot repeats recent lines, so lines that
//! are held already are dropped (`recent`).

use super::cx::Cx;
use super::executions::plain;
use super::log::{Meta, RowKind};
use super::recent::Recent;
use super::unit::{Fact, Instruction, Kind, Status, UnitIx, join_ids};
use crate::protocol::field::{Elements, Stamp};
use crate::protocol::workspace::{self as api, Event, JobStatus, PipelineStatus};
use std::collections::{BTreeMap, HashMap, HashSet};

#[derive(Debug, Default)]
pub(super) struct Workspace {
    snapshots: u64,
    /// The next lines may repeat lines that are held.
    repeating: bool,
    recent: Recent,
    /// The unit of each job id.
    jobs: HashMap<String, String>,
}

impl Workspace {
    pub(super) fn apply(&mut self, event: Event, cx: &mut Cx<'_>) {
        match event {
            Event::Snapshot(snapshot) => self.snapshot(snapshot, cx),
            Event::Update(pipelines) => {
                self.recovered(cx);
                for pipeline in cx.read("fleet_update", pipelines) {
                    self.pipeline(pipeline, cx);
                }
            }
            Event::Logs(lines) => {
                self.lines(lines, cx);
                self.repeating = false;
            }
            Event::Heartbeat(_) => {}
            Event::Error(error) => {
                cx.server.error = Some(error.message.unwrap_or_default());
                cx.changes.server = true;
            }
        }
    }

    fn recovered(&self, cx: &mut Cx<'_>) {
        if cx.server.error.take().is_some() {
            cx.changes.server = true;
        }
    }

    fn snapshot(&mut self, snapshot: api::Snapshot, cx: &mut Cx<'_>) {
        self.recovered(cx);
        cx.witnessed = false;
        let pipelines = snapshot.pipelines;
        let proves_absence = pipelines.unread.is_empty() && pipelines.items.len() < api::SNAPSHOT_RUNS;
        let mut present = HashSet::new();
        for pipeline in cx.read("fleet_snapshot", pipelines) {
            present.insert(self.pipeline(pipeline, cx));
        }
        if proves_absence && self.snapshots > 0 {
            for root in cx.units.roots().to_vec() {
                if !present.contains(&root) && !cx.status(root).is_over() {
                    left(root, cx);
                }
            }
        }
        self.snapshots += 1;
        self.repeating = true;
        if !snapshot.logs.items.is_empty() || !snapshot.logs.unread.is_empty() {
            self.lines(snapshot.logs, cx);
            self.repeating = false;
        }
    }

    fn pipeline(&mut self, pipeline: api::Pipeline, cx: &mut Cx<'_>) -> UnitIx {
        let (root, _) = cx.root(Kind::Pipeline, &[pipeline.id.as_str()], pipeline.id.as_str());
        if let Some(jobs) = pipeline.jobs {
            let all_read = jobs.unread.is_empty();
            let named: HashSet<UnitIx> =
                cx.read("jobs", jobs).into_iter().filter_map(|job| self.job(root, &pipeline.id.0, job, cx)).collect();
            // The list is whole each time, so a job that it does not name any more has left, as a run does.
            let held = cx.units.get(root).map(|unit| unit.children.clone()).unwrap_or_default();
            held.into_iter().filter(|ix| all_read && !named.contains(ix)).for_each(|ix| cx.left(ix));
        }
        if let Some(status) = &pipeline.status {
            cx.set_status(root, status_of(status), Some(status.as_str()));
        }
        let interventions = pipeline.pending_interventions.map(|held| cx.read("pendingInterventions", held));
        let doing = running_agents(root, cx);
        cx.edit(root, |unit| {
            if let Some(name) = pipeline.project_name {
                unit.title = name;
            }
            if let Some(at) = pipeline.started_at.as_ref().and_then(Stamp::ms) {
                unit.started_ms = Some(at);
            }
            if let Some(held) = interventions {
                unit.interventions = held.into_iter().filter(api::Intervention::is_pending).map(instruction).collect();
            }
            unit.doing = doing;
            for (fact, value) in [
                (Fact::Project, pipeline.project_id.map(|id| id.0)),
                (Fact::Trigger, pipeline.trigger),
                (Fact::TriggerData, pipeline.trigger_data.filter(|data| !data.is_null()).as_ref().map(plain)),
            ] {
                if value.is_some() {
                    unit.set_fact(fact, value);
                }
            }
        });
        root
    }

    fn job(&mut self, root: UnitIx, run_id: &str, job: api::Job, cx: &mut Cx<'_>) -> Option<UnitIx> {
        let (ix, new) = cx.child(root, Kind::Job, job.id.as_str(), job.agent_type.as_deref().unwrap_or(job.id.as_str()))?;
        if new {
            self.remember_job(run_id, job.id.as_str(), cx);
        }
        let error = job.error.filter(|error| !error.is_empty());
        let status = match (&error, &job.status) {
            (Some(_), _) => Status::Failed,
            (None, Some(JobStatus::Running | JobStatus::InProgress)) => Status::Running,
            (None, Some(JobStatus::Completed)) => Status::Succeeded,
            (None, Some(JobStatus::Failed)) => Status::Failed,
            (None, Some(JobStatus::Cancelled)) => Status::Cancelled,
            (None, Some(JobStatus::Skipped)) => Status::Skipped,
            (None, Some(JobStatus::Queued | JobStatus::Pending)) => Status::Queued,
            (None, Some(JobStatus::Other(_))) => Status::Unknown,
            (None, None) => match (&job.started_at, &job.completed_at) {
                (_, Some(_)) => Status::Succeeded,
                (Some(_), None) => Status::Running,
                (None, None) => Status::Queued,
            },
        };
        cx.set_status(ix, status, job.status.as_ref().map(JobStatus::as_str));
        cx.edit(ix, |unit| {
            if let Some(agent) = job.agent_type {
                unit.title = agent;
            }
            unit.ask = error;
            unit.started_ms = job.started_at.as_ref().and_then(Stamp::ms);
            unit.ended_ms = job.completed_at.as_ref().and_then(Stamp::ms);
        });
        Some(ix)
    }

    /// Notes the unit of a job's id, for lines that name only the job. Those of units that are gone make room.
    fn remember_job(&mut self, run_id: &str, job_id: &str, cx: &Cx<'_>) {
        if self.jobs.len() > 2 * cx.units.len() + 1_000 {
            self.jobs.retain(|_, unit_id| cx.units.find(unit_id).is_some());
        }
        self.jobs.insert(job_id.to_owned(), join_ids(&[run_id, job_id]));
    }

    fn lines(&mut self, lines: Elements<api::Log>, cx: &mut Cx<'_>) {
        let lines = cx.read("fleet_logs", lines);
        // As many as a snapshot repeats at once are those, not what one poll found.
        let from_a_poll = !(self.repeating && lines.len() >= api::REPEATED_LINES);
        let mut repeated = self.recent.repeated(self.repeating);
        // How many lines came of each run, the last unit that wrote one, and whether some were held already.
        let mut counts: BTreeMap<Option<String>, (usize, String, bool)> = BTreeMap::new();
        for line in lines {
            let (at_ms, text) = (line.at_ms(), line.text());
            let unit_id = self.unit_of(&line);
            let known = repeated.holds(&mut self.recent, line.id(), at_ms, &text);
            let count = counts.entry(line.run_id()).or_default();
            *count = (count.0 + 1, unit_id.clone(), count.2 || known);
            if known {
                continue;
            }
            let log = cx.logs.open(&unit_id);
            cx.logs.write(log, &text, Meta { at_ms, level: line.level().as_deref(), sequence: None });
            // A line of a log is whole: what comes next does not redraw it.
            cx.logs.end_line(log);
            cx.changes.logs = true;
        }
        for (count, unit_id, some_known) in counts.into_values() {
            if count == api::BURST_LINES && !some_known && from_a_poll {
                let log = cx.logs.open(&unit_id);
                cx.logs.event(log, RowKind::Burst, "", Meta::default());
            }
        }
    }

    /// Returns the unit a line belongs to; `-` where it does not say.
    fn unit_of(&self, line: &api::Log) -> String {
        match (line.run_id(), line.job_id()) {
            (Some(run), Some(job)) => join_ids(&[&run, &job]),
            (Some(run), None) => join_ids(&[&run]),
            (None, Some(job)) => self.jobs.get(&job).cloned().unwrap_or_else(|| join_ids(&[&job])),
            (None, None) => "-".to_owned(),
        }
    }
}

/// A run left the stream: how it ended is not known, and neither is how its jobs did.
fn left(root: UnitIx, cx: &mut Cx<'_>) {
    let jobs = cx.units.get(root).map(|unit| unit.children.clone()).unwrap_or_default();
    jobs.into_iter().chain([root]).for_each(|ix| cx.left(ix));
    if let Some(unit) = cx.units.get_mut(root) {
        unit.interventions.clear();
        unit.doing = None;
    }
    cx.units.note_wants(root);
}

fn status_of(status: &PipelineStatus) -> Status {
    match status {
        PipelineStatus::Queued => Status::Queued,
        PipelineStatus::AwaitingApproval => Status::Waiting,
        PipelineStatus::Researching
        | PipelineStatus::Architecting
        | PipelineStatus::Designing
        | PipelineStatus::Implementing
        | PipelineStatus::Testing
        | PipelineStatus::Releasing
        | PipelineStatus::Marketing
        | PipelineStatus::Documenting
        | PipelineStatus::SyncingBranches => Status::Running,
        PipelineStatus::Completed => Status::Succeeded,
        PipelineStatus::Failed => Status::Failed,
        PipelineStatus::Cancelled => Status::Cancelled,
        PipelineStatus::Other(_) => Status::Unknown,
    }
}

fn instruction(held: api::Intervention) -> Instruction {
    Instruction {
        kind: held.kind.map(|kind| kind.as_str().to_owned()),
        message: held.message,
        at_ms: held.created_at.as_ref().and_then(Stamp::ms),
    }
}

/// Names the agents whose jobs run.
fn running_agents(root: UnitIx, cx: &Cx<'_>) -> Option<String> {
    let jobs = cx.units.get(root)?.children.iter().filter_map(|ix| cx.units.get(*ix));
    let names: Vec<&str> = jobs.filter(|job| job.status == Status::Running).map(|job| job.title.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
