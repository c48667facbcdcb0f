//! Progress of an agent's execution and of a workflow.

use super::stream::{EventStream, Target, UseStreamOptions, use_stream};
use fleetglass_core::config::encode;
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::executions::{AgentEvent, WorkflowEvent};
use leptos::prelude::*;

/// Streams the progress of an agent's execution: `GET /api/streaming/agents/:name/stream`. Another name reconnects; after
/// `complete` the stream is closed for good. Follows the document "Server-Sent Events (SSE)", "Agent Execution Stream".
///
/// ```
/// use fleetglass::hooks::{UseStreamOptions, use_agent_execution};
/// use leptos::prelude::*;
/// fn view(name: RwSignal<String>) {
///     let stream = use_agent_execution(name, UseStreamOptions { secret: Some("token".into()), ..Default::default() });
///     let _ = stream.link;
/// }
/// ```
pub fn use_agent_execution(name: impl Into<Signal<String>>, options: UseStreamOptions) -> EventStream<AgentEvent> {
    let name = name.into();
    use_stream(Api::AgentExecution, options, move || target("agents", name.get()))
}

/// Streams the steps of a workflow: `GET /api/streaming/workflows/:id/stream`. Another id reconnects, and a reconnect goes on
/// from the last event. Follows the same document, "Workflow Execution Stream".
///
/// ```
/// use fleetglass::hooks::{UseStreamOptions, use_workflow_execution};
/// use leptos::prelude::*;
/// fn view(id: RwSignal<String>) {
///     let stream = use_workflow_execution(id, UseStreamOptions { secret: Some("token".into()), ..Default::default() });
///     let _ = stream.events;
/// }
/// ```
pub fn use_workflow_execution(id: impl Into<Signal<String>>, options: UseStreamOptions) -> EventStream<WorkflowEvent> {
    let id = id.into();
    use_stream(Api::WorkflowExecution, options, move || target("workflows", id.get()))
}

fn target(of: &str, subject: String) -> Target {
    Target { path: format!("api/streaming/{of}/{}/stream", encode(&subject)), subject: Some(subject), ..Target::default() }
}
