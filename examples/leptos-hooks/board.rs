//! What each thread does and said last, from the events of a stream.

use fleetglass_core::protocol::threads::{Kind, ThreadEvent};
use fleetglass_core::state::EventLog;
use fleetglass_core::state::log::{Logs, Meta};
use std::collections::BTreeMap;

/// The threads by name, up to an event of the stream.
#[derive(Debug, Default)]
pub(crate) struct Board {
    threads: BTreeMap<String, &'static str>,
    /// What they wrote, as a terminal would show it: without escapes, a redrawn line once, and bounded.
    logs: Logs,
    /// Where the next look begins.
    cursor: u64,
}

impl Board {
    /// Reads on; says whether anything is new.
    pub(crate) fn after(mut self, events: &EventLog<ThreadEvent>) -> (Self, bool) {
        let begun_anew = events.cursor() < self.cursor;
        if begun_anew {
            // Another stream.
            self = Self::default();
        }
        let before = std::mem::replace(&mut self.cursor, events.cursor());
        for event in events.since(before) {
            let Some(name) = event.thread_id() else { continue };
            self.threads.insert(name.to_owned(), word(event.kind));
            if event.kind == Kind::Output {
                let log = self.logs.open(name);
                self.logs.write(log, &event.body().output(), Meta::default());
            }
        }
        let changed = begun_anew || self.cursor != before;
        (self, changed)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.threads.keys().cloned().collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.threads.is_empty()
    }

    pub(crate) fn doing(&self, name: &str) -> &'static str {
        self.threads.get(name).copied().unwrap_or_default()
    }

    pub(crate) fn said(&self, name: &str) -> String {
        let log = self.logs.find(name).and_then(|log| self.logs.get(log));
        let last = log.and_then(|log| log.lines().rfind(|line| !line.trim().is_empty()));
        last.map(str::to_owned).unwrap_or_default()
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Blocked | Kind::AuthRequired => "waits for somebody",
        Kind::Failed | Kind::Error => "failed",
        Kind::Completed => "done",
        Kind::Stopped => "stopped",
        Kind::Stall | Kind::Idle | Kind::Ready | Kind::TurnComplete => "idle",
        Kind::ToolRunning | Kind::ToolUse => "uses a tool",
        Kind::Output | Kind::Started | Kind::Status | Kind::SummaryUpdated | Kind::Message => "works",
    }
}
