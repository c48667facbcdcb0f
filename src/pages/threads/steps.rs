//! Going through the list of threads by keys: `j` and `k`, or the arrows, from name to name; Enter reads the one.

use crate::platform::active_beside;
use leptos::ev::KeyboardEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Takes a key that was pressed in the list.
pub(super) fn key_pressed(rows: NodeRef<Ul>, event: &KeyboardEvent) {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let forth = match event.key().as_str() {
        "j" | "ArrowDown" => true,
        "k" | "ArrowUp" => false,
        _ => return,
    };
    event.prevent_default();
    step(rows, forth);
}

/// Moves the focus one name forth or back from the row that has it; to the first name where none has.
pub(super) fn step(rows: NodeRef<Ul>, forth: bool) {
    let Some(rows) = rows.get_untracked() else { return };
    let row = active_beside(&rows).and_then(|active| active.closest(".fg-thread").ok().flatten());
    let to = match row {
        Some(row) if forth => row.next_element_sibling(),
        Some(row) => row.previous_element_sibling(),
        None => rows.first_element_child(),
    };
    let name = to.and_then(|to| to.query_selector(".fg-thread__name").ok().flatten());
    let _ = name.and_then(|name| name.dyn_into::<HtmlElement>().ok()).map(|name| name.focus());
}
