//! The lines that pipelines' agents write: those told of, and those that wait for the next poll.

use super::chance::Chance;
use super::{Moment, words};
use fleetglass_core::protocol::workspace::{BURST_LINES, Log, REPEATED_LINES};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};

/// The lines of all pipelines.
#[derive(Debug)]
pub(crate) struct FleetLog {
    seed: u64,
    written: u64,
    recent: VecDeque<Log>,
    new: Vec<Log>,
}

impl FleetLog {
    /// Makes an empty log.
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, written: 0, recent: VecDeque::new(), new: Vec::new() }
    }

    /// Writes a line, which is told of at the next poll.
    pub(crate) fn write(&mut self, run: &str, job: &str, agent: &str, chance: &mut Chance, now: Moment) {
        self.written += 1;
        let (level, message) = chance.pick(words::AGENT_LOG);
        let line = json!({
            "id": format!("log-{:x}-{:06}", self.seed & 0xFFFF, self.written),
            "pipelineRunId": run,
            "jobId": job,
            "agentType": agent,
            "level": level,
            "message": message,
            "metadata": if level == "metric" { json!({"model": "sim-1", "latencyMs": chance.between(300, 4000)}) } else { Value::Null },
            "createdAt": now.iso(),
        });
        if let Value::Object(fields) = line {
            self.new.push(Log(fields));
        }
    }

    /// Returns the lines of this poll. What is beyond the limit of a run is never told.
    pub(crate) fn take_new(&mut self) -> Vec<Log> {
        let mut told: BTreeMap<Option<String>, usize> = BTreeMap::new();
        let mut lines = std::mem::take(&mut self.new);
        lines.retain(|line| {
            let count = told.entry(line.run_id()).or_default();
            *count += 1;
            *count <= BURST_LINES
        });
        self.recent.extend(lines.iter().cloned());
        let over = self.recent.len().saturating_sub(REPEATED_LINES);
        self.recent.drain(..over);
        lines
    }

    /// Returns the most recent lines that were told of.
    pub(crate) fn recent(&self) -> Vec<Log> {
        self.recent.iter().cloned().collect()
    }
}
