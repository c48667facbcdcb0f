//! The word of a status, beside its shape.

use super::shape::{Mark, Shape};
use crate::platform::time::clock_short;
use crate::text::{ago, t};
use crate::ui;
use fleetglass_core::state::unit::{Kind, Status};
use leptos::prelude::*;

/// Returns the word for a status.
#[must_use]
pub fn word(status: Status) -> &'static str {
    let words = &t().units;
    match status {
        Status::Waiting => words.waiting,
        Status::Failed => words.failed,
        Status::Running => words.running,
        Status::Queued => words.queued,
        Status::Idle => words.idle,
        Status::Succeeded => words.succeeded,
        Status::Cancelled => words.cancelled,
        Status::Skipped => words.skipped,
        Status::Ended => words.ended,
        Status::Unknown => words.unknown,
    }
}

/// Returns the word for a kind.
#[must_use]
pub fn kind_word(kind: Kind) -> &'static str {
    let words = &t().units;
    match kind {
        Kind::Pipeline => words.pipeline,
        Kind::Job => words.job,
        Kind::Session => words.session,
        Kind::Thread => words.thread,
        Kind::Agent => words.agent,
        Kind::Workflow => words.workflow,
        Kind::Step => words.step,
        Kind::Run => words.run,
    }
}

/// What the words of a status need.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusFacts {
    /// The shape.
    pub mark: Mark,
    /// The server's own word.
    pub word: Option<String>,
    /// For how long it makes no progress, where the server says.
    pub stalled_ms: Option<u64>,
    /// When it was last heard, in the page's clock: said where the status is not confirmed.
    pub heard_ms: u64,
}

impl StatusFacts {
    /// Returns the word to show: the server's where the status is not known here.
    #[must_use]
    pub fn short(&self) -> String {
        match self.mark {
            mark if mark.is_stalled() => (t().units.stalled)(self.stalled_ms.map(ago).as_deref()),
            Mark { status: Status::Unknown, .. } => self.word.clone().unwrap_or_else(|| word(Status::Unknown).to_owned()),
            Mark { status, .. } => word(status).to_owned(),
        }
    }

    /// Returns the words with when the unit was last heard, where that is all that is known.
    #[must_use]
    pub fn full(&self) -> String {
        let said = self.short();
        if self.mark.confirmed { said } else { (t().units.last_heard)(&said, &clock_short(self.heard_ms)) }
    }
}

/// A status: its shape and its word. Whoever shows it says beside it when it was last heard, where it is not confirmed.
#[component]
pub fn StatusWord(
    /// What is shown.
    #[prop(into)]
    facts: Signal<StatusFacts>,
) -> impl IntoView {
    let mark = Memo::new(move |_| facts.with(|facts| facts.mark));
    let theirs = move || facts.with(|facts| facts.mark.status == Status::Unknown && !facts.mark.is_stalled() && facts.word.is_some());
    ui! {
        <span class="fg-status" data-shape=move || mark.get().slug() title=move || facts.with(StatusFacts::full)>
            <Shape mark=mark />
            <span class="fg-status__word fg-cut" class:fg-theirs=theirs>{move || facts.with(StatusFacts::short)}</span>
        </span>
    }
}
