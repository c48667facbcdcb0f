//! One source: its state in words, what came through it, and what can be done.

use super::api_word;
use super::form::EditSource;
use super::inspector::route_to;
use super::streams::{Facts, Streams};
use crate::components::chip::Chip;
use crate::components::link_words::{About, full};
use crate::components::secret::SecretForm;
use crate::components::words::Words;
use crate::live::{Fleet, Live, Source};
use crate::pages::goto::GoTo;
use crate::platform::Host;
use crate::text::{Phrase, t};
use crate::ui;
use fleetglass_core::config::{self, Transport};
use fleetglass_core::protocol::AuthKind;
use fleetglass_core::sse::Link;
use leptos::html::Button;
use leptos::prelude::*;

/// What brings a connection back by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayBack {
    Connect(&'static str),
    TryNow,
    /// Over fetch heartbeats are seen.
    UseFetch,
    Key,
    None,
}

/// One source.
#[component]
pub(super) fn OneSource(
    fleet: Fleet,
    host: Host,
    source: Source,
    /// Takes it off the page.
    on_remove: Callback<Source>,
) -> impl IntoView {
    let config = source.config();
    let (said, ticking) = (source.clone(), fleet.clone());
    let words = Signal::derive(move || state_words(&ticking, &said));
    let heading = format!("fg-source-{}", source.key());
    let (editing, keyed) = (RwSignal::new(false), RwSignal::new(false));
    let edit = NodeRef::<Button>::new();
    let closed = Callback::new(move |()| {
        editing.set(false);
        _ = edit.get_untracked().map(|button| button.focus());
    });
    let form = {
        let (fleet, source) = (fleet.clone(), source.clone());
        move || ui! { <EditSource fleet=fleet.clone() source=source.clone() on_close=closed /> }
    };
    ui! {
        <article class="fg-source" aria-labelledby=heading.clone()>
            <div class="fg-source__who">
                <Chip source=source.clone() />
                <h2 class="fg-source__name" id=heading.clone()>{config.name.clone()}</h2>
                <span class="fg-source__api">{api_word(config.api)}</span>
            </div>
            <p class="fg-source__words"><Words phrase=words /> <BackAgain fleet=fleet.clone() source=source.clone() keyed=keyed /></p>
            <Facts fleet=fleet.clone() host=host.clone() source=source.clone() />
            <p class="fg-source__address fg-theirs" title=config.url.clone()>{config.url.clone()}</p>
            <Buttons host=host source=source.clone() editing=editing edit=edit on_remove=on_remove />
            <Key fleet=fleet.clone() source=source.clone() open=keyed />
            <Streams fleet=fleet source=source />
            <Show when=move || editing.get()><div class="fg-source__form">{form.clone()()}</div></Show>
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

fn way_back(fleet: &Fleet, source: &Source) -> WayBack {
    let words = &t().link;
    let Some(link) = source.worst().map(|live| live.link()) else { return WayBack::None };
    match link {
        Link::Connecting { .. } | Link::Live { .. } | Link::Offline { .. } => WayBack::None,
        Link::Open { .. } => WayBack::UseFetch,
        Link::Quiet { .. } | Link::Reconnecting { .. } => WayBack::TryNow,
        Link::Refused(refusal) if refusal.next_ms.is_some() => WayBack::TryNow,
        Link::SignedOut { .. } if takes_key(fleet, source) => WayBack::Key,
        Link::Refused(_) | Link::SignedOut { .. } => WayBack::Connect(words.try_again),
        Link::Complete { .. } => WayBack::Connect(words.connect_again),
        Link::Disconnected { .. } => WayBack::Connect(words.connect),
    }
}

fn use_fetch(fleet: &Fleet, source: &Source) {
    fleet.change(source, config::Source { transport: Transport::Fetch, ..(*source.config()).clone() }, None);
}

fn takes_key(fleet: &Fleet, source: &Source) -> bool {
    !fleet.is_in_portal() && matches!(source.config().auth.kind, AuthKind::Header | AuthKind::Query)
}

/// What can be done about a connection that is not there, beside the words that say so.
#[component]
fn BackAgain(fleet: Fleet, source: Source, keyed: RwSignal<bool>) -> impl IntoView {
    let (linked, name) = (source.clone(), source.config().name.clone());
    let watched = fleet.clone();
    let way = Memo::new(move |_| way_back(&watched, &linked));
    let action = move |label: &'static str, act: Box<dyn Fn()>| {
        let spoken = (t().sources.named)(label, &name);
        ui! { " " <button class="fg-action" type="button" aria-label=spoken on:click=move |_| act()>{label}</button> }
    };
    move || {
        let (fleet, source) = (fleet.clone(), source.clone());
        match way.get() {
            WayBack::None => None,
            WayBack::TryNow => Some(action(t().link.try_now, Box::new(move || source.try_now()))),
            WayBack::UseFetch => Some(action(t().sources.use_fetch, Box::new(move || use_fetch(&fleet, &source)))),
            WayBack::Connect(label) => Some(action(label, Box::new(move || source.connect()))),
            WayBack::Key => Some(action(t().link.enter_key, Box::new(move || keyed.update(|keyed| *keyed = !*keyed)))),
        }
    }
}

#[component]
fn Buttons(host: Host, source: Source, editing: RwSignal<bool>, edit: NodeRef<Button>, on_remove: Callback<Source>) -> impl IntoView {
    let words = &t().sources;
    let (linked, name) = (source.clone(), source.config().name.clone());
    let named = |action| (words.named)(action, &name);
    let connected =
        Memo::new(move |_| linked.worst().is_some_and(|live| !matches!(live.link(), Link::Complete { .. } | Link::Disconnected { .. })));
    let (spoken, held, removed) = (named(t().link.disconnect), source.clone(), source.clone());
    ui! {
        <span class="fg-source__buttons">
            <Show when=move || connected.get()>
                <button
                    class="fg-action"
                    type="button"
                    aria-label=spoken.clone()
                    on:click={ let held = held.clone(); move |_| held.disconnect() }
                >
                    {t().link.disconnect}
                </button>
            </Show>
            <GoTo host=host to=Signal::stored(route_to(&source, false)) class="fg-action" attr:aria-label=named(t().inspector.open)>
                {t().inspector.open}
            </GoTo>
            <button
                class="fg-action"
                type="button"
                node_ref=edit
                aria-label=named(words.edit)
                aria-expanded=move || editing.get().to_string()
                on:click=move |_| editing.update(|editing| *editing = !*editing)
            >
                {words.edit}
            </button>
            <button class="fg-action" type="button" aria-label=named(words.remove) on:click=move |_| on_remove.run(removed.clone())>
                {words.remove}
            </button>
        </span>
    }
}

/// The key of a source that takes one: whether it is held, and the field for it.
#[component]
fn Key(fleet: Fleet, source: Source, open: RwSignal<bool>) -> impl IntoView {
    let words = &t().sources;
    let held = source.clone();
    let has_key = Memo::new(move |_| held.has_secret());
    let change = (words.named)(words.change_key, &source.config().name);
    takes_key(&fleet, &source).then(|| {
        let form = move || {
            let source = source.clone();
            ui! { <div class="fg-source__key"><SecretForm source=source on_given=Callback::new(move |()| open.set(false)) /></div> }
        };
        ui! {
            <Show when=move || has_key.get() && !open.get()>
                <p class="fg-source__key">
                    {words.has_key}
                    " "
                    <button class="fg-action" type="button" aria-label=change.clone() on:click=move |_| open.set(true)>{words.change_key}</button>
                </p>
            </Show>
            <Show when=move || open.get()>{form.clone()()}</Show>
        }
    })
}
