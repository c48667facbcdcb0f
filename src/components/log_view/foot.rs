//! What stands below a log: whether it follows its end, and what came since it was held.

use super::view::View;
use crate::text::t;
use leptos::prelude::*;

/// What stands below a log.
#[component]
pub(super) fn Foot(
    /// The log.
    view: View,
) -> impl IntoView {
    let texts = &t().log;
    let following = view.following;
    let held = move || (!following.get()).then_some(texts.held);
    let pill = move || {
        let words = Memo::new(move |_| match view.new_rows() {
            0 => texts.go_to_end.to_owned(),
            count => (texts.new_lines)(count),
        });
        crate::ui! {
            <button type="button" class="fg-log__pill" title=texts.go_to_end on:click=move |_| view.follow(true)>
                {move || words.get()} <span aria-hidden="true">" ↓"</span>
            </button>
        }
    };
    crate::ui! {
        <div class="fg-log__foot">
            <label class="fg-check">
                <input type="checkbox" prop:checked=move || following.get() on:change=move |event| view.follow(event_target_checked(&event)) />
                {texts.following}
            </label>
            <span class="fg-log__held">{held}</span>
            {move || (!following.get()).then(pill)}
        </div>
    }
}
