//! How wide the page's container is: what does not fit is not made.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches the width of an element.
struct WidthWatch {
    observer: ResizeObserver,
    _tell: Closure<dyn FnMut()>,
}

impl WidthWatch {
    /// Tells `tell` of the width now, and of every change. `None` where the browser cannot watch.
    fn new(element: &Element, tell: impl Fn(f64) + 'static) -> Option<Self> {
        let watched = element.clone();
        let tell = Closure::<dyn FnMut()>::new(move || tell(f64::from(watched.client_width())));
        let observer = ResizeObserver::new(wasm_bindgen::JsCast::unchecked_ref(tell.as_ref())).ok()?;
        observer.observe(element);
        Some(Self { observer, _tell: tell })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Follows the width of the container that the layout answers to, in pixels, from an element in it; 0 until it is known.
pub fn container_width(inside: NodeRef<Div>) -> RwSignal<f64> {
    let width = RwSignal::new(0.0);
    let watch = StoredValue::new_local(None::<WidthWatch>);
    Effect::new(move |_| {
        let container = inside.get().and_then(|inside| inside.closest(".fg-app").ok().flatten());
        if let Some(container) = container {
            width.set(f64::from(container.client_width()));
            watch.set_value(WidthWatch::new(&container, move |px| {
                if width.try_get_untracked().is_some_and(|held| held != px) {
                    width.set(px);
                }
            }));
        }
    });
    width
}
