//! `--fleet N --rate R`: so many units at once, and so many updates a second, in place of the ordinary world.
//!
//! Seven of ten are threads, two are pipelines, one is a run; threads and runs say each change, pipelines are told of at the
//! poll, as their server does. Who connects gets all of them first, also from the servers that repeat nothing: to that client
//! they have just begun.

use super::chance::Chance;
use super::{Greeting, Moment, Out, Outgoing, Settings, say, words};
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::field::Id;
use fleetglass_core::protocol::runner::{Conclusion, Job as RunJob, Phase, Run, RunStatus, Step};
use fleetglass_core::protocol::threads::{Data, Event, Kind, Payload, ThreadEvent, encode};
use fleetglass_core::protocol::workspace::{self, Job, JobStatus, Pipeline, PipelineStatus, Snapshot};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The execution that all threads belong to.
const EXECUTION: &str = "exec-123";
/// How many jobs a pipeline has, and steps a run.
const PARTS: usize = 6;
/// No more time than this is made up for, in milliseconds.
const LATE_MS: i64 = 1_000;

/// So many units.
#[derive(Debug)]
pub(crate) struct Crowd {
    settings: Settings,
    /// Updates a second.
    rate: f64,
    chance: Chance,
    threads: Vec<Kind>,
    pipelines: Vec<Pipeline>,
    runs: Vec<(Run, usize)>,
    told_ms: Option<i64>,
    owed: f64,
    next_poll: u64,
    changed: BTreeSet<usize>,
}

impl Crowd {
    /// Makes so many units.
    pub(crate) fn new(settings: Settings, units: usize, rate: u32, now: Moment) -> Self {
        let mut chance = Chance::of(settings.seed, "crowd");
        let (pipelines, runs) = (units / 5, units / 10);
        Self {
            settings,
            rate: f64::from(rate),
            threads: vec![Kind::Ready; units - pipelines - runs],
            pipelines: (0..pipelines).map(|number| pipeline(number, &mut chance, now)).collect(),
            runs: (0..runs).map(|number| (run(number, now), 0)).collect(),
            chance,
            told_ms: None,
            owed: 0.0,
            next_poll: now.virtual_ms + settings.poll_ms,
            changed: BTreeSet::new(),
        }
    }

    /// Makes the updates that are due by the wall clock.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        let since = now.wall_ms - self.told_ms.replace(now.wall_ms).unwrap_or(now.wall_ms);
        self.owed += self.rate * since.clamp(0, LATE_MS) as f64 / 1_000.0;
        while self.owed >= 1.0 {
            self.owed -= 1.0;
            self.update(now, out);
        }
        if now.virtual_ms >= self.next_poll {
            self.next_poll += self.settings.poll_ms;
            let changed: Vec<Pipeline> = std::mem::take(&mut self.changed).into_iter().map(|at| self.pipelines[at].clone()).collect();
            if !changed.is_empty() {
                out.push(Outgoing::new(Api::AgentWorkspace, workspace::encode(&workspace::Event::Update(changed.into()))));
            }
        }
    }

    /// Returns what a client gets first: all of them.
    pub(crate) fn greet(&self, api: Api, now: Moment) -> Option<Greeting> {
        let mut frames = Vec::new();
        match api {
            Api::Threads => frames.extend(self.threads.iter().enumerate().map(|(at, _)| thread(at, Kind::Ready, &json!({}), now))),
            Api::AgentWorkspace => {
                let snapshot = Snapshot { pipelines: self.pipelines.clone().into(), ..Snapshot::default() };
                frames.push(Outgoing::new(api, workspace::encode(&workspace::Event::Snapshot(snapshot))));
            }
            Api::Runner => self.runs.iter().for_each(|(run, _)| say::run(Phase::Started, run, self.settings.dialect, &mut frames)),
            Api::AgentStatus | Api::AgentExecution | Api::WorkflowExecution => return None,
        }
        Some(Greeting { frames, ends: false })
    }

    fn update(&mut self, now: Moment, out: &mut Out) {
        let units = self.threads.len() + self.pipelines.len() + self.runs.len();
        let at = self.chance.between(0, units.saturating_sub(1) as u64) as usize;
        if at < self.threads.len() {
            out.push(self.thread_does(at, now));
        } else if at < self.threads.len() + self.pipelines.len() {
            let at = at - self.threads.len();
            self.pipeline_goes_on(at);
            self.changed.insert(at);
        } else if let Some((run, done)) = self.runs.get_mut(at - self.threads.len() - self.pipelines.len()) {
            run_goes_on(run, done, self.settings, now, out);
        }
    }

    /// Most of the time a thread writes; now and then it waits, fails or is done, and the next time it goes on.
    fn thread_does(&mut self, at: usize, now: Moment) -> Outgoing {
        let chance = &mut self.chance;
        let kind = match chance.between(0, 999) {
            0..5 => Kind::Blocked,
            5..8 => Kind::Failed,
            8..14 => Kind::Completed,
            14..200 => Kind::ToolUse,
            _ => Kind::Output,
        };
        let over = matches!(self.threads[at], Kind::Failed | Kind::Completed);
        let kind = if over { Kind::Ready } else { kind };
        self.threads[at] = kind;
        let body = match kind {
            Kind::Blocked => {
                json!({"prompt": "Apply these edits? [y/n]", "type": "confirm", "options": ["y", "n"], "autoResponded": false})
            }
            Kind::Failed => json!({"error": chance.pick(words::JOB_ERRORS)}),
            Kind::Completed => json!({"reason": "exit"}),
            Kind::ToolUse => json!({"tool": "Bash", "description": "cargo test --workspace"}),
            Kind::Ready => json!({}),
            _ => {
                let text = format!("test {}::{} ... ok", chance.pick(words::MODULES), chance.pick(words::CASES));
                json!({"type": "response", "content": text})
            }
        };
        thread(at, kind, &body, now)
    }

    /// The job that runs is done and the next begins; after the last one all begin again.
    fn pipeline_goes_on(&mut self, at: usize) {
        let pipeline = &mut self.pipelines[at];
        let Some(jobs) = pipeline.jobs.as_mut() else { return };
        let running = jobs.items.iter().position(|job| job.status == Some(JobStatus::Running));
        let next = running.map_or(0, |running| running + 1) % (PARTS + 1);
        for (at, job) in jobs.items.iter_mut().enumerate() {
            job.status = Some(match at.cmp(&next) {
                std::cmp::Ordering::Less => JobStatus::Completed,
                std::cmp::Ordering::Equal => JobStatus::Running,
                std::cmp::Ordering::Greater => JobStatus::Queued,
            });
        }
        let waits = next == PARTS && self.chance.one_in(10);
        pipeline.status = Some(if waits { PipelineStatus::AwaitingApproval } else { PipelineStatus::Implementing });
    }
}

fn thread(at: usize, kind: Kind, body: &Value, now: Moment) -> Outgoing {
    let id = format!("agent-{:05}", at + 1);
    let data = Data {
        thread_id: Some(id.as_str().into()),
        event_type: Some(kind.as_str().to_owned()),
        data_json: Some(body.to_string()),
        timestamp_ms: Some(now.wall_ms.into()),
        ..Data::default()
    };
    let payload = Payload {
        execution_id: Some(EXECUTION.into()),
        thread_id: Some(id.as_str().into()),
        event_type: Some(format!("gateway_thread_{}", kind.as_str())),
        data,
        timestamp: Some(now.stamp()),
    };
    let event = Event::Thread(Box::new(ThreadEvent { kind, payload }));
    Outgoing { thread: Some(id), ..Outgoing::new(Api::Threads, encode(&event)).about(EXECUTION) }
}

fn pipeline(number: usize, chance: &mut Chance, now: Moment) -> Pipeline {
    let id = format!("run-{:05}", number + 1);
    let job = |at: usize| Job {
        id: format!("{id}-{at}").as_str().into(),
        pipeline_run_id: Some(id.as_str().into()),
        agent_type: Some(["research", "design", "implement", "review", "test", "release"][at].to_owned()),
        status: Some(if at == 0 { JobStatus::Running } else { JobStatus::Queued }),
        ..Job::default()
    };
    let project = number % words::PROJECTS.len();
    Pipeline {
        id: id.as_str().into(),
        project_id: Some(format!("proj-{:02}", project + 1).as_str().into()),
        project_name: Some(words::PROJECTS[project].to_owned()),
        status: Some(PipelineStatus::Implementing),
        started_at: Some(now.stamp()),
        trigger: Some(chance.pick(&["push", "schedule", "manual", "issue"]).to_owned()),
        jobs: Some((0..PARTS).map(job).collect::<Vec<_>>().into()),
        ..Pipeline::default()
    }
}

fn run(number: usize, now: Moment) -> Run {
    let job = RunJob { id: Id("build".to_owned()).into(), name: "Build".to_owned().into(), steps: Vec::new().into(), ..RunJob::default() };
    Run {
        id: Id(format!("ci-{:05}", number + 1)).into(),
        workflow: format!("ci {}", number + 1).into(),
        status: RunStatus::InProgress.into(),
        jobs: vec![job].into(),
        created_at: now.stamp().into(),
        ..Run::default()
    }
}

/// One more step of a run is done; after the last it begins again.
fn run_goes_on(run: &mut Run, done: &mut usize, settings: Settings, now: Moment, out: &mut Out) {
    *done = (*done + 1) % (PARTS + 1);
    let Some(job) = run.jobs.value().and_then(|jobs| jobs.first()).cloned() else { return };
    if *done == 0 {
        return say::run(Phase::Started, run, settings.dialect, out);
    }
    let step = Step {
        number: (*done as u64).into(),
        name: words::CASES[*done % words::CASES.len()].to_owned().into(),
        status: RunStatus::Completed.into(),
        conclusion: Conclusion::Success.into(),
        completed_at: now.stamp().into(),
        ..Step::default()
    };
    say::step(Phase::Completed, run, &job, &step, settings.dialect, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use fleetglass_core::sse::Frame;
    use fleetglass_core::state::{Changes, Stream};
    use std::collections::HashMap;

    #[test]
    fn a_crowd_is_as_large_as_asked_and_as_busy() {
        let settings = Settings { seed: 1, dialect: super::super::Dialect::Observed, poll_ms: 500, debounce_ms: 1_000 };
        let begin = Moment { virtual_ms: 0, wall_ms: 1_795_318_356_765 };
        let mut crowd = Crowd::new(settings, 1_000, 500, begin);
        let mut streams: HashMap<Api, Stream> =
            [Api::Threads, Api::AgentWorkspace, Api::Runner].map(|api| (api, Stream::new(api, None))).into();
        let mut changes = Changes::default();
        let mut out = Vec::new();
        for api in streams.keys() {
            out.extend(crowd.greet(*api, begin).map(|greeting| greeting.frames).unwrap_or_default());
        }
        for step in 0..=100_u64 {
            crowd.step(Moment { virtual_ms: step * 50, wall_ms: begin.wall_ms + step as i64 * 50 }, &mut out);
        }
        let told = out.iter().filter(|event| event.api != Api::AgentWorkspace).count() - 800;
        assert!((1_800..2_200).contains(&told), "{told} of 2,500 updates, a fifth of which the polls tell");
        for event in &out {
            let frame = Frame { event: &event.event, data: &event.data, last_event_id: "" };
            if let Some(stream) = streams.get_mut(&event.api) {
                stream.apply(frame, 0, &mut changes);
            }
        }
        let held = |api| streams[&api].units().roots().len();
        assert_eq!([Api::Threads, Api::AgentWorkspace, Api::Runner].map(held), [700, 200, 100]);
        assert!(streams.values().all(|stream| stream.counters().decode_errors == 0));
    }
}
