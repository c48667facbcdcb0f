//! Handing a file to the person.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A file in the making.
#[derive(Debug, Default)]
pub struct File(Array);

impl File {
    /// Adds text to its end.
    pub fn add(&self, text: &str) {
        self.0.push(&Uint8Array::from(text.as_bytes()));
    }

    /// Offers it as a download of this name; `None` where the browser does not take it.
    #[must_use]
    pub fn save(&self, name: &str) -> Option<Saved> {
        let kind = BlobPropertyBag::new();
        kind.set_type("text/plain;charset=utf-8");
        let blob = Blob::new_with_u8_array_sequence_and_options(&self.0, &kind).ok()?;
        let saved = Saved(Url::create_object_url_with_blob(&blob).ok()?);
        let link = super::document()?.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
        link.set_href(&saved.0);
        link.set_download(name);
        link.click();
        Some(saved)
    }
}

/// The hold of a download on its bytes; a download that has begun has its own.
#[derive(Debug)]
pub struct Saved(String);

impl Drop for Saved {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}
