//! Where the settings are, and what in them is wrong.

use crate::live::{ConfigState, Fleet};
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// Where the settings are, and what in them is wrong; nothing where all is well.
#[component]
pub fn ConfigLine(
    /// The sources.
    fleet: Fleet,
) -> impl IntoView {
    let (asked, problems) = (fleet.clone(), fleet);
    let words = &t().sources;
    let state = Memo::new(move |_| match asked.config_state() {
        ConfigState::Loading => Some((words.config_loading, None)),
        ConfigState::Missing => Some((words.no_config, None)),
        ConfigState::Unreadable(cause) => Some((words.config_unreadable, Some(cause))),
        ConfigState::Loaded => None,
    });
    let lines = Memo::new(move |_| {
        let working = problems.sources().len() as u64;
        problems.problems().iter().map(|problem| (said(problem, working), problem.is_warning())).collect::<Vec<_>>()
    });
    ui! {
        <Show when=move || state.with(Option::is_some)>
            <p class="fg-config">
                {move || state.get().map(|(ours, _)| ours)} " "
                <span class="fg-theirs">{move || state.get().and_then(|(_, theirs)| theirs)}</span>
            </p>
        </Show>
        <Show when=move || lines.with(|lines| !lines.is_empty())>
            <ul class="fg-config">
                <For each=move || lines.get() key=Clone::clone let:line><li class:fg-error=!line.1>{line.0}</li></For>
            </ul>
        </Show>
    }
}

fn said(problem: &fleetglass_core::config::Problem, working: u64) -> String {
    let words = &t().sources;
    if problem.is_warning() { (words.warning)(&problem.to_string()) } else { (words.problem)(&problem.to_string(), working) }
}
