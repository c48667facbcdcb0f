//! Whatever a server sends: mutations of the transcripts, to every reducer, never break what must always hold.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod state_support;

use fleetglass_core::protocol::Api;
use fleetglass_core::sse::Frame;
use fleetglass_core::state::log::Limits;
use fleetglass_core::state::report::Report;
use fleetglass_core::state::unit::{MOST_UNITS, Reason, Status, Unit, UnitIx};
use fleetglass_core::state::{CAUSES, Changes, Stream};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use state_support::{frames, transcripts};
use std::collections::{BTreeMap, HashSet};

type Event = (String, String);

/// What is done to one event: an operation, where in its data, and with what.
type Mutation = (u8, usize, usize);

const WRONG: [&str; 14] = [
    "null",
    "true",
    "-1",
    "0",
    "1e308",
    "-1e308",
    "18446744073709551615",
    "-9223372036854775808",
    "\"\"",
    "\"%/\\u0000\\u001b[3\"",
    "[]",
    "{}",
    "[[],{}]",
    "{\"id\":{}}",
];

/// The events of every transcript, with their API.
fn corpus() -> Vec<(Api, Vec<Event>)> {
    transcripts().into_iter().map(|(api, _, bytes)| (api, frames(&bytes))).collect()
}

/// How many values a JSON value holds, itself included.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum::<usize>(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

/// Changes the value that stands at this place, counted through the tree; `None` removes it.
fn change(value: &mut Value, place: &mut usize, with: Option<&Value>) {
    let here = |place: &mut usize| std::mem::replace(place, place.wrapping_sub(1)) == 0;
    match value {
        Value::Object(fields) => {
            for key in fields.keys().cloned().collect::<Vec<_>>() {
                if here(place) {
                    match with {
                        Some(with) => drop(fields.insert(key, with.clone())),
                        None => drop(fields.remove(&key)),
                    }
                    return;
                }
                change(&mut fields[&key], place, with);
            }
        }
        Value::Array(items) => {
            for at in 0..items.len() {
                if here(place) {
                    match with {
                        Some(with) => items[at] = with.clone(),
                        None => drop(items.remove(at)),
                    }
                    return;
                }
                change(&mut items[at], place, with);
            }
        }
        _ => {}
    }
}

fn mutate((event, data): &mut Event, (operation, place, with): Mutation, names: &[&str]) {
    let Ok(mut json) = serde_json::from_str::<Value>(data) else { return };
    let mut at = place % size(&json);
    let wrong: Value = serde_json::from_str(WRONG[with % WRONG.len()]).unwrap();
    match operation % 8 {
        0 => change(&mut json, &mut at, None),
        1 | 2 => change(&mut json, &mut at, Some(&wrong)),
        3 => change(&mut json, &mut at, Some(&Value::from(format!("word {}", with % 5)))),
        4 => return data.truncate(data.floor_char_boundary(place % (data.len() + 1))),
        5 => json = wrong,
        6 => {
            *event = names[with % names.len()].to_owned();
            return;
        }
        _ => change(&mut json, &mut at, Some(&Value::from(place as u64 % 300))),
    }
    *data = json.to_string();
}

/// The events of one transcript: mutated, doubled and moved.
fn mutated() -> impl Strategy<Value = (Api, Vec<Event>)> {
    let step = (any::<u8>(), any::<usize>(), any::<usize>(), any::<usize>());
    (any::<proptest::sample::Index>(), vec(step, 0..40)).prop_map(|(index, steps)| {
        let (api, mut events) = index.get(&corpus()).clone();
        for (operation, which, place, with) in steps {
            let (at, other) = (which % events.len(), place % events.len());
            match operation % 11 {
                8 => events.insert(other, events[at].clone()),
                9 => events.swap(at, other),
                10 if events.len() > 1 => drop(events.remove(at)),
                _ => mutate(&mut events[at], (operation, place, with), api.event_names()),
            }
        }
        (api, events)
    })
}

/// All that can be seen of a unit, but when it was last heard of.
fn visible(unit: &Unit) -> String {
    let Unit { id, kind, title, status, word, progress, started_ms, ended_ms, .. } = unit;
    let Unit { ask, options, doing, tolerated, stalled, interventions, facts, since, confirmed, parent, .. } = unit;
    let first = format!("{id} {kind:?} {title} {status} {word:?} {progress:?} {started_ms:?} {ended_ms:?}");
    format!("{first} {ask:?} {options:?} {doing:?} {tolerated} {stalled:?} {interventions:?} {facts:?} {since:?} {confirmed} {parent:?}")
}

fn seen(stream: &Stream) -> BTreeMap<UnitIx, (String, Vec<UnitIx>)> {
    stream.units().iter().map(|(ix, unit)| (ix, (visible(unit), unit.children.clone()))).collect()
}

/// Checks what holds of every state, and that the changes name all that differs from before.
fn hold(stream: &Stream, before: &BTreeMap<UnitIx, (String, Vec<UnitIx>)>, roots_before: &[UnitIx], changes: &Changes) {
    let (units, after) = (stream.units(), seen(stream));
    let named: HashSet<UnitIx> = changes.rows.iter().copied().collect();
    assert_eq!(named.len(), changes.rows.len(), "a row is named once");
    for (ix, (look, children)) in &after {
        let was = before.get(ix);
        assert!(was.is_some_and(|was| was.0 == *look) || named.contains(ix), "{look} changed unsaid from {was:?}");
        assert!(was.is_none_or(|was| was.1 == *children) || (changes.order && named.contains(ix)), "{look} has other parts unsaid");
    }
    assert!(changes.order || (roots_before == units.roots() && before.len() == after.len()), "the order changed unsaid");

    let mut ids = HashSet::new();
    let mut below = 0;
    for (ix, unit) in units.iter() {
        assert!(ids.insert(&unit.id) && units.find(&unit.id) == Some(ix), "{} is unique", unit.id);
        assert!(unit.progress.is_none_or(|progress| (0.0..=1.0).contains(&progress)));
        assert!(unit.since.ms <= 1_000_000 && unit.heard_ms <= 1_000_000);
        for child in &unit.children {
            assert_eq!(units.get(*child).unwrap().parent, Some(ix), "a part points back");
            below += 1;
        }
        assert_eq!(unit.parent.is_none(), units.roots().contains(&ix));
        assert!(unit.parent.is_none() || units.need(ix).is_none());
    }
    assert_eq!((units.len(), units.roots().len() + below), (after.len(), after.len()), "every unit hangs in one place");
    assert!(units.len() <= MOST_UNITS);
    for root in units.roots() {
        let mut todo = vec![(0_usize, *root)];
        // The most urgent, of those the deepest, of those the first in the order of the tree.
        let mut reasons: Vec<(Reason, usize, UnitIx)> = Vec::new();
        let forgives = matches!(units.get(*root).unwrap().status, Status::Succeeded | Status::Cancelled);
        while let Some((deep, ix)) = todo.pop() {
            let unit = units.get(ix).unwrap();
            let mut wants = |so: bool, reason: Reason| reasons.extend(so.then_some((reason, deep, ix)));
            wants(unit.status == Status::Waiting, Reason::Waiting);
            wants(unit.has_failed() && !forgives, Reason::Failed);
            wants(!unit.interventions.is_empty(), Reason::Intervention);
            wants(unit.stalled.is_some(), Reason::Stalled);
            todo.extend(unit.children.iter().rev().map(|child| (deep + 1, *child)));
        }
        let need = units.need(*root).map(|need| (need.reason, need.cause));
        // A unit that fails and has an instruction counts as failed only.
        let first = reasons.iter().min_by_key(|(reason, deep, _)| (*reason, std::cmp::Reverse(*deep)));
        assert_eq!(need, first.map(|(reason, _, ix)| (*reason, *ix)));
        assert!(need.is_none() || units.wanting().any(|wanting| wanting == *root));
    }
    assert!(stream.logs().bytes() <= Limits::default().page);
    for (_, log) in stream.logs().iter() {
        assert!(log.lines().all(|line| !line.chars().any(|c| c.is_control() && c != '\t')), "a control reached a log");
    }
    assert!(stream.counters().causes.len() <= CAUSES);
}

fn run(api: Api, events: &[Event], check: bool) -> Stream {
    let (mut stream, mut changes) = (Stream::new(api, None), Changes::default());
    for (n, (event, data)) in events.iter().enumerate() {
        let (before, roots) = if check { (seen(&stream), stream.units().roots().to_vec()) } else { Default::default() };
        changes.next_batch();
        stream.apply(Frame { event, data, last_event_id: "" }, n as u64 * 20, &mut changes);
        if check {
            hold(&stream, &before, &roots, &changes);
        }
    }
    stream
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_event_breaks_what_must_hold((api, events) in mutated()) {
        let stream = run(api, &events, true);
        prop_assert_eq!(stream.counters().frames, events.len() as u64);
    }

    #[test]
    fn the_same_events_add_up_to_the_same((api, events) in mutated()) {
        prop_assert_eq!(Report::of(&run(api, &events, false)), Report::of(&run(api, &events, false)));
    }

    #[test]
    fn events_of_one_api_do_no_harm_to_another((_, events) in mutated(), other in 0..6_usize) {
        run(Api::ALL[other], &events, true);
    }

    #[test]
    fn any_data_under_any_name_is_an_event_alive_unknown_or_an_error(api in 0..6_usize, name in 0..30_usize, data in ".*") {
        let names = Api::ALL[api].event_names();
        let event = names.get(name).copied().unwrap_or("noise");
        let stream = run(Api::ALL[api], &[(event.to_owned(), data)], true);
        prop_assert_eq!(stream.counters().unknown_events, u64::from(!names.contains(&event)));
    }

    #[test]
    fn a_reconnect_and_a_dismissal_at_any_time_do_no_harm((api, events) in mutated(), at in any::<usize>(), resumed: bool) {
        let (left, right) = events.split_at(at % (events.len() + 1));
        let (mut stream, mut changes) = (Stream::new(api, None), Changes::default());
        stream.opened(false, 0, &mut changes);
        for part in [left, right] {
            for (event, data) in part {
                stream.apply(Frame { event, data, last_event_id: "" }, 5, &mut changes);
            }
            stream.lost(6);
            let (before, roots) = (seen(&stream), stream.units().roots().to_vec());
            changes.next_batch();
            stream.opened(resumed, 9, &mut changes);
            hold(&stream, &before, &roots, &changes);
            if let Some(root) = roots.first() {
                stream.dismiss(*root, &mut changes);
                prop_assert_eq!(stream.units().roots(), &roots[1..]);
            }
        }
    }
}

#[test]
fn a_bad_event_never_ends_a_stream() {
    for (api, events) in corpus() {
        let good = Report::of(&run(api, &events, false));
        let noisy: Vec<Event> = events
            .iter()
            .flat_map(|event| [(event.0.clone(), "{".to_owned()), ("noise".to_owned(), "x".to_owned()), event.clone()])
            .collect();
        let mut bad = Report::of(&run(api, &noisy, true));
        assert!(bad.counters.unknown_events >= events.len() as u64);
        bad.counters = good.counters.clone();
        assert_eq!(bad, good, "{api:?}");
    }
}
