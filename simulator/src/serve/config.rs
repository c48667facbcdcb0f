//! `config.json`: six sources that connect the page to everything here, three on each port, or a file of somebody else's.
//! It holds no secret.

use super::Shared;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use fleetglass_core::protocol::{Api, AuthKind};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Where people answer prompts: made up, as the portal is.
const ANSWER_URL: &str = "https://portal.example/x/{executionId}/{threadId}";

/// The path of the configuration.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/config.json", get(config))
}

#[derive(Serialize)]
struct Config {
    version: u8,
    sources: Vec<Source>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Source {
    id: &'static str,
    name: &'static str,
    api: &'static str,
    url: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<&'static str>,
    auth: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    heartbeat_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_url: Option<&'static str>,
}

async fn config(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    if let Some(file) = &shared.options.config {
        return match std::fs::read(file) {
            Ok(bytes) => as_answer(bytes),
            Err(cause) => (StatusCode::NOT_FOUND, format!("{}: {cause}\n", file.display())).into_response(),
        };
    }
    // A cookie set for `localhost` is not sent to `127.0.0.1`, so the second port goes by the name that the page was opened by.
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let host = if asked.starts_with("localhost") { "localhost" } else { "127.0.0.1" };
    let second = format!("http://{host}:{}/", shared.ports[1]);
    let source = |id, api: Api, origin: &str, path, ids: &[&'static str]| Source {
        id,
        name: id,
        api: api.name(),
        url: format!("{origin}{path}"),
        ids: ids.to_vec(),
        auth: auth(api, &shared),
        heartbeat_ms: shared.options.heartbeat_ms,
        answer_url: (api == Api::Threads).then_some(ANSWER_URL),
    };
    let sources = vec![
        source("box-1", Api::AgentWorkspace, "", "api/agent-workspace/stream", &[]),
        source("box-2", Api::AgentStatus, &second, "api/v1/agent/status/stream", &[]),
        source("box-3", Api::Threads, "", "api/executions/{id}/threads/stream", &["exec-123"]),
        source("agents-box", Api::AgentExecution, &second, "api/streaming/agents/{id}/stream", &["my-agent"]),
        source("flows-box", Api::WorkflowExecution, &second, "api/streaming/workflows/{id}/stream", &["wf-123"]),
        source("build-box", Api::Runner, "", "api/events", &[]),
    ];
    let body = serde_json::to_string_pretty(&Config { version: 1, sources }).unwrap_or_default();
    as_answer(body.into_bytes())
}

fn as_answer(json: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], json).into_response()
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
