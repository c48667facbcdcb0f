//! When something ran, as a bar on the axis of the tree.

use super::tree::TreeCx;
use crate::components::link_words::still_since;
use crate::components::shape::Mark;
use crate::components::time_bar::{Axis, Stretch};
use crate::platform::time::clock;
use crate::text::t;
use crate::ui;
use leptos::prelude::*;

/// What a bar is drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ran {
    pub(super) stretch: Option<Stretch>,
    pub(super) mark: Mark,
    /// When it was last heard, where that is all that is known.
    pub(super) heard_ms: u64,
}

/// When a unit ran, on the axis; hatched from where nothing was heard any more.
#[component]
pub(super) fn Bar(cx: TreeCx, ran: Memo<Ran>) -> impl IntoView {
    let TreeCx { fleet, root, axis, .. } = cx;
    let live = root.live;
    let drawn = Memo::new(move |_| {
        let axis = axis.get()?;
        let Ran { stretch, mark, heard_ms } = ran.get();
        let Stretch { from_ms, to_ms } = stretch?;
        let still = if to_ms.is_some() {
            None
        } else if mark.confirmed {
            still_since(&live)
        } else {
            Some(heard_ms)
        };
        let to = to_ms.or(still).unwrap_or_else(|| fleet.now()).max(from_ms);
        let unheard = still.map(|still| (still.max(from_ms), fleet.now()));
        Some((part(axis, from_ms, to), unheard.map(|(from, to)| part(axis, from, to)), (from_ms, to)))
    });
    let status = Memo::new(move |_| ran.with(|ran| ran.mark.status));
    let left = move |at: usize| move || drawn.get().and_then(|drawn| Some(format!("{:.2}%", [Some(drawn.0), drawn.1][at]?.0)));
    let width = move |at: usize| move || drawn.get().and_then(|drawn| Some(format!("{:.2}%", [Some(drawn.0), drawn.1][at]?.1)));
    let unheard = Memo::new(move |_| drawn.get().is_some_and(|drawn| drawn.1.is_some()));
    let known = Memo::new(move |_| drawn.get().is_some());
    let words = move || drawn.get().map(|drawn| (t().runs.bar)(&clock(drawn.2.0), &clock(drawn.2.1)));
    let hatch = move || {
        unheard
            .get()
            .then(|| ui! { <span class="fg-node__unheard fg-hatch" style:inset-inline-start=left(1) style:inline-size=width(1)></span> })
    };
    let bar = move || {
        known.get().then(|| ui! { <span class="fg-node__ran" data-part=move || status.get().as_str() style:inset-inline-start=left(0) style:inline-size=width(0)></span> })
    };
    ui! { <span class="fg-node__bar" title=words aria-hidden="true">{bar}{hatch}</span> }
}

/// Returns where a stretch begins and how wide it is, in percent.
fn part(axis: Axis, from_ms: u64, to_ms: u64) -> (f64, f64) {
    let left = axis.percent(from_ms);
    (left, axis.percent(to_ms) - left)
}
