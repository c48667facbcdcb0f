//! The rows that are in the page: made once, kept while they are wanted, in the order of their positions.
//!
//! Written by hand and not as a list of the framework, since the rows must be there when this returns: they are measured, and
//! put in their place, before the page is painted.

use super::row::Key;
use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The rows that are in the page.
pub(super) struct Sheet {
    rows: Vec<Shown>,
    /// The view's, which is not kept by what it owns.
    owner: Option<WeakOwner>,
}

struct Shown {
    key: Key,
    element: HtmlElement,
    state: AnyViewState,
    owner: Owner,
    /// It stays though it is out of view.
    off: bool,
}

impl Shown {
    fn leave(mut self) {
        self.state.unmount();
        self.owner.cleanup();
    }
}

impl Default for Sheet {
    fn default() -> Self {
        Self { rows: Vec::new(), owner: Owner::current().map(|owner| owner.downgrade()) }
    }
}

impl Sheet {
    /// Has these rows in the page, in this order of positions, and no others. `off` says which are out of view.
    pub(super) fn show(&mut self, parent: &Element, keys: Vec<Key>, off: impl Fn(u64) -> bool, make: impl Fn(&Key) -> AnyView) {
        let Some(owner) = self.owner.as_ref().and_then(WeakOwner::upgrade) else { return };
        let mut old = std::mem::take(&mut self.rows).into_iter().peekable();
        for key in keys {
            while let Some(gone) = old.next_if(|held| held.key.position <= key.position && held.key != key) {
                gone.leave();
            }
            let shown = old.next_if(|held| held.key == key).or_else(|| {
                let owner = owner.child();
                let mut state = owner.with(|| make(&key).build());
                state.mount(parent, old.peek().map(|next| next.element.as_ref()));
                let element = state.elements().into_iter().next()?.dyn_into().ok()?;
                Some(Shown { key: key.clone(), element, state, owner, off: false })
            });
            let Some(mut shown) = shown else { continue };
            if shown.off != off(key.position) {
                shown.off = !shown.off;
                // A class of a valid name can be added and removed.
                let _ = shown.element.class_list().toggle_with_force("fg-line--off", shown.off);
            }
            self.rows.push(shown);
        }
        old.for_each(Shown::leave);
    }

    /// Takes all rows out of the page. The framework may use their place for another view, and knows nothing of them.
    pub(super) fn clear(&mut self) {
        self.rows.drain(..).for_each(Shown::leave);
    }

    /// Returns the positions of the rows and the elements of their words.
    pub(super) fn texts(&self) -> Vec<(u64, Element)> {
        let texts = self.rows.iter().map(|shown| (shown.key.position, shown.element.query_selector(".fg-line__text").ok().flatten()));
        texts.filter_map(|(position, text)| Some((position, text?))).collect()
    }

    /// Says which of the rows is chosen.
    pub(super) fn choose(&self, position: Option<u64>) {
        for shown in &self.rows {
            let _ = shown.element.toggle_attribute_with_force("data-chosen", position == Some(shown.key.position));
        }
    }

    /// Tells how tall the rows in view and around it are.
    pub(super) fn measure(&self, mut tell: impl FnMut(u64, f64)) {
        for shown in self.rows.iter().filter(|shown| !shown.off) {
            tell(shown.key.position, f64::from(shown.element.offset_height()));
        }
    }
}
