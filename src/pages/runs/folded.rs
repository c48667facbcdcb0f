//! What a unit was given and came to, folded: trigger, inputs, results, and instructions that were not taken up.

use super::choice::Root;
use crate::components::fold::{Fold, pretty};
use crate::components::words::Words;
use crate::live::Live;
use crate::text::t;
use crate::ui;
use fleetglass_core::state::unit::{Fact, Kind, Unit, UnitIx};
use leptos::prelude::*;

/// Returns the facts of a unit that are worth a fold, with their names.
fn facts(unit: &Unit) -> Vec<(&'static str, String)> {
    let names = &t().units.facts;
    let name = |fact: Fact| match fact {
        Fact::TriggerData => Some(names.trigger_data),
        Fact::Inputs => Some(names.inputs),
        Fact::Environment => Some(names.environment),
        Fact::Outputs => Some(names.outputs),
        Fact::Result => Some(names.result),
        _ => None,
    };
    unit.facts.iter().filter_map(|(fact, value)| Some((name(*fact)?, pretty(value)))).collect()
}

/// The facts of one unit, folded; a result is open.
#[component]
pub(super) fn Facts(live: Live, ix: UnitIx) -> impl IntoView {
    let row = StoredValue::new(live.row(ix));
    let held = Memo::new(move |_| {
        row.with_value(|row| row.track());
        live.read(|stream| stream.units().get(ix).map(facts)).unwrap_or_default()
    });
    let fold = |(name, value): (&'static str, String)| {
        ui! { <Fold name=name value=value open={ name == t().units.facts.result } /> }
    };
    ui! { <For each=move || held.get() key=Clone::clone children=fold /> }
}

/// What belongs to the chosen one as a whole.
#[component]
pub(super) fn Folded(root: Root) -> impl IntoView {
    let Root { live, ix, kind, .. } = root;
    let row = StoredValue::new(live.row(ix));
    let read = live.clone();
    let asked = Memo::new(move |_| {
        row.with_value(|row| row.track());
        let said = |unit: &Unit| {
            let each = unit.interventions.iter();
            each.map(|held| (t().units.intervention)(held.kind.as_deref(), held.message.as_deref())).collect::<Vec<_>>()
        };
        read.read(|stream| stream.units().get(ix).map(said)).unwrap_or_default()
    });
    let instructions = move || {
        let each = asked.get().into_iter().map(|phrase| ui! { <li><Words phrase=Signal::stored(phrase) /></li> }).collect_view();
        (kind == Kind::Pipeline && !asked.with(Vec::is_empty))
            .then(|| ui! { <div class="fg-runs__asked"><span>{t().runs.instructions}</span><ul>{each}</ul></div> })
    };
    ui! { {instructions} <Facts live=live ix=ix /> }
}
