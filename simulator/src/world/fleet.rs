//! API 1: pipelines of a few projects on their way through the phases, polled every three seconds.
//!
//! Like the real server it tells of changes only at a poll, only of runs whose fingerprint changed, and of at most 50
//! lines a run. A run that is over leaves without a word.

use super::chance::Chance;
use super::fleet_log::FleetLog;
use super::{Moment, Out, Outgoing, Settings, words};
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::workspace::{Event, Intervention, Job, JobStatus, Pipeline, PipelineStatus, Snapshot, encode};
use serde_json::json;

/// How many pipelines there may be at once.
const SLOTS: usize = 9;

/// Every pipeline.
#[derive(Debug)]
pub(crate) struct Fleet {
    settings: Settings,
    slots: Vec<Slot>,
    log: FleetLog,
    next_poll: u64,
}

#[derive(Debug)]
struct Slot {
    number: usize,
    chance: Chance,
    run: Option<Run>,
    due: u64,
}

#[derive(Debug)]
struct Run {
    data: Pipeline,
    phases: Vec<PipelineStatus>,
    phase: usize,
    /// When something of a run's own was asked or will be taken up.
    instruct_at: Option<u64>,
    next_line: u64,
    told: String,
}

impl Fleet {
    /// Makes a fleet whose pipelines come in during the first minutes.
    pub(crate) fn new(settings: Settings, birth: u64) -> Self {
        let slot = |number: usize| {
            let mut chance = Chance::of(settings.seed, &format!("pipeline {number}"));
            let due = birth + number as u64 * 15_000 + chance.between(0, 20_000);
            Slot { number, chance, run: None, due }
        };
        Self { settings, slots: (0..SLOTS).map(slot).collect(), log: FleetLog::new(settings.seed), next_poll: birth + settings.poll_ms }
    }

    /// Does what is due, and tells of it at a poll.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        for slot in &mut self.slots {
            slot.step(now, &mut self.log);
        }
        if now.virtual_ms >= self.next_poll {
            self.next_poll += self.settings.poll_ms;
            self.poll(out);
        }
    }

    fn poll(&mut self, out: &mut Out) {
        let mut changed = Vec::new();
        for run in self.slots.iter_mut().filter_map(|slot| slot.run.as_mut()) {
            let fingerprint = run.fingerprint();
            if fingerprint != run.told {
                run.told = fingerprint;
                changed.push(run.data.clone());
            }
        }
        if !changed.is_empty() {
            out.push(Outgoing::new(Api::AgentWorkspace, encode(&Event::Update(changed.into()))));
        }
        let lines = self.log.take_new();
        if !lines.is_empty() {
            out.push(Outgoing::new(Api::AgentWorkspace, encode(&Event::Logs(lines.into()))));
        }
    }

    /// Returns what a client gets first: every run, and the most recent lines.
    pub(crate) fn greet(&self) -> Vec<Outgoing> {
        let pipelines: Vec<Pipeline> = self.slots.iter().filter_map(|slot| Some(slot.run.as_ref()?.data.clone())).collect();
        let snapshot = Snapshot { pipelines: pipelines.into(), ..Snapshot::default() };
        let mut frames = vec![Outgoing::new(Api::AgentWorkspace, encode(&Event::Snapshot(snapshot)))];
        let lines = self.log.recent();
        if !lines.is_empty() {
            frames.push(Outgoing::new(Api::AgentWorkspace, encode(&Event::Logs(lines.into()))));
        }
        frames
    }

    /// Takes a run out, the first where none is named. Returns its id.
    pub(crate) fn end(&mut self, id: Option<&str>, now: u64) -> Option<String> {
        let wanted = |run: &Run| id.is_none_or(|id| run.data.id.as_str() == id);
        let slot = self.slots.iter_mut().find(|slot| slot.run.as_ref().is_some_and(wanted))?;
        slot.due = now + slot.chance.between(20_000, 40_000);
        slot.run.take().map(|run| run.data.id.0)
    }
}

impl Slot {
    fn step(&mut self, now: Moment, log: &mut FleetLog) {
        if now.virtual_ms >= self.due {
            match &mut self.run {
                None => {
                    self.run = Some(Run::new(self.number, &mut self.chance));
                    self.due = now.virtual_ms + self.chance.between(8000, 22_000);
                }
                Some(run) => match run.go_on(&mut self.chance, now) {
                    Some(pause) => self.due = now.virtual_ms + pause,
                    None => {
                        self.run = None;
                        self.due = now.virtual_ms + self.chance.between(5000, 30_000);
                    }
                },
            }
        }
        if let Some(run) = &mut self.run {
            run.instruct(&mut self.chance, now);
            run.write(&mut self.chance, now, log);
        }
    }
}

impl Run {
    fn new(slot: usize, chance: &mut Chance) -> Self {
        use PipelineStatus as P;
        let id = chance.uuid();
        let project = slot % words::PROJECTS.len();
        let mut phases = vec![P::Queued, P::Researching];
        phases.extend((!chance.one_in(3)).then_some(P::Architecting));
        phases.extend(chance.one_in(2).then_some(P::Designing));
        phases.extend([P::Implementing, P::Testing, P::AwaitingApproval, P::Releasing]);
        phases.extend(chance.one_in(4).then_some(P::Marketing));
        phases.extend(chance.one_in(2).then_some(P::Documenting));
        phases.push(P::SyncingBranches);
        let jobs = phases.iter().filter(|phase| is_work(phase)).map(|phase| job(&id, phase, chance)).collect::<Vec<_>>();
        let trigger = chance.pick(&["push", "schedule", "manual", "issue"]);
        let data = Pipeline {
            id: id.as_str().into(),
            project_id: Some(format!("proj-{:02}", project + 1).as_str().into()),
            project_name: Some(words::PROJECTS[project].to_owned()),
            status: Some(P::Queued),
            started_at: None,
            trigger: Some(trigger.to_owned()),
            trigger_data: Some(json!({"branch": "main", "sha": chance.hex(40), "by": chance.pick(&["mira", "jonas", "ana", "scheduler"])})),
            jobs: Some(jobs.into()),
            pending_interventions: Some(Vec::new().into()),
        };
        Self { data, phases, phase: 0, instruct_at: None, next_line: 0, told: String::new() }
    }

    fn status(&self) -> &PipelineStatus {
        &self.phases[self.phase]
    }

    fn fingerprint(&self) -> String {
        let jobs = self.data.jobs.iter().flat_map(|jobs| &jobs.items);
        let words = jobs.map(|job| job.status.as_ref().map_or("-", JobStatus::as_str)).collect::<Vec<_>>().join(",");
        let asked = self.data.pending_interventions.as_ref().map_or(0, |asked| asked.items.len());
        format!("{:?} {words} {asked}", self.data.status)
    }

    fn job_of(&mut self, phase: &PipelineStatus) -> Option<&mut Job> {
        let jobs = self.data.jobs.as_mut()?;
        jobs.items.iter_mut().rev().find(|job| job.agent_type.as_deref() == Some(phase.as_str()))
    }

    /// Ends the phase and begins the next. Returns how long that takes, or `None` where the run is over.
    fn go_on(&mut self, chance: &mut Chance, now: Moment) -> Option<u64> {
        let phase = self.status().clone();
        let failed = self.job_of(&phase).is_some_and(|job| job.status == Some(JobStatus::Failed));
        if failed {
            if chance.one_in(2) {
                return None;
            }
            let again =
                Job { status: Some(JobStatus::Running), started_at: Some(now.stamp()), ..job(self.data.id.as_str(), &phase, chance) };
            self.data.jobs.get_or_insert_default().items.push(again);
            return Some(chance.between(25_000, 50_000));
        }
        let breaks = matches!(phase, PipelineStatus::Testing | PipelineStatus::Implementing) && chance.one_in(9);
        let error = chance.pick(words::JOB_ERRORS);
        if let Some(job) = self.job_of(&phase) {
            job.completed_at = Some(now.stamp());
            job.status = Some(if breaks { JobStatus::Failed } else { JobStatus::Completed });
            job.error = breaks.then(|| error.to_owned());
        }
        if breaks {
            return Some(chance.between(20_000, 40_000));
        }
        self.phase += 1;
        let next = self.phases.get(self.phase)?.clone();
        self.data.started_at.get_or_insert_with(|| now.stamp());
        self.data.status = Some(next.clone());
        if let Some(job) = self.job_of(&next) {
            job.status = Some(JobStatus::Running);
            job.started_at = Some(now.stamp());
        }
        self.instruct_at =
            (next == PipelineStatus::Implementing && chance.one_in(2)).then(|| now.virtual_ms + chance.between(5000, 30_000));
        Some(match next {
            PipelineStatus::Implementing => chance.between(60_000, 140_000),
            PipelineStatus::Testing => chance.between(40_000, 80_000),
            PipelineStatus::AwaitingApproval => chance.between(40_000, 100_000),
            _ => chance.between(18_000, 45_000),
        })
    }

    /// A person asks something of the run; after a while it is taken up.
    fn instruct(&mut self, chance: &mut Chance, now: Moment) {
        if self.instruct_at.is_none_or(|at| now.virtual_ms < at) {
            return;
        }
        let asked = self.data.pending_interventions.get_or_insert_default();
        if asked.items.is_empty() {
            let (kind, message) = chance.pick(words::INSTRUCTIONS);
            asked.items.push(Intervention {
                id: Some(format!("int-{}", chance.hex(8)).as_str().into()),
                pipeline_run_id: Some(self.data.id.clone()),
                kind: Some(kind.into()),
                message: Some(message.to_owned()),
                status: Some("pending".to_owned()),
                created_at: Some(now.stamp()),
            });
            self.instruct_at = Some(now.virtual_ms + chance.between(15_000, 35_000));
        } else {
            asked.items.clear();
            self.instruct_at = None;
        }
    }

    fn write(&mut self, chance: &mut Chance, now: Moment, log: &mut FleetLog) {
        if now.virtual_ms < self.next_line || !is_work(self.status()) {
            return;
        }
        self.next_line = now.virtual_ms + chance.between(700, 4500);
        let phase = self.status().clone();
        let run = self.data.id.0.clone();
        if let Some(job) = self.job_of(&phase).filter(|job| job.status == Some(JobStatus::Running)) {
            log.write(&run, job.id.as_str(), phase.as_str(), chance, now);
        }
    }
}

fn is_work(phase: &PipelineStatus) -> bool {
    !matches!(phase, PipelineStatus::Queued | PipelineStatus::AwaitingApproval)
}

fn job(run: &str, phase: &PipelineStatus, chance: &mut Chance) -> Job {
    Job {
        id: format!("job-{}", chance.hex(8)).as_str().into(),
        pipeline_run_id: Some(run.into()),
        agent_type: Some(phase.as_str().to_owned()),
        status: Some(JobStatus::Queued),
        ..Job::default()
    }
}
