//! `--auth`: what each document demands of its clients, and how its server refuses them.

use super::Shared;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fleetglass_core::protocol::{Api, percent_decode};
use serde_json::{Value, json};

/// The secret of the simulator. It is no secret: it is printed.
pub(crate) const SECRET: &str = "fleetglass";
/// The cookie that `GET /sim/login` sets.
const COOKIE: &str = "session=fleetglass";

/// Says whether a client may have the stream; `Err` is the server's refusal.
pub(crate) fn admit(api: Api, headers: &HeaderMap, query: &str, shared: &Shared) -> Result<(), Box<Response>> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let admitted = !shared.options.auth
        || match api {
            Api::AgentWorkspace => {
                let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
                cookies.flat_map(|cookies| cookies.split(';')).any(|cookie| cookie.trim() == COOKIE)
            }
            Api::AgentStatus => text("x-status-key") == Some(SECRET) || parameter(query, "key").as_deref() == Some(SECRET),
            Api::AgentExecution | Api::WorkflowExecution => {
                text("authorization").and_then(|value| value.strip_prefix("Bearer ")).is_some_and(|token| token.trim() == SECRET)
            }
            // Their documents know no sign-in.
            Api::Threads | Api::Runner => true,
        };
    if admitted {
        return Ok(());
    }
    let status = if api == Api::AgentStatus { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED };
    Err(Box::new(refusal(api, status)))
}

/// Returns an answer with a status and the body that the API's server would give it.
pub(crate) fn refusal(api: Api, status: StatusCode) -> Response {
    if status == StatusCode::NO_CONTENT {
        return status.into_response();
    }
    let reason = status.canonical_reason().unwrap_or("Error");
    let body = match (api, status) {
        (Api::AgentStatus, StatusCode::FORBIDDEN) => json!({"detail": "Invalid or missing status API key"}),
        (Api::AgentStatus, StatusCode::TOO_MANY_REQUESTS) => json!({"detail": "Rate limit exceeded: 10 requests per second"}),
        (Api::AgentStatus, _) => json!({"detail": reason}),
        (Api::AgentExecution | Api::WorkflowExecution, StatusCode::UNAUTHORIZED) => {
            json!({"error": reason, "message": "A valid bearer token is required"})
        }
        (Api::AgentExecution | Api::WorkflowExecution, _) => json!({"error": reason, "message": reason}),
        (Api::AgentWorkspace | Api::Threads | Api::Runner, _) => json!({"error": reason}),
    };
    (status, as_json(&body)).into_response()
}

/// Returns a JSON answer.
pub(crate) fn as_json(body: &Value) -> impl IntoResponse + use<> {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], body.to_string())
}

/// Signs a browser in. Cookies do not know ports, so it holds for both.
pub(crate) async fn login() -> Response {
    let cookie = format!("{COOKIE}; Path=/; HttpOnly; SameSite=Lax");
    let words = "Signed in: the cookie `session` is set. Go back to the page and connect again.\n";
    ([(header::SET_COOKIE, cookie.as_str()), (header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response()
}

/// Signs a browser out.
pub(crate) async fn logout() -> Response {
    let cookie = "session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
    ([(header::SET_COOKIE, cookie), (header::CONTENT_TYPE, "text/plain; charset=utf-8")], "Signed out: the cookie is gone.\n")
        .into_response()
}

/// Returns a parameter of a query, decoded.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| percent_decode(&value.replace('+', " "))).next()
}

/// Returns a query with its secret struck out.
pub(crate) fn without_secret(query: &str) -> String {
    let pairs = query.split('&').map(|pair| if pair.starts_with("key=") { "key=***" } else { pair });
    pairs.collect::<Vec<_>>().join("&")
}
