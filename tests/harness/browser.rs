//! What browsers need beside themselves: seats, folders, and commands that not every client knows.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex};

/// Seats at the machine: more browsers than cores would only wait for each other.
#[derive(Debug)]
pub(crate) struct Seat(usize);

struct Seats {
    free: usize,
    /// How many wait to be alone; nobody else sits down meanwhile.
    alone: usize,
}

static SEATS: (Mutex<Option<Seats>>, Condvar) = (Mutex::new(None), Condvar::new());

impl Seat {
    /// Waits for one; or for all of them, for a test that measures.
    pub(crate) fn take(alone: bool) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get()).clamp(1, 4);
        let mut held = SEATS.0.lock().unwrap();
        held.get_or_insert(Seats { free: cores, alone: 0 }).alone += usize::from(alone);
        let must_wait = |held: &mut Option<Seats>| {
            held.as_ref().is_some_and(|seats| if alone { seats.free < cores } else { seats.free == 0 || seats.alone > 0 })
        };
        held = SEATS.1.wait_while(held, must_wait).unwrap();
        let taken = if alone { cores } else { 1 };
        if let Some(seats) = held.as_mut() {
            seats.free -= taken;
            seats.alone -= usize::from(alone);
        }
        Self(taken)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(seats) = SEATS.0.lock().unwrap().as_mut() {
            seats.free += self.0;
        }
        SEATS.1.notify_all();
    }
}

/// A folder that is gone when this is dropped.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes an empty one.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("fleetglass-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A command that WebDriver itself does not know, or that fantoccini does not.
#[derive(Debug)]
pub(crate) struct Command {
    path: String,
    body: Option<Value>,
}

impl Command {
    /// One of the browser's own, of the DevTools protocol.
    pub(crate) fn devtools(command: &str, params: Value) -> Self {
        Self { path: "goog/cdp/execute".to_owned(), body: Some(json!({"cmd": command, "params": params})) }
    }

    /// What the console said since this was asked last.
    pub(crate) fn console() -> Self {
        Self { path: "se/log".to_owned(), body: Some(json!({"type": "browser"})) }
    }

    /// An element's name, as assistive technology hears it.
    pub(crate) fn name_of(element: &str) -> Self {
        Self { path: format!("element/{element}/computedlabel"), body: None }
    }

    /// An element's role.
    pub(crate) fn role_of(element: &str) -> Self {
        Self { path: format!("element/{element}/computedrole"), body: None }
    }
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base_url: &url::Url, session_id: Option<&str>) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        match &self.body {
            Some(body) => (http::Method::POST, Some(body.to_string())),
            None => (http::Method::GET, None),
        }
    }
}
