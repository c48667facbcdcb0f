//! Copying to the clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Copies text, then tells whether the browser allowed it.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        let copied = match super::window() {
            Some(window) => JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok(),
            None => false,
        };
        done(copied);
    });
}
