//! Connections as TCP knows them: accepted, served over HTTP/1.1, and cut off in the middle when a fault wants that.

use super::{Shared, cors};
use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tower_service::Service;

/// Cuts the TCP connection that a request came on, as a crash or a dead network would: no last chunk, no answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cutter(Arc<Notify>);

impl Cutter {
    /// Cuts.
    pub(crate) fn cut(&self) {
        self.0.notify_one();
    }
}

/// Which of the two ports a request came on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Port(pub(crate) usize);

/// Serves a port for as long as the program runs.
pub(crate) async fn run(listener: TcpListener, router: Router, shared: Arc<Shared>, port: usize) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, most likely; some connection will end.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            continue;
        };
        // Small events must not wait for more to fill a packet.
        let _ = stream.set_nodelay(true);
        let (router, shared) = (router.clone(), shared.clone());
        tokio::spawn(async move {
            let cutter = Cutter::default();
            let service = hyper::service::service_fn(|request| answer(request, router.clone(), shared.clone(), cutter.clone(), Port(port)));
            let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::select! {
                _ = connection => {}
                () = cutter.0.notified() => {}
            }
        });
    }
}

async fn answer(
    request: axum::http::Request<Incoming>,
    mut router: Router,
    shared: Arc<Shared>,
    cutter: Cutter,
    port: Port,
) -> Result<axum::response::Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(cutter);
    request.extensions_mut().insert(port);
    if port == Port(0) {
        return router.call(request).await;
    }
    let origin = cors::Asked::of(&request, &shared);
    match origin.preflight(&request) {
        Some(answer) => Ok(answer),
        None => router.call(request).await.map(|response| origin.allow(response)),
    }
}
