//! Tells how tall an element is, whenever that changes, until it is dropped.

use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches the height of an element.
#[must_use = "dropping it stops it"]
pub(super) struct HeightWatch {
    observer: ResizeObserver,
    _tell: Closure<dyn FnMut()>,
}

impl HeightWatch {
    /// Tells `tell` of the height now, and of every change. `None` where the browser cannot watch.
    pub(super) fn new(element: &Element, tell: impl Fn(f64) + 'static) -> Option<Self> {
        let watched = element.clone();
        let tell = Closure::<dyn FnMut()>::new(move || tell(f64::from(watched.client_height())));
        let observer = ResizeObserver::new(wasm_bindgen::JsCast::unchecked_ref(tell.as_ref())).ok()?;
        observer.observe(element);
        Some(Self { observer, _tell: tell })
    }
}

impl Drop for HeightWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
