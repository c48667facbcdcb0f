//! A source's chip: its bar and, where it is in trouble, its name and what comes next.

use super::link_words::trouble;
use super::source_bar::SourceBar;
use crate::live::{Fleet, Source};
use crate::text::t;
use crate::ui;
use fleetglass_core::sse::Link;
use leptos::prelude::*;

/// Returns the state of a source as `data-link` has it: its worst stream's.
#[must_use]
pub fn link_slug(source: &Source) -> &'static str {
    source.worst().map_or("disconnected", |live| live.link().slug())
}

/// Returns what tells a source apart from one that took its id over, or has other settings.
#[must_use]
pub fn source_key(source: &Source) -> u64 {
    source.key()
}

/// A source's bar, marked with its id and state.
#[component]
pub fn Chip(
    /// The source.
    source: Source,
) -> impl IntoView {
    let id = source.id();
    let slug = Memo::new(move |_| link_slug(&source));
    ui! { <span class="fg-bar-chip" data-source-id=id data-link=slug><SourceBar link=slug /></span> }
}

/// A source's name and trouble, for the frame; nothing where all is well.
#[component]
pub fn TroubleWords(
    /// The sources, for the time.
    fleet: Fleet,
    /// The source.
    source: Source,
) -> impl IntoView {
    let name = source.config().name.clone();
    let words = move || {
        let link = source.worst().map(|live| live.link())?;
        // Only a state that changes with time asks for it.
        let calm = matches!(link, Link::Live { .. } | Link::Open { .. } | Link::Complete { .. } | Link::Disconnected { .. });
        let words = if calm { None } else { trouble(&link, fleet.now()) }?;
        Some((t().link.short.named)(&name, &words))
    };
    ui! { <span class="fg-chip__words">{words}</span> }
}
