//! The one door to the browser: clock, timers, route, storage, clipboard, network and visibility.
//!
//! Everything here is a value or a plain function; no JS type is in a signature of another layer that could do without.

mod built;
pub mod clipboard;
mod embedding;
pub mod file;
pub mod host;
pub mod intl;
pub mod language;
mod looks;
pub mod notify;
pub mod panic;
pub mod patterns;
pub mod policy;
pub mod presence;
pub mod selection;
mod settings;
pub mod tabs;
pub mod time;

pub use embedding::{Embedding, Tell};
pub use host::Host;
pub use language::Language;
pub use looks::{Density, Theme};

use wasm_bindgen::{JsCast, JsValue};

thread_local!(static GUEST: std::cell::Cell<bool> = const { std::cell::Cell::new(false) });

/// From now on the page is somebody else's: nothing listens to its window or its document, and no channel to other tabs is
/// joined.
pub fn be_a_guest() {
    GUEST.set(true);
}

/// Says whether the page is somebody else's.
#[must_use]
pub fn is_guest() -> bool {
    GUEST.get()
}

/// Returns the window, or `None` where there is none: natively, or in a worker.
pub(crate) fn window() -> Option<web_sys::Window> {
    cfg!(target_arch = "wasm32").then(web_sys::window).flatten()
}

/// Returns the document.
pub(crate) fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// Returns the element that holds all of ours around a node: the page's, or an embedded view's.
#[must_use]
pub fn around(node: &web_sys::Element) -> Option<web_sys::Element> {
    node.closest(".fg-app").ok().flatten()
}

/// Returns what has the focus in the tree that a node is in: its document, or the shadow root around it.
#[must_use]
pub fn active_beside(node: &web_sys::Node) -> Option<web_sys::Element> {
    let tree = node.get_root_node();
    js_sys::Reflect::get(&tree, &JsValue::from_str("activeElement")).ok()?.dyn_into().ok()
}

/// Says whether the reader's keyboard has Cmd where others have Ctrl.
#[must_use]
pub fn is_mac() -> bool {
    window().and_then(|window| window.navigator().platform().ok()).is_some_and(|platform| platform.starts_with("Mac"))
}

/// Resolves an address against another, as the browser does.
///
/// # Errors
/// `None` where it is no address.
#[must_use]
pub fn resolve(address: &str, base: &str) -> Option<String> {
    web_sys::Url::new_with_base(address, base).ok().map(|url| url.href())
}

/// Returns the address that relative addresses of the page are resolved against.
#[must_use]
pub fn base_address() -> String {
    document().and_then(|document| document.base_uri().ok().flatten()).unwrap_or_default()
}

/// Returns the origin of an address, such as `https://box.example`.
#[must_use]
pub fn origin_of(address: &str) -> Option<String> {
    web_sys::Url::new(address).ok().map(|url| url.origin())
}

/// Returns the server of an address, such as `box.example:8080`.
#[must_use]
pub fn server_of(address: &str) -> Option<String> {
    web_sys::Url::new(address).ok().map(|url| url.host())
}

/// Returns the page's own origin.
#[must_use]
pub fn own_origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}
