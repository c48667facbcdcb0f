//! Any static host: it serves the built page in a folder of its own, under the strict policy, and one canned stream.

use crate::paths;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types fleetglass; base-uri 'none'";

/// Between two heartbeats.
const HEARTBEAT: Duration = Duration::from_millis(200);

/// A static host; dropping it stops it.
#[derive(Debug)]
pub struct Host {
    port: u16,
    served: Arc<Served>,
}

#[derive(Debug, Default)]
struct Served {
    /// Begins and ends with a slash.
    folder: String,
    config: Option<String>,
    stream: String,
    /// Sent to every open stream, and to new ones, once `go` was asked for.
    burst: String,
    gone: AtomicBool,
    /// A part of a file's path, and what is wrong with that file.
    wrong: Mutex<Option<(String, Wrong)>>,
    stopped: AtomicBool,
}

/// What may be wrong with a file of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is not there.
    Missing,
    /// It is not the one that the page was built with.
    Changed,
    /// It does not come before `go` of the folder was asked for.
    Late,
}

impl Host {
    /// Serves the page in `folder`, with this `config.json` or none, and `stream` at `api/…` of the folder.
    #[must_use]
    pub fn start(folder: &str, config: Option<&serde_json::Value>, stream: &str) -> Self {
        Self::with_burst(folder, config, stream, String::new())
    }

    /// The same; when `go` of the folder is asked for, its streams get `burst`.
    #[must_use]
    pub fn with_burst(folder: &str, config: Option<&serde_json::Value>, stream: &str, burst: String) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let (folder, config, stream) = (folder.to_owned(), config.map(ToString::to_string), stream.to_owned());
        let served = Arc::new(Served { folder, config, stream, burst, ..Served::default() });
        let host = Self { port: listener.local_addr().unwrap().port(), served: Arc::clone(&served) };
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                if served.stopped.load(Ordering::Acquire) {
                    return;
                }
                let served = Arc::clone(&served);
                // A browser that goes away in the middle is none of our business.
                thread::spawn(move || drop(answer(socket, &served)));
            }
        });
        host
    }

    /// Returns the address of a path.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// From now on something is wrong with the files whose paths hold `part`.
    pub fn spoil(&self, part: &str, wrong: Wrong) {
        *self.served.wrong.lock().unwrap() = Some((part.to_owned(), wrong));
    }

    /// Does what asking for `go` of the folder does.
    pub fn go(&self) {
        self.served.gone.store(true, Ordering::Release);
    }

    /// Forgets that `go` was asked for.
    pub fn wait_for_go(&self) {
        self.served.gone.store(false, Ordering::Release);
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.served.stopped.store(true, Ordering::Release);
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn answer(mut socket: TcpStream, served: &Served) -> std::io::Result<()> {
    let mut reader = BufReader::new(socket.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    match path.strip_prefix(&served.folder) {
        Some(path) if path.starts_with("api/") => stream(&mut socket, served),
        Some("go") => {
            served.gone.store(true, Ordering::Release);
            respond(&mut socket, "text/plain", b"going")
        }
        Some(path) => match spoilt(served, path) {
            Some(bytes) => respond(&mut socket, media_type(path), &bytes),
            None => refuse(&mut socket),
        },
        None => refuse(&mut socket),
    }
}

fn stream(socket: &mut TcpStream, served: &Served) -> std::io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    socket.write_all(format!("{head}{}", served.stream).as_bytes())?;
    let (mut waited, mut sent) = (Duration::ZERO, false);
    while !served.stopped.load(Ordering::Acquire) {
        if !sent && served.gone.load(Ordering::Acquire) {
            socket.write_all(served.burst.as_bytes())?;
            sent = true;
        }
        let look = Duration::from_millis(2);
        thread::park_timeout(look);
        waited += look;
        if waited >= HEARTBEAT {
            socket.write_all(b": heartbeat\n\n")?;
            waited = Duration::ZERO;
        }
    }
    Ok(())
}

/// The file, unless something is wrong with it.
fn spoilt(served: &Served, path: &str) -> Option<Vec<u8>> {
    let wrong = served.wrong.lock().unwrap().clone().filter(|(part, _)| path.contains(part.as_str()));
    let mut bytes = file(served, path)?;
    match wrong.map(|(_, wrong)| wrong) {
        None => {}
        Some(Wrong::Missing) => return None,
        Some(Wrong::Changed) => bytes.push(b'\n'),
        Some(Wrong::Late) => {
            while !served.gone.load(Ordering::Acquire) && !served.stopped.load(Ordering::Acquire) {
                thread::park_timeout(Duration::from_millis(2));
            }
        }
    }
    Some(bytes)
}

fn file(served: &Served, path: &str) -> Option<Vec<u8>> {
    if path == "config.json" {
        return served.config.clone().map(String::into_bytes);
    }
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| std::fs::read(paths::dist().join(path)).ok()).flatten()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        _ => "text/html; charset=utf-8",
    }
}

fn respond(socket: &mut TcpStream, media_type: &str, bytes: &[u8]) -> std::io::Result<()> {
    let length = bytes.len();
    let policy = format!("Content-Security-Policy: {POLICY}\r\nConnection: close");
    socket
        .write_all(format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n{policy}\r\n\r\n").as_bytes())?;
    socket.write_all(bytes)
}

fn refuse(socket: &mut TcpStream) -> std::io::Result<()> {
    socket.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}
