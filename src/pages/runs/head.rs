//! The head of the chosen one: its status in our word and the server's, what started it, its times.

use super::choice::Root;
use super::node_facts::NodeFacts;
use super::progress::Progress;
use crate::components::link_words::still_since;
use crate::components::status::{StatusFacts, StatusWord};
use crate::components::words::Words;
use crate::live::Fleet;
use crate::platform::Host;
use crate::platform::clipboard::copy;
use crate::platform::time::moment;
use crate::text::{Phrase, t};
use crate::ui;
use fleetglass_core::route::{Place, Route};
use fleetglass_core::state::unit::{Fact, Kind, Status, Unit};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use serde_json::Value;

/// For how long a button says what it did, in milliseconds.
const SAID_MS: u32 = 2_000;

/// What only the head shows.
#[derive(Clone, PartialEq, Default)]
struct About {
    trigger: Phrase,
    times: Option<String>,
    doing: Option<String>,
}

impl About {
    fn of(unit: &Unit) -> Self {
        let at = |ms: Option<i64>| ms.and_then(|ms| u64::try_from(ms).ok()).map(moment);
        let times = match (at(unit.started_ms), at(unit.ended_ms).filter(|_| unit.status.is_over())) {
            (Some(from), Some(to)) => Some((t().runs.from_to)(&from, &to)),
            (Some(from), None) => Some((t().runs.since)(&from)),
            (None, _) => None,
        };
        Self {
            trigger: unit.fact(Fact::Trigger).map(trigger).unwrap_or_default(),
            times,
            doing: unit.doing.clone().filter(|_| !unit.status.is_over() && unit.kind == Kind::Agent),
        }
    }
}

/// Reads what started a run: an object with `event`, `ref` and `sha`, or any other words.
fn trigger(fact: &str) -> Phrase {
    let Ok(Value::Object(fields)) = serde_json::from_str(fact) else { return (t().runs.trigger)(Some(fact), None, None) };
    let text = |key: &str| fields.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let place = text("ref").map(|name| name.trim_start_matches("refs/heads/").trim_start_matches("refs/tags/"));
    let commit = text("sha").map(|sha| sha.char_indices().nth(7).map_or(sha, |(end, _)| &sha[..end]));
    (t().runs.trigger)(text("event"), place, commit)
}

/// The head of the chosen one.
#[component]
pub(super) fn Head(fleet: Fleet, host: Host, root: Root) -> impl IntoView {
    let texts = &t().runs;
    let Root { live, ix, serial, id, .. } = root;
    let facts = NodeFacts::watch(&live, ix, serial)?;
    let read = live.clone();
    let about = Memo::new(move |_| {
        facts.track();
        read.read(|stream| stream.units().get(ix).map(About::of).unwrap_or_default())
    });
    let title = Memo::new(move |_| facts.with(|facts| (facts.title.clone(), facts.is_nameless())));
    let status = Signal::derive(move || {
        facts.with(|facts| StatusFacts {
            mark: facts.mark,
            word: facts.word.clone(),
            stalled_ms: facts.stalled_ms,
            heard_ms: facts.heard_ms,
        })
    });
    // The server's word is said beside ours where it says more.
    let word = move || facts.with(|facts| facts.word.clone().filter(|_| facts.mark.status != Status::Unknown));
    let time = move || facts.with(|facts| facts.time(|| fleet.now(), || still_since(&live)));
    let back = move |_| {
        let route = host.route_untracked();
        host.go(Route { kind: route.kind, q: route.q, ..Route::to(Place::Runs) });
    };
    let bar = move || facts.with(|facts| facts.kind == Kind::Agent).then(|| ui! { <Progress facts=facts /> });
    let meta = move || {
        let About { trigger, times, .. } = about.get();
        (!trigger.is_empty() || times.is_some()).then(|| {
            ui! {
                <div class="fg-runs__meta">
                    <span><Words phrase=Signal::stored(trigger.clone()) /></span>
                    <span class="fg-runs__times">{times.clone()}</span>
                </div>
            }
        })
    };
    Some(ui! {
        <header class="fg-runs__head">
            <button type="button" class="fg-action fg-runs__back" on:click=back><span aria-hidden="true">"‹"</span>{texts.back}</button>
            <h2 class="fg-runs__title" class:fg-theirs=move || title.get().1>{move || title.get().0}</h2>
            <StatusWord facts=status />
            <span class="fg-theirs">{word}</span>
            {bar}
            <span class="fg-theirs fg-cut">{move || about.get().doing}</span>
            <span class="fg-runs__time fg-number">{time}</span>
            <CopyId id=id />
            {meta}
        </header>
    })
}

#[component]
fn CopyId(id: String) -> impl IntoView {
    let texts = &t().runs;
    let said = RwSignal::new(texts.copy_id);
    let timer = StoredValue::new_local(None::<Timeout>);
    let copy_it = move |_| {
        copy(id.clone(), move |done| {
            if said.try_set(if done { texts.copied } else { t().threads.not_copied }).is_none() {
                timer.set_value(Some(Timeout::new(SAID_MS, move || _ = said.try_set(texts.copy_id))));
            }
        });
    };
    ui! { <button type="button" class="fg-action" on:click=copy_it>{move || said.get()}</button> }
}
