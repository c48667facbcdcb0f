//! A sentence that may quote others: the page's own words in sans, theirs in mono.

use crate::text::{Part, Phrase};
use crate::ui;
use leptos::prelude::*;

/// A sentence that may quote others.
#[component]
pub fn Words(
    /// The sentence.
    #[prop(into)]
    phrase: Signal<Phrase>,
) -> impl IntoView {
    move || {
        let stretch = |part: Part| {
            let theirs = matches!(part, Part::Theirs(_));
            ui! { <span class:fg-theirs=theirs>{part.text().to_owned()}</span> }
        };
        phrase.get().into_iter().map(stretch).collect_view()
    }
}
