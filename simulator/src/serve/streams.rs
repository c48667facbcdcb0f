//! The five APIs at their documented paths: who may come in, and what they get first.

use super::accept::Cutter;
use super::auth::{admit, as_json, parameter, refusal};
use super::faults::{Fault, Hits, Kind};
use super::hub::Hub;
use super::pieces::{self, Manner};
use super::pump::{Pump, comment};
use super::stats::Asked;
use super::{Shared, clock};
use crate::world::{Dialect, Visitor};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use fleetglass_core::protocol::Api;
use std::sync::Arc;
use std::time::Duration;

const LOGIN_PAGE: &str =
    "<!doctype html><title>Sign in</title><h1>Sign in</h1><form><input name=user><input name=password type=password></form>";

/// The paths of the documents.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/api/agent-workspace/stream", get(open))
        .route("/api/v1/agent/status/stream", get(open))
        .route("/api/v1/agent/status", get(status))
        .route("/api/executions/{id}/threads/stream", get(open))
        .route("/api/streaming/agents/{name}/stream", get(open))
        .route("/api/streaming/workflows/{id}/stream", get(open))
        .route("/api/events", get(open))
        .route("/api/runs", get(runs))
}

async fn open(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(found) = Api::recognise(parts.uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    let api = found.api;
    let query = parts.uri.query().unwrap_or_default();
    let cutter = parts.extensions.get::<Cutter>().cloned().unwrap_or_default();
    let text = |name: header::HeaderName| parts.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    shared.hub.note(api, Asked::of(&parts));
    if let Some(fault) = shared.faults.answering(api) {
        return answer(fault, api, &cutter).await;
    }
    if let Err(refused) = admit(api, &parts.headers, query, &shared) {
        return *refused;
    }
    let observed = shared.options.dialect == Dialect::Observed;
    let progress = matches!(api, Api::AgentExecution | Api::WorkflowExecution);
    // What stood in for this server answers 200 and nothing to those that do not ask for a stream by name.
    if progress && observed && !text(header::ACCEPT).is_some_and(|accept| accept.contains("text/event-stream")) {
        return StatusCode::OK.into_response();
    }
    let mut hits = Hits::default();
    let faults = shared.faults.on_connection(api, 0, &mut hits);
    if let Some(slow) = faults.iter().find(|fault| fault.kind == Kind::Slow) {
        tokio::time::sleep(Duration::from_millis(slow.ms.unwrap_or(2000))).await;
    }
    let played = match shared.options.play.get(&api).map(std::fs::read) {
        Some(Ok(bytes)) => Some(bytes),
        Some(Err(cause)) => return (StatusCode::INTERNAL_SERVER_ERROR, format!("--play: {cause}\n")).into_response(),
        None => None,
    };
    let last_event_id = text(header::HeaderName::from_static("last-event-id")).filter(|_| progress);
    let visitor = Visitor { subject: found.subject, threads: threads_of(query), last_event_id };
    let Some((greeting, subscription)) = enter(&shared, api, visitor, played.is_some()) else {
        return refusal(api, StatusCode::NOT_FOUND);
    };
    let mut begin = if shared.faults.hits(Kind::Bom, api, false) { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    if progress && observed && played.is_none() {
        comment("hi", &mut begin);
    }
    begin.extend(played.unwrap_or_default());
    let (writer, body) = pieces::body();
    let pump = Pump { shared, api, subscription, writer, cutter, hits, sent: 0, silent: false, manner: Manner::Whole, held: None };
    tokio::spawn(pump.run(begin, greeting));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONNECTION, HeaderValue::from_static("keep-alive"));
    if matches!(api, Api::AgentWorkspace | Api::Threads) {
        headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    }
    response
}

/// Greets a client and takes it in as one step, so that it misses nothing between the two and gets nothing twice.
fn enter(shared: &Arc<Shared>, api: Api, visitor: Visitor, plays: bool) -> Option<(crate::world::Greeting, super::hub::Subscription)> {
    let mut world = shared.world();
    let greeting = if plays { crate::world::Greeting::default() } else { world.greet(api, &visitor, clock::now_ms())? };
    // An execution that nobody knows carries everyone's threads, as observed; as documented it carries none.
    let known = visitor.subject.as_deref().is_some_and(|id| world.knows_execution(id));
    let everything = api == Api::Threads && !known && shared.options.dialect == Dialect::Observed;
    let visitor = if everything { Visitor { subject: None, ..visitor } } else { visitor };
    Some((greeting, Hub::join(shared, api, visitor, plays)))
}

fn threads_of(query: &str) -> Option<Vec<String>> {
    let ids = parameter(query, "threadIds")?;
    let ids: Vec<String> = ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    (!ids.is_empty()).then_some(ids)
}

/// Answers in the server's place, as a fault wants it.
async fn answer(fault: Fault, api: Api, cutter: &Cutter) -> Response {
    match fault.kind {
        Kind::Refuse => {
            cutter.cut();
            std::future::pending().await
        }
        Kind::Type => Html(LOGIN_PAGE).into_response(),
        _ => {
            let mut response = refusal(api, StatusCode::from_u16(fault.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE));
            if let Some(value) = fault.retry_after.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                response.headers_mut().insert(header::RETRY_AFTER, value);
            }
            response
        }
    }
}

/// `GET /api/v1/agent/status`: the state once, as the stream's events carry it.
async fn status(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if let Err(refused) = admit(Api::AgentStatus, request.headers(), request.uri().query().unwrap_or_default(), &shared) {
        return *refused;
    }
    let status = shared.world().status(clock::now_ms());
    as_json(&serde_json::json!(status)).into_response()
}

/// `GET /api/runs`: a real server has it, the document does not know it.
async fn runs(State(shared): State<Arc<Shared>>) -> Response {
    if shared.options.dialect == Dialect::Documents {
        return refusal(Api::Runner, StatusCode::NOT_FOUND);
    }
    let runs = shared.world().runs();
    as_json(&serde_json::json!(runs)).into_response()
}
