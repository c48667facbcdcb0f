//! Agent workspace: `GET /api/agent-workspace/stream`, fleet-wide pipeline state and agent logs.
//!
//! Follows the document "Agent Workspace Stream API". The document does not define `AgentLog` and does not say how the
//! 300 most recent lines of a snapshot come, so both are read generously.

use super::field::{Elements, Id, Stamp};
use super::word::words;
use super::{DecodeError, Decoded, is_sign_of_life, read, read_object, write};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Every event name of this API.
pub const NAMES: &[&str] = &["fleet_snapshot", "fleet_update", "fleet_logs", "heartbeat", "error", "ping", "keepalive"];
/// With this many runs in a snapshot there may be more, so absence proves nothing.
pub const SNAPSHOT_RUNS: usize = 50;
/// This many lines of one pipeline in one event may not be all there were.
pub const BURST_LINES: usize = 50;
/// How many of the most recent lines a snapshot repeats.
pub const REPEATED_LINES: usize = 300;

words! {
    /// Where a pipeline is.
    PipelineStatus {
        Queued = "queued",
        Researching = "researching",
        Architecting = "architecting",
        Designing = "designing",
        Implementing = "implementing",
        Testing = "testing",
        AwaitingApproval = "awaiting_approval",
        Releasing = "releasing",
        Marketing = "marketing",
        Documenting = "documenting",
        SyncingBranches = "syncing_branches",
        Completed = "completed",
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

words! {
    /// Where a pipeline's job is.
    JobStatus {
        Queued = "queued",
        Pending = "pending",
        Running = "running",
        InProgress = "in_progress",
        Completed = "completed",
        Failed = "failed",
        Cancelled = "cancelled",
        Skipped = "skipped",
    }
}

words! {
    /// What a person asked of a run.
    InterventionType {
        Interrupt = "interrupt",
        Inject = "inject",
        TakeOver = "take_over",
        Resume = "resume",
        Note = "note",
    }
}

/// An event of the stream.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// `fleet_snapshot`: every active run.
    Snapshot(Snapshot),
    /// `fleet_update`: the runs that changed.
    Update(Elements<Pipeline>),
    /// `fleet_logs`: new lines.
    Logs(Elements<Log>),
    /// `heartbeat`, with the server's clock.
    Heartbeat(Heartbeat),
    /// `error`: the server could not load its state. The connection is fine.
    Error(ServerError),
}

/// Every active run, and the most recent lines where they come with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Snapshot {
    /// The active runs, at most [`SNAPSHOT_RUNS`].
    pub pipelines: Elements<Pipeline>,
    /// The most recent lines, at most [`REPEATED_LINES`]; empty where the server sends them as `fleet_logs`.
    pub logs: Elements<Log>,
}

/// A sign of life.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Heartbeat {
    /// The server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ts: Option<Stamp>,
}

/// The server's own trouble.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ServerError {
    /// What went wrong, in its words.
    #[serde(default)]
    pub message: Option<String>,
}

/// One run of a pipeline.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pipeline {
    /// The run.
    pub id: Id,
    /// Its project.
    #[serde(default)]
    pub project_id: Option<Id>,
    /// The project's name.
    #[serde(default)]
    pub project_name: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub status: Option<PipelineStatus>,
    /// When it began.
    #[serde(default)]
    pub started_at: Option<Stamp>,
    /// What started it.
    #[serde(default)]
    pub trigger: Option<String>,
    /// What came with the trigger; any JSON.
    #[serde(default)]
    pub trigger_data: Option<Value>,
    /// Its jobs; `None` where the payload does not say.
    #[serde(default)]
    pub jobs: Option<Elements<Job>>,
    /// What people asked of it and it has not taken up; `None` where the payload does not say.
    #[serde(default)]
    pub pending_interventions: Option<Elements<Intervention>>,
}

/// One agent's job in a run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The job.
    pub id: Id,
    /// Its run.
    #[serde(default)]
    pub pipeline_run_id: Option<Id>,
    /// What kind of agent does it.
    #[serde(default)]
    pub agent_type: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub status: Option<JobStatus>,
    /// When it began.
    #[serde(default)]
    pub started_at: Option<Stamp>,
    /// When it ended.
    #[serde(default)]
    pub completed_at: Option<Stamp>,
    /// Why it failed.
    #[serde(default)]
    pub error: Option<String>,
}

/// A person's instruction to a run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Intervention {
    /// The instruction.
    #[serde(default)]
    pub id: Option<Id>,
    /// The run it is for.
    #[serde(default)]
    pub pipeline_run_id: Option<Id>,
    /// What is asked.
    #[serde(default, rename = "type")]
    pub kind: Option<InterventionType>,
    /// In the person's words.
    #[serde(default)]
    pub message: Option<String>,
    /// `pending` or `resolved`.
    #[serde(default)]
    pub status: Option<String>,
    /// When it was given.
    #[serde(default)]
    pub created_at: Option<Stamp>,
}

impl Intervention {
    /// Says whether the run has not taken it up yet. One that does not say is pending: the list holds only those.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.status.as_deref().is_none_or(|status| status == "pending")
    }
}

/// One line an agent logged, as the JSON it came in: the document does not name its fields.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Log(pub Map<String, Value>);

impl Log {
    fn text_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| match self.0.get(*name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    /// Returns the line's id.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        self.text_of(&["id"])
    }

    /// Returns the run it belongs to.
    #[must_use]
    pub fn run_id(&self) -> Option<String> {
        self.text_of(&["pipelineRunId", "runId"])
    }

    /// Returns the job it belongs to.
    #[must_use]
    pub fn job_id(&self) -> Option<String> {
        self.text_of(&["jobId"])
    }

    /// Returns the kind of agent that wrote it.
    #[must_use]
    pub fn agent_type(&self) -> Option<String> {
        self.text_of(&["agentType"])
    }

    /// Returns the level: `info`, `tool_call`, `tool_result`, `thinking`, `error` or `metric` in what was seen.
    #[must_use]
    pub fn level(&self) -> Option<String> {
        self.text_of(&["level"])
    }

    /// Returns when it was written, in milliseconds since the epoch.
    #[must_use]
    pub fn at_ms(&self) -> Option<i64> {
        ["createdAt", "timestamp", "ts"].iter().find_map(|name| serde_json::from_value::<Stamp>(self.0.get(*name)?.clone()).ok()?.ms())
    }

    /// Returns the words, or the whole line as JSON where no field that is known holds them.
    #[must_use]
    pub fn text(&self) -> String {
        self.text_of(&["message", "text", "content"]).filter(|text| !text.is_empty()).unwrap_or_else(|| write(&self.0))
    }
}

/// Returns what a frame holds.
///
/// # Errors
/// Where the data is not JSON of the documented shape. A pipeline, job, intervention or line that cannot be read costs
/// only itself: its cause stands in the `unread` of its list.
pub fn decode(event: &str, data: &str) -> Result<Decoded<Event>, DecodeError> {
    match event {
        "fleet_snapshot" => snapshot(event, data).map(Decoded::Event),
        "fleet_update" => read(event, data).map(|e| Decoded::Event(Event::Update(e))),
        "fleet_logs" => read(event, data).map(|e| Decoded::Event(Event::Logs(e))),
        "error" => read_object(event, data).map(|e| Decoded::Event(Event::Error(e))),
        "heartbeat" => Ok(read_object(event, data).map_or(Decoded::Alive, |e| Decoded::Event(Event::Heartbeat(e)))),
        name if is_sign_of_life(name) => Ok(Decoded::Alive),
        _ => Ok(Decoded::Unknown),
    }
}

/// Reads an array of runs, or an object that holds arrays of runs and of lines under whatever names.
///
/// An object with lines alone says nothing about runs, so it is not read as a snapshot without any.
fn snapshot(event: &str, data: &str) -> Result<Event, DecodeError> {
    let fields = match read::<Value>(event, data)? {
        Value::Array(runs) => return Ok(Event::Snapshot(Snapshot { pipelines: Elements::from_values(runs), logs: Elements::default() })),
        Value::Object(fields) => fields,
        _ => return Err(DecodeError::new(event, "neither an array of runs nor an object that holds one")),
    };
    let (mut runs, mut lines) = (None::<Vec<Value>>, None::<Vec<Value>>);
    for (name, value) in fields {
        let Value::Array(items) = value else { continue };
        let name = name.to_ascii_lowercase();
        if holds_lines(&name, &items) {
            lines.get_or_insert_default().extend(items);
        } else if holds_runs(&name, &items) {
            runs.get_or_insert_default().extend(items);
        }
    }
    match (runs, lines) {
        (Some(runs), lines) => {
            Ok(Event::Snapshot(Snapshot { pipelines: Elements::from_values(runs), logs: Elements::from_values(lines.unwrap_or_default()) }))
        }
        (None, Some(lines)) => Ok(Event::Logs(Elements::from_values(lines))),
        (None, None) => Err(DecodeError::new(event, "an object without an array of runs")),
    }
}

fn has_one_of(item: &Value, names: &[&str]) -> bool {
    names.iter().any(|name| item.get(name).is_some())
}

fn holds_lines(name: &str, items: &[Value]) -> bool {
    let looks_like_a_line = |item: &Value| {
        has_one_of(item, &["message", "text", "content", "level"]) && !has_one_of(item, &["jobs", "projectId", "projectName"])
    };
    name.contains("log") || name == "lines" || items.first().is_some_and(looks_like_a_line)
}

fn holds_runs(name: &str, items: &[Value]) -> bool {
    let looks_like_a_run = |item: &Value| {
        has_one_of(item, &["id"]) && has_one_of(item, &["status", "jobs", "projectId", "projectName", "pendingInterventions"])
    };
    ["pipeline", "snapshot", "run", "fleet"].iter().any(|part| name.contains(part)) || items.iter().any(looks_like_a_run)
}

/// Returns the event's name and data.
#[must_use]
pub fn encode(event: &Event) -> (&'static str, String) {
    match event {
        Event::Snapshot(e) if e.logs.items.is_empty() => ("fleet_snapshot", write(&e.pipelines)),
        Event::Snapshot(e) => ("fleet_snapshot", write(&serde_json::json!({"pipelines": e.pipelines, "logs": e.logs}))),
        Event::Update(e) => ("fleet_update", write(e)),
        Event::Logs(e) => ("fleet_logs", write(e)),
        Event::Heartbeat(e) => ("heartbeat", write(e)),
        Event::Error(e) => ("error", write(e)),
    }
}
