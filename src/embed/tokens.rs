//! Asking a portal for tokens: once before connecting, and once more, with `refresh`, after a refusal.

use crate::live::{Fleet, Source};
use crate::platform::resolve;
use fleetglass_core::config;
use fleetglass_core::protocol::AuthKind;
use fleetglass_core::sse::Link;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::Effect;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A portal's `getToken`.
#[derive(Clone)]
pub(super) struct Door(pub(super) Function);

impl Door {
    /// Asks for a token. `None` where the portal has none, or refuses.
    pub(super) async fn ask(&self, source: &str, address: &str, refresh: bool) -> Option<String> {
        let asked = Object::new();
        for (key, value) in
            [("refresh", JsValue::from_bool(refresh)), ("source", JsValue::from_str(source)), ("url", JsValue::from_str(address))]
        {
            // A plain object takes any key.
            let _ = Reflect::set(&asked, &JsValue::from_str(key), &value);
        }
        let answer = self.0.call1(&JsValue::NULL, &asked).ok()?;
        let token = match answer.dyn_into::<Promise>() {
            Ok(promise) => JsFuture::from(promise).await.ok()?,
            Err(answer) => answer,
        };
        token.as_string().filter(|token| !token.is_empty())
    }
}

/// Says whether a source takes a token that a script can hand over.
fn takes_token(source: &config::Source) -> bool {
    matches!(source.auth.kind, AuthKind::Header | AuthKind::Query)
}

/// Asks for the tokens of all sources that take one, before they connect.
pub(super) async fn first(door: Option<&Door>, sources: &[config::Source], base: &str) -> HashMap<String, String> {
    let mut tokens = HashMap::new();
    let Some(door) = door else { return tokens };
    for source in sources.iter().filter(|source| takes_token(source)) {
        let address = resolve(&source.url, base).unwrap_or_default();
        if let Some(token) = door.ask(&source.id, &address, false).await {
            tokens.insert(source.id.clone(), token);
        }
    }
    tokens
}

/// What became of a source's sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    In,
    /// Another token was asked for.
    Asked,
    /// That one was refused, too; whoever embeds it was told.
    Told,
}

/// Watches the sources for as long as the current owner lives: one that signs out gets another token, once; after that
/// `refused` is told.
pub(super) fn watch(fleet: &Fleet, door: Option<Door>, refused: Rc<dyn Fn(&Source)>) {
    let steps: Rc<RefCell<HashMap<u64, Step>>> = Rc::default();
    let renew = {
        let steps = Rc::clone(&steps);
        let (door, refused) = (door.clone(), Rc::clone(&refused));
        Rc::new(move |source: &Source| {
            steps.borrow_mut().insert(source.key(), Step::Asked);
            renew(door.as_ref(), source, &refused);
        })
    };
    let by_hand = Rc::clone(&renew);
    fleet.ask_portal(move |source| by_hand(source));
    let watched = send_wrapper::SendWrapper::new((fleet.clone(), steps, renew, refused, door.is_some()));
    Effect::new(move |_| {
        let (fleet, steps, renew, refused, has_door) = &*watched;
        for source in fleet.sources() {
            let link = source.worst().map(|live| live.link());
            let step = steps.borrow().get(&source.key()).copied().unwrap_or_default();
            match link {
                Some(link) if link.is_open() => drop(steps.borrow_mut().remove(&source.key())),
                Some(Link::SignedOut { .. }) if step == Step::In && *has_door && takes_token(&source.config()) => renew(&source),
                Some(Link::SignedOut { .. }) if step != Step::Told => {
                    steps.borrow_mut().insert(source.key(), Step::Told);
                    refused(&source);
                }
                _ => {}
            }
        }
    });
}

/// Asks for another token and connects with it.
fn renew(door: Option<&Door>, source: &Source, refused: &Rc<dyn Fn(&Source)>) {
    let (Some(door), true) = (door.cloned(), takes_token(&source.config())) else { return source.connect() };
    let (source, refused) = (source.clone(), Rc::clone(refused));
    spawn_local(async move {
        let config = source.config();
        let address = resolve(&config.url, source.base()).unwrap_or_default();
        match door.ask(&config.id, &address, true).await {
            Some(token) => source.give_secret(token),
            None => refused(&source),
        }
    });
}
