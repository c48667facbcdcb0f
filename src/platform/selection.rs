//! What is selected, in the document or in a shadow root.
//!
//! Browsers hide from `getSelection()` what is selected in a shadow tree. `getComposedRanges` is the standard's way to see it,
//! `ShadowRoot.getSelection` was Chromium's before; Firefox shows it all the same.

use gloo_events::EventListener;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, Selection};

/// Where a selection begins and ends, in no order.
#[derive(Debug, Clone, PartialEq)]
pub struct Selected {
    /// One end: a node, and how far into it.
    pub anchor: (Node, u32),
    /// The other.
    pub focus: (Node, u32),
}

/// Returns the selection object of the tree that an element is in.
#[must_use]
pub fn of_tree(element: &Element) -> Option<Selection> {
    let tree = element.get_root_node();
    let own = Reflect::get(&tree, &JsValue::from_str("getSelection")).ok().and_then(|method| method.dyn_into::<Function>().ok());
    let found = own.and_then(|method| method.call0(&tree).ok()?.dyn_into::<Selection>().ok());
    found.or_else(|| super::document()?.get_selection().ok().flatten())
}

/// Returns what is selected in the tree that an element is in, or where its caret is.
#[must_use]
pub fn within(element: &Element) -> Option<Selected> {
    let tree = element.get_root_node();
    if tree.node_type() == Node::DOCUMENT_FRAGMENT_NODE
        && let Some(selected) = composed(&tree)
    {
        return Some(selected);
    }
    let selection = of_tree(element)?;
    let anchor = (selection.anchor_node()?, selection.anchor_offset());
    Some(Selected { anchor, focus: (selection.focus_node()?, selection.focus_offset()) })
}

/// Asks for the ends of the selection with one shadow root opened.
fn composed(root: &Node) -> Option<Selected> {
    let selection = super::document()?.get_selection().ok().flatten()?;
    let method = Reflect::get(&selection, &JsValue::from_str("getComposedRanges")).ok()?.dyn_into::<Function>().ok()?;
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("shadowRoots"), &Array::of1(root)).ok()?;
    // Its first form took the roots themselves.
    let ranges = method.call1(&selection, &options).or_else(|_| method.call1(&selection, root)).ok()?;
    let range = ranges.dyn_into::<Array>().ok()?.get(0);
    let end = |node: &str, offset: &str| {
        let node = Reflect::get(&range, &JsValue::from_str(node)).ok()?.dyn_into::<Node>().ok()?;
        Some((node, Reflect::get(&range, &JsValue::from_str(offset)).ok()?.as_f64()? as u32))
    };
    Some(Selected { anchor: end("startContainer", "startOffset")?, focus: end("endContainer", "endOffset")? })
}

/// Says whether anything is selected, more than a caret.
#[must_use]
pub fn is_any(element: &Element) -> bool {
    within(element).is_some_and(|selected| selected.anchor != selected.focus)
}

/// Tells when the selection may have changed. A guest does not listen to the document, so it hears what makes selections in
/// `element`: keys and pointers.
#[must_use = "dropping them stops it"]
pub fn listen(element: &Element, changed: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    if !super::is_guest() {
        return super::document()
            .map(|document| EventListener::new(&document, "selectionchange", move |_| changed()))
            .into_iter()
            .collect();
    }
    let on = |event: &'static str| {
        let changed = changed.clone();
        EventListener::new(element, event, move |_| changed())
    };
    ["pointerup", "pointermove", "keyup", "focusin"].map(on).into_iter().collect()
}
