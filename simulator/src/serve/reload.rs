//! `--dev`: pages reload themselves when the build wrote a new `index.html`.

use super::Shared;
use super::pieces::{self, Manner};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;
use std::time::Duration;

const SCRIPT: &str = "new EventSource(\"dev/reload\").addEventListener(\"reload\", () => location.reload());\n";
const TAG: &str = "<script type=\"module\" src=\"dev-reload.js\"></script>";
const LOOK_MS: u64 = 200;

/// The paths of the reload.
pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/dev/reload", get(changes)).route("/dev-reload.js", get(script))
}

/// Puts the script into a page.
pub(crate) fn with_script(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    match page.rfind("</body>") {
        Some(at) => format!("{}{TAG}{}", &page[..at], &page[at..]),
        None => format!("{page}{TAG}"),
    }
    .into_bytes()
}

async fn script(State(shared): State<Arc<Shared>>) -> Response {
    if !shared.options.dev {
        return StatusCode::NOT_FOUND.into_response();
    }
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], SCRIPT).into_response()
}

async fn changes(State(shared): State<Arc<Shared>>) -> Response {
    let (true, Some(index)) = (shared.options.dev, shared.options.dist.as_ref().map(|dist| dist.join("index.html"))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (writer, body) = pieces::body();
    tokio::spawn(async move {
        let written = || std::fs::metadata(&index).and_then(|data| data.modified()).ok();
        let mut known = written();
        writer.write(b": watching\n\n".to_vec(), Manner::Whole).await;
        loop {
            tokio::select! {
                () = writer.closed() => return,
                () = tokio::time::sleep(Duration::from_millis(LOOK_MS)) => {}
            }
            // A build may remove the file before it writes the new one.
            let Some(now) = written() else { continue };
            if known != Some(now) {
                known = Some(now);
                writer.write(b"event: reload\ndata: {}\n\n".to_vec(), Manner::Whole).await;
            }
        }
    });
    ([(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-cache")], body).into_response()
}
