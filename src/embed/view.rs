//! One view in an element of somebody else's page.

use super::fleets::Shared;
use super::options::Options;
use crate::pages::App;
use crate::platform::{Embedding, Host, panic};
use fleetglass_core::route::Route;
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// A view in an element of somebody else's page.
#[wasm_bindgen]
pub struct EmbeddedView {
    root: HtmlElement,
    tell: Function,
    options: Options,
    shown: Option<Shown>,
    paused: bool,
}

/// What is there while it is mounted.
struct Shown {
    host: Host,
    shared: Rc<Shared>,
    listener: u64,
    paused: bool,
    /// Takes the views out of the page and ends all that they began.
    _views: Box<dyn std::any::Any>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.shared.forget(self.listener);
        if !self.paused {
            self.shared.pause();
        }
        panic::forget_root(&self.host);
    }
}

#[wasm_bindgen]
impl EmbeddedView {
    /// Shows a view in `root`, which is this view's alone. `tell(name, detail)` is called with what happens, and returns
    /// `false` where the portal does what would follow.
    #[wasm_bindgen(constructor)]
    pub fn new(root: HtmlElement, options: &JsValue, tell: Function) -> Self {
        super::page::begin(false);
        let mut view = Self { root, tell, options: Options::read(options), shown: None, paused: false };
        view.show();
        view
    }

    /// Takes other options. What concerns looks changes in place; with other sources the view begins anew.
    pub fn update(&mut self, options: &JsValue) {
        let old = std::mem::replace(&mut self.options, Options::read(options));
        let new = &self.options;
        let same =
            old.from == new.from && old.get_token == new.get_token && old.alone == new.alone && old.keeps_settings == new.keeps_settings;
        match &self.shown {
            Some(shown) if same => {
                shown.host.set_app_url(new.app_url.clone());
                if (&old.theme, &old.density, &old.language) != (&new.theme, &new.density, &new.language) {
                    shown.host.look(new.theme.as_deref(), new.density.as_deref(), new.language.clone());
                }
                if let Some(route) = new.route.as_deref().filter(|_| old.route != new.route) {
                    shown.host.replace(route_of(Some(route), new));
                }
            }
            _ => self.show(),
        }
    }

    /// Closes the connections that no other view needs; what was received stays.
    pub fn pause(&mut self) {
        if let Some(shown) = self.shown.as_mut().filter(|shown| !shown.paused) {
            shown.paused = true;
            shown.shared.pause();
        }
        self.paused = true;
    }

    /// Connects again.
    pub fn resume(&mut self) {
        if let Some(shown) = self.shown.as_mut().filter(|shown| shown.paused) {
            shown.paused = false;
            shown.shared.resume();
        }
        self.paused = false;
    }

    /// Takes the view out of the page and closes its connections.
    pub fn unmount(&mut self) {
        self.shown = None;
    }
}

impl EmbeddedView {
    fn show(&mut self) {
        // The new one is there before the old one goes, so that connections that both need stay open.
        let old = self.shown.take();
        let options = &self.options;
        let shared = Shared::of(&options.from, options.get_token.clone());
        if !self.paused {
            shared.resume();
        }
        drop(old);
        let told = self.tell.clone();
        let embedding = Embedding {
            root: self.root.clone(),
            alone: options.alone,
            app_url: options.app_url.clone(),
            language: options.language.clone(),
            keeps_settings: options.keeps_settings,
            tell: Box::new(move |name, detail| {
                let answer = told.call2(&JsValue::NULL, &JsValue::from_str(name), detail);
                answer.ok().and_then(|answer| answer.as_bool()).unwrap_or(true)
            }),
        };
        let host = Host::embedded(route_of(options.route.as_deref(), options), embedding);
        if options.theme.is_some() || options.density.is_some() {
            host.look(options.theme.as_deref(), options.density.as_deref(), options.language.clone());
        }
        panic::add_root(&host);
        let listening = host.clone();
        let listener = shared.listen(move |source| {
            listening.tell("auth", &[("source", Some(source))]);
        });
        let (fleet, at) = (shared.fleet.clone(), host.clone());
        let views = leptos::mount::mount_to(self.root.clone().unchecked_into(), move || {
            crate::ui! { <App fleet=fleet.clone() host=at.clone() /> }
        });
        self.shown = Some(Shown { host, shared, listener, paused: self.paused, _views: Box::new(views) });
    }
}

fn route_of(written: Option<&str>, options: &Options) -> Route {
    let route = written.map(Route::read).unwrap_or_default();
    match options.alone {
        Some(alone) if written.is_none() => Route::to(alone),
        _ => route,
    }
}
