//! Tells people who do not see a log how many lines came: politely, every five seconds at most.

use super::feed::Shape;
use crate::platform::time::now_ms;
use crate::text::t;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Between two announcements.
const EVERY_MS: u64 = 5_000;
/// Before the first: what comes together is said together.
const SOON_MS: u64 = 500;

/// Says how many lines came.
#[component]
pub(super) fn Announce(
    /// How much there is.
    shape: RwSignal<Shape>,
) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let timer = StoredValue::new_local(None::<Timeout>);
    // Which reading was spoken of, up to which row, and when.
    let spoken = StoredValue::new((0_u64, 0_u64, 0_u64));
    let waiting = StoredValue::new(false);
    Effect::new(move |_| {
        let now = shape.get();
        let (reading, end, at) = spoken.get_value();
        if reading != now.reading {
            // What is there at first is read, not announced.
            spoken.set_value((now.reading, if now.busy { u64::MAX } else { now.end }, at));
            return;
        }
        if end == u64::MAX {
            spoken.set_value((reading, if now.busy { u64::MAX } else { now.end }, at));
            return;
        }
        if now.end <= end || waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        let wait = EVERY_MS.saturating_sub(now_ms().saturating_sub(at)).max(SOON_MS);
        timer.set_value(Some(Timeout::new(u32::try_from(wait).unwrap_or(u32::MAX), move || {
            let Some(now) = shape.try_get_untracked() else { return };
            waiting.set_value(false);
            let (reading, end, _) = spoken.get_value();
            spoken.set_value((now.reading, now.end, now_ms()));
            if reading == now.reading && now.end > end {
                let said = (t().log.new_lines)(now.end - end);
                // The same words again would not be said again.
                words.update(|words| *words = if *words == said { format!("{said}\u{a0}") } else { said });
            }
        })));
    });
    crate::ui! { <p class="fg-heard" role="status" aria-live="polite">{move || words.get()}</p> }
}
