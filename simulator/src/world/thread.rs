//! One thread of API 3: it follows scripts, and says what it does in the words of the dialect.

use super::chance::Chance;
use super::turns::{self, Act, Role, Script};
use super::{Dialect, Moment, Out, Outgoing, Settings};
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::threads::{Data, Event, Kind, Payload, ThreadEvent, encode};
use serde_json::{Value, json};

/// One thread.
#[derive(Debug)]
pub(crate) struct Thread {
    execution: &'static str,
    id: &'static str,
    role: Role,
    dialect: Dialect,
    chance: Chance,
    script: Script,
    due: u64,
    sequence: i64,
    /// It waits or failed: nobody may give it another script.
    held: bool,
}

impl Thread {
    /// Makes a thread that starts at `birth`.
    pub(crate) fn new(settings: Settings, execution: &'static str, id: &'static str, role: Role, birth: u64) -> Self {
        let chance = Chance::of(settings.seed, id);
        let script = Script::from([(0, Act::Ready)]);
        Self { execution, id, role, dialect: settings.dialect, chance, script, due: birth, sequence: 0, held: false }
    }

    /// Returns its id.
    pub(crate) fn id(&self) -> &'static str {
        self.id
    }

    /// Says whether it can be given another script.
    pub(crate) fn is_free(&self) -> bool {
        !self.held
    }

    /// Leaves what it does for another script.
    pub(crate) fn follow(&mut self, script: Script, now: u64) {
        self.held = true;
        self.script = script;
        self.due = now + self.script.front().map_or(0, |(pause, _)| *pause);
    }

    /// Does what is due.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        while now.virtual_ms >= self.due {
            match self.script.pop_front() {
                Some((_, act)) => self.act(act, now, out),
                None => {
                    self.held = false;
                    self.script = turns::working(self.role, &mut self.chance);
                }
            }
            self.due += self.script.front().map_or(0, |(pause, _)| *pause);
        }
    }

    /// Prints so many lines at once.
    pub(crate) fn burst(&mut self, lines: usize, now: Moment, out: &mut Out) {
        for line in 1..=lines {
            let text = format!("burst {line} of {lines}: \u{1b}[36mtest\u{1b}[0m core::state::case_{line:05} ... \u{1b}[32mok\u{1b}[0m\n");
            self.act(Act::Output(text), now, out);
        }
    }

    fn act(&mut self, act: Act, now: Moment, out: &mut Out) {
        match self.dialect {
            Dialect::Documents => self.act_documented(act, now, out),
            Dialect::Observed => self.act_observed(act, now, out),
        }
    }

    fn act_documented(&mut self, act: Act, now: Moment, out: &mut Out) {
        match act {
            Act::Ready => self.tell(Kind::Started, json!({}), now, out),
            Act::Working(summary) => self.tell(Kind::Status, json!({"status": "running", "summary": summary}), now, out),
            Act::Tool(tool, description) => self.tell(Kind::ToolRunning, json!({"tool": tool, "description": description}), now, out),
            Act::Output(text) | Act::Complaint(text) => self.tell(Kind::Output, json!({"text": text}), now, out),
            Act::Blocked { prompt, kind, options } => {
                let body = json!({"prompt": prompt, "type": kind, "options": options, "autoResponded": false});
                self.tell(Kind::Blocked, body, now, out);
            }
            Act::Turn(output, confidence) => self.tell(Kind::TurnComplete, json!({"output": output, "confidence": confidence}), now, out),
            // The documents know no stall.
            Act::Stall(_) => {}
            Act::Failed(error) => {
                self.tell(Kind::Failed, json!({"error": error}), now, out);
                self.sequence = 0;
            }
            Act::Completed => {
                self.tell(Kind::Completed, json!({"reason": "exit"}), now, out);
                self.sequence = 0;
            }
        }
    }

    fn act_observed(&mut self, act: Act, now: Moment, out: &mut Out) {
        match act {
            Act::Ready => {
                self.sequence = 0;
                self.tell(Kind::Ready, json!({}), now, out);
                self.tell_status("running", "Agent ready and accepting input", -1.0, now, out);
            }
            Act::Working(summary) => self.tell_status("running", summary, -1.0, now, out),
            Act::Tool(tool, description) => self.tell(Kind::ToolUse, json!({"tool": tool, "description": description}), now, out),
            Act::Output(text) => self.tell(Kind::Output, json!({"type": "response", "content": text}), now, out),
            Act::Complaint(text) => self.tell(Kind::Output, json!({"type": "error", "content": text}), now, out),
            Act::Blocked { prompt, kind, options } => {
                let body = json!({"prompt": prompt, "type": kind, "options": options, "autoResponded": false});
                self.tell(Kind::Blocked, body, now, out);
                self.tell_status("blocked", &format!("Blocked: {prompt}"), -1.0, now, out);
            }
            Act::Turn(output, confidence) => {
                let body = json!({"output": format!("{output}\nConfidence: {confidence}"), "confidence": confidence});
                self.tell(Kind::TurnComplete, body, now, out);
                self.tell_status("running", "Turn complete, ready for next input", -1.0, now, out);
            }
            Act::Stall(ms) => self.tell(Kind::Stall, json!({"stallDurationMs": ms}), now, out),
            Act::Failed(error) => {
                self.tell(Kind::Failed, json!({"error": error}), now, out);
                self.tell_status("failed", &format!("Thread error: {error}"), 0.0, now, out);
            }
            Act::Completed => {
                self.tell(Kind::Completed, json!({"reason": "exit"}), now, out);
                self.tell_status("completed", "Thread completed: exit", 1.0, now, out);
            }
        }
    }

    fn tell(&mut self, kind: Kind, body: Value, now: Moment, out: &mut Out) {
        let data = Data {
            event_type: Some(kind.as_str().to_owned()),
            data_json: Some(body.to_string()),
            sequence: Some(self.sequence),
            ..Data::default()
        };
        // Some servers never count: the scribe stands for them.
        if self.role != Role::Scribe {
            self.sequence += 1;
        }
        self.send(kind, data, now, out);
    }

    fn tell_status(&self, status: &str, summary: &str, progress: f64, now: Moment, out: &mut Out) {
        let data = Data { status: Some(status.to_owned()), summary: Some(summary.to_owned()), progress: Some(progress), ..Data::default() };
        self.send(Kind::Status, data, now, out);
    }

    fn send(&self, kind: Kind, data: Data, now: Moment, out: &mut Out) {
        let data = Data { thread_id: Some(self.id.into()), timestamp_ms: Some(now.wall_ms.into()), ..data };
        let payload = Payload {
            execution_id: Some(self.execution.into()),
            thread_id: Some(self.id.into()),
            event_type: Some(format!("gateway_thread_{}", kind.as_str())),
            data,
            timestamp: Some(now.stamp()),
        };
        let event = Event::Thread(Box::new(ThreadEvent { kind, payload }));
        out.push(Outgoing { thread: Some(self.id.to_owned()), ..Outgoing::new(Api::Threads, encode(&event)).about(self.execution) });
    }
}
