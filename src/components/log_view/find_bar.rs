//! The bar of a search: its field, what was found, and the way to the next and the one before.

use super::find::{Count, Find};
use crate::text::t;
use leptos::prelude::*;

/// The field, what was found, and the way to the next and the one before.
#[component]
pub(super) fn FindBar(find: Find) -> impl IntoView {
    let texts = &t().log.find;
    let words = move || {
        let Count { rows, at, busy } = find.count.get();
        match find.problem.get().or_else(|| find.failed.get()) {
            Some(problem) => problem,
            None if find.typed.with(String::is_empty) => String::new(),
            None => (texts.found)(at, rows, busy),
        }
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            find.go(event.shift_key());
        }
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            find.close();
        }
        _ => {}
    };
    let bar = move || {
        crate::ui! {
            <div class="fg-find" role="search" aria-label=texts.title on:keydown=key>
                <input class="fg-input fg-find__text" type="search" node_ref=find.field aria-label=texts.title placeholder=texts.hint spellcheck="false"
                    autocapitalize="off" autocomplete="off" aria-invalid=move || find.problem.get().is_some().then_some("true")
                    prop:value=move || find.typed.get() on:input=move |event| find.typed.set(event_target_value(&event)) />
                <button type="button" class="fg-toggle" aria-pressed=move || find.case.get().to_string() title=t().log.case_words on:click=move |_| find.case.update(|case| *case = !*case)>
                    {t().log.case}
                </button>
                <output class="fg-find__count fg-number" aria-live="polite" data-problem=move || (find.problem.with(Option::is_some) || find.failed.with(Option::is_some)).then_some("")>{words}</output>
                <button type="button" class="fg-action" aria-label=texts.before title=texts.before on:click=move |_| find.go(true)>"↑"</button>
                <button type="button" class="fg-action" aria-label=texts.next title=texts.next on:click=move |_| find.go(false)>"↓"</button>
                <button type="button" class="fg-action" aria-label=texts.close title=texts.close on:click=move |_| find.close()>"×"</button>
            </div>
        }
    };
    move || find.open.get().then(bar)
}
