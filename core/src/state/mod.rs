//! State: events add up to units, logs, and what needs a person.
//!
//! A [`Stream`] is what one connection's events add up to. It takes frames and `now`, and says in [`Changes`] what changed.
//! One reducer a file; a reducer's cost for an event does not depend on how much is held.

mod again;
pub mod ansi;
mod asked;
pub mod attention;
mod changes;
mod cx;
mod event_log;
mod executions;
pub mod log;
mod need;
mod recent;
pub mod report;
pub mod roster;
mod row;
mod runner;
mod sgr;
mod status;
mod threads;
pub mod unit;
mod units;
pub mod wake;
mod wanting;
mod workspace;

pub use changes::{CAUSES, Changes, Counters, LEVELS, NAMES, Server, UNREAD_BYTES, Unread};
use event_log::Kept;
pub use event_log::{EventLog, KeptEvent};
pub use need::{Cause, Failures};

use crate::protocol::{self, Api, DecodeError, Decoded};
use crate::sse::Frame;
use cx::Cx;
use log::Logs;
use unit::{UnitIx, Units};

#[derive(Debug)]
enum Reducer {
    Workspace(workspace::Workspace),
    Status(status::Sessions),
    Threads(threads::Threads),
    Agent(executions::Agent),
    Workflow(executions::Workflow),
    Runner(runner::Runner),
}

/// What the events of one stream add up to.
///
/// ```
/// use fleetglass_core::{protocol::Api, sse::Frame, state::{Changes, Stream}};
/// let mut stream = Stream::new(Api::AgentExecution, Some("my-agent"));
/// let mut changes = Changes::default();
/// stream.apply(Frame { event: "progress", data: r#"{"step":"analyzing","progress":0.2}"#, last_event_id: "1" }, 0, &mut changes);
/// let unit = stream.units().get(stream.units().roots()[0]).unwrap();
/// assert_eq!((unit.title.as_str(), unit.progress), ("my-agent", Some(0.2)));
/// ```
#[derive(Debug)]
pub struct Stream {
    api: Api,
    units: Units,
    logs: Logs,
    counters: Counters,
    server: Server,
    reducer: Reducer,
    connected: bool,
    lost_ms: Option<u64>,
    /// When the connection was lost in the last ten minutes.
    losses: wake::Marks,
    /// When the first event that tells of anything came.
    began_ms: Option<u64>,
    complete: bool,
    kept: Option<Kept>,
}

impl Stream {
    /// Makes the empty state of a stream.
    ///
    /// `subject` is the name or id that the stream's address carries. Without one nothing is filtered, and an agent or a
    /// workflow takes the id `-`.
    #[must_use]
    pub fn new(api: Api, subject: Option<&str>) -> Self {
        let named = || subject.unwrap_or("-").to_owned();
        let reducer = match api {
            Api::AgentWorkspace => Reducer::Workspace(workspace::Workspace::default()),
            Api::AgentStatus => Reducer::Status(status::Sessions::default()),
            Api::Threads => Reducer::Threads(threads::Threads::new(subject)),
            Api::AgentExecution => Reducer::Agent(executions::Agent::new(named())),
            Api::WorkflowExecution => Reducer::Workflow(executions::Workflow::new(named())),
            Api::Runner => Reducer::Runner(runner::Runner::default()),
        };
        Self {
            api,
            units: Units::default(),
            logs: Logs::default(),
            counters: Counters::default(),
            server: Server::default(),
            reducer,
            connected: false,
            lost_ms: None,
            losses: wake::Marks::default(),
            began_ms: None,
            complete: false,
            kept: None,
        }
    }

    /// Keeps the last `most` typed events from now on, for a hook to hand out.
    pub fn keep_events(&mut self, most: usize) {
        self.kept.get_or_insert_with(|| Kept::new(self.api, most));
    }

    /// Returns the events kept since [`Stream::keep_events`]; `None` before, and where the API's events are of another type.
    #[must_use]
    pub fn events<E: KeptEvent>(&self) -> Option<&EventLog<E>> {
        E::log_in(self.kept.as_ref()?)
    }

    /// Takes an event, at `now_ms` of the caller's clock. Never fails: what cannot be read is counted.
    pub fn apply(&mut self, frame: Frame<'_>, now_ms: u64, changes: &mut Changes) {
        self.counters.frames += 1;
        self.begin(frame.event, now_ms);
        let (errors, unknown) = (self.counters.decode_errors, self.counters.unknown_events);
        let mut cx = Cx {
            units: &mut self.units,
            logs: &mut self.logs,
            counters: &mut self.counters,
            server: &mut self.server,
            changes,
            now_ms,
            witnessed: true,
        };
        let Frame { event, data, .. } = frame;
        let kept = &mut self.kept;
        match &mut self.reducer {
            Reducer::Workspace(reducer) => {
                if let Some(event) = take(&mut cx, protocol::workspace::decode(event, data)) {
                    keep(kept, &event);
                    reducer.apply(event, &mut cx);
                }
            }
            Reducer::Status(reducer) => {
                if let Some(event) = take(&mut cx, protocol::status::decode(event, data)) {
                    keep(kept, &event);
                    reducer.apply(event, &mut cx);
                }
            }
            Reducer::Threads(reducer) => {
                if let Some(event) = take(&mut cx, protocol::threads::decode(event, data)) {
                    reducer.apply(event, &mut cx).inspect(|event| keep(kept, event));
                }
            }
            Reducer::Agent(reducer) => {
                // What follows `complete` is a replay of it or the next execution, until somebody opens the stream again.
                if let Some(event) = take(&mut cx, protocol::executions::decode_agent(event, data)).filter(|_| !self.complete) {
                    keep(kept, &event);
                    self.complete = reducer.apply(event, &mut cx);
                }
            }
            Reducer::Workflow(reducer) => {
                if let Some(event) = take(&mut cx, protocol::executions::decode_workflow(event, data)) {
                    keep(kept, &event);
                    reducer.apply(event, &mut cx);
                }
            }
            Reducer::Runner(reducer) => {
                if let Some(event) = take(&mut cx, protocol::runner::decode(event, data)) {
                    keep(kept, &event);
                    reducer.apply(event, &mut cx);
                }
            }
        }
        cx.forget_oldest();
        self.counters.note(frame, errors, unknown, now_ms);
    }

    /// Takes what `GET /api/runs` of a runner answers: an array of runs, or an object that holds one. Returns whether it was read.
    pub fn apply_runs(&mut self, json: &str, now_ms: u64, changes: &mut Changes) -> bool {
        let Reducer::Runner(reducer) = &mut self.reducer else { return false };
        let Some(runs) = protocol::runner::decode_runs(json) else { return false };
        let mut cx = Cx {
            units: &mut self.units,
            logs: &mut self.logs,
            counters: &mut self.counters,
            server: &mut self.server,
            changes,
            now_ms,
            witnessed: false,
        };
        for run in runs {
            reducer.known_run(run, &mut cx);
        }
        cx.forget_oldest();
        true
    }

    /// Takes a root and its parts off the page; for a person who dismisses what is finished or unconfirmed.
    pub fn dismiss(&mut self, root: UnitIx, changes: &mut Changes) {
        let removed = self.units.remove(root);
        if removed.is_empty() {
            return;
        }
        for unit in removed {
            self.logs.clear(&unit.id);
        }
        (changes.order, changes.logs) = (true, true);
    }

    /// Returns the API.
    #[must_use]
    pub fn api(&self) -> Api {
        self.api
    }

    /// Returns the units.
    #[must_use]
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// Returns the logs.
    #[must_use]
    pub fn logs(&self) -> &Logs {
        &self.logs
    }

    /// Returns what was counted.
    #[must_use]
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Returns what the server says of itself.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Says whether the stream told that it is over: a reconnect would only replay its end.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }
}

/// Keeps an event, where somebody asked for events.
fn keep<E: KeptEvent>(kept: &mut Option<Kept>, event: &E) {
    if let Some(log) = kept.as_mut().and_then(E::log_in_mut) {
        log.push(event.clone());
    }
}

/// Counts what a frame turned out to be, and returns the event if it is one.
fn take<E>(cx: &mut Cx<'_>, decoded: Result<Decoded<E>, DecodeError>) -> Option<E> {
    match decoded {
        Ok(Decoded::Event(event)) => return Some(event),
        Ok(Decoded::Alive) => {}
        Ok(Decoded::Unknown) => cx.counters.unknown_events += 1,
        Err(cause) => cx.unread(cause),
    }
    None
}
