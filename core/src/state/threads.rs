//! Threads: what each said, which prompt it waits on, and how it ended.
//!
//! The stream repeats nothing and numbers events only to show gaps. A status that merely echoes the event before it
//! changes the summary and nothing else.

use super::cx::Cx;
use super::executions::stated;
use super::log::{Meta, RowKind};
use super::unit::{Kind as UnitKind, Status, UnitIx};
use crate::protocol::field::{Id, Stamp};
use crate::protocol::threads::{Event, Kind, ThreadEvent};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// A status that follows the event it echoes within this many milliseconds says nothing new.
const ECHO_MS: i64 = 50;

#[derive(Debug)]
pub(super) struct Threads {
    execution: Option<String>,
    /// The execution that `connected` named.
    connected: Option<String>,
    pub(super) only: Option<Vec<String>>,
    pub(super) events: Option<EventLog>,
    threads: HashMap<UnitIx, Thread>,
}

/// What a thread's unit does not say.
#[derive(Debug, Default)]
struct Thread {
    sequence: Option<i64>,
    /// The last event that a status may echo, and when it happened.
    echo: Option<(Kind, Option<i64>)>,
    /// When the prompt came, by the server's clock and by ours.
    asked: Option<(Option<i64>, u64)>,
}

impl Threads {
    pub(super) fn new(execution: Option<&str>) -> Self {
        Self { execution: execution.map(str::to_owned), connected: None, only: None, events: None, threads: HashMap::new() }
    }

    /// After a reconnect sequences are not comparable: a gap would be claimed that the reconnect row tells already.
    pub(super) fn reconnected(&mut self) {
        for thread in self.threads.values_mut() {
            thread.sequence = None;
        }
    }

    pub(super) fn apply(&mut self, event: Event, cx: &mut Cx<'_>) {
        match event {
            Event::Connected(connected) => self.connected = connected.execution_id.map(|id| id.0),
            Event::Thread(event) => {
                let Some(ix) = self.unit_of(&event, cx) else { return };
                self.thread(ix, &event, cx);
                if let Some(events) = &mut self.events {
                    events.push(*event);
                }
            }
        }
    }

    /// Returns the unit of an event, or `None` where this stream was not asked for it.
    fn unit_of(&self, event: &ThreadEvent, cx: &mut Cx<'_>) -> Option<UnitIx> {
        let named = event.payload.execution_id.as_ref().map(Id::as_str);
        if let (Some(named), Some(wanted)) = (named, &self.execution)
            && named != wanted
        {
            return None;
        }
        let thread = event.thread_id()?;
        if self.only.as_ref().is_some_and(|only| !only.iter().any(|id| id == thread)) {
            return None;
        }
        let execution = named.or(self.execution.as_deref()).or(self.connected.as_deref()).unwrap_or("-");
        Some(cx.root(UnitKind::Thread, &[execution, thread], thread).0)
    }

    fn thread(&mut self, ix: UnitIx, event: &ThreadEvent, cx: &mut Cx<'_>) {
        let thread = self.threads.entry(ix).or_default();
        let data = &event.payload.data;
        let stamp = data.timestamp_ms.as_ref().and_then(Stamp::ms);
        let meta = Meta { at_ms: event.at_ms(), level: None, sequence: data.sequence };
        if let Some(sequence) = data.sequence {
            if let Some(last) = thread.sequence.filter(|last| sequence > last.saturating_add(1)) {
                cx.counters.gaps += 1;
                cx.row(ix, RowKind::Gap { from: last + 1, to: sequence - 1 }, "", meta);
            }
            thread.sequence = Some(sequence);
        }
        cx.edit(ix, |unit| {
            unit.stalled = None;
            if unit.started_ms.is_none() {
                unit.started_ms = stamp;
            }
        });
        if event.kind == Kind::Status {
            return thread.status(ix, event, meta, cx);
        }
        let word = data.event_type.as_deref().unwrap_or(event.kind.as_str());
        if !matches!(event.kind, Kind::Stall | Kind::SummaryUpdated) {
            thread.echo = Some((event.kind, meta.at_ms));
        }
        let body = event.body();
        match event.kind {
            Kind::Output => {
                thread.go_on(ix, meta.at_ms, cx);
                cx.set_status(ix, Status::Running, Some(word));
                let text = body.output();
                let level = (body.text_field("type") == Some("error")).then_some("error");
                cx.write(ix, &text, Meta { level, ..meta });
                if let Some(last) = text.lines().rev().map(str::trim).find(|line| !line.is_empty()) {
                    let last: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
                    cx.edit(ix, |unit| unit.doing = Some(last));
                }
            }
            Kind::Message => cx.write(ix, &body.output(), meta),
            Kind::ToolUse | Kind::ToolRunning => {
                thread.go_on(ix, meta.at_ms, cx);
                cx.set_status(ix, Status::Running, Some(word));
                let tool = body.first_text(&["tool", "tool_name", "toolName", "name"]).unwrap_or_default();
                let described = body.first_text(&["description", "command", "input"]).unwrap_or_default();
                cx.edit(ix, |unit| unit.doing = Some(format!("{tool} {described}").trim().to_owned()));
                cx.row(ix, RowKind::Tool { tool }, &described, meta);
            }
            Kind::Blocked | Kind::AuthRequired => thread.blocked(ix, event, word, meta, cx),
            Kind::Started => {
                thread.go_on(ix, meta.at_ms, cx);
                cx.set_status(ix, Status::Running, Some(word));
                cx.row(ix, RowKind::Status, word, meta);
            }
            Kind::Ready | Kind::Idle => {
                thread.go_on(ix, meta.at_ms, cx);
                cx.set_status(ix, Status::Idle, Some(word));
                cx.row(ix, RowKind::Status, word, meta);
            }
            Kind::TurnComplete => {
                thread.go_on(ix, meta.at_ms, cx);
                cx.set_status(ix, Status::Idle, Some(word));
                cx.row(ix, RowKind::Turn { confidence: body.number_field("confidence") }, &body.output(), meta);
            }
            Kind::Completed | Kind::Stopped => {
                thread.asked = None;
                thread.end(ix, if event.kind == Kind::Completed { Status::Succeeded } else { Status::Cancelled }, word, stamp, cx);
                let said = body.first_text(&["reason", "message"]).map_or_else(|| word.to_owned(), |reason| format!("{word}: {reason}"));
                cx.row(ix, RowKind::Status, &said, meta);
            }
            Kind::Failed | Kind::Error => {
                thread.asked = None;
                thread.end(ix, Status::Failed, word, stamp, cx);
                let why = body.first_text(&["error", "reason", "message"]).unwrap_or_else(|| body.output().into_owned());
                cx.row(ix, RowKind::Failure, &why, meta);
                cx.edit(ix, |unit| unit.ask = (!why.is_empty()).then_some(why));
            }
            Kind::SummaryUpdated => {
                let summary =
                    data.summary.clone().unwrap_or_else(|| body.first_text(&["summary"]).unwrap_or_else(|| body.output().into_owned()));
                cx.edit(ix, |unit| unit.doing = Some(summary));
            }
            Kind::Stall => {
                let for_ms = body.number_field("stallDurationMs");
                cx.edit(ix, |unit| unit.stalled = Some(for_ms));
                cx.row(ix, RowKind::Stall(for_ms), "", meta);
            }
            Kind::Status => {}
        }
    }
}

impl Thread {
    /// The thread goes on, so whatever it waited for was answered.
    fn go_on(&mut self, ix: UnitIx, at_ms: Option<i64>, cx: &mut Cx<'_>) {
        let Some((asked_at, asked_now)) = self.asked.take() else { return };
        if cx.status(ix) != Status::Waiting {
            return;
        }
        let after_ms = match (asked_at, at_ms) {
            (Some(asked), Some(now)) => u64::try_from(now - asked).unwrap_or(0),
            _ => cx.now_ms.saturating_sub(asked_now),
        };
        cx.row(ix, RowKind::Answered { after_ms }, "", Meta { at_ms, ..Meta::default() });
    }

    fn end(&mut self, ix: UnitIx, status: Status, word: &str, stamp: Option<i64>, cx: &mut Cx<'_>) {
        let ended = cx.status(ix) == status;
        cx.set_status(ix, status, Some(word));
        cx.edit(ix, |unit| {
            if !ended || unit.ended_ms.is_none() {
                unit.ended_ms = stamp;
            }
        });
    }

    fn blocked(&mut self, ix: UnitIx, event: &ThreadEvent, word: &str, meta: Meta<'_>, cx: &mut Cx<'_>) {
        let body = event.body();
        let sign_in = event.kind == Kind::AuthRequired;
        let answered_by_itself = body.flag("autoResponded");
        let prompt = body.first_text(&["prompt", "message", "text", "reason", "url"]).unwrap_or_else(|| body.output().into_owned());
        let options = body.list_field("options");
        if answered_by_itself {
            if cx.status(ix) == Status::Unknown {
                cx.set_status(ix, Status::Running, Some(word));
            }
        } else {
            self.asked = Some((meta.at_ms, cx.now_ms));
            // A second prompt begins a wait of its own.
            if cx.status(ix) == Status::Waiting {
                let now_ms = cx.now_ms;
                cx.edit(ix, |unit| unit.since.ms = now_ms);
            }
            cx.set_status(ix, Status::Waiting, Some(word));
            cx.edit(ix, |unit| {
                unit.ask = (!prompt.is_empty()).then(|| prompt.clone());
                unit.options.clone_from(&options);
            });
        }
        cx.row(ix, RowKind::Blocked { options, answered_by_itself, sign_in }, &prompt, meta);
    }

    /// A `thread_status`: a word, a summary and a progress, often only an echo of the event before.
    fn status(&mut self, ix: UnitIx, event: &ThreadEvent, meta: Meta<'_>, cx: &mut Cx<'_>) {
        let data = &event.payload.data;
        let summary = data.summary.clone().or_else(|| event.body().first_text(&["summary", "message"]));
        cx.edit(ix, |unit| {
            if summary.is_some() {
                unit.doing.clone_from(&summary);
            }
            if data.progress.is_some() {
                unit.progress = stated(data.progress);
            }
        });
        let Some(word) = data.status.clone().or_else(|| event.body().first_text(&["status"])) else { return };
        let status = match word.as_str() {
            "running" | "started" | "working" | "active" | "tool_running" => Status::Running,
            "blocked" | "waiting" | "auth_required" => Status::Waiting,
            "completed" => Status::Succeeded,
            "failed" | "error" => Status::Failed,
            "stopped" | "cancelled" => Status::Cancelled,
            "idle" | "ready" | "turn_complete" => Status::Idle,
            "queued" | "pending" => Status::Queued,
            _ => Status::Unknown,
        };
        let echo = self.echo.filter(|(_, at)| match (at, meta.at_ms) {
            (Some(then), Some(now)) => now.abs_diff(*then) <= ECHO_MS as u64,
            _ => true,
        });
        match (echo, status) {
            // The server says "running" after it said that the thread is idle, and "blocked" after it answered by itself.
            (Some((Kind::Ready | Kind::TurnComplete, _)), Status::Running) => return,
            (Some((Kind::Blocked, _)), Status::Waiting) if self.asked.is_none() => return,
            _ => {}
        }
        if status == Status::Running {
            self.go_on(ix, meta.at_ms, cx);
        }
        let before = cx.status(ix);
        match status {
            Status::Succeeded | Status::Failed | Status::Cancelled => {
                self.asked = None;
                self.end(ix, status, &word, data.timestamp_ms.as_ref().and_then(Stamp::ms), cx);
            }
            _ => cx.set_status(ix, status, Some(&word)),
        }
        if status == Status::Waiting && before != Status::Waiting {
            self.asked = Some((meta.at_ms, cx.now_ms));
        }
        if matches!(status, Status::Waiting | Status::Failed) {
            cx.edit(ix, |unit| unit.ask = unit.ask.take().or_else(|| summary.clone()));
        }
        if echo.is_none() || before != status {
            cx.row(ix, RowKind::Status, summary.as_deref().unwrap_or(&word), meta);
        }
    }
}

/// The thread events that a hook hands out: bounded, and cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct EventLog {
    events: Arc<VecDeque<Arc<ThreadEvent>>>,
    dropped: u64,
    most: usize,
}

impl EventLog {
    /// Makes a log that keeps the last `most` events.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { events: Arc::default(), dropped: 0, most }
    }

    /// Appends an event; drops the oldest where there are too many.
    ///
    /// Copies the list of references where a clone of this log is still held, so hand out clones once a batch, not once an event.
    pub fn push(&mut self, event: ThreadEvent) {
        let events = Arc::make_mut(&mut self.events);
        if events.len() >= self.most.max(1) {
            events.pop_front();
            self.dropped += 1;
        }
        events.push_back(Arc::new(event));
    }

    /// Returns how many events are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Says whether none is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Returns how many of the oldest events were dropped.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Returns the cursor after the last event: hand it to [`EventLog::since`] later.
    #[must_use]
    pub fn cursor(&self) -> u64 {
        self.dropped + self.events.len() as u64
    }

    /// Returns the events held, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &ThreadEvent> + ExactSizeIterator {
        self.events.iter().map(Arc::as_ref)
    }

    /// Returns the events from a cursor on, oldest first. Those that were dropped since are missing.
    pub fn since(&self, cursor: u64) -> impl Iterator<Item = &ThreadEvent> {
        let skip = usize::try_from(cursor.saturating_sub(self.dropped)).unwrap_or(usize::MAX);
        self.iter().skip(skip)
    }
}
