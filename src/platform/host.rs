//! Whoever the views live in: the page itself, or an element of somebody else's page.
//!
//! A page owns route, title, theme and settings. An embedded view owns none of them: its route is its own, in memory, and
//! nothing outside it changes.

use super::looks::Looks;
use super::settings::Settings;
use fleetglass_core::route::Route;
use gloo_events::EventListener;
use leptos::prelude::{ArcRwSignal, Get, GetUntracked, Set};
use send_wrapper::SendWrapper;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Whoever the views live in.
#[derive(Clone)]
pub struct Host(SendWrapper<Rc<Inner>>);

struct Inner {
    kind: Kind,
    route: ArcRwSignal<Route>,
    looks: Looks,
    settings: Settings,
    _listener: Option<EventListener>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Embedded,
}

impl Host {
    /// Makes the host of a page of our own: the route is the URL's fragment.
    #[must_use]
    pub fn page() -> Self {
        let route = ArcRwSignal::new(route_of_page());
        let listener = super::window().map(|window| {
            let route = route.clone();
            EventListener::new(&window, "popstate", move |_| {
                let now = route_of_page();
                if route.get_untracked() != now {
                    route.set(now);
                }
            })
        });
        let host = Self::new(Kind::Page, route, listener);
        host.replace(host.route_untracked());
        host
    }

    /// Makes the host of a view inside somebody else's page, which begins at `route`.
    #[must_use]
    pub fn embedded(route: Route) -> Self {
        Self::new(Kind::Embedded, ArcRwSignal::new(route), None)
    }

    fn new(kind: Kind, route: ArcRwSignal<Route>, listener: Option<EventListener>) -> Self {
        let settings = Settings::new(kind == Kind::Embedded);
        let host = Self(SendWrapper::new(Rc::new(Inner { kind, route, looks: Looks::default(), settings, _listener: listener })));
        host.begin_looks();
        host
    }

    pub(super) fn looks(&self) -> &Looks {
        &self.0.looks
    }

    /// Returns where one is; tracked.
    #[must_use]
    pub fn route(&self) -> Route {
        self.0.route.get()
    }

    /// Returns where one is; not tracked.
    #[must_use]
    pub fn route_untracked(&self) -> Route {
        self.0.route.get_untracked()
    }

    /// Goes to a route, as a new entry of the history.
    pub fn go(&self, route: Route) {
        self.write(&route, true);
        self.set_route(route);
    }

    /// Changes the route in place: for filters while they are typed.
    pub fn replace(&self, route: Route) {
        self.write(&route, false);
        self.set_route(route);
    }

    fn set_route(&self, route: Route) {
        if self.0.route.get_untracked() != route {
            self.0.route.set(route);
        }
    }

    fn write(&self, route: &Route, new_entry: bool) {
        let (Kind::Page, Some(window)) = (self.0.kind, super::window()) else { return };
        let fragment = route.write();
        let location = window.location();
        if location.hash().is_ok_and(|held| held == fragment) && location.search().is_ok_and(|search| !search.contains("to=")) {
            return;
        }
        // The whole address, since a bare fragment would be resolved against <base>. `?to=` was taken over, so it goes.
        let path = location.pathname().unwrap_or_default();
        let search = location.search().unwrap_or_default();
        let kept: Vec<&str> =
            search.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("to=")).collect();
        let search = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
        let address = format!("{path}{search}{fragment}");
        if let Ok(history) = window.history() {
            // A browser refuses only a flood of entries; the route itself has changed all the same.
            let _ = if new_entry {
                history.push_state_with_url(&JsValue::NULL, "", Some(&address))
            } else {
                history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
            };
        }
    }

    /// Returns the whole address of a route, to be shared.
    #[must_use]
    pub fn address_of(&self, route: &Route) -> String {
        let here = super::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
        format!("{}{}", here.split('#').next().unwrap_or_default(), route.write())
    }

    /// Says whether title, icon and alerts are this page's to show: an embedded view leaves them to whoever it lives in.
    #[must_use]
    pub fn owns_page(&self) -> bool {
        self.0.kind == Kind::Page
    }

    /// Shows an SVG as the icon of the page, or with `None` its own; an embedded view leaves it alone.
    pub fn set_icon(&self, svg: Option<&str>) {
        if self.0.kind == Kind::Page
            && let Some(link) = super::document().and_then(|document| document.query_selector("link[rel=icon]").ok().flatten())
        {
            let address = svg.map_or_else(super::built::icon, super::notify::svg_address);
            if link.get_attribute("href").as_deref() != Some(&address) {
                // Setting an attribute of a valid name cannot fail.
                let _ = link.set_attribute("href", &address);
            }
        }
    }

    /// Sets the title of the page; an embedded view leaves it alone.
    pub fn set_title(&self, title: &str) {
        if let (Kind::Page, Some(document)) = (self.0.kind, super::document())
            && document.title() != title
        {
            document.set_title(title);
        }
    }

    /// Sets an attribute of the page's root, or takes it off; an embedded view leaves the page alone.
    pub(super) fn mark_page(&self, name: &str, value: Option<&str>) {
        if let (Kind::Page, Some(root)) = (self.0.kind, super::document().and_then(|document| document.document_element())) {
            // Setting an attribute of a valid name cannot fail.
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
    }

    /// Returns the language that the address asks for, or the page around an embedded view is in.
    pub(super) fn asked_language(&self) -> Option<String> {
        match self.0.kind {
            Kind::Page => query_value(&super::window()?.location().search().ok()?, "lang").map(str::to_owned),
            Kind::Embedded => super::document()?.document_element()?.get_attribute("lang"),
        }
    }

    /// Returns a setting.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<String> {
        self.0.settings.get(key)
    }

    /// Keeps a setting; where the browser refuses, it lasts until the tab closes. Never hand it a secret.
    pub fn set_setting(&self, key: &str, value: &str) {
        self.0.settings.set(key, value);
    }

    /// Says whether settings outlast the tab.
    #[must_use]
    pub fn keeps_settings(&self) -> bool {
        self.0.settings.are_kept()
    }
}

/// Returns a value of a query, as it stands.
fn query_value<'a>(search: &'a str, key: &str) -> Option<&'a str> {
    search.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
}

/// Reads the route from the fragment, or from `?to=` where a sign-in proxy dropped the fragment.
fn route_of_page() -> Route {
    let Some(location) = super::window().map(|window| window.location()) else { return Route::default() };
    let fragment = location.hash().unwrap_or_default();
    if fragment.len() > 1 {
        return Route::read(&fragment);
    }
    let search = location.search().unwrap_or_default();
    Route::read(&fleetglass_core::protocol::percent_decode(query_value(&search, "to").unwrap_or_default()))
}
