//! Cross-origin answers of the second port: pages of the first port may read it, with cookies and the headers they need.

use super::Shared;
use super::faults::Kind;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use fleetglass_core::protocol::Api;

/// Whose page asks, where it may.
pub(crate) struct Asked(Option<HeaderValue>);

impl Asked {
    /// Returns the origin of a request, if it is the first port's and no fault forbids it.
    pub(crate) fn of<B>(request: &Request<B>, shared: &Shared) -> Self {
        let own =
            |origin: &&HeaderValue| ["127.0.0.1", "localhost"].iter().any(|host| *origin == &format!("http://{host}:{}", shared.ports[0]));
        let origin = request.headers().get(header::ORIGIN).filter(own).cloned();
        let api = Api::recognise(request.uri().path()).map(|found| found.api);
        // A preflight decides nothing by itself: only the request after it uses up a fault.
        let is_preflight = request.method() == Method::OPTIONS;
        Self(origin.filter(|_| !api.is_some_and(|api| shared.faults.hits(Kind::Cors, api, is_preflight))))
    }

    /// Answers a preflight; `None` where the request is none.
    pub(crate) fn preflight<B>(&self, request: &Request<B>) -> Option<Response> {
        let asks = request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        asks.then(|| {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NO_CONTENT;
            let mut response = self.allow(response);
            if self.0.is_some() {
                let headers = response.headers_mut();
                let set = |headers: &mut HeaderMap, name, value| headers.insert(name, HeaderValue::from_static(value));
                set(headers, header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE, OPTIONS");
                set(
                    headers,
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    "X-Status-Key, Authorization, Last-Event-ID, Accept, Content-Type, Cache-Control",
                );
                set(headers, header::ACCESS_CONTROL_MAX_AGE, "0");
            }
            response
        })
    }

    /// Adds to an answer that the page may read it.
    pub(crate) fn allow(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        if let Some(origin) = &self.0 {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Retry-After, Content-Type"));
        }
        response
    }
}
