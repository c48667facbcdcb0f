//! One source: its state in words, what came through it, and what can be done.

use super::api_word;
use super::streams::{Facts, Streams};
use crate::components::chip::Chip;
use crate::components::link_words::{About, full};
use crate::components::secret::SecretForm;
use crate::components::words::Words;
use crate::live::{Fleet, Live, Source};
use crate::text::{Phrase, t};
use crate::ui;
use fleetglass_core::protocol::AuthKind;
use fleetglass_core::sse::Link;
use leptos::prelude::*;

/// What can be done with a source now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Connect(&'static str),
    Disconnect,
    TryNow,
}

/// One source.
#[component]
pub(super) fn OneSource(fleet: Fleet, source: Source) -> impl IntoView {
    let config = source.config();
    let (said, ticking) = (source.clone(), fleet.clone());
    let words = Signal::derive(move || state_words(&ticking, &said));
    let heading = format!("source-{}", config.id);
    ui! {
        <article class="fg-source" aria-labelledby=heading.clone()>
            <div class="fg-source__head">
                <Chip source=source.clone() />
                <h2 class="fg-source__name" id=heading.clone()>{config.name.clone()}</h2>
                <span class="fg-source__api">{api_word(config.api)}</span>
                <Buttons fleet=fleet.clone() source=source.clone() />
            </div>
            <p class="fg-source__words"><Words phrase=words /></p>
            <Key source=source.clone() />
            <Facts fleet=fleet.clone() source=source.clone() />
            <Streams fleet=fleet source=source />
        </article>
    }
}

/// Returns the words for a source's state: its worst stream's.
fn state_words(fleet: &Fleet, source: &Source) -> Phrase {
    let Some(live) = source.worst() else { return Phrase::new() };
    stream_words(fleet, &source.config().name, &live)
}

/// Returns the words for the state of one stream; tracks its link and the time.
pub(super) fn stream_words(fleet: &Fleet, name: &str, live: &Live) -> Phrase {
    let link = live.link();
    let (now_ms, last_event_ms) = (fleet.now(), live.stats().last_event_ms);
    let origin = crate::platform::origin_of(&live.address());
    let neighbours = match link {
        Link::Connecting { .. } => {
            let streams = fleet.sources().into_iter().flat_map(|source| source.streams());
            streams.filter(|other| crate::platform::origin_of(&other.address()) == origin).count() as u64
        }
        _ => 0,
    };
    full(&link, About { name, now_ms, last_event_ms, neighbours })
}

fn steps(link: &Link) -> Vec<Step> {
    let words = &t().link;
    match link {
        Link::Connecting { .. } | Link::Live { .. } | Link::Open { .. } | Link::Offline { .. } => vec![Step::Disconnect],
        Link::Quiet { .. } | Link::Reconnecting { .. } => vec![Step::TryNow, Step::Disconnect],
        Link::Refused(refusal) if refusal.next_ms.is_some() => vec![Step::TryNow, Step::Disconnect],
        Link::Refused(_) | Link::SignedOut { .. } => vec![Step::Connect(words.try_again), Step::Disconnect],
        Link::Complete { .. } => vec![Step::Connect(words.connect_again)],
        Link::Disconnected { .. } => vec![Step::Connect(words.connect)],
    }
}

#[component]
fn Buttons(fleet: Fleet, source: Source) -> impl IntoView {
    let (linked, id) = (source.clone(), source.id());
    let name = source.config().name.clone();
    let steps = Memo::new(move |_| linked.worst().map(|live| steps(&live.link())).unwrap_or_default());
    let remove_label = (t().sources.remove_named)(&name);
    let button = move |step: Step| {
        let source = source.clone();
        let (label, act): (_, Box<dyn Fn()>) = match step {
            Step::Connect(label) => (label, Box::new(move || source.connect())),
            Step::Disconnect => (t().link.disconnect, Box::new(move || source.disconnect())),
            Step::TryNow => (t().link.try_now, Box::new(move || source.try_now())),
        };
        ui! { <button class="fg-button" type="button" aria-label=format!("{label} {name}") on:click=move |_| act()>{label}</button> }
    };
    let remove = move |_| fleet.remove(&id);
    ui! {
        <span class="fg-source__buttons">
            {move || steps.get().into_iter().map(button.clone()).collect_view()}
            <button class="fg-button" type="button" aria-label=remove_label on:click=remove>{t().sources.remove}</button>
        </span>
    }
}

/// The key of a source that takes one: asked for where it is missing, else behind a button.
#[component]
fn Key(source: Source) -> impl IntoView {
    let takes_key = matches!(source.config().auth.kind, AuthKind::Header | AuthKind::Query);
    let open = RwSignal::new(false);
    let (held, asked) = (source.clone(), source.clone());
    let has_key = Memo::new(move |_| held.has_secret());
    let is_asked = Memo::new(move |_| asked.worst().is_some_and(|live| matches!(live.link(), Link::SignedOut { .. })));
    Effect::new(move |_| {
        if has_key.get() {
            open.set(false);
        }
    });
    takes_key.then(|| {
        ui! {
            <div class="fg-source__key">
                <Show when=move || has_key.get()><span>{t().sources.has_key}</span></Show>
                <Show when=move || !open.get() && !is_asked.get()>
                    <button class="fg-action" type="button" on:click=move |_| open.set(true)>{t().link.enter_key}</button>
                </Show>
                <Show when=move || open.get() && !is_asked.get()><SecretForm source=source.clone() /></Show>
            </div>
        }
    })
}
