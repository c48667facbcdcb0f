//! The shape of a status: a diamond asks, a square broke, a round one lives, a bare mark is over.
//!
//! Shape and word carry the status, colour only repeats it. What is not confirmed has the same shape, hatched.

use crate::ui;
use fleetglass_core::state::unit::Status;
use leptos::prelude::*;

/// What a shape shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The status.
    pub status: Status,
    /// Whether it was said since the last reconnect.
    pub confirmed: bool,
    /// The server says the unit makes no progress.
    pub stalled: bool,
}

impl Mark {
    /// Makes the mark of a status that is confirmed.
    #[must_use]
    pub fn of(status: Status) -> Self {
        Self { status, confirmed: true, stalled: false }
    }

    /// Returns the word that styles go by.
    #[must_use]
    pub fn slug(self) -> &'static str {
        if self.is_stalled() { "stalled" } else { self.status.as_str() }
    }

    /// Says whether it is drawn as stalled: only what runs can stall.
    #[must_use]
    pub fn is_stalled(self) -> bool {
        self.stalled && matches!(self.status, Status::Running | Status::Idle | Status::Queued | Status::Unknown)
    }
}

const DIAMOND: &str = "M7 1 13 7 7 13 1 7Z";
const DISC: &str = "M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z";
const RING: &str = "M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z";
const BROKEN: &str = "M2 2H12V12H2Z M7 6 8.75 4.25 9.75 5.25 8 7 9.75 8.75 8.75 9.75 7 8 5.25 9.75 4.25 8.75 6 7 4.25 5.25 5.25 4.25Z";
const DASH: &str = "M4 7H10";
const CHECK: &str = "M2.5 7.5 5.5 10.5 11.5 3.5";
const SLASH: &str = "M3.5 10.5 10.5 3.5";
const CHEVRONS: &str = "M3 3.5 6.5 7 3 10.5 M7.5 3.5 11 7 7.5 10.5";
const SQUARE: &str = "M2.5 2.5H11.5V11.5H2.5Z";
const HATCHED_DIAMOND: &str = "M7 1 13 7 7 13 1 7Z M2.5 8.5 8.5 2.5 M4 10 10 4 M5.5 11.5 11.5 5.5";
const HATCHED_DISC: &str = "M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z M2.3 8.7 8.7 2.3 M3.5 10.5 10.5 3.5 M5.3 11.7 11.7 5.3";
const HATCHED_SQUARE: &str = "M2.5 2.5H11.5V11.5H2.5Z M2.5 8 8 2.5 M2.5 11.5 11.5 2.5 M6 11.5 11.5 6";
const HATCHED_DASH: &str = "M3 9 6 5 M6 9 9 5 M9 9 12 5";

/// Returns what of a shape is filled, and what is drawn as a line.
fn paths(mark: Mark) -> (&'static str, &'static str) {
    if mark.is_stalled() {
        return ("", if mark.confirmed { DIAMOND } else { HATCHED_DIAMOND });
    }
    match (mark.status, mark.confirmed) {
        (Status::Waiting, true) => (DIAMOND, DIAMOND),
        (Status::Waiting, false) => ("", HATCHED_DIAMOND),
        (Status::Failed, _) => (BROKEN, ""),
        (Status::Running, true) => (DISC, ""),
        (Status::Running, false) | (Status::Queued, false) => ("", HATCHED_DISC),
        (Status::Queued, true) | (Status::Ended, _) => ("", RING),
        (Status::Idle, true) => ("", DASH),
        (Status::Idle, false) => ("", HATCHED_DASH),
        (Status::Succeeded, _) => ("", CHECK),
        (Status::Cancelled, _) => ("", SLASH),
        (Status::Skipped, _) => ("", CHEVRONS),
        (Status::Unknown, true) => ("", SQUARE),
        (Status::Unknown, false) => ("", HATCHED_SQUARE),
    }
}

/// The shape of a status, 14 px; hidden from people who listen, since the word stands beside it.
#[component]
pub fn Shape(
    /// What it shows.
    #[prop(into)]
    mark: Signal<Mark>,
) -> impl IntoView {
    ui! {
        <svg
            class="fg-shape"
            viewBox="0 0 14 14"
            aria-hidden="true"
            data-shape=move || mark.get().slug()
            data-unconfirmed=move || (!mark.get().confirmed).then_some("")
        >
            <path class="fg-shape__solid" d=move || paths(mark.get()).0 />
            <path class="fg-shape__line" d=move || paths(mark.get()).1 />
        </svg>
    }
}
