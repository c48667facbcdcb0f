//! The place of connections: every source, its state in words, and a form for another.

mod add;
mod config_line;
mod one;
mod streams;

pub use add::AddSource;
pub use config_line::ConfigLine;

use crate::components::chip::source_key;
use crate::live::Fleet;
use crate::text::t;
use crate::ui;
use fleetglass_core::protocol::Api;
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

/// The place of connections.
#[component]
pub fn SourcesPage(
    /// The sources.
    fleet: Fleet,
) -> impl IntoView {
    let (listed, ticking) = (fleet.clone(), fleet.clone());
    let words = &t().sources;
    ui! {
        <div class="fg-page fg-sources">
            <h1 class="fg-heading__sentence">{words.title}</h1>
            <ConfigLine fleet=fleet.clone() />
            <ul class="fg-sources__list" aria-label=words.list>
                <For each=move || listed.sources() key=source_key let:source>
                    <li><one::OneSource fleet=ticking.clone() source=source /></li>
                </For>
            </ul>
            <h2 class="fg-sources__title">{words.add.title}</h2>
            <AddSource fleet=fleet />
            <p class="fg-sources__note">{words.nothing_stored}</p>
        </div>
    }
}
