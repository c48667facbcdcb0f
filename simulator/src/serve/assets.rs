//! The built page, from its folder, under the strict policy that it is made for, or another.
//!
//! The second port's files may be read by any page, as those of a CDN are.

use super::accept::Port;
use super::{Shared, reload};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fleetglass_core::protocol::percent_decode;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Answers with a file of the page, or 404.
pub(crate) async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = percent_decode(request.uri().path());
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, "Only GET is answered here.\n").into_response();
    }
    let Some(dist) = &shared.options.dist else {
        return (StatusCode::NOT_FOUND, "No page is served here: start the simulator with --dist and the folder of the built page.\n")
            .into_response();
    };
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let Some(file) = inside(dist, path) else { return StatusCode::NOT_FOUND.into_response() };
    let is_second = request.extensions().get() == Some(&Port(1));
    match std::fs::read(&file) {
        Ok(bytes) => answer(&shared, path, bytes, is_second),
        Err(_) if path == "index.html" => {
            (StatusCode::NOT_FOUND, format!("{} holds no index.html: build the page first.\n", dist.display())).into_response()
        }
        Err(_) => (StatusCode::NOT_FOUND, format!("There is no {path} here.\n")).into_response(),
    }
}

/// Returns the file of a path that does not leave the folder.
fn inside(dist: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| dist.join(path))
}

fn answer(shared: &Shared, path: &str, bytes: Vec<u8>, for_all: bool) -> Response {
    let bytes = if shared.options.dev && path == "index.html" { reload::with_script(&bytes) } else { bytes };
    let caching = if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, media_type(path)),
        (header::CACHE_CONTROL, caching),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    let mut response = (headers, Body::from(bytes)).into_response();
    if let Ok(policy) = HeaderValue::try_from(policy(shared.options.policy.as_deref(), shared.ports[1]))
        && !policy.is_empty()
    {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if for_all {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    response
}

/// The policy the page is written for: its own files, its own streams and those of the second port, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self' {second} http://localhost:{second port}; worker-src 'self'; manifest-src 'self'; \
    require-trusted-types-for 'script'; trusted-types fleetglass; base-uri 'none'";

fn policy(chosen: Option<&str>, second: u16) -> String {
    let text = chosen.unwrap_or(POLICY).replace("{second port}", &second.to_string());
    text.replace("{second}", &format!("http://127.0.0.1:{second}"))
}

/// Says whether a name holds the hash of its content, as in `app-0123456789abcdef_bg.wasm`: it can be kept for ever.
fn has_hash(path: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "sse" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in ["fleetglass-app-1f3a5b7c9d0e2f46.js", "fleetglass-app-1f3a5b7c9d0e2f46_bg.wasm", "main-0a1b2c3d4e5f6071.css"] {
            assert!(has_hash(name), "{name}");
        }
        for name in ["index.html", "boot.js", "dev-reload.js", "icons/app-maskable.png"] {
            assert!(!has_hash(name), "{name}");
        }
    }

    #[test]
    fn another_policy_stands_in_place_of_the_pages_own() {
        assert!(policy(None, 7).contains("connect-src 'self' http://127.0.0.1:7 http://localhost:7;"));
        assert_eq!(policy(Some("connect-src {second}"), 7), "connect-src http://127.0.0.1:7");
        assert_eq!(policy(Some(""), 7), "");
    }

    #[test]
    fn no_path_leaves_the_folder() {
        assert_eq!(inside(Path::new("dist"), "a/b.js"), Some(PathBuf::from("dist/a/b.js")));
        for path in ["../Cargo.toml", "a/../../x", "/etc/passwd"] {
            assert_eq!(inside(Path::new("dist"), path), None, "{path}");
        }
    }
}
