//! What the panel of one unit shows.

use super::row_facts::RowFacts;
use crate::components::fold::pretty;
use crate::components::plain::one_line;
use crate::components::status::{kind_word, word};
use crate::components::timing::Timing;
use crate::live::Live;
use crate::platform::time::clock;
use crate::text::{Phrase, t};
use fleetglass_core::state::Stream;
use fleetglass_core::state::roster::RootKey;
use fleetglass_core::state::unit::{Fact, Status, Unit, UnitIx, Units};

/// What the panel of one unit shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DetailFacts {
    pub(super) row: RowFacts,
    pub(super) heard_ms: u64,
    pub(super) ask: Option<String>,
    pub(super) options: Vec<String>,
    pub(super) interventions: Vec<Phrase>,
    pub(super) listed: Vec<Listed>,
    /// What is long: its name, and it.
    pub(super) folded: Vec<(&'static str, String)>,
    pub(super) parts: Vec<PartRow>,
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) theirs: bool,
    /// Worth copying.
    pub(super) copy: bool,
}

/// A part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PartRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) status: Status,
    pub(super) confirmed: bool,
    pub(super) timing: Timing,
}

impl DetailFacts {
    pub(super) fn read(live: &Live, row: RootKey, source: &str) -> Option<Self> {
        let facts = RowFacts::read(live, row, false)?;
        live.read(|state| {
            let units = state.units();
            let unit = units.get(row.ix)?;
            let need = units.need(row.ix);
            Some(Self {
                row: facts,
                heard_ms: unit.heard_ms,
                ask: need.and_then(|need| need.ask).or_else(|| unit.ask.clone()),
                options: unit.options.clone(),
                interventions: unit
                    .interventions
                    .iter()
                    .map(|held| (t().units.intervention)(held.kind.as_deref(), held.message.as_deref()))
                    .collect(),
                listed: listed(unit, source),
                folded: unit
                    .facts
                    .iter()
                    .filter(|(fact, _)| is_long(*fact))
                    .map(|(fact, value)| (fact_name(*fact), pretty(value)))
                    .collect(),
                parts: parts(units, unit),
            })
        })
    }
}

fn listed(unit: &Unit, source: &str) -> Vec<Listed> {
    let names = &t().units.facts;
    let ours = |name, value: String| Listed { name, value, theirs: false, copy: false };
    let theirs = |name, value: String| Listed { name, value, theirs: true, copy: false };
    let at = |ms: Option<i64>| ms.and_then(|ms| u64::try_from(ms).ok()).map(clock);
    let mut rows = vec![ours(names.kind, kind_word(unit.kind).to_owned()), ours(names.source, source.to_owned())];
    rows.extend(unit.word.clone().map(|word| theirs(names.status, word)));
    if unit.status == Status::Ended {
        rows.push(ours(word(Status::Ended), t().units.ended_why.to_owned()));
    }
    rows.extend(unit.doing.clone().map(|doing| theirs(names.doing, doing)));
    rows.extend(
        unit.facts.iter().filter(|(fact, _)| !is_long(*fact)).map(|(fact, value)| theirs(fact_name(*fact), fact_value(*fact, value))),
    );
    rows.extend(at(unit.started_ms).map(|at| ours(names.started, at)));
    rows.extend(at(unit.ended_ms).map(|at| ours(names.ended, at)));
    rows.push(ours(names.heard, clock(unit.heard_ms)));
    rows.push(Listed { name: names.id, value: unit.id.clone(), theirs: true, copy: true });
    rows
}

/// Says whether a fact is a document more often than a word.
fn is_long(fact: Fact) -> bool {
    matches!(fact, Fact::TriggerData | Fact::Inputs | Fact::Environment | Fact::Outputs | Fact::Result)
}

fn fact_value(fact: Fact, value: &str) -> String {
    match (fact, value.parse::<f64>()) {
        (Fact::DurationMs, Ok(ms)) => crate::text::duration(ms as u64),
        (Fact::Tokens, _) => value.replace('/', " / "),
        _ => value.to_owned(),
    }
}

fn fact_name(fact: Fact) -> &'static str {
    let names = &t().units.facts;
    match fact {
        Fact::Agent => names.agent,
        Fact::Channel => names.channel,
        Fact::Tool => names.tool,
        Fact::Tokens => names.tokens,
        Fact::Trigger => names.trigger,
        Fact::TriggerData => names.trigger_data,
        Fact::Inputs => names.inputs,
        Fact::Environment => names.environment,
        Fact::Outputs => names.outputs,
        Fact::Result => names.result,
        Fact::DurationMs => names.duration,
        Fact::Message => names.message,
        Fact::Project => names.project,
    }
}

fn parts(units: &Units, unit: &Unit) -> Vec<PartRow> {
    let parts = unit.children.iter().filter_map(|ix| units.get(*ix));
    let row = |part: &Unit| PartRow {
        id: part.id.clone(),
        title: part.title.clone(),
        status: part.status,
        confirmed: part.confirmed,
        // What has not begun has no time of its own.
        timing: if part.status == Status::Queued { Timing::None } else { Timing::of(part) },
    };
    parts.map(row).collect()
}

/// Returns the last lines that a unit wrote; where it wrote none, those of the part that needs a person, runs, or wrote last.
pub(super) fn last_lines(state: &Stream, ix: UnitIx, most: usize) -> Vec<String> {
    let units = state.units();
    let log_of = |ix: UnitIx| units.get(ix).and_then(|unit| state.logs().get(state.logs().find(&unit.id)?));
    let mut parts = vec![ix];
    parts.extend(units.need(ix).map(|need| need.cause));
    let mut below = units.get(ix).map(|unit| unit.children.clone()).unwrap_or_default();
    let mut at = 0;
    while let Some(unit) = below.get(at).and_then(|ix| units.get(*ix)) {
        below.extend(&unit.children);
        at += 1;
    }
    let runs = |ix: &&UnitIx| units.get(**ix).is_some_and(|unit| unit.status == Status::Running);
    parts.extend(below.iter().rev().filter(runs));
    parts.extend(below.iter().rev());
    let mut lines: Vec<String> = parts
        .into_iter()
        .filter_map(log_of)
        .map(|log| log.lines().rev().filter(|line| !line.trim().is_empty()).take(most).map(one_line).collect::<Vec<_>>())
        .find(|lines| !lines.is_empty())
        .unwrap_or_default();
    lines.reverse();
    lines
}
