//! The control under `/sim/`: faults, statistics, sign-in, and single deeds for tests.
//!
//! `POST /sim/do` takes one JSON object, answers `{"ok":true, ..}`, or 400 with `{"error": ".."}`:
//!
//! | `do` | fields (default) | what it does |
//! |---|---|---|
//! | `pause`, `resume` | | stops and resumes the work; `resume` also shows the work after `--still` |
//! | `send` | `api`, `event` (`message`), `data` (a string as it is, else its JSON), `id`, `subject`, `thread` | sends an event to every open stream of the API; `subject` and `thread` narrow it; API 4 resumes from its `id`, and ends after `complete` |
//! | `raw` | `api`, `text` | sends bytes outside the format |
//! | `hold` | `api`, `event`, `data` | new streams get this first, in place of the snapshot (APIs 1, 2, 4) or after `connected` and `ping`; without `data` taken back |
//! | `burst` | `lines` (40000), `thread` (`engineer_a`) | so many lines of output at once |
//! | `server-error` | `message` (`Failed to load initial state`) | `event: error` of API 1 |
//! | `end-pipeline` | `id` (the first) | a pipeline leaves API 1 without an event |
//! | `complete-agent` | `name` (`my-agent`) | the execution of an agent completes |
//! | `cut` | `api` (`all`), `abrupt` (false) | ends every open stream, once; `abrupt` cuts in the middle |
//! | `restart` | `api` (`all`), `ms` (0) | the fault `restart` |

use super::auth::{as_json, login, logout};
use super::faults::{Fault, Kind};
use super::hub::Order;
use super::{Shared, clock};
use crate::args::api_names;
use crate::world::Outgoing;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fleetglass_core::protocol::{Api, workspace};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The most lines of one burst: what a client's queue can hold.
const BURST: usize = 60_000;

/// The paths of the control.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/sim/faults", post(add_fault).get(list_faults).delete(clear_faults))
        .route("/sim/stats", get(stats))
        .route("/sim/do", post(act))
        .route("/sim/login", get(login))
        .route("/sim/logout", get(logout))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Asked {
    #[serde(default = "all")]
    api: String,
    fault: Kind,
    #[serde(default)]
    after: u64,
    times: Option<u64>,
    #[serde(default = "unavailable")]
    status: u16,
    retry_after: Option<Value>,
    ms: Option<u64>,
}

fn all() -> String {
    "all".to_owned()
}

fn unavailable() -> u16 {
    503
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, tag = "do", rename_all = "kebab-case")]
enum Deed {
    Pause,
    Resume,
    Send {
        api: String,
        event: Option<String>,
        data: Value,
        id: Option<String>,
        subject: Option<String>,
        thread: Option<String>,
    },
    Raw {
        api: String,
        text: String,
    },
    Hold {
        api: String,
        event: Option<String>,
        data: Option<Value>,
    },
    Burst {
        lines: Option<usize>,
        thread: Option<String>,
    },
    ServerError {
        message: Option<String>,
    },
    EndPipeline {
        id: Option<String>,
    },
    CompleteAgent {
        name: Option<String>,
    },
    Cut {
        #[serde(default = "all")]
        api: String,
        #[serde(default)]
        abrupt: bool,
    },
    Restart {
        #[serde(default = "all")]
        api: String,
        #[serde(default)]
        ms: u64,
    },
}

fn wrong(cause: impl std::fmt::Display) -> Response {
    (StatusCode::BAD_REQUEST, as_json(&json!({"error": cause.to_string()}))).into_response()
}

fn ok(more: Value) -> Response {
    let mut body = Map::from_iter([("ok".to_owned(), Value::Bool(true))]);
    body.extend(more.as_object().cloned().unwrap_or_default());
    as_json(&Value::Object(body)).into_response()
}

fn apis(name: &str) -> Result<Vec<Api>, String> {
    match name {
        "all" => Ok(Api::ALL.to_vec()),
        name => one(name).map(|api| vec![api]),
    }
}

fn one(name: &str) -> Result<Api, String> {
    Api::from_name(name).ok_or_else(|| format!("there is no API `{name}`: it is one of {}", api_names()))
}

async fn add_fault(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let asked: Asked = match serde_json::from_slice(&body) {
        Ok(asked) => asked,
        Err(cause) => return wrong(cause),
    };
    let apis = match apis(&asked.api) {
        Ok(apis) => apis,
        Err(cause) => return wrong(cause),
    };
    if !(200..=599).contains(&asked.status) {
        return wrong("`status` is from 200 to 599");
    }
    if asked.fault == Kind::Restart {
        restart(&shared, &apis, asked.ms.unwrap_or(0));
        return ok(json!({}));
    }
    let retry_after = asked.retry_after.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    let api = (asked.api != "all").then(|| apis[0]);
    let (kind, after, times, status) = (asked.fault, asked.after, asked.times, asked.status);
    shared.faults.add(Fault { api, kind, after, times, status, retry_after, ms: asked.ms, until: None });
    ok(json!({"faults": shared.faults.list()}))
}

async fn list_faults(State(shared): State<Arc<Shared>>) -> Response {
    ok(json!({"faults": shared.faults.list()}))
}

async fn clear_faults(State(shared): State<Arc<Shared>>) -> Response {
    shared.faults.clear();
    ok(json!({}))
}

async fn stats(State(shared): State<Arc<Shared>>) -> Response {
    let apis: Map<String, Value> = Api::ALL.into_iter().map(|api| (api.name().to_owned(), json!(shared.hub.stats(api)))).collect();
    let paused = shared.paused.load(Ordering::Relaxed);
    as_json(&json!({"apis": apis, "paused": paused, "faults": shared.faults.list()})).into_response()
}

async fn act(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let deed: Result<Deed, _> = serde_json::from_slice(&body);
    match deed.map_err(|cause| cause.to_string()).and_then(|deed| deed.done(&shared)) {
        Ok(more) => ok(more),
        Err(cause) => wrong(cause),
    }
}

impl Deed {
    fn done(self, shared: &Shared) -> Result<Value, String> {
        let now = clock::now_ms();
        match self {
            Self::Pause => shared.paused.store(true, Ordering::Relaxed),
            Self::Resume => {
                shared.world().unveil();
                shared.paused.store(false, Ordering::Relaxed);
            }
            Self::Send { api, event, data, id, subject, thread } => {
                let event = event.unwrap_or_else(|| "message".to_owned());
                let unsayable = |text: &str| text.contains(['\r', '\n', '\0']);
                if unsayable(&event) || id.as_deref().is_some_and(unsayable) {
                    return Err("`event` and `id` hold no line break and no NUL".to_owned());
                }
                let empty = Outgoing::new(one(&api)?, ("", String::new()));
                // As its server does: the stream of an agent ends with `complete`.
                let last = empty.api == Api::AgentExecution && event == "complete";
                let data = text_of(&data);
                let event = Outgoing { event: Cow::Owned(event), data, id, subject, thread, last, by_hand: true, ..empty };
                let mut world = shared.world();
                world.keep(&event);
                shared.hub.send(vec![event]);
            }
            Self::Raw { api, text } => {
                let empty = Outgoing::new(one(&api)?, ("", String::new()));
                shared.hub.send(vec![Outgoing { data: text, raw: true, by_hand: true, ..empty }]);
            }
            Self::Hold { api, event, data } => {
                let api = one(&api)?;
                let event = event.unwrap_or_else(|| match api {
                    Api::AgentWorkspace => "fleet_snapshot".to_owned(),
                    Api::AgentStatus => "status".to_owned(),
                    _ => "message".to_owned(),
                });
                shared.world().hold(api, data.map(|data| (event, text_of(&data))));
            }
            Self::Burst { lines, thread } => {
                let lines = lines.unwrap_or(40_000);
                if lines > BURST {
                    return Err(format!("`lines` is {BURST} at most"));
                }
                let mut world = shared.world();
                let events = world.burst(thread.as_deref().unwrap_or("engineer_a"), lines, now);
                let sent = events.len();
                shared.hub.send(events);
                return Ok(json!({"lines": sent}));
            }
            Self::ServerError { message } => {
                let message = Some(message.unwrap_or_else(|| "Failed to load initial state".to_owned()));
                let error = workspace::encode(&workspace::Event::Error(workspace::ServerError { message }));
                shared.hub.send(vec![Outgoing { by_hand: true, ..Outgoing::new(Api::AgentWorkspace, error) }]);
            }
            Self::EndPipeline { id } => {
                let ended = shared.world().end_pipeline(id.as_deref());
                return ended.map(|id| json!({"id": id})).ok_or_else(|| "there is no such pipeline".to_owned());
            }
            Self::CompleteAgent { name } => {
                let mut world = shared.world();
                let events = world.complete_agent(name.as_deref().unwrap_or("my-agent"), now);
                shared.hub.send(events);
            }
            Self::Cut { api, abrupt } => {
                let order = if abrupt { Order::Cut } else { Order::End };
                let cut: usize = apis(&api)?.into_iter().map(|api| shared.hub.order(api, order)).sum();
                return Ok(json!({"cut": cut}));
            }
            Self::Restart { api, ms } => restart(shared, &apis(&api)?, ms),
        }
        Ok(json!({}))
    }
}

fn text_of(data: &Value) -> String {
    data.as_str().map_or_else(|| data.to_string(), str::to_owned)
}

/// Restarts servers: what they knew is forgotten, who was there is cut off, and for a while nothing answers.
fn restart(shared: &Shared, apis: &[Api], ms: u64) {
    let mut world = shared.world();
    for &api in apis {
        if ms > 0 {
            let until = Some(Instant::now() + Duration::from_millis(ms));
            let gone = Fault { api: Some(api), kind: Kind::Refuse, after: 0, times: None, status: 503, retry_after: None, ms: None, until };
            shared.faults.add(gone);
        }
        world.restart(api, clock::now_ms());
        shared.hub.order(api, Order::Cut);
    }
}
