//! `config.json`: six sources that connect the page to everything here, three on each port. It holds no secret.

use super::Shared;
use super::auth::as_json;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use fleetglass_core::protocol::{Api, AuthKind};
use serde_json::{Value, json};
use std::sync::Arc;

/// Where people answer prompts: made up, as the portal is.
const ANSWER_URL: &str = "https://portal.example/x/{executionId}/{threadId}";

/// The path of the configuration.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/config.json", get(config))
}

async fn config(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    // A cookie set for `localhost` is not sent to `127.0.0.1`, so the second port goes by the name that the page was opened by.
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let host = if asked.starts_with("localhost") { "localhost" } else { "127.0.0.1" };
    let second = format!("http://{host}:{}/", shared.ports[1]);
    let source = |id: &str, api: Api, origin: &str, path: &str, more: Value| {
        let mut source = json!({"id": id, "name": id, "api": api.name(), "url": format!("{origin}{path}"), "auth": auth(api, &shared)});
        if let (Some(fields), Value::Object(more)) = (source.as_object_mut(), more) {
            fields.extend(more);
            fields.extend(shared.options.heartbeat_ms.map(|ms| ("heartbeatMs".to_owned(), json!(ms))));
        }
        source
    };
    let sources = [
        source("box-1", Api::AgentWorkspace, "", "api/agent-workspace/stream", json!({})),
        source("box-2", Api::AgentStatus, &second, "api/v1/agent/status/stream", json!({})),
        source("box-3", Api::Threads, "", "api/executions/{id}/threads/stream", json!({"ids": ["exec-123"], "answerUrl": ANSWER_URL})),
        source("agents-box", Api::AgentExecution, &second, "api/streaming/agents/{id}/stream", json!({"ids": ["my-agent"]})),
        source("flows-box", Api::WorkflowExecution, &second, "api/streaming/workflows/{id}/stream", json!({"ids": ["wf-123"]})),
        source("build-box", Api::Runner, "", "api/events", json!({})),
    ];
    as_json(&json!({"version": 1, "sources": sources})).into_response()
}

fn auth(api: Api, shared: &Shared) -> Value {
    let (kind, name, prefix) = api.auth();
    match kind {
        AuthKind::Header if shared.options.auth && prefix.is_empty() => json!({"kind": "header", "name": name}),
        AuthKind::Header if shared.options.auth => json!({"kind": "header", "name": name, "prefix": prefix}),
        AuthKind::Query if shared.options.auth => json!({"kind": "query", "name": name}),
        AuthKind::Cookie if shared.options.auth => json!({"kind": "cookie"}),
        AuthKind::Header | AuthKind::Query | AuthKind::Cookie | AuthKind::None => json!({"kind": "none"}),
    }
}
