//! A panel over the page: the browser keeps the focus inside it, closes it on Escape, and gives the focus back.

use crate::platform::{Host, around};
use crate::ui;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Whether a panel is open; a handle that whoever opens or closes it holds.
#[derive(Debug, Clone, Copy)]
pub struct DialogHandle {
    open: RwSignal<bool>,
    node: NodeRef<html::Dialog>,
}

impl DialogHandle {
    /// Makes the handle of a panel that is closed.
    #[must_use]
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), node: NodeRef::new() }
    }

    /// Opens the panel.
    pub fn open(self) {
        self.open.set(true);
    }

    /// Closes the panel; the focus is back where it was when this returns.
    pub fn close(self) {
        match self.node.get_untracked() {
            Some(node) => {
                // What is inert cannot have the focus back.
                block(&node, false);
                node.close();
            }
            None => self.open.set(false),
        }
    }

    /// Says whether it is open; tracked.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.open.get()
    }
}

impl Default for DialogHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// A panel over the page. A click beside it closes it, too. What has `autofocus` in it gets the focus.
#[component]
pub fn Dialog(
    /// Its handle.
    handle: DialogHandle,
    /// Its class.
    class: &'static str,
    /// What it is called.
    name: &'static str,
    /// Whoever it opens in: an embedded one stays inside its element.
    host: Host,
    /// What is in it; made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let over_page = host.owns_page();
    Effect::new(move |_| {
        if let Some(node) = handle.node.get()
            && !node.open()
        {
            if over_page {
                // It is in the page and not open, so this cannot fail.
                let _ = node.show_modal();
            } else {
                node.show();
                block(&node, true);
            }
        }
    });
    // A modal one is closed by the browser.
    let pressed = move |event: KeyboardEvent| {
        if !over_page && event.key() == "Escape" && !event.is_composing() {
            event.stop_propagation();
            handle.close();
        }
    };
    let beside = move |event: MouseEvent| {
        let on = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if on.is_some_and(|on| on.tag_name().eq_ignore_ascii_case("dialog")) {
            handle.close();
        }
    };
    ui! {
        <Show when=move || handle.is_open()>
            <dialog
                class=class
                aria-label=name
                node_ref=handle.node
                on:click=beside
                on:keydown=pressed
                on:close=move |_| handle.open.set(false)
            >
                {children.clone()()}
            </dialog>
        </Show>
    }
}

/// Keeps the focus out of what an embedded panel lies over; the browser does that for a modal one.
fn block(panel: &web_sys::Element, inert: bool) {
    if let Some(frame) = around(panel).and_then(|app| app.query_selector(".fg-frame").ok()?) {
        // Setting an attribute of a valid name cannot fail.
        let _ = if inert { frame.set_attribute("inert", "") } else { frame.remove_attribute("inert") };
    }
}
