//! Fleet-wide pipelines and logs of an agent workspace.

use super::stream::{EventStream, Target, UseStreamOptions, use_stream};
use fleetglass_core::protocol::{Api, workspace::Event};

/// Streams an agent workspace: `GET /api/agent-workspace/stream`. Follows the document "Agent Workspace Stream API".
///
/// ```
/// use fleetglass::hooks::{UseStreamOptions, use_agent_workspace};
/// fn view() {
///     let stream = use_agent_workspace(UseStreamOptions::default());
///     let _ = stream.events;
/// }
/// ```
pub fn use_agent_workspace(options: UseStreamOptions) -> EventStream<Event> {
    use_stream(Api::AgentWorkspace, options, || Target { path: "api/agent-workspace/stream".to_owned(), ..Target::default() })
}
