//! The one door to the browser: clock, timers, route, storage, clipboard, network and visibility.
//!
//! Everything here is a value or a plain function; no JS type is in a signature of another layer that could do without.

mod built;
pub mod clipboard;
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
mod settings;
pub mod tabs;
pub mod time;

pub use host::Host;
pub use language::Language;
pub use looks::{Density, Theme};

/// Returns the window, or `None` where there is none: natively, or in a worker.
pub(crate) fn window() -> Option<web_sys::Window> {
    cfg!(target_arch = "wasm32").then(web_sys::window).flatten()
}

/// Returns the document.
pub(crate) fn document() -> Option<web_sys::Document> {
    window()?.document()
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
