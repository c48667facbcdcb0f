//! Further failures of one source, as one row that opens.

use super::Folded;
use crate::components::shape::{Mark, Shape};
use crate::pages::attention::Attention;
use crate::text::t;
use crate::ui;
use fleetglass_core::state::unit::Status;
use leptos::prelude::*;
use std::collections::HashSet;

/// Further failures of one source.
#[component]
pub(super) fn FoldedRow(attention: Attention, folded: Memo<Folded>, open: RwSignal<HashSet<usize>>) -> impl IntoView {
    let words = &t().overview;
    let said = move || folded.with(|folded| (words.more_failed)(folded.keys.len() as u64, &folded.name));
    let at = folded.with_untracked(|folded| folded.source_at);
    let is_open = move || open.with(|open| open.contains(&at));
    on_cleanup(move || _ = open.try_update(|open| open.remove(&at)));
    let toggle = move |_| {
        open.update(|open| {
            if !open.remove(&at) {
                open.insert(at);
            }
        });
    };
    let see = move |_| attention.see(&folded.with_untracked(|folded| folded.keys.clone()));
    let see_name = move || format!("{} {}", words.seen, said());
    ui! {
        <li class="fg-need" data-reason="failed" data-folded="">
            <Shape mark=Mark::of(Status::Failed) />
            <span class="fg-need__more">{said}</span>
            <span class="fg-need__actions">
                <button class="fg-action" type="button" aria-expanded=move || is_open().to_string() on:click=toggle>
                    {move || if is_open() { t().attention.fold } else { t().attention.unfold }}
                </button>
                <button class="fg-action" type="button" aria-label=see_name on:click=see>{words.seen}</button>
            </span>
        </li>
    }
}
