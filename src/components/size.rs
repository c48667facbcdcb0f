//! Tells how large an element is, whenever that changes, until it is dropped.

use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches the size of an element.
#[must_use = "dropping it stops it"]
pub struct SizeWatch {
    observer: ResizeObserver,
    _tell: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Tells `tell` now and after every change, before the page is painted. `None` where the browser cannot watch.
    #[must_use]
    pub fn new(element: &Element, tell: impl Fn() + 'static) -> Option<Self> {
        let tell = Closure::<dyn FnMut()>::new(tell);
        let observer = ResizeObserver::new(wasm_bindgen::JsCast::unchecked_ref(tell.as_ref())).ok()?;
        observer.observe(element);
        Some(Self { observer, _tell: tell })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
