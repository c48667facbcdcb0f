//! Agent executions and workflows: progress of one thing that the stream's address names.

use super::cx::Cx;
use super::log::{Meta, RowKind};
use super::unit::{Fact, Kind, Status, UnitIx};
use crate::protocol::executions::{AgentEvent, WorkflowEvent};
use serde_json::Value;

#[derive(Debug)]
pub(super) struct Agent {
    name: String,
}

impl Agent {
    pub(super) fn new(name: String) -> Self {
        Self { name }
    }

    /// Applies an event; returns whether the stream is over.
    pub(super) fn apply(&mut self, event: AgentEvent, cx: &mut Cx<'_>) -> bool {
        let (ix, _) = cx.root(Kind::Agent, &[&self.name], &self.name);
        match event {
            AgentEvent::Progress(event) => {
                let word = event.step.or_else(|| cx.units.get(ix).and_then(|unit| unit.word.clone()));
                cx.set_status(ix, Status::Running, word.as_deref());
                // The history of steps: one row a progress event, the step and what was said of it.
                let said = [word.as_deref(), event.message.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(": ");
                cx.row(ix, RowKind::Status, &said, Meta::default());
                cx.edit(ix, |unit| {
                    unit.set_fact(Fact::Result, None);
                    unit.set_fact(Fact::DurationMs, None);
                    if event.message.is_some() {
                        unit.doing = event.message;
                    }
                    if event.progress.is_some() {
                        unit.progress = stated(event.progress);
                    }
                });
                false
            }
            AgentEvent::Complete(event) => {
                let word = cx.units.get(ix).and_then(|unit| unit.word.clone());
                cx.set_status(ix, Status::Succeeded, word.as_deref());
                cx.edit(ix, |unit| {
                    unit.set_fact(Fact::Result, event.result.as_ref().map(plain));
                    unit.set_fact(Fact::DurationMs, event.duration.map(|ms| ms.to_string()));
                });
                true
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct Workflow {
    id: String,
    /// How many steps of `root` run.
    running: u32,
    /// The root by its serial: a workflow that was dismissed and comes again begins anew.
    root: Option<u64>,
}

impl Workflow {
    pub(super) fn new(id: String) -> Self {
        Self { id, running: 0, root: None }
    }

    pub(super) fn apply(&mut self, event: WorkflowEvent, cx: &mut Cx<'_>) {
        let (root, _) = cx.root(Kind::Workflow, &[&self.id], &self.id);
        let serial = cx.units.get(root).map(|unit| unit.serial);
        if self.root != serial {
            (self.root, self.running) = (serial, 0);
        }
        let id = match &event {
            WorkflowEvent::StepStart(event) => &event.step_id,
            WorkflowEvent::StepProgress(event) => &event.step_id,
            WorkflowEvent::StepComplete(event) => &event.step_id,
        };
        let Some((ix, _)) = cx.child(root, Kind::Step, id.as_str(), id.as_str()) else { return };
        match event {
            WorkflowEvent::StepStart(event) => {
                self.move_to(Status::Running, ix, cx);
                cx.edit(ix, |unit| {
                    if let Some(name) = event.name {
                        unit.title = name;
                    }
                    unit.progress = None;
                    unit.set_fact(Fact::Result, None);
                    unit.set_fact(Fact::DurationMs, None);
                    if event.agent.is_some() {
                        unit.set_fact(Fact::Agent, event.agent);
                    }
                });
            }
            WorkflowEvent::StepProgress(event) => {
                self.move_to(Status::Running, ix, cx);
                cx.edit(ix, |unit| {
                    if event.progress.is_some() {
                        unit.progress = stated(event.progress);
                    }
                    if event.message.is_some() {
                        unit.doing = event.message;
                    }
                });
            }
            WorkflowEvent::StepComplete(event) => {
                self.move_to(Status::Succeeded, ix, cx);
                cx.edit(ix, |unit| {
                    unit.set_fact(Fact::Result, event.result.as_ref().map(plain));
                    unit.set_fact(Fact::DurationMs, event.duration.map(|ms| ms.to_string()));
                });
            }
        }
        let title = cx.units.get(ix).map(|unit| unit.title.clone());
        cx.edit(root, |unit| unit.doing = title);
        cx.set_status(root, if self.running > 0 { Status::Running } else { Status::Idle }, None);
    }

    fn move_to(&mut self, status: Status, ix: UnitIx, cx: &mut Cx<'_>) {
        let ran = cx.status(ix) == Status::Running;
        match (ran, status == Status::Running) {
            (false, true) => self.running += 1,
            (true, false) => self.running = self.running.saturating_sub(1),
            _ => {}
        }
        cx.set_status(ix, status, None);
    }
}

/// Returns a progress as the server states it, clamped to 0..1; −1 means unknown.
pub(super) fn stated(progress: Option<f64>) -> Option<f64> {
    progress.filter(|progress| *progress != -1.0).map(|progress| progress.clamp(0.0, 1.0))
}

/// Returns text as it is and any other JSON as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
