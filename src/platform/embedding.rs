//! What a host is in somebody else's page: told by whoever embeds it, and telling them.

use super::Host;
use fleetglass_core::route::{Place, Route};
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// Tells whoever embeds a view what happens: a name and what there is to say. `false` where they do by themselves what would
/// follow.
pub type Tell = Box<dyn Fn(&str, &JsValue) -> bool>;

/// What an embedded view is told by whoever embeds it.
pub struct Embedding {
    /// The element that the views are in; its attributes are ours.
    pub root: HtmlElement,
    /// The one place that is shown, without the frame; `None` for the whole app.
    pub alone: Option<Place>,
    /// Where full views open.
    pub app_url: Option<String>,
    /// The language of the page around, or of the element.
    pub language: Option<String>,
    /// Whether settings may be kept in the browser's storage.
    pub keeps_settings: bool,
    /// Tells whoever embeds it.
    pub tell: Tell,
}

pub(super) struct Embedded {
    pub(super) root: HtmlElement,
    pub(super) alone: Option<Place>,
    pub(super) app_url: RefCell<Option<String>>,
    pub(super) language: RefCell<Option<String>>,
    pub(super) tell: Tell,
}

impl Host {
    /// Returns the one place that is shown, without the frame; `None` where all of them are.
    #[must_use]
    pub fn alone(&self) -> Option<Place> {
        self.0.embedded.as_ref()?.alone
    }

    /// Tells whoever embeds the view. Returns `false` where they do by themselves what would follow.
    pub fn tell(&self, name: &str, detail: &[(&str, Option<&str>)]) -> bool {
        let Some(embedded) = &self.0.embedded else { return true };
        let said = Object::new();
        for (key, value) in detail {
            let value = value.map_or(JsValue::NULL, JsValue::from_str);
            // A plain object takes any key.
            let _ = Reflect::set(&said, &JsValue::from_str(key), &value);
        }
        (embedded.tell)(name, &said)
    }

    /// Tells whoever embeds the view something that is more than words.
    pub fn tell_value(&self, name: &str, detail: &JsValue) {
        if let Some(embedded) = &self.0.embedded {
            (embedded.tell)(name, detail);
        }
    }

    /// Opens full views elsewhere from now on.
    pub fn set_app_url(&self, app_url: Option<String>) {
        if let Some(embedded) = &self.0.embedded {
            *embedded.app_url.borrow_mut() = app_url;
        }
    }

    /// Returns the element that keys are heard on: our root, which in somebody else's page is the embedded view's.
    #[must_use]
    pub fn root(&self) -> Option<Element> {
        match &self.0.embedded {
            Some(embedded) => Some(embedded.root.clone().into()),
            None => super::document()?.document_element(),
        }
    }

    /// Finds the first of our elements that fits.
    #[must_use]
    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.root()?.query_selector(selector).ok()??.dyn_into().ok()
    }

    /// Returns which of our elements has the focus, or what else has it in our tree.
    #[must_use]
    pub fn active(&self) -> Option<Element> {
        super::active_beside(self.root()?.as_ref())
    }

    /// Says whether a route is another place than the one that is shown alone.
    pub(super) fn leaves(&self, route: &Route) -> bool {
        self.alone().is_some_and(|alone| route.place != alone && self.route_untracked().place == alone)
    }

    pub(super) fn has_app_url(&self) -> bool {
        self.0.embedded.as_ref().is_some_and(|embedded| embedded.app_url.borrow().is_some())
    }

    /// Says whether a browser may follow the link of a route by itself: somebody else's page has no such fragment.
    #[must_use]
    pub fn has_address(&self) -> bool {
        self.owns_page() || self.has_app_url()
    }

    /// Returns what a link to a route points at.
    #[must_use]
    pub fn link_to(&self, route: &Route) -> String {
        if self.has_app_url() { self.address_of(route) } else { route.write() }
    }

    /// Takes the language that whoever embeds the view asks for now.
    pub(super) fn ask_language(&self, tag: Option<String>) {
        if let Some(embedded) = &self.0.embedded {
            *embedded.language.borrow_mut() = tag;
        }
    }
}
