//! What stands below a log: whether it follows its end, and what came since it was held.

use super::looks::{Looks, Times};
use super::tools::{FootTools, Tools};
use super::view::View;
use crate::text::t;
use leptos::prelude::*;

/// What stands below a log.
#[component]
pub(super) fn Foot(
    /// The log.
    view: View,
    /// What can be done with it.
    tools: Tools,
    /// What it is called.
    name: Signal<String>,
    /// Whether rows have times.
    times: bool,
) -> impl IntoView {
    let (texts, looks) = (&t().log, view.looks);
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
            <FootTools tools=tools name=name />
            <label class="fg-check">
                <input type="checkbox" prop:checked=move || view.wrapped.get() on:change=move |event| looks.set_wrap(event_target_checked(&event)) />
                {texts.wrap}
            </label>
            {times.then(|| crate::ui! { <TimesMenu looks=looks /> })}
        </div>
    }
}

/// Chooses which times stand before rows.
#[component]
fn TimesMenu(looks: Looks) -> impl IntoView {
    let option = |times: Times| {
        crate::ui! { <option value=times.as_str() prop:selected=move || looks.times.get() == times>{(t().log.times_as)(times.as_str())}</option> }
    };
    let choose = move |event| {
        if let Some(times) = Times::of(&event_target_value(&event)) {
            looks.set_times(times);
        }
    };
    crate::ui! {
        <select class="fg-select fg-log__times" aria-label=t().log.times on:change=choose>
            {Times::ALL.map(option).into_iter().collect_view()}
        </select>
    }
}
