//! The app: four places and the frame around them.
//!
//! The frame answers to its own width, not to the window's, so an element in a portal's corner behaves like a phone.

#![allow(unreachable_pub, reason = "the component macro derives public builders for props that are private")]

pub mod alerts;
pub mod attention;
mod frame;
pub mod goto;
mod help;
mod keys;
pub mod overview;
pub mod palette;
pub mod runs;
mod settings;
pub mod sources;
pub mod threads;
mod told;
pub mod way;

use crate::components::dialog::DialogHandle;
use crate::live::{ConfigState, Fleet};
use crate::platform::{Host, is_guest};
use crate::text::t;
use crate::ui;
use alerts::Alerts;
use attention::Attention;
use attention::step::{SaidByStep, Steps};
use fleetglass_core::route::Place;
use leptos::prelude::*;

/// The whole app, or the one place that the host shows alone.
#[component]
pub fn App(
    /// The sources.
    fleet: Fleet,
    /// Whoever it lives in.
    host: Host,
) -> impl IntoView {
    let attention = Attention::new(&fleet, &host);
    attention::number::show(&host, attention);
    told::tell(&fleet, &host, attention);
    let alerts = Alerts::new(&fleet, &host, attention);
    let steps = Steps::new(&fleet, &host, attention);
    let (palette, help) = (DialogHandle::new(), DialogHandle::new());
    let recent = StoredValue::new(Vec::new());
    let stepped = steps.clone();
    keys::listen(&host, keys::Opens { palette, help, need: Callback::new(move |forward| stepped.go(forward)) });
    // In another language the views are made anew; what they show, and what was seen of it, is held outside of them.
    move || {
        let (fleet, host, steps) = (fleet.clone(), host.clone(), steps.clone());
        let language = host.language();
        let more = More { alerts, palette, help, recent };
        ui! { <Views fleet=fleet host=host attention=attention steps=steps more=more attr:lang=language.tag() /> }
    }
}

/// What the frame opens.
#[derive(Clone, Copy)]
struct More {
    alerts: Alerts,
    palette: DialogHandle,
    help: DialogHandle,
    recent: StoredValue<Vec<String>>,
}

#[component]
fn Views(fleet: Fleet, host: Host, attention: Attention, steps: Steps, more: More) -> impl IntoView {
    let More { alerts, palette, help, recent } = more;
    let (of_palette, of_help) = ((fleet.clone(), host.clone()), host.clone());
    let alone = host.alone();
    let frame = match alone {
        Some(alone) => ui! { <frame::Back host=host.clone() alone=alone /> }.into_any(),
        None => {
            let (skipping, host) = (host.clone(), host.clone());
            ui! {
                <a class="fg-skip" href="#fg-main" on:click=move |event| frame::skip(&skipping, &event)>{t().shell.skip}</a>
                <frame::Rail host=host.clone() attention=attention />
                <frame::Top fleet=fleet.clone() host=host alerts=alerts palette=palette help=help />
            }
            .into_any()
        }
    };
    let said = ui! { <frame::Said fleet=fleet.clone() host=host.clone() /> };
    let place = ui! { <CurrentPlace fleet=fleet host=host attention=attention /> };
    // Somebody else's page has a main part of its own, and says what it is.
    let main = match is_guest() {
        true => ui! { <div class="fg-main" id="fg-main" tabindex="-1">{place}</div> }.into_any(),
        false => ui! { <main class="fg-main" id="fg-main" tabindex="-1">{place}</main> }.into_any(),
    };
    ui! {
        <div class="fg-app" data-alone=alone.map(Place::as_str)>
            <div class="fg-frame">
                {frame} {said} {main}
            </div>
            <palette::Palette fleet=of_palette.0 host=of_palette.1 handle=palette help=help recent=recent />
            <help::Help host=of_help handle=help />
            <SaidByStep steps=steps />
        </div>
    }
}

#[component]
fn CurrentPlace(fleet: Fleet, host: Host, attention: Attention) -> impl IntoView {
    let routed = host.clone();
    let place = Memo::new(move |_| routed.route().place);
    let (asked, embedded) = (fleet.clone(), !host.owns_page());
    let nothing_given = Memo::new(move |_| embedded && asked.sources().is_empty() && asked.config_state() != ConfigState::Loading);
    move || {
        let (fleet, host) = (fleet.clone(), host.clone());
        if nothing_given.get() {
            return ui! { <NothingGiven fleet=fleet /> }.into_any();
        }
        match place.get() {
            Place::Overview => ui! { <overview::OverviewPage fleet=fleet host=host attention=attention /> }.into_any(),
            Place::Threads => ui! { <threads::ThreadsPage fleet=fleet host=host /> }.into_any(),
            Place::Runs => ui! { <runs::RunsPage fleet=fleet host=host /> }.into_any(),
            Place::Sources => ui! { <sources::SourcesPage fleet=fleet host=host /> }.into_any(),
        }
    }
}

/// What an element says that was given nothing to show: its readers cannot give it what it lacks, but they can tell.
#[component]
fn NothingGiven(fleet: Fleet) -> impl IntoView {
    ui! {
        <div class="fg-page fg-first">
            <p>{t().shell.nothing_given}</p>
            <sources::ConfigLine fleet=fleet />
        </div>
    }
}
