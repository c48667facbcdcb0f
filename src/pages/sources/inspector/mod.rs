//! The inspector of a source: its raw frames, filtered, and what was counted. Frames are copied only while it is open.

mod counters;
mod frame;
mod frames;

use crate::components::chip::Chip;
use crate::live::{Fleet, Live, Source};
use crate::pages::goto::GoTo;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::route::{Place, Route};
use leptos::prelude::*;

/// The kind of rows in the link that stands for payloads that could not be read.
const UNREAD: &str = "unread";

/// Returns the route of a source's inspector; at what could not be read, where `unread` is asked for.
pub(super) fn route_to(source: &Source, unread: bool) -> Route {
    let types = if unread { vec![UNREAD.to_owned()] } else { Vec::new() };
    Route { source: Some(source.id()), types, ..Route::to(Place::Sources) }
}

/// The inspector of a source.
#[component]
pub(super) fn InspectorPage(fleet: Fleet, host: Host, source: Source) -> impl IntoView {
    let words = &t().inspector;
    let name = source.config().name.clone();
    let (routed, held) = (host.clone(), source.clone());
    // The stream of the link, else the first.
    let live = Memo::new(move |_| {
        let (streams, wanted) = (held.streams(), routed.route().unit);
        streams.iter().find(|live| wanted.is_some() && live.subject() == wanted).or_else(|| streams.first()).cloned()
    });
    let view = {
        let (fleet, host) = (fleet, host.clone());
        move || {
            live.get().map(|live| {
                ui! {
                    <counters::Counters fleet=fleet.clone() live=live.clone() />
                    <frames::Frames fleet=fleet.clone() host=host.clone() live=live />
                }
            })
        }
    };
    ui! {
        <div class="fg-page fg-inspector">
            <div class="fg-inspector__head">
                <GoTo host=host.clone() to=Signal::stored(Route::to(Place::Sources)) class="fg-action fg-inspector__back">{words.back}</GoTo>
                <h1 class="fg-heading__sentence"><Chip source=source.clone() />{(words.title)(&name)}</h1>
                <StreamChoice host=host source=source live=live />
            </div>
            {view}
        </div>
    }
}

/// Chooses among a source's streams, where it has several.
#[component]
fn StreamChoice(host: Host, source: Source, live: Memo<Option<Live>>) -> impl IntoView {
    let streams = Memo::new(move |_| Some(source.streams()).filter(|streams| streams.len() > 1).unwrap_or_default());
    let chosen = move |event| {
        let unit = Some(event_target_value(&event)).filter(|subject| !subject.is_empty());
        host.replace(Route { unit, ..host.route_untracked() });
    };
    let options = move || {
        let subjects = streams.get().into_iter().filter_map(|live| live.subject());
        subjects.map(|subject| ui! { <option value=subject.clone()>{subject.clone()}</option> }).collect_view()
    };
    ui! {
        <Show when=move || streams.with(|streams| !streams.is_empty())>
            <label class="fg-inspector__stream">
                <span class="fg-field__label">{t().inspector.stream}</span>
                <select
                    class="fg-select"
                    prop:value=move || live.get().and_then(|live| live.subject()).unwrap_or_default()
                    on:change=chosen.clone()
                >
                    {options}
                </select>
            </label>
        </Show>
    }
}
