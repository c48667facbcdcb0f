//! The bar of a source: a family of shapes of its own, 16 x 8, so that connections are never mistaken for work.

use crate::ui;
use leptos::prelude::*;

const BLOCK: &str = "M2 0H14A2 2 0 0 1 16 2V6A2 2 0 0 1 14 8H2A2 2 0 0 1 0 6V2A2 2 0 0 1 2 0Z";
const FRAME: &str = "M2 .5H14A1.5 1.5 0 0 1 15.5 2V6A1.5 1.5 0 0 1 14 7.5H2A1.5 1.5 0 0 1 .5 6V2A1.5 1.5 0 0 1 2 .5Z";
const HATCHED: &str = "M2 .5H14A1.5 1.5 0 0 1 15.5 2V6A1.5 1.5 0 0 1 14 7.5H2A1.5 1.5 0 0 1 .5 6V2A1.5 1.5 0 0 1 2 .5Z M1 6 6 1 M3 7.5 10 .5 M7 7.5 14 .5 M11 7.5 15.5 3";
const BROKEN: &str = "M2 0H6V8H2A2 2 0 0 1 0 6V2A2 2 0 0 1 2 0Z M10 0H14A2 2 0 0 1 16 2V6A2 2 0 0 1 14 8H10Z";
const SLASHED: &str = "M2 .5H14A1.5 1.5 0 0 1 15.5 2V6A1.5 1.5 0 0 1 14 7.5H2A1.5 1.5 0 0 1 .5 6V2A1.5 1.5 0 0 1 2 .5Z M4 10 12 -2";
const KEYHOLE: &str = "M2 0H14A2 2 0 0 1 16 2V6A2 2 0 0 1 14 8H2A2 2 0 0 1 0 6V2A2 2 0 0 1 2 0Z M6.6 2.8A1.4 1.4 0 1 1 8.7 4L9 6.8H7L7.3 4A1.4 1.4 0 0 1 6.6 2.8Z";
const CROSSED: &str = "M2 .5H14A1.5 1.5 0 0 1 15.5 2V6A1.5 1.5 0 0 1 14 7.5H2A1.5 1.5 0 0 1 .5 6V2A1.5 1.5 0 0 1 2 .5Z M6 2 10 6 M10 2 6 6";
const CHECKED: &str = "M2 .5H14A1.5 1.5 0 0 1 15.5 2V6A1.5 1.5 0 0 1 14 7.5H2A1.5 1.5 0 0 1 .5 6V2A1.5 1.5 0 0 1 2 .5Z M5.5 4 7.5 6 11 2";
const SPLIT: &str = "M2 .5H6.5V7.5H2A1.5 1.5 0 0 1 .5 6V2A1.5 1.5 0 0 1 2 .5Z M9.5 .5H14A1.5 1.5 0 0 1 15.5 2V6A1.5 1.5 0 0 1 14 7.5H9.5Z";

/// Returns what is filled and what is drawn as a line, for a word of `data-link`.
fn paths(link: &str) -> (&'static str, &'static str) {
    match link {
        "live" | "open" => (BLOCK, ""),
        "connecting" => ("", FRAME),
        "quiet" => ("", HATCHED),
        "reconnecting" => (BROKEN, ""),
        "offline" => ("", SLASHED),
        "signed-out" => (KEYHOLE, ""),
        "refused" => ("", CROSSED),
        "complete" => ("", CHECKED),
        _ => ("", SPLIT),
    }
}

/// The bar of a source; the words stand beside it.
#[component]
pub fn SourceBar(
    /// The state, as `data-link` has it.
    #[prop(into)]
    link: Signal<&'static str>,
) -> impl IntoView {
    ui! {
        <svg class="fg-bar" viewBox="0 0 16 8" aria-hidden="true" data-shape=link>
            <path class="fg-bar__solid" d=move || paths(link.get()).0 />
            <path class="fg-bar__line" d=move || paths(link.get()).1 />
        </svg>
    }
}
