//! API 4, workflows: steps one after the other, round after round. No event ever says that a workflow is over.

use super::chance::Chance;
use super::journal::Journal;
use super::{Moment, Out, Outgoing, Settings, words};
use fleetglass_core::protocol::Api;
use fleetglass_core::protocol::executions::{StepComplete, StepProgress, StepStart, WorkflowEvent, encode_workflow};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// One workflow.
#[derive(Debug)]
pub(crate) struct Workflow {
    id: String,
    chance: Chance,
    journal: Journal,
    /// How many of the journal's last events belong to this round.
    round: usize,
    plan: VecDeque<(u64, WorkflowEvent)>,
    due: u64,
}

impl Workflow {
    /// Makes a workflow whose first step begins at once.
    pub(crate) fn new(settings: Settings, id: &str, birth: u64) -> Self {
        Self {
            id: id.to_owned(),
            chance: Chance::of(settings.seed, id),
            journal: Journal::new(settings.dialect),
            round: 0,
            plan: VecDeque::new(),
            due: birth + 800,
        }
    }

    fn begin(&mut self) {
        self.round = 0;
        for (number, (name, agent, messages, result)) in words::WORKFLOW_STEPS.iter().enumerate() {
            let step_id = format!("step-{}", number + 1);
            let start = StepStart { step_id: step_id.as_str().into(), name: Some((*name).to_owned()), agent: Some((*agent).to_owned()) };
            self.plan.push_back((self.chance.between(800, 2500), WorkflowEvent::StepStart(start)));
            let mut duration = 0;
            for (at, message) in messages.iter().enumerate() {
                let pause = self.chance.between(2500, 7000);
                duration += pause;
                let progress = (at as f64 + 1.0) / (messages.len() as f64 + 1.0);
                let progress = StepProgress {
                    step_id: step_id.as_str().into(),
                    progress: Some((progress * 100.0).round() / 100.0),
                    message: Some((*message).to_owned()),
                };
                self.plan.push_back((pause, WorkflowEvent::StepProgress(progress)));
            }
            let result: Value = if number == 3 { json!({"passed": 212, "failed": 0, "skipped": 3}) } else { json!(result) };
            let done = StepComplete { step_id: step_id.as_str().into(), result: Some(result), duration: Some(duration as f64) };
            self.plan.push_back((1200, WorkflowEvent::StepComplete(done)));
        }
    }

    /// Does what is due.
    pub(crate) fn step(&mut self, now: Moment, out: &mut Out) {
        while now.virtual_ms >= self.due {
            match self.plan.pop_front() {
                Some((pause, event)) => {
                    self.due += pause;
                    self.round += 1;
                    let event = Outgoing::new(Api::WorkflowExecution, encode_workflow(&event)).about(&self.id);
                    out.push(self.journal.write(event, now));
                }
                None => {
                    self.begin();
                    // A rest between two rounds, in which the workflow is idle; none before the first.
                    self.due += if self.journal.len() == 0 { 0 } else { self.chance.between(12_000, 25_000) };
                }
            }
        }
    }

    /// Returns what a client gets when it connects: what came after its last event ID, else this round.
    pub(crate) fn greet(&self, last_event_id: Option<&str>) -> Vec<Outgoing> {
        let resumed = last_event_id.filter(|id| !id.is_empty()).and_then(|id| self.journal.after(id));
        resumed.unwrap_or_else(|| self.journal.tail(self.round))
    }
}
