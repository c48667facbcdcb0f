//! What the panel of one unit shows.

use super::row_facts::RowFacts;
use crate::components::status::{kind_word, word};
use crate::components::timing::Timing;
use crate::live::Live;
use crate::platform::time::clock;
use crate::text::{Phrase, t};
use fleetglass_core::state::roster::RootKey;
use fleetglass_core::state::unit::{Fact, Status, Unit, Units};

/// What the panel of one unit shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DetailFacts {
    pub(super) row: RowFacts,
    pub(super) heard_ms: u64,
    pub(super) ask: Option<String>,
    pub(super) options: Vec<String>,
    pub(super) interventions: Vec<Phrase>,
    pub(super) listed: Vec<Listed>,
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
    /// How long it took; empty while it goes on.
    pub(super) took: String,
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
    rows.extend(unit.facts.iter().map(|(fact, value)| theirs(fact_name(*fact), fact_value(*fact, value))));
    rows.extend(at(unit.started_ms).map(|at| ours(names.started, at)));
    rows.extend(at(unit.ended_ms).map(|at| ours(names.ended, at)));
    rows.push(ours(names.heard, clock(unit.heard_ms)));
    rows.push(Listed { name: names.id, value: unit.id.clone(), theirs: true, copy: true });
    rows
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
        took: match Timing::of(part) {
            Timing::Took(ms) => crate::text::duration(ms),
            Timing::None | Timing::Since(..) => String::new(),
        },
    };
    parts.map(row).collect()
}
