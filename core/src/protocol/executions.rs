//! Progress of agents and workflows: `GET /api/streaming/agents/:name/stream` and `…/workflows/:id/stream`.
//!
//! Follows the document "Server-Sent Events (SSE)" of that server and captured streams. Every event has an opaque id, and
//! a reconnect with `Last-Event-ID` resumes. `complete` ends an agent's stream for good; nothing ends a workflow's.

use super::field::Id;
use super::{DecodeError, Decoded, is_sign_of_life, read_object, write};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Every event name of an agent's stream.
pub const AGENT_NAMES: &[&str] = &["progress", "complete", "ping", "heartbeat", "keepalive"];
/// Every event name of a workflow's stream.
pub const WORKFLOW_NAMES: &[&str] = &["step_start", "step_progress", "step_complete", "ping", "heartbeat", "keepalive"];

/// An event of an agent's execution.
#[derive(Debug, Clone, PartialEq)]
pub enum AgentEvent {
    /// `progress`
    Progress(Progress),
    /// `complete`: the stream is over.
    Complete(Complete),
}

/// How far an agent is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// The step it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What it says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
}

/// How an agent's execution ended.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Complete {
    /// Any JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// Milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
}

/// An event of a workflow.
#[derive(Debug, Clone, PartialEq)]
pub enum WorkflowEvent {
    /// `step_start`
    StepStart(StepStart),
    /// `step_progress`
    StepProgress(StepProgress),
    /// `step_complete`
    StepComplete(StepComplete),
}

/// A step begins.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepStart {
    /// The step.
    pub step_id: Id,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
}

/// A step goes on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepProgress {
    /// The step.
    pub step_id: Id,
    /// 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<f64>,
    /// What the agent says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A step is done.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepComplete {
    /// The step.
    pub step_id: Id,
    /// Any JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// Milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
}

/// Returns what a frame of an agent's stream holds.
///
/// # Errors
/// Where the data is not JSON of the documented shape.
pub fn decode_agent(event: &str, data: &str) -> Result<Decoded<AgentEvent>, DecodeError> {
    match event {
        "progress" => read_object(event, data).map(|e| Decoded::Event(AgentEvent::Progress(e))),
        "complete" => read_object(event, data).map(|e| Decoded::Event(AgentEvent::Complete(e))),
        name if is_sign_of_life(name) => Ok(Decoded::Alive),
        _ => Ok(Decoded::Unknown),
    }
}

/// Returns what a frame of a workflow's stream holds.
///
/// # Errors
/// Where the data is not JSON of the documented shape, or names no step.
pub fn decode_workflow(event: &str, data: &str) -> Result<Decoded<WorkflowEvent>, DecodeError> {
    match event {
        "step_start" => read_object(event, data).map(|e| Decoded::Event(WorkflowEvent::StepStart(e))),
        "step_progress" => read_object(event, data).map(|e| Decoded::Event(WorkflowEvent::StepProgress(e))),
        "step_complete" => read_object(event, data).map(|e| Decoded::Event(WorkflowEvent::StepComplete(e))),
        name if is_sign_of_life(name) => Ok(Decoded::Alive),
        _ => Ok(Decoded::Unknown),
    }
}

/// Returns the event's name and data.
#[must_use]
pub fn encode_agent(event: &AgentEvent) -> (&'static str, String) {
    match event {
        AgentEvent::Progress(e) => ("progress", write(e)),
        AgentEvent::Complete(e) => ("complete", write(e)),
    }
}

/// Returns the event's name and data.
#[must_use]
pub fn encode_workflow(event: &WorkflowEvent) -> (&'static str, String) {
    match event {
        WorkflowEvent::StepStart(e) => ("step_start", write(e)),
        WorkflowEvent::StepProgress(e) => ("step_progress", write(e)),
        WorkflowEvent::StepComplete(e) => ("step_complete", write(e)),
    }
}
