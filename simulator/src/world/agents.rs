//! API 4, agents: one execution at a time, some twenty reports of progress, and a `complete`.
//!
//! The stream is the agent's current execution: a client that comes in the middle gets the reports so far, one that
//! resumes gets what came after its last event ID. After `complete` a client without an id starts the next execution.

use super::chance::Chance;
use super::journal::Journal;
use super::{Greeting, Moment, Out, Outgoing, Settings, words};
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::executions::{AgentEvent, Complete, Progress, encode_agent};
use serde_json::json;
use std::collections::VecDeque;

/// How long after a client came the next execution begins.
const MOMENT_MS: u64 = 1500;

/// One agent.
#[derive(Debug)]
pub(crate) struct Agent {
    name: String,
    chance: Chance,
    journal: Journal,
    plan: VecDeque<(u64, Progress)>,
    begun: u64,
    due: u64,
    finished: bool,
}

impl Agent {
    /// Makes an agent whose first execution begins at once.
    pub(crate) fn new(settings: Settings, name: &str, birth: u64) -> Self {
        let mut agent = Self {
            name: name.to_owned(),
            chance: Chance::of(settings.seed, name),
            journal: Journal::new(settings.dialect),
            plan: VecDeque::new(),
            begun: birth,
            due: birth,
            finished: false,
        };
        agent.begin(birth + 500);
        agent
    }

    fn begin(&mut self, at: u64) {
        self.journal.begin_again();
        self.finished = false;
        self.begun = at;
        self.due = at;
        let shares = [0.12, 0.2, 0.62, 0.85, 1.0];
        let mut from = 0.0;
        for ((step, messages), to) in words::AGENT_STEPS.iter().zip(shares) {
            let count = messages.len() as f64;
            for (at, message) in messages.iter().enumerate() {
                let progress = from + (to - from) * (at as f64 + 0.5) / count;
                let progress = Progress {
                    step: Some((*step).to_owned()),
                    message: Some((*message).to_owned()),
                    progress: Some((progress * 100.0).round() / 100.0),
                };
                self.plan.push_back((self.chance.between(1800, 5500), progress));
            }
            from = to;
        }
    }

    /// Does what is due.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        while !self.finished && now.virtual_ms >= self.due {
            match self.plan.pop_front() {
                Some((pause, progress)) => {
                    self.due += pause;
                    self.send(AgentEvent::Progress(progress), now, out);
                }
                None => self.complete_now(now, out),
            }
        }
    }

    /// Ends the execution, if one goes on.
    pub(crate) fn complete_now(&mut self, now: Moment, out: &mut Out) {
        if self.finished {
            return;
        }
        self.plan.clear();
        self.finished = true;
        let files = self.chance.between(2, 14);
        let result = match self.chance.one_in(2) {
            true => json!("Task completed successfully"),
            false => json!({"summary": "Task completed successfully", "files": files, "tests": {"passed": 212, "failed": 0}}),
        };
        let duration = now.virtual_ms.saturating_sub(self.begun) as f64;
        self.send(AgentEvent::Complete(Complete { result: Some(result), duration: Some(duration) }), now, out);
    }

    fn send(&mut self, event: AgentEvent, now: Moment, out: &mut Out) {
        let last = matches!(event, AgentEvent::Complete(_));
        let event = Outgoing { last, ..Outgoing::new(Api::AgentExecution, encode_agent(&event)).about(&self.name) };
        out.push(self.journal.write(event, now));
    }

    /// Returns what a client gets when it connects, and starts the next execution where the last one is over.
    pub(crate) fn greet(&mut self, last_event_id: Option<&str>, now: Moment) -> Greeting {
        match last_event_id.filter(|id| !id.is_empty()) {
            Some(id) => {
                let all = || self.journal.tail(self.journal.len());
                let mut frames = self.journal.after(id).unwrap_or_else(all);
                // Whoever asks again after the end is told again that it is over.
                if frames.is_empty() && self.finished {
                    frames = self.journal.tail(1);
                }
                Greeting { frames, ends: self.finished }
            }
            None if self.finished => {
                self.begin(now.virtual_ms + MOMENT_MS);
                Greeting::default()
            }
            None => Greeting { frames: self.journal.tail(self.journal.len()), ends: false },
        }
    }
}
