//! Threads: what each said, which prompt it waits on, and how it ended.
//!
//! The stream repeats nothing and numbers events only to show gaps. A status that merely echoes the event before it
//! changes the summary and nothing else.

use super::cx::Cx;
use super::executions::stated;
use super::log::{Meta, RowKind};
use super::unit::{Kind as UnitKind, Since, Status, UnitIx};
use crate::protocol::field::{Id, Stamp};
use crate::protocol::threads::{Event, Kind, ThreadEvent};
use std::collections::HashMap;

/// A status that follows the event it echoes within this many milliseconds says nothing new.
const ECHO_MS: u64 = 50;

#[derive(Debug)]
pub(super) struct Threads {
    execution: Option<String>,
    /// The execution that `connected` named.
    connected: Option<String>,
    pub(super) only: Option<Vec<String>>,
    pub(super) threads: HashMap<UnitIx, Thread>,
}

/// What a thread's unit does not say.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// The unit's: a slot that was used before for another unit starts anew.
    serial: u64,
    pub(super) sequence: Option<i64>,
    /// Since when the server is not asked for it.
    pub(super) unasked_ms: Option<u64>,
    /// The last event that a status may echo, and when it came.
    echo: Option<(Kind, Moment)>,
    /// When the prompt came, by the server's clock and by ours.
    asked: Option<Moment>,
}

/// When an event came: by the server's clock, where it says, and by ours.
#[derive(Debug, Clone, Copy)]
struct Moment {
    at_ms: Option<i64>,
    now_ms: u64,
}

impl Moment {
    fn ms_to(self, later: Self) -> i64 {
        match (self.at_ms, later.at_ms) {
            (Some(then), Some(now)) => now.saturating_sub(then),
            _ => i64::try_from(later.now_ms.saturating_sub(self.now_ms)).unwrap_or(i64::MAX),
        }
    }
}

impl Threads {
    pub(super) fn new(execution: Option<&str>) -> Self {
        Self { execution: execution.map(str::to_owned), connected: None, only: None, threads: HashMap::new() }
    }

    /// After a reconnect sequences are not comparable: a gap would be claimed that the reconnect row tells already.
    pub(super) fn reconnected(&mut self) {
        for thread in self.threads.values_mut() {
            thread.sequence = None;
        }
    }

    /// Applies an event; returns the thread event that this stream was asked for.
    pub(super) fn apply(&mut self, event: Event, cx: &mut Cx<'_>) -> Option<ThreadEvent> {
        match event {
            Event::Connected(connected) => {
                self.connected = connected.execution_id.map(|id| id.0);
                None
            }
            Event::Thread(event) => {
                let ix = self.unit_of(&event, cx)?;
                self.thread(ix, &event, cx);
                Some(*event)
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
        let serial = cx.units.get(ix).map_or(0, |unit| unit.serial);
        let thread = self.threads.entry(ix).or_default();
        thread.restart_unless(serial);
        let data = &event.payload.data;
        let stamp = data.timestamp_ms.as_ref().and_then(Stamp::ms);
        let meta = Meta { at_ms: event.at_ms(), level: None, sequence: data.sequence };
        let moment = Moment { at_ms: meta.at_ms, now_ms: cx.now_ms };
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
            return thread.status(ix, event, meta, moment, cx);
        }
        let word = data.event_type.as_deref().unwrap_or(event.kind.as_str());
        if !matches!(event.kind, Kind::Stall | Kind::SummaryUpdated) {
            thread.echo = Some((event.kind, moment));
        }
        let body = event.body();
        match event.kind {
            Kind::Output => {
                thread.go_on(ix, moment, cx);
                cx.set_status(ix, Status::Running, Some(word));
                let text = body.output();
                let level = (body.text_field("type") == Some("error")).then_some("error");
                cx.write(ix, &text, Meta { level, ..meta });
                // Its last line as it stands in the log: redrawn, and without controls.
                if let Some(last) = cx.last_line(ix) {
                    cx.edit(ix, |unit| unit.doing = Some(last));
                }
            }
            Kind::Message => cx.write(ix, &body.output(), meta),
            Kind::ToolUse | Kind::ToolRunning => {
                thread.go_on(ix, moment, cx);
                cx.set_status(ix, Status::Running, Some(word));
                let tool = body.first_text(&["tool", "tool_name", "toolName", "name"]).unwrap_or_default();
                let described = body.first_text(&["description", "command", "input"]).unwrap_or_default();
                cx.edit(ix, |unit| unit.doing = Some(format!("{tool} {described}").trim().to_owned()));
                cx.row(ix, RowKind::Tool { tool }, &described, meta);
            }
            Kind::Blocked | Kind::AuthRequired => thread.blocked(ix, event, word, meta, moment, cx),
            Kind::Started => {
                thread.go_on(ix, moment, cx);
                cx.set_status(ix, Status::Running, Some(word));
                cx.row(ix, RowKind::Status, word, meta);
            }
            Kind::Ready | Kind::Idle => {
                thread.go_on(ix, moment, cx);
                cx.set_status(ix, Status::Idle, Some(word));
                cx.row(ix, RowKind::Status, word, meta);
            }
            Kind::TurnComplete => {
                thread.go_on(ix, moment, cx);
                cx.set_status(ix, Status::Idle, Some(word));
                cx.row(ix, RowKind::Turn { confidence: body.number_field("confidence") }, &body.words(), meta);
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
                let why = body.first_text(&["error", "reason", "message"]).unwrap_or_else(|| body.words().into_owned());
                cx.row(ix, RowKind::Failure, &why, meta);
                cx.edit(ix, |unit| unit.ask = (!why.is_empty()).then_some(why));
            }
            Kind::SummaryUpdated => {
                let summary =
                    data.summary.clone().unwrap_or_else(|| body.first_text(&["summary"]).unwrap_or_else(|| body.words().into_owned()));
                if !summary.is_empty() {
                    cx.edit(ix, |unit| unit.doing = Some(summary));
                }
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
    /// Forgets everything, unless it is still that unit's.
    pub(super) fn restart_unless(&mut self, serial: u64) {
        if self.serial != serial {
            *self = Self { serial, ..Self::default() };
        }
    }

    /// The thread goes on, so whatever it waited for was answered.
    fn go_on(&mut self, ix: UnitIx, moment: Moment, cx: &mut Cx<'_>) {
        if let Some(asked) = self.asked.take().filter(|_| cx.status(ix) == Status::Waiting) {
            let after_ms = u64::try_from(asked.ms_to(moment)).unwrap_or(0);
            cx.row(ix, RowKind::Answered { after_ms }, "", Meta { at_ms: moment.at_ms, ..Meta::default() });
        }
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

    fn blocked(&mut self, ix: UnitIx, event: &ThreadEvent, word: &str, meta: Meta<'_>, moment: Moment, cx: &mut Cx<'_>) {
        let body = event.body();
        let sign_in = event.kind == Kind::AuthRequired;
        let answered_by_itself = body.flag("autoResponded");
        let prompt = body.first_text(&["prompt", "message", "text", "reason", "url"]).unwrap_or_else(|| body.words().into_owned());
        let options = body.list_field("options");
        if answered_by_itself {
            if cx.status(ix) == Status::Unknown {
                cx.set_status(ix, Status::Running, Some(word));
            }
        } else {
            self.asked = Some(moment);
            // A second prompt begins a wait of its own.
            if cx.status(ix) == Status::Waiting {
                let since = Since { ms: cx.now_ms, witnessed: cx.witnessed };
                cx.edit(ix, |unit| unit.since = since);
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
    fn status(&mut self, ix: UnitIx, event: &ThreadEvent, meta: Meta<'_>, moment: Moment, cx: &mut Cx<'_>) {
        let data = &event.payload.data;
        let summary = data.summary.clone().or_else(|| event.body().first_text(&["summary", "message"]));
        if summary.is_some() {
            cx.edit(ix, |unit| unit.doing.clone_from(&summary));
        }
        let word = data.status.clone().or_else(|| event.body().first_text(&["status"]));
        let status = match word.as_deref().unwrap_or_default() {
            "running" | "started" | "working" | "active" | "tool_running" => Status::Running,
            "blocked" | "waiting" | "auth_required" => Status::Waiting,
            "completed" => Status::Succeeded,
            "failed" | "error" => Status::Failed,
            "stopped" | "cancelled" => Status::Cancelled,
            "idle" | "ready" | "turn_complete" => Status::Idle,
            "queued" | "pending" => Status::Queued,
            _ => Status::Unknown,
        };
        let echo = self.echo.filter(|(_, then)| then.ms_to(moment).unsigned_abs() <= ECHO_MS);
        match (echo, status) {
            // The server says "running" after it said that the thread is idle, and "blocked" after it answered by itself.
            (Some((Kind::Ready | Kind::TurnComplete, _)), Status::Running) => return,
            (Some((Kind::Blocked, _)), Status::Waiting) if self.asked.is_none() => return,
            _ => {}
        }
        if data.progress.is_some() {
            cx.edit(ix, |unit| unit.progress = stated(data.progress));
        }
        let Some(word) = word else { return };
        if status == Status::Running {
            self.go_on(ix, moment, cx);
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
            self.asked = Some(moment);
        }
        if matches!(status, Status::Waiting | Status::Failed) {
            cx.edit(ix, |unit| unit.ask = unit.ask.take().or_else(|| summary.clone()));
        }
        if echo.is_none() || before != status {
            cx.row(ix, RowKind::Status, summary.as_deref().unwrap_or(&word), meta);
        }
    }
}
