//! Whoever the views live in: the page itself, or an element of somebody else's page.
//!
//! A page owns route, title, theme and settings. An embedded view owns none of them: its route is its own, in memory, and
//! nothing outside it changes.

use super::embedding::{Embedded, Embedding};
use super::looks::Looks;
use super::settings::Settings;
use fleetglass_core::route::Route;
use gloo_events::EventListener;
use leptos::prelude::{ArcRwSignal, Get, GetUntracked, Set};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Whoever the views live in.
#[derive(Clone)]
pub struct Host(pub(super) SendWrapper<Rc<Inner>>);

pub(super) struct Inner {
    pub(super) embedded: Option<Embedded>,
    route: ArcRwSignal<Route>,
    looks: Looks,
    settings: Settings,
    _listener: Option<EventListener>,
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
        let host = Self::new(None, route, Settings::new(true), listener);
        host.replace(host.route_untracked());
        host
    }

    /// Makes the host of a view inside somebody else's page, which begins at `route`.
    #[must_use]
    pub fn embedded(route: Route, embedding: Embedding) -> Self {
        let Embedding { root, alone, app_url, language, keeps_settings, tell } = embedding;
        let embedded = Embedded { root, alone, app_url: RefCell::new(app_url), language: RefCell::new(language), tell };
        Self::new(Some(embedded), ArcRwSignal::new(route), Settings::new(keeps_settings), None)
    }

    fn new(embedded: Option<Embedded>, route: ArcRwSignal<Route>, settings: Settings, listener: Option<EventListener>) -> Self {
        let host = Self(SendWrapper::new(Rc::new(Inner { embedded, route, looks: Looks::default(), settings, _listener: listener })));
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

    /// Goes to a route, as a new entry of the history. What leads out of a view that is alone goes where whoever embeds it
    /// wants it, else to the full app, else it is shown in place.
    pub fn go(&self, route: Route) {
        if self.leaves(&route) {
            let address = self.address_of(&route);
            let said = [
                ("href", Some(address.as_str())),
                ("place", Some(route.place.as_str())),
                ("source", route.source.as_deref()),
                ("unit", route.unit.as_deref()),
            ];
            if !self.tell("link", &said) {
                return;
            }
            if let Some(window) = super::window().filter(|_| self.has_app_url()) {
                // Where a browser refuses a new tab, it says so itself.
                let _ = window.open_with_url_and_target_and_features(&address, "_blank", "noopener");
                return;
            }
        }
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
        let (None, Some(window)) = (&self.0.embedded, super::window()) else { return };
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
        let app_url = self.0.embedded.as_ref().and_then(|embedded| embedded.app_url.borrow().clone());
        let app_url = app_url.and_then(|address| super::resolve(&address, &super::base_address()));
        let here = app_url.or_else(|| super::window()?.location().href().ok()).unwrap_or_default();
        format!("{}{}", here.split('#').next().unwrap_or_default(), route.write())
    }

    /// Says whether title, icon and alerts are this page's to show: an embedded view leaves them to whoever it lives in.
    #[must_use]
    pub fn owns_page(&self) -> bool {
        self.0.embedded.is_none()
    }

    /// Shows an SVG as the icon of the page, or with `None` its own; an embedded view leaves it alone.
    pub fn set_icon(&self, svg: Option<&str>) {
        if self.owns_page()
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
        if let (true, Some(document)) = (self.owns_page(), super::document())
            && document.title() != title
        {
            document.set_title(title);
        }
    }

    /// Sets an attribute of our root, or takes it off.
    pub(super) fn mark_root(&self, name: &str, value: Option<&str>) {
        if let Some(root) = self.root() {
            // Setting an attribute of a valid name cannot fail.
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
    }

    /// Returns the language that the address asks for, or the page around an embedded view is in.
    pub(super) fn asked_language(&self) -> Option<String> {
        match &self.0.embedded {
            None => query_value(&super::window()?.location().search().ok()?, "lang").map(str::to_owned),
            Some(embedded) => embedded.language.borrow().clone(),
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
