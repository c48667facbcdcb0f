//! The state of an agent server and its sessions.

use super::stream::{EventStream, Target, UseStreamOptions, use_stream};
use fleetglass_core::protocol::{Api, status::Status};

/// Streams the status of an agent server: `GET /api/v1/agent/status/stream`. The last event is the state now. Follows the
/// document "Agent Status Stream (SSE)".
///
/// ```
/// use fleetglass::hooks::{UseStreamOptions, use_agent_status};
/// fn view() {
///     let stream = use_agent_status(UseStreamOptions { secret: Some("your-key".into()), ..Default::default() });
///     let _ = stream.connected;
/// }
/// ```
pub fn use_agent_status(options: UseStreamOptions) -> EventStream<Status> {
    use_stream(Api::AgentStatus, options, || Target { path: "api/v1/agent/status/stream".to_owned(), ..Target::default() })
}
