//! The wake: the last ten minutes of a unit as a strip; activity as height, waiting as an amber line, disconnected as hatch.

use crate::text::t;
use crate::ui;
use fleetglass_core::state::wake::Past;
use leptos::prelude::*;
use std::fmt::Write;

/// A cell is so wide, in pixels.
const WIDE: usize = 2;
/// The strip is so high.
const HIGH: usize = 16;
/// A stretch of hatching is no narrower than this.
const HATCH_WIDE: usize = 8;

/// The last ten minutes of a unit.
#[component]
pub fn Wake(
    /// What is known of them.
    #[prop(into)]
    past: Signal<Past>,
) -> impl IntoView {
    let said = move || {
        let (active, waiting) = past.with(Past::minutes);
        (t().units.wake)(active as u64, waiting as u64)
    };
    ui! {
        <svg class="fg-wake" viewBox="0 0 120 16" role="img" aria-label=said>
            <path class="fg-wake__events" d=move || past.with(|past| bars(&past.events)) />
            <path class="fg-wake__waits" d=move || past.with(|past| lines(past.waited)) />
            <path class="fg-wake__lost" d=move || past.with(|past| hatches(past.lost)) />
        </svg>
    }
}

/// Draws bars; cells of one height are one.
fn bars(events: &[u8]) -> String {
    let mut path = String::new();
    let mut at = 0;
    while let Some(first) = events.get(at) {
        let height = Past::height(*first);
        let cells = events[at..].iter().take_while(|events| Past::height(**events) == height).count();
        if height > 0 {
            let (x, wide, high) = (at * WIDE, cells * WIDE, usize::from(height) * HIGH / 4);
            // Writing to a string never fails.
            let _ = write!(path, "M{x} {HIGH}v-{high}h{wide}v{high}z");
        }
        at += cells;
    }
    path
}

fn lines(waited: u64) -> String {
    Past::stretches(waited).map(|(at, cells)| format!("M{} 14h{}v2h-{1}z", at * WIDE, cells * WIDE)).collect()
}

fn hatches(lost: u64) -> String {
    Past::stretches(lost).map(|(at, cells)| hatch(at * WIDE, cells * WIDE)).collect()
}

/// Draws a stretch of hatching: its outline, and lines that rise in it.
fn hatch(at: usize, wide: usize) -> String {
    let wide = wide.max(HATCH_WIDE);
    let at = at.min(120 - wide);
    let mut path = format!("M{at}.5 .5h{}v15h-{0}z", wide - 1);
    for rise in (4..wide + HIGH).step_by(4) {
        // From the lower or left edge to the upper or right one.
        let (x1, y1) = if rise <= HIGH { (0, rise) } else { (rise - HIGH, HIGH) };
        let (x2, y2) = if rise <= wide { (rise, 0) } else { (wide, rise - wide) };
        let _ = write!(path, "M{} {y1}L{} {y2}", at + x1, at + x2);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_one_height_are_drawn_as_one() {
        assert_eq!(bars(&[0, 1, 2, 5, 0, 64]), "M2 16v-4h4v4zM6 16v-8h2v8zM10 16v-16h2v16z");
    }

    #[test]
    fn a_wait_is_a_line_at_the_foot() {
        assert_eq!(lines(0b1110), "M2 14h6v2h-6z");
    }

    #[test]
    fn hatching_stays_within_the_strip_and_is_never_too_narrow() {
        assert!(hatches(1 << 59).starts_with("M112.5 .5h7v15h-7z"));
        assert!(hatches(1).starts_with("M0.5 .5h7v15h-7z"));
        assert_eq!(hatches(0), "");
    }
}
