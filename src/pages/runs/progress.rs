//! A progress bar. Nothing is drawn as done that the server did not state: an unknown progress is hatched.

use super::node_facts::NodeFacts;
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// How far a unit is.
#[component]
pub(super) fn Progress(facts: Memo<NodeFacts>) -> impl IntoView {
    let percent = Memo::new(move |_| facts.with(|facts| facts.progress).map(|progress| (progress.clamp(0.0, 1.0) * 100.0).floor() as u32));
    let status = Memo::new(move |_| facts.with(|facts| facts.mark.status));
    let title = Memo::new(move |_| facts.with(|facts| facts.title.clone()));
    let unknown = Memo::new(move |_| percent.get().is_none());
    let words = move || percent.get().map_or_else(|| t().runs.progress_unknown.to_owned(), |percent| (t().units.percent)(percent));
    ui! {
        <span class="fg-progressing">
            <span
                class="fg-progress"
                class:fg-hatch=move || unknown.get()
                role="progressbar"
                data-part=move || status.get().as_str()
                aria-label=move || (t().runs.progress_of)(&title.get())
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent.get()
                aria-valuetext=words
            >
                <span class="fg-progress__done" style:inline-size=move || format!("{}%", percent.get().unwrap_or(0))></span>
            </span>
            <span class="fg-number" aria-hidden="true">{move || percent.get().map(t().units.percent)}</span>
        </span>
    }
}
