//! One line for each cause of trouble with a source, with its way out, and one where it remembers nothing: shown in every place.

use super::link_words::{About, full};
use super::secret::SecretForm;
use super::words::Words;
use crate::live::{Fleet, Live, Source};
use crate::text::{Part, Phrase, t};
use crate::ui;
use fleetglass_core::protocol::AuthKind;
use fleetglass_core::sse::Link;
use fleetglass_core::state::unit::{Kind, Unit, UnitIx};
use leptos::prelude::*;

/// What can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayOut {
    Key,
    Cookie,
    Portal,
    Again,
    None,
}

/// A source's words where it signed this page out or refused it, and its server's own error.
#[component]
pub fn SourceNotices(
    /// The sources, for the time.
    fleet: Fleet,
    /// The source.
    source: Source,
) -> impl IntoView {
    let (asked, held, remembered, watched) = (source.clone(), source.clone(), source.clone(), fleet.clone());
    let of_way = fleet.clone();
    let refused = Memo::new(move |_| refused(&fleet, &asked));
    let error = Memo::new(move |_| server_error(&held));
    let lost = Memo::new(move |_| unconfirmed(&watched, &remembered).len());
    let (id, of_error, of_lost) = (source.id(), source.id(), source.id());
    let way_out = Memo::new(move |_| refused.get().map_or(WayOut::None, |(_, way_out)| way_out));
    let tone = move || if matches!(way_out.get(), WayOut::Key | WayOut::Cookie | WayOut::Portal) { "waiting" } else { "failed" };
    let (out, own) = (source.clone(), error);
    ui! {
        <Show when=move || refused.with(Option::is_some)>
            <div class="fg-notice" data-source-id=id.clone() data-tone=tone>
                <p class="fg-notice__words">
                    <Words phrase=Signal::derive(move || refused.get().map(|(phrase, _)| phrase).unwrap_or_default()) />
                </p>
                <WayOutOf way_out=way_out fleet=of_way.clone() source=out.clone() />
            </div>
        </Show>
        <Show when=move || error.with(Option::is_some)>
            <div class="fg-notice" data-source-id=of_error.clone() data-tone="failed">
                <p class="fg-notice__words"><Words phrase=Signal::derive(move || own.get().unwrap_or_default()) /></p>
            </div>
        </Show>
        <Show when=move || { lost.get() > 0 }>
            <MemoryLost source=source.clone() units=lost id=of_lost.clone() />
        </Show>
    }
}

#[component]
fn MemoryLost(source: Source, units: Memo<usize>, id: String) -> impl IntoView {
    let words = &t().link;
    let name = source.config().name.clone();
    let dismiss = move |_| unconfirmed_in(&source).into_iter().for_each(|(live, root)| live.dismiss(root));
    ui! {
        <div class="fg-notice" data-source-id=id>
            <p class="fg-notice__words">{move || (words.memory_lost)(&name, units.get())}</p>
            <button class="fg-action" type="button" on:click=dismiss>{words.dismiss}</button>
        </div>
    }
}

/// Finds the units that no event has named since the last reconnect; none while the source is not connected again.
fn unconfirmed(fleet: &Fleet, source: &Source) -> Vec<(Live, UnitIx)> {
    fleet.changed();
    if source.worst().is_none_or(|live| !live.link().is_open()) {
        return Vec::new();
    }
    unconfirmed_in(source)
}

fn unconfirmed_in(source: &Source) -> Vec<(Live, UnitIx)> {
    let roots = |live: &Live| {
        let asked = live.asked_for();
        // Nothing is lost of a thread that the server is not asked for.
        let lost = |unit: &Unit| !unit.confirmed && (asked.is_empty() || unit.kind != Kind::Thread || asked.contains(&unit.title));
        live.read(|state| {
            let units = state.units();
            units.roots().iter().copied().filter(|root| units.get(*root).is_some_and(lost)).collect::<Vec<_>>()
        })
    };
    source.streams().into_iter().flat_map(|live| roots(&live).into_iter().map(move |root| (live.clone(), root))).collect()
}

#[component]
fn WayOutOf(way_out: Memo<WayOut>, fleet: Fleet, source: Source) -> impl IntoView {
    let asked = source.clone();
    let again = move |_| match way_out.get_untracked() {
        WayOut::Portal => fleet.renew(&asked),
        _ => asked.connect(),
    };
    let words = &t().link;
    let sign_in = (words.sign_in_elsewhere)(&source.config().name);
    ui! {
        <Show when=move || way_out.get() == WayOut::Key>
            <SecretForm source=source.clone() />
        </Show>
        <Show when=move || way_out.get() == WayOut::Cookie>
            <span>{sign_in.clone()}</span>
        </Show>
        <Show when=move || matches!(way_out.get(), WayOut::Cookie | WayOut::Portal | WayOut::Again)>
            <button class="fg-action" type="button" on:click=again.clone()>
                {words.try_again}
            </button>
        </Show>
    }
}

/// Returns what a source that does not let this page in says, and the way out.
fn refused(fleet: &Fleet, source: &Source) -> Option<(Phrase, WayOut)> {
    let live = source.worst()?;
    let link = live.link();
    let way_out = match &link {
        Link::SignedOut { .. } if fleet.is_in_portal() => WayOut::Portal,
        Link::SignedOut { .. } => match source.config().auth.kind {
            AuthKind::Header | AuthKind::Query => WayOut::Key,
            AuthKind::Cookie => WayOut::Cookie,
            AuthKind::None => WayOut::Again,
        },
        Link::Refused(refusal) if refusal.next_ms.is_none() => WayOut::Again,
        Link::Refused(_) => WayOut::None,
        _ => return None,
    };
    let now_ms = if way_out == WayOut::None { fleet.now() } else { 0 };
    let config = source.config();
    if way_out == WayOut::Portal {
        return Some((vec![Part::ours(t().link.signed_out_in_portal)], way_out));
    }
    Some((full(&link, About { name: &config.name, now_ms, last_event_ms: None, neighbours: 0 }), way_out))
}

/// Returns the server's own error: the connection is fine.
fn server_error(source: &Source) -> Option<Phrase> {
    let words = source.streams().iter().find_map(|live| {
        live.track_server();
        live.read(|state| state.server().error.clone())
    })?;
    Some((t().link.server_error)(&source.config().name, &words))
}
