//! Any static host: it serves the built page in a folder of its own, under the strict policy, and one canned stream.

use crate::paths;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Component;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types fleetglass; base-uri 'none'";

/// A static host; dropping it stops it.
#[derive(Debug)]
pub struct Host {
    port: u16,
    stopped: Arc<AtomicBool>,
}

struct Served {
    /// Begins and ends with a slash.
    folder: String,
    config: Option<String>,
    stream: String,
}

impl Host {
    /// Serves the page in `folder`, with this `config.json` or none, and `stream` at `api/…` of the folder.
    #[must_use]
    pub fn start(folder: &str, config: Option<&serde_json::Value>, stream: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let host = Self { port: listener.local_addr().unwrap().port(), stopped: Arc::default() };
        let served = Arc::new(Served { folder: folder.to_owned(), config: config.map(ToString::to_string), stream: stream.to_owned() });
        let stopped = Arc::clone(&host.stopped);
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                if stopped.load(Ordering::Acquire) {
                    return;
                }
                let (served, stopped) = (Arc::clone(&served), Arc::clone(&stopped));
                // A browser that goes away in the middle is none of our business.
                std::thread::spawn(move || drop(answer(socket, &served, &stopped)));
            }
        });
        host
    }

    /// Returns the address of a path.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Release);
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn answer(mut socket: TcpStream, served: &Served, stopped: &AtomicBool) -> std::io::Result<()> {
    let mut reader = BufReader::new(socket.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    let Some(path) = path.strip_prefix(&served.folder) else { return refuse(&mut socket) };
    if path.starts_with("api/") {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
        socket.write_all(format!("{head}{}", served.stream).as_bytes())?;
        while !stopped.load(Ordering::Acquire) {
            std::thread::park_timeout(std::time::Duration::from_millis(200));
            socket.write_all(b": heartbeat\n\n")?;
        }
        return Ok(());
    }
    let path = if path.is_empty() { "index.html" } else { path };
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let bytes = match (&served.config, path) {
        (Some(config), "config.json") => Ok(config.clone().into_bytes()),
        (None, "config.json") => return refuse(&mut socket),
        _ if inside => std::fs::read(paths::dist().join(path)),
        _ => return refuse(&mut socket),
    };
    let Ok(bytes) = bytes else { return refuse(&mut socket) };
    let media = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        _ => "application/json",
    };
    let length = bytes.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {length}\r\nContent-Security-Policy: {POLICY}\r\nConnection: close\r\n\r\n"
    );
    socket.write_all(head.as_bytes())?;
    socket.write_all(&bytes)
}

fn refuse(socket: &mut TcpStream) -> std::io::Result<()> {
    socket.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}
