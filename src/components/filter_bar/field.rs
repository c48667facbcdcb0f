//! The field for a text or a pattern, how it is looked for, and what is wrong with it.

use super::edit;
use super::filters::{Filters, Problem};
use crate::platform::{Host, around};
use crate::text::t;
use crate::ui;
use fleetglass_core::route::Route;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The field, with its switches inside, and what is wrong with it below.
#[component]
pub(super) fn Field(host: Host, filters: Filters) -> impl IntoView {
    let texts = &t().log;
    let problem = filters.problem;
    let bad = move || problem.with(|problem| matches!(problem, Some(Problem::Bad(_))).then_some("true"));
    let words = move || match problem.get() {
        Some(Problem::Bad(words)) => ui! { <span class="fg-error">{words}</span> }.into_any(),
        Some(Problem::Open(words)) => ui! { <span>{words}</span> }.into_any(),
        None => ().into_any(),
    };
    ui! {
        <div class="fg-sift__field">
            <Typing host=host.clone() filters=filters bad=Signal::derive(bad) />
            <Toggle host=host.clone() label=texts.case words=texts.case_words is=|route| route.case set=|route, on| route.case = on />
            <Toggle host=host.clone() label=texts.not words=texts.not_words is=|route| route.not set=|route, on| route.not = on />
            <Toggle
                host=host
                label=t().filters.highlight
                words=t().filters.highlight_words
                is=|route| route.highlight
                set=|route, on| route.highlight = on
            />
            <p class="fg-sift__problem" role="status">{words}</p>
        </div>
    }
}

#[component]
fn Typing(host: Host, filters: Filters, bad: Signal<Option<&'static str>>) -> impl IntoView {
    let texts = &t().log;
    let input = NodeRef::<Input>::new();
    let typed = host.clone();
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => filters.take_literally(&host),
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            if filters.value.with_untracked(String::is_empty) {
                leave(input.get_untracked().as_ref());
            } else {
                filters.typed(&host, String::new());
            }
        }
        _ => {}
    };
    ui! {
        <input
            class="fg-input fg-sift__text"
            type="search"
            data-filter="log"
            node_ref=input
            aria-label=texts.search
            placeholder=texts.search_hint
            title=t().filters.keys
            spellcheck="false"
            autocapitalize="off"
            autocomplete="off"
            aria-invalid=bad
            prop:value=move || filters.value.get()
            on:input=move |event| filters.typed(&typed, event_target_value(&event))
            on:keydown=pressed
        />
    }
}

/// Goes from the field to the log it filters, so that the next key scrolls it.
fn leave(input: Option<&web_sys::HtmlInputElement>) {
    let Some(input) = input else { return };
    let log = around(input).and_then(|app| app.query_selector(".fg-main [role=log]").ok()?);
    let log = log.and_then(|log| log.dyn_into::<web_sys::HtmlElement>().ok());
    let _ = log.map_or_else(|| input.blur(), |log| log.focus());
}

/// A switch of the link.
#[component]
fn Toggle(host: Host, label: &'static str, words: &'static str, is: fn(&Route) -> bool, set: fn(&mut Route, bool)) -> impl IntoView {
    let read = host.clone();
    let on = Memo::new(move |_| is(&read.route()));
    let flip = move |_| edit(&host, |route| set(route, !is(route)));
    ui! {
        <button type="button" class="fg-sift__switch" aria-pressed=move || on.get().to_string() aria-label=words title=words on:click=flip>
            {label}
        </button>
    }
}
