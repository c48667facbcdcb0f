//! Next and previous that needs a person: from anywhere to the exact place.

use super::Attention;
use super::empty::empty_words;
use super::item::Item;
use crate::live::Fleet;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::Route;
use fleetglass_core::state::attention::{self, Key, Rank};
use fleetglass_core::state::unit::Reason;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// For so long the words stay, in milliseconds.
const SAID_MS: u32 = 5_000;

/// Goes to what needs a person, one after the other, and says where one is.
#[derive(Clone)]
pub struct Steps {
    fleet: Fleet,
    host: Host,
    attention: Attention,
    last: StoredValue<Option<(Key, Rank)>>,
    said: RwSignal<Option<String>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Steps {
    /// Makes them, for as long as the calling component lives.
    #[must_use]
    pub fn new(fleet: &Fleet, host: &Host, attention: Attention) -> Self {
        let (fleet, host) = (fleet.clone(), host.clone());
        Self { fleet, host, attention, last: StoredValue::new(None), said: RwSignal::new(None), timer: StoredValue::new_local(None) }
    }

    /// Goes to the next that needs a person, or to the one before, and marks a failure as seen. Says so where there is none.
    pub fn go(&self, forward: bool) {
        let words = &t().attention;
        let found = self.attention.queue.with_untracked(|queue| {
            let at = attention::step(queue, self.last.get_value(), forward)?;
            let entry = queue.get(at).copied()?;
            let (item, source_id) = self.attention.all.with_untracked(|all| {
                let stream = all.stream(&entry)?;
                Some((Item::read(stream, &entry)?, stream.source.id()))
            })?;
            Some((at, queue.len(), entry, item, source_id))
        });
        let Some((at, count, entry, item, source_id)) = found else {
            let fleet = self.fleet.clone();
            return self.say(untrack(|| empty_words(&fleet)));
        };
        let here = self.host.route_untracked();
        let way = item.way(&source_id, &here);
        let stays = count == 1 && self.last.get_value().is_some_and(|(key, _)| key == entry.key) && is_at(&here, &way);
        self.last.set_value(Some((entry.key, entry.rank())));
        self.host.go(way);
        self.attention.see(&[entry.key]);
        self.say(match (stays, item.reason) {
            (true, _) => words.nothing_else.to_owned(),
            (false, Reason::Waiting) => (words.step)(at + 1, count, &(words.one_waits)(&item.title)),
            (false, Reason::Failed) => (words.step)(at + 1, count, &(words.one_failed)(&item.title)),
            (false, Reason::Intervention | Reason::Stalled) => (words.step)(at + 1, count, &item.title),
        });
    }

    fn say(&self, words: String) {
        let said = self.said;
        said.set(Some(words));
        self.timer.set_value(Some(Timeout::new(SAID_MS, move || _ = said.try_set(None))));
    }
}

fn is_at(here: &Route, way: &Route) -> bool {
    (here.place, &here.unit, &here.threads) == (way.place, &way.unit, &way.threads)
}

/// Says where one is among what needs a person, for a moment.
#[component]
pub fn SaidByStep(
    /// Who says it.
    steps: Steps,
) -> impl IntoView {
    let said = steps.said;
    ui! { <p class="fg-step" role="status" data-said=move || said.with(Option::is_some).then_some("")>{move || said.get()}</p> }
}
