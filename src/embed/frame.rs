//! The page in an `<iframe>`: `?embed=threads&src=…`, the options of an element as parameters of the address.
//!
//! It talks only with the pages that `embed.origins` of its own `config.json` names. To them it posts
//! `{ type: "fleetglass-height", height }` and its events, `{ type: "fleetglass-attention", detail }` and so on; from them it
//! takes `{ type: "fleetglass-token", source, token }`. A token goes to sources of `config.json` and of the page's own origin:
//! the address of a frame is anybody's to write.

use super::options::{From, Options};
use crate::components::size::SizeWatch;
use crate::live::{Fleet, Source};
use crate::pages::App;
use crate::platform::{Embedding, Host, base_address, origin_of, own_origin, resolve};
use fleetglass_core::config::Config;
use fleetglass_core::route::Route;
use fleetglass_core::sse::Link;
use gloo_events::EventListener;
use js_sys::{Object, Reflect};
use leptos::prelude::{Effect, Owner};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, MessageEvent, Window};

/// Who holds the frame, and may be told and heard.
#[derive(Default)]
struct Around {
    origins: RefCell<Vec<String>>,
    /// What was to be told before it was known to whom.
    waiting: RefCell<Vec<JsValue>>,
    known: std::cell::Cell<bool>,
}

/// So many messages wait until it is known to whom they may go.
const WAITING: usize = 64;
/// As high as a view is that fills whatever it is given, in pixels.
const USUAL_PX: f64 = 480.0;

/// Shows the view that the page's address asks for; `false` where it asks for none.
pub(super) fn start(fleet: &Fleet) -> bool {
    let Some(asked) = asked() else { return false };
    let options = Options::read(&asked);
    let (Some(window), Some(root)) = (web_sys::window(), root()) else { return false };
    let around = Rc::new(Around::default());
    let told = Rc::clone(&around);
    let fragment = window.location().hash().unwrap_or_default();
    let route = match options.alone {
        Some(alone) if fragment.len() < 2 => Route::to(alone),
        _ => Route::read(&fragment),
    };
    let embedding = Embedding {
        root: root.clone(),
        alone: options.alone,
        app_url: options.app_url.clone(),
        language: options.language.clone(),
        keeps_settings: options.keeps_settings,
        tell: Box::new(move |name, detail| {
            told.post(&message(name, &[("detail", detail.clone())]));
            true
        }),
    };
    let host = Host::embedded(route, embedding);
    host.look(options.theme.as_deref(), options.density.as_deref(), options.language.clone());
    let shown = fleet.clone();
    let views = leptos::mount::mount_to(root.clone(), move || crate::ui! { <App fleet=shown.clone() host=host.clone() /> });
    let owner = Owner::new_root(None);
    owner.with(|| watch(fleet, &around));
    let heard = listen(&window, fleet, &around);
    let height = tell_height(&root, &around);
    // They last as long as the page.
    KEPT.with_borrow_mut(|kept| *kept = Some(Box::new((views, owner, heard, height))));
    let fleet = fleet.clone();
    leptos::task::spawn_local(async move { load(&fleet, &options, &around).await });
    true
}

thread_local!(static KEPT: RefCell<Option<Box<dyn std::any::Any>>> = const { RefCell::new(None) });

/// Reads the page's own settings, which say who may hold it, and opens what the address asks for, else what they name.
async fn load(fleet: &Fleet, options: &Options, around: &Around) {
    let address = settings_address().unwrap_or_default();
    let own = fleet.read(&address).await;
    around.know(own.as_ref().map(|config| config.embed_origins.clone()).unwrap_or_default());
    let given = match &options.from {
        From::Given(text) => {
            let given = Config::read(text);
            let (logs, embed_origins) = own.map(|own| (own.logs, own.embed_origins)).unwrap_or_default();
            Some((Config { logs, embed_origins, ..given }, base_address()))
        }
        From::Address(_) | From::Nothing => own.map(|own| (own, address)),
    };
    if let Some((config, base)) = given {
        fleet.configure(&config, &base, &|_| None);
    }
}

/// Returns where the page's own settings are. What the address of the page ends with is anybody's to write, so nothing less
/// than all of it tells what is theirs.
fn settings_address() -> Option<String> {
    resolve("config.json", &base_address())
}

/// Returns the options that the address asks for, if it asks for a view.
fn asked() -> Option<JsValue> {
    let search = web_sys::window()?.location().search().ok()?;
    let options = Object::new();
    for pair in search.trim_start_matches('?').split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = match key {
            "embed" => "view",
            "thread-ids" => "threadIds",
            "app-url" => "appUrl",
            "answer-url" => "answerUrl",
            // Only the page's own settings say who may hold it, so no others are read.
            "config" => continue,
            other => other,
        };
        let value = fleetglass_core::protocol::percent_decode(&value.replace('+', " "));
        set(&options, key, &JsValue::from_str(&value));
    }
    Reflect::has(&options, &JsValue::from_str("view")).ok().filter(|has| *has).map(|_| options.into())
}

fn root() -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    let root: HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
    root.set_class_name("fg-embed");
    document.body()?.append_child(&root).ok()?;
    Some(root)
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // A plain object takes any key.
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

fn message(name: &str, rest: &[(&str, JsValue)]) -> JsValue {
    let message = Object::new();
    set(&message, "type", &JsValue::from_str(&format!("fleetglass-{name}")));
    rest.iter().for_each(|(key, value)| set(&message, key, value));
    message.into()
}

impl Around {
    fn know(&self, origins: Vec<String>) {
        *self.origins.borrow_mut() = origins;
        self.known.set(true);
        let waiting = self.waiting.take();
        waiting.iter().for_each(|message| self.post(message));
    }

    /// Tells the page around, if it is one of those that may know.
    fn post(&self, message: &JsValue) {
        if !self.known.get() {
            let mut waiting = self.waiting.borrow_mut();
            if waiting.len() < WAITING {
                waiting.push(message.clone());
            }
            return;
        }
        let Some(parent) = parent() else { return };
        for origin in self.origins.borrow().iter() {
            // A browser delivers it only to a page of that origin.
            let _ = parent.post_message(message, origin);
        }
    }

    fn may_speak(&self, event: &MessageEvent) -> bool {
        let from_parent =
            event.source().is_some_and(|source| parent().is_some_and(|parent| JsValue::from(source) == JsValue::from(parent)));
        from_parent && self.origins.borrow().contains(&event.origin())
    }
}

/// Returns the page around; none where this is the outermost.
fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    window.parent().ok().flatten().filter(|parent| *parent != window)
}

/// Takes tokens from the page around.
fn listen(window: &Window, fleet: &Fleet, around: &Rc<Around>) -> EventListener {
    let (fleet, around) = (fleet.clone(), Rc::clone(around));
    EventListener::new(window, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>().filter(|event| around.may_speak(event)) else { return };
        let data = event.data();
        let text = |key: &str| Reflect::get(&data, &JsValue::from_str(key)).ok().and_then(|value| value.as_string());
        if text("type").as_deref() != Some("fleetglass-token") {
            return;
        }
        let (wanted, Some(token)) = (text("source"), text("token").filter(|token| !token.is_empty())) else { return };
        for source in leptos::prelude::untrack(|| fleet.sources()) {
            if wanted.as_ref().is_none_or(|wanted| *wanted == source.id()) && may_have_token(&source) {
                source.give_secret(token.clone());
            }
        }
    })
}

/// Says whether a source is of `config.json`, whose addresses are relative to it, or of this origin.
fn may_have_token(source: &Source) -> bool {
    let address = resolve(&source.config().url, source.base());
    Some(source.base()) == settings_address().as_deref() || address.and_then(|address| origin_of(&address)) == Some(own_origin())
}

/// Asks the page around for a token where a source signs out: once after each time it was in.
fn watch(fleet: &Fleet, around: &Rc<Around>) {
    let asking = Rc::clone(around);
    let ask = move |source: &Source, refresh: bool| {
        let refresh = JsValue::from_bool(refresh);
        asking.post(&message("auth", &[("source", JsValue::from_str(&source.id())), ("refresh", refresh)]));
    };
    let by_hand = ask.clone();
    fleet.ask_portal(move |source| by_hand(source, true));
    let state = SendWrapper::new((fleet.clone(), ask, RefCell::new(Vec::<u64>::new())));
    Effect::new(move |_| {
        let (fleet, ask, told) = &*state;
        for source in fleet.sources() {
            let key = source.key();
            match source.worst().map(|live| live.link()) {
                Some(link) if link.is_open() => told.borrow_mut().retain(|held| *held != key),
                Some(Link::SignedOut { .. }) if !told.borrow().contains(&key) => {
                    told.borrow_mut().push(key);
                    ask(&source, source.has_secret());
                }
                _ => {}
            }
        }
    });
}

/// Tells how high the view wants to be, now and after every change.
fn tell_height(root: &HtmlElement, around: &Rc<Around>) -> Option<Vec<SizeWatch>> {
    let (told, of) = (Rc::clone(around), root.clone());
    let last = std::cell::Cell::new(0.0);
    let tell = Rc::new(move || {
        let height = wanted_height(&of).ceil();
        if last.replace(height) != height {
            told.post(&message("height", &[("height", JsValue::from_f64(height))]));
        }
    });
    // The frame's own size tells of nothing inside it, so each part is watched. A place that is shown later is a child of
    // `main`, whose size the first look after it follows.
    let frame = root.query_selector(".fg-frame").ok().flatten()?;
    let parts = root.query_selector_all(".fg-frame > *, .fg-page").ok()?;
    let watched = (0..parts.length()).filter_map(|at| parts.get(at)?.dyn_into().ok()).chain([frame]);
    Some(
        watched
            .filter_map(|part: web_sys::Element| {
                let tell = Rc::clone(&tell);
                SizeWatch::new(&part, move || tell())
            })
            .collect(),
    )
}

/// Adds up what the parts of a view need: those around the place, and the place itself.
fn wanted_height(root: &HtmlElement) -> f64 {
    let Ok(parts) = root.query_selector_all(".fg-frame > :not(.fg-main)") else { return USUAL_PX };
    let parts = (0..parts.length()).filter_map(|at| parts.get(at)?.dyn_into::<HtmlElement>().ok());
    let around: f64 = parts.map(|part| f64::from(part.offset_height())).sum();
    let page = root.query_selector(".fg-page").ok().flatten().and_then(|page| page.dyn_into::<HtmlElement>().ok());
    around + page.map_or(USUAL_PX, |page| f64::from(page.offset_height()))
}
