//! A runner's runs, jobs and steps: `GET /api/events`.
//!
//! Follows the document "SSE Events" and a captured stream. Payloads carry only what changed, so every field is a
//! [`Field`]: absent says nothing, `null` erases. The envelope of the document's types, `{type, runId, data}`, is read too.

use super::field::{Field, Fields, Id, Stamp, object};
use super::word::words;
use super::{DecodeError, Decoded, is_sign_of_life, read_object, write};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Every event name of this API.
pub const NAMES: &[&str] = &[
    "run.started",
    "run.completed",
    "job.started",
    "job.completed",
    "step.started",
    "step.completed",
    "step.log",
    "ping",
    "heartbeat",
    "keepalive",
];

words! {
    /// Where a run, job or step is.
    RunStatus {
        Queued = "queued",
        InProgress = "in_progress",
        Completed = "completed",
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

words! {
    /// How a run, job or step ended.
    Conclusion {
        Success = "success",
        Failure = "failure",
        Cancelled = "cancelled",
        Skipped = "skipped",
    }
}

/// Which end of its life an event tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// `….started`
    Started,
    /// `….completed`
    Completed,
}

/// An event of the stream.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// `run.started`, `run.completed`
    Run {
        /// Which of the two.
        phase: Phase,
        /// The run.
        run_id: Id,
        /// What changed.
        run: Run,
    },
    /// `job.started`, `job.completed`
    Job {
        /// Which of the two.
        phase: Phase,
        /// The run.
        run_id: Id,
        /// The job.
        job_id: Id,
        /// What changed.
        job: Job,
    },
    /// `step.started`, `step.completed`
    Step {
        /// Which of the two.
        phase: Phase,
        /// The run.
        run_id: Id,
        /// The job.
        job_id: Id,
        /// The step.
        number: u64,
        /// What changed.
        step: Step,
    },
    /// `step.log`
    Log {
        /// The run.
        run_id: Id,
        /// The job.
        job_id: Id,
        /// The step.
        number: u64,
        /// Text, most often one line with its `\n`.
        line: String,
    },
}

macro_rules! partial {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($(#[$fmeta])* #[serde(default, skip_serializing_if = "Field::is_absent")] pub $field: Field<$type>,)+
        }
    };
}

partial! {
    /// What a payload says of a run.
    Run {
        /// Its id.
        id: Id,
        /// The workflow it runs.
        workflow: String,
        /// Where it is.
        status: RunStatus,
        /// How it ended.
        conclusion: Conclusion,
        /// Some or all of its jobs.
        jobs: Vec<Job>,
        /// When it was made.
        created_at: Stamp,
        /// When it last changed.
        updated_at: Stamp,
        /// What started it: `{event, ref, sha}`.
        trigger: Value,
        /// What it was given.
        inputs: Value,
        /// Its environment.
        env: Value,
    }
}

partial! {
    /// What a payload says of a job.
    Job {
        /// Its id.
        id: Id,
        /// Its name.
        name: String,
        /// Where it is.
        status: RunStatus,
        /// How it ended.
        conclusion: Conclusion,
        /// Some or all of its steps.
        steps: Vec<Step>,
        /// What it hands on.
        outputs: Value,
        /// When it began.
        started_at: Stamp,
        /// When it ended.
        completed_at: Stamp,
        /// Why it failed.
        error: String,
    }
}

partial! {
    /// What a payload says of a step.
    Step {
        /// Its number in the job; 100p+k is the k-th step inside step p.
        number: u64,
        /// Its name.
        name: String,
        /// Where it is.
        status: RunStatus,
        /// How it ended.
        conclusion: Conclusion,
        /// All it printed, or only the error of a failed step inside a finished job.
        log: String,
        /// What it hands on.
        outputs: Value,
        /// When it began.
        started_at: Stamp,
        /// When it ended.
        completed_at: Stamp,
    }
}

/// A payload as it comes: the fields of the table in the document, and those of its types.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Raw {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run_id: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_id: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step_number: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "object")]
    run: Option<Run>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "object")]
    job: Option<Job>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "object")]
    step: Option<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

/// Returns what a frame holds.
///
/// # Errors
/// Where the data is not JSON of the documented shape, or does not name what it is about.
pub fn decode(event: &str, data: &str) -> Result<Decoded<Event>, DecodeError> {
    if is_sign_of_life(event) {
        return Ok(Decoded::Alive);
    }
    if event != "message" && !NAMES.contains(&event) {
        return Ok(Decoded::Unknown);
    }
    let raw: Raw = match read_object(event, data) {
        Ok(raw) => Raw::unwrapped(raw),
        Err(_) if event == "message" => return Ok(Decoded::Unknown),
        Err(cause) => return Err(cause),
    };
    // An unnamed event may be the envelope, which names itself.
    let name = if event == "message" { raw.kind.clone().unwrap_or_default() } else { event.to_owned() };
    match name.as_str() {
        "run.started" => raw.run(event, Phase::Started),
        "run.completed" => raw.run(event, Phase::Completed),
        "job.started" => raw.job(event, Phase::Started),
        "job.completed" => raw.job(event, Phase::Completed),
        "step.started" => raw.step(event, Phase::Started),
        "step.completed" => raw.step(event, Phase::Completed),
        "step.log" => raw.log(event),
        name if is_sign_of_life(name) => return Ok(Decoded::Alive),
        _ => return Ok(Decoded::Unknown),
    }
    .map(Decoded::Event)
}

impl Raw {
    /// Takes what the envelope's `data` says of ids where nothing beside it does.
    fn unwrapped(mut self) -> Self {
        if let Some(data) = self.data.as_ref().filter(|data| data.is_object()) {
            let id = |name: &str| serde_json::from_value(data.get(name)?.clone()).ok();
            self.run_id = self.run_id.or_else(|| id("runId"));
            self.job_id = self.job_id.or_else(|| id("jobId"));
            self.step_number = self.step_number.or_else(|| data.get("stepNumber")?.as_u64());
        }
        self
    }

    /// Takes the thing itself from its own field, else from the envelope's `data`: as it is, or under its name.
    fn subject<T>(held: Option<T>, name: &str, data: Option<Value>, event: &str) -> Result<T, DecodeError>
    where
        T: for<'a> Deserialize<'a> + Default,
    {
        let Some(mut data) = held.is_none().then_some(data).flatten().filter(Value::is_object) else { return Ok(held.unwrap_or_default()) };
        let data = match data.get_mut(name).map(Value::take) {
            Some(inner) if inner.is_object() => inner,
            _ => data,
        };
        serde_json::from_value(data).map(|Fields(value)| value).map_err(|cause| DecodeError::new(event, cause))
    }

    fn run(self, event: &str, phase: Phase) -> Result<Event, DecodeError> {
        let run: Run = Self::subject(self.run, "run", self.data, event)?;
        let run_id = self.run_id.or_else(|| run.id.value().cloned()).ok_or_else(|| DecodeError::missing(event, "runId"))?;
        Ok(Event::Run { phase, run_id, run })
    }

    fn job(self, event: &str, phase: Phase) -> Result<Event, DecodeError> {
        let job: Job = Self::subject(self.job, "job", self.data, event)?;
        let run_id = self.run_id.ok_or_else(|| DecodeError::missing(event, "runId"))?;
        let job_id = self.job_id.or_else(|| job.id.value().cloned()).ok_or_else(|| DecodeError::missing(event, "jobId"))?;
        Ok(Event::Job { phase, run_id, job_id, job })
    }

    fn step(self, event: &str, phase: Phase) -> Result<Event, DecodeError> {
        let step: Step = Self::subject(self.step, "step", self.data, event)?;
        let run_id = self.run_id.ok_or_else(|| DecodeError::missing(event, "runId"))?;
        let job_id = self.job_id.ok_or_else(|| DecodeError::missing(event, "jobId"))?;
        let number = self.step_number.or_else(|| step.number.value().copied()).ok_or_else(|| DecodeError::missing(event, "stepNumber"))?;
        Ok(Event::Step { phase, run_id, job_id, number, step })
    }

    fn log(self, event: &str) -> Result<Event, DecodeError> {
        let line = self.line.or_else(|| match &self.data {
            Some(Value::String(line)) => Some(line.clone()),
            Some(data) => data.get("line").and_then(Value::as_str).map(str::to_owned),
            None => None,
        });
        Ok(Event::Log {
            run_id: self.run_id.ok_or_else(|| DecodeError::missing(event, "runId"))?,
            job_id: self.job_id.ok_or_else(|| DecodeError::missing(event, "jobId"))?,
            number: self.step_number.ok_or_else(|| DecodeError::missing(event, "stepNumber"))?,
            line: line.ok_or_else(|| DecodeError::missing(event, "line"))?,
        })
    }
}

/// Reads what `GET /api/runs` answers: an array of runs, or an object that holds one. `None` where it is neither.
#[must_use]
pub fn decode_runs(json: &str) -> Option<Vec<Run>> {
    let runs = match serde_json::from_str(json).ok()? {
        Value::Array(runs) => runs,
        Value::Object(mut fields) => match fields.remove("runs")? {
            Value::Array(runs) => runs,
            _ => return None,
        },
        _ => return None,
    };
    Some(runs.into_iter().filter_map(|run| serde_json::from_value(run).ok()).collect())
}

/// Returns the event's name and data.
#[must_use]
pub fn encode(event: &Event) -> (&'static str, String) {
    let named = |phase: &Phase, started, completed| match phase {
        Phase::Started => started,
        Phase::Completed => completed,
    };
    match event.clone() {
        Event::Run { phase, run_id, run } => {
            (named(&phase, "run.started", "run.completed"), write(&Raw { run_id: Some(run_id), run: Some(run), ..Raw::default() }))
        }
        Event::Job { phase, run_id, job_id, job } => (
            named(&phase, "job.started", "job.completed"),
            write(&Raw { run_id: Some(run_id), job_id: Some(job_id), job: Some(job), ..Raw::default() }),
        ),
        Event::Step { phase, run_id, job_id, number, step } => (
            named(&phase, "step.started", "step.completed"),
            write(&Raw { run_id: Some(run_id), job_id: Some(job_id), step_number: Some(number), step: Some(step), ..Raw::default() }),
        ),
        Event::Log { run_id, job_id, number, line } => (
            "step.log",
            write(&Raw { run_id: Some(run_id), job_id: Some(job_id), step_number: Some(number), line: Some(line), ..Raw::default() }),
        ),
    }
}
