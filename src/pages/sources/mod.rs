//! The place of connections: every source, its state in words, and a form for another.

mod config_line;
mod export;
mod form;
mod inspector;
mod list;
mod one;
mod rate;
mod streams;

pub use config_line::ConfigLine;
pub use form::AddSource;

use crate::live::Fleet;
use crate::pages::settings::Settings;
use crate::platform::Host;
use crate::text::t;
use crate::ui;
use fleetglass_core::protocol::Api;
use fleetglass_core::route::Place;
use leptos::either::Either;
use leptos::prelude::*;

/// Returns what an API is called.
#[must_use]
pub fn api_word(api: Api) -> &'static str {
    let words = &t().sources.apis;
    match api {
        Api::AgentWorkspace => words.workspace,
        Api::AgentStatus => words.status,
        Api::Threads => words.threads,
        Api::AgentExecution => words.agent,
        Api::WorkflowExecution => words.workflow,
        Api::Runner => words.runner,
    }
}

/// The place of connections, or what comes through one of them.
#[component]
pub fn SourcesPage(
    /// The sources.
    fleet: Fleet,
    /// Whoever it lives in.
    host: Host,
) -> impl IntoView {
    let (listed, routed) = (fleet.clone(), host.clone());
    let inspected = Memo::new(move |_| {
        let route = routed.route();
        let id = route.source.filter(|_| route.place == Place::Sources)?;
        listed.source(&id)
    });
    move || {
        let (fleet, host) = (fleet.clone(), host.clone());
        match inspected.get() {
            Some(source) => Either::Left(ui! { <inspector::InspectorPage fleet=fleet host=host source=source /> }),
            None => Either::Right(ui! { <Connections fleet=fleet host=host /> }),
        }
    }
}

#[component]
fn Connections(fleet: Fleet, host: Host) -> impl IntoView {
    let words = &t().sources;
    ui! {
        <div class="fg-page fg-sources">
            <div class="fg-heading">
                <h1 class="fg-heading__sentence">{words.title}</h1>
                <export::Export fleet=fleet.clone() />
            </div>
            <ConfigLine fleet=fleet.clone() />
            <list::List fleet=fleet.clone() host=host.clone() />
            <h2 class="fg-sources__title">{words.add.title}</h2>
            <AddSource fleet=fleet />
            <Settings host=host />
            <p class="fg-sources__note">{words.nothing_stored}</p>
        </div>
    }
}
