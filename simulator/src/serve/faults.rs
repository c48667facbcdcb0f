//! Faults: what goes wrong on demand, how often, and on which connections.
//!
//! | fault | what it does | `times` counts |
//! |---|---|---|
//! | `drop` | the connection is cut off in the middle | connections |
//! | `silence` | nothing is sent any more, not even heartbeats; the connection stays open | connections |
//! | `retry0` | sends `retry: 0`, then cuts | connections |
//! | `slow` | the headers wait for `ms` (2000), then the bytes trickle | connections |
//! | `split` | the bytes come in pieces of 1 to 7, across lines and characters | connections |
//! | `bom` | a new stream begins with a byte-order mark | connections |
//! | `status` | the request is answered with `status` (503), `retryAfter`, and the API's own error body | requests |
//! | `type` | the request is answered with 200 and a login page, `text/html` | requests |
//! | `refuse` | the connection is closed without an answer, as if no server were there | requests |
//! | `cors` | the second port's answer does not let the page read it | requests |
//! | `garbage` | an event's payload is cut in half, so it does not decode | events |
//! | `unknown` | an event whose name nobody knows comes before each event | events |
//! | `duplicate` | an event comes twice | events |
//! | `reorder` | an event comes after the next one | pairs |
//! | `restart` | once: every connection is cut, the state is forgotten, and for `ms` (0) nothing answers | – |
//!
//! `after` is the number of events that a connection gets first; 0 is at once, and then also for connections that are open.
//! `status`, `type` and `refuse` cut what is open (after that many events), so that the next request meets them. Without
//! `times` a fault stays until it is cleared; clearing also heals the connections that it hit.

use fleetglass_core::protocol::Api;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::watch;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Drop,
    Silence,
    Status,
    Type,
    Slow,
    Split,
    Garbage,
    Unknown,
    Retry0,
    Bom,
    Duplicate,
    Reorder,
    Restart,
    Refuse,
    Cors,
}

/// One fault as it was asked for, and how much of it is left.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// `None` for every API.
    pub(crate) api: Option<Api>,
    pub(crate) kind: Kind,
    pub(crate) after: u64,
    /// How often it still happens; `None` until cleared.
    pub(crate) times: Option<u64>,
    pub(crate) status: u16,
    pub(crate) retry_after: Option<String>,
    pub(crate) ms: Option<u64>,
    pub(crate) until: Option<Instant>,
}

#[derive(Debug)]
struct Held {
    id: u64,
    fault: Fault,
    /// A fault of requests waits for its `after` on some connection.
    armed: bool,
}

/// Every fault there is.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    held: Mutex<(u64, Vec<Held>)>,
    any: AtomicBool,
    changes: watch::Sender<u64>,
}

/// The faults that already hit a connection, which therefore cost nothing more.
#[derive(Debug, Default)]
pub(crate) struct Hits(Vec<u64>);

impl Held {
    fn is_for(&self, api: Api) -> bool {
        self.fault.api.is_none_or(|of| of == api) && self.fault.until.is_none_or(|until| Instant::now() < until)
    }

    fn is_left(&self) -> bool {
        self.fault.times != Some(0)
    }

    fn hit(&mut self) {
        self.fault.times = self.fault.times.map(|left| left.saturating_sub(1));
    }
}

impl Faults {
    fn held(&self) -> MutexGuard<'_, (u64, Vec<Held>)> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a fault; it is in force when this returns.
    pub(crate) fn add(&self, fault: Fault) {
        let mut held = self.held();
        held.1.retain(|held| held.fault.until.is_none_or(|until| Instant::now() < until));
        held.0 += 1;
        let id = held.0;
        let armed = fault.after == 0;
        held.1.push(Held { id, fault, armed });
        self.any.store(true, Ordering::Release);
        self.changes.send_modify(|version| *version += 1);
    }

    /// Clears all faults.
    pub(crate) fn clear(&self) {
        self.held().1.clear();
        self.any.store(false, Ordering::Release);
        self.changes.send_modify(|version| *version += 1);
    }

    /// Tells a connection that faults changed.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Says whether there is any; costs next to nothing.
    pub(crate) fn any(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Returns the faults, for people.
    pub(crate) fn list(&self) -> Vec<serde_json::Value> {
        let describe = |held: &Held| {
            let fault = &held.fault;
            serde_json::json!({"api": fault.api.map_or("all", Api::name), "fault": fault.kind, "after": fault.after, "left": fault.times})
        };
        self.held().1.iter().filter(|held| held.fault.until.is_none()).map(describe).collect()
    }

    /// Returns the fault that answers a new request in the server's place, and counts it.
    pub(crate) fn answering(&self, api: Api) -> Option<Fault> {
        let mut held = self.held();
        let answers = |held: &&mut Held| matches!(held.fault.kind, Kind::Status | Kind::Type | Kind::Refuse) && held.armed;
        let found = held.1.iter_mut().filter(answers).find(|held| held.is_for(api) && held.is_left())?;
        found.hit();
        Some(found.fault.clone())
    }

    /// Says whether a fault of this kind hits a request, and counts it unless it only peeks.
    pub(crate) fn hits(&self, kind: Kind, api: Api, peek: bool) -> bool {
        let mut held = self.held();
        let found = held.1.iter_mut().find(|held| held.fault.kind == kind && held.is_for(api) && held.is_left());
        match found {
            Some(held) if !peek => {
                held.hit();
                true
            }
            found => found.is_some(),
        }
    }

    /// Returns the faults in force on a connection that got `sent` events. Those that are new to it are counted.
    ///
    /// A fault of requests comes back as it is: the connection is to be cut, so that the next request meets it.
    pub(crate) fn on_connection(&self, api: Api, sent: u64, hits: &mut Hits) -> Vec<Fault> {
        let mut due = Vec::new();
        for held in self.held().1.iter_mut().filter(|held| held.is_for(api) && sent >= held.fault.after) {
            let known = hits.0.contains(&held.id);
            match held.fault.kind {
                Kind::Drop | Kind::Silence | Kind::Slow | Kind::Split | Kind::Retry0 if known => {}
                Kind::Drop | Kind::Silence | Kind::Slow | Kind::Split | Kind::Retry0 if held.is_left() => {
                    held.hit();
                    hits.0.push(held.id);
                }
                Kind::Status | Kind::Type | Kind::Refuse if held.is_left() => held.armed = true,
                _ => continue,
            }
            due.push(held.fault.clone());
        }
        due
    }

    /// Returns the faults that hit the next event of a connection that got `sent` events, and counts them. A connection that
    /// already holds an event back holds no second one.
    pub(crate) fn on_event(&self, api: Api, sent: u64, holds_back: bool) -> Vec<Kind> {
        let mut due = Vec::new();
        for held in self.held().1.iter_mut().filter(|held| held.is_for(api) && held.is_left() && sent >= held.fault.after) {
            let holds = held.fault.kind == Kind::Reorder && !holds_back;
            if holds || matches!(held.fault.kind, Kind::Garbage | Kind::Unknown | Kind::Duplicate) {
                held.hit();
                due.push(held.fault.kind);
            }
        }
        due
    }
}
