//! fetch with a streamed body: headers, `Last-Event-ID`, status and body on refusal, comments and every event name.
//!
//! Whole chunks of bytes cross into wasm, never a string an event.

use super::{Gate, Reply, Request, Sink, Told, words};
use fleetglass_core::config::Credentials;
use fleetglass_core::sse::Failure;
use js_sys::{Date, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit, RequestMode, RequestRedirect,
    Response,
};

/// A fetch under way; dropping it aborts it.
#[must_use = "dropping it closes the request"]
pub struct Task {
    abort: Option<AbortController>,
}

impl Drop for Task {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

/// Opens a stream. The reader waits at `gate` before it asks for more.
pub fn open(request: Request, sink: Sink, gate: Rc<Gate>) -> Task {
    task(move |abort| async move {
        match ask(&request, &abort, RequestMode::Cors).await {
            Ok(response) if is_stream(&response) => {
                sink(Told::Opened);
                sink(read(&response, &sink, &gate).await);
            }
            Ok(response) => sink(Told::Answered(reply(&response).await)),
            Err(_) if aborted(&abort) => {}
            Err(_) => sink(Told::Failed(why(&request, &abort).await)),
        }
    })
}

/// Asks once for status and body, and closes the answer where it is a stream after all.
pub fn probe(request: Request, sink: Sink) -> Task {
    task(move |abort| async move {
        match ask(&request, &abort, RequestMode::Cors).await {
            Ok(response) if is_stream(&response) => {
                let answered = Reply { status: response.status(), content_type: content_type(&response), ..Reply::default() };
                abort.abort();
                sink(Told::Answered(answered));
            }
            Ok(response) => sink(Told::Answered(reply(&response).await)),
            Err(_) if aborted(&abort) => {}
            Err(_) => sink(Told::Failed(why(&request, &abort).await)),
        }
    })
}

fn task<F: Future<Output = ()> + 'static>(run: impl FnOnce(AbortController) -> F) -> Task {
    let abort = AbortController::new().ok();
    if let Some(abort) = abort.clone() {
        spawn_local(run(abort));
    }
    Task { abort }
}

fn aborted(abort: &AbortController) -> bool {
    abort.signal().aborted()
}

async fn ask(request: &Request, abort: &AbortController, mode: RequestMode) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_method("GET");
    init.set_mode(mode);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&abort.signal()));
    init.set_credentials(match request.credentials {
        Credentials::Omit => RequestCredentials::Omit,
        Credentials::SameOrigin => RequestCredentials::SameOrigin,
        Credentials::Include => RequestCredentials::Include,
    });
    if mode == RequestMode::Cors {
        let headers = Headers::new()?;
        headers.set("Accept", "text/event-stream")?;
        if !request.last_event_id.is_empty() {
            headers.set("Last-Event-ID", &request.last_event_id)?;
        }
        for (name, value) in &request.headers {
            headers.set(name, value)?;
        }
        init.set_headers(&headers);
        if request.secret {
            init.set_redirect(RequestRedirect::Error);
        }
    }
    let window = crate::platform::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_str_and_init(&request.address, &init)).await?.dyn_into()
}

fn content_type(response: &Response) -> Option<String> {
    response.headers().get("content-type").ok().flatten()
}

fn is_stream(response: &Response) -> bool {
    let essence = content_type(response).unwrap_or_default();
    response.status() == 200 && essence.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/event-stream")
}

/// Reads the body to its end; returns how it ended.
async fn read(response: &Response, sink: &Sink, gate: &Gate) -> Told {
    let reader = response.body().map(|body| body.get_reader());
    let Some(reader) = reader.and_then(|reader| reader.dyn_into::<ReadableStreamDefaultReader>().ok()) else { return Told::Ended };
    loop {
        gate.pass().await;
        let Ok(result) = JsFuture::from(reader.read()).await else { return Told::Failed(Failure::Network) };
        let field = |name: &str| Reflect::get(&result, &JsValue::from_str(name)).ok();
        if let Some(chunk) = field("value").and_then(|value| value.dyn_into::<Uint8Array>().ok()) {
            sink(Told::Chunk(chunk.to_vec()));
        }
        if field("done").is_some_and(|done| done.is_truthy()) {
            return Told::Ended;
        }
    }
}

/// Reads what was answered instead of a stream.
async fn reply(response: &Response) -> Reply {
    let content_type = content_type(response);
    let body = match response.text() {
        Ok(text) => JsFuture::from(text).await.ok().and_then(|text| text.as_string()).unwrap_or_default(),
        Err(_) => String::new(),
    };
    let retry_after = response.headers().get("retry-after").ok().flatten();
    Reply {
        status: response.status(),
        words: words::of_body(content_type.as_deref().unwrap_or_default(), &body),
        content_type,
        retry_after_ms: retry_after.and_then(|value| retry_after_ms(&value)),
    }
}

/// Reads `Retry-After`: seconds, or a date.
fn retry_after_ms(value: &str) -> Option<u64> {
    match value.trim().parse::<u64>() {
        Ok(seconds) => Some(seconds.saturating_mul(1000)),
        Err(_) => {
            let wait = Date::parse(value) - Date::now();
            wait.is_finite().then_some(wait.max(0.0) as u64)
        }
    }
}

/// Finds out why the browser told nothing: a request that asks to read nothing passes where only the permission is missing.
async fn why(request: &Request, abort: &AbortController) -> Failure {
    let own = crate::platform::own_origin();
    let target = crate::platform::origin_of(&request.address).unwrap_or_default();
    let local = ["http://localhost", "http://127.", "http://[::1]"].iter().any(|local| target.starts_with(local));
    if own.starts_with("https://") && target.starts_with("http://") && !local {
        return Failure::MixedContent;
    }
    // A secret in the address is not sent once more only to find out why.
    if target == own || (request.secret && request.headers.is_empty()) {
        return Failure::Network;
    }
    match ask(request, abort, RequestMode::NoCors).await {
        Ok(_) => {
            abort.abort();
            Failure::Cors
        }
        Err(_) if crate::platform::policy::forbids(&target).await => Failure::Policy,
        Err(_) => Failure::Network,
    }
}
