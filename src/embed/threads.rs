//! The thread stream without a view: what a portal's own `useThreadStream` is made of.

use super::options::Bag;
use super::tokens::Door;
use crate::hooks::{UseStreamOptions, UseThreadStreamOptions, use_thread_stream};
use fleetglass_core::config::{Credentials, Transport};
use fleetglass_core::protocol::threads::{Event, ThreadEvent, encode};
use fleetglass_core::sse::Link;
use js_sys::Function;
use leptos::prelude::{Effect, Get, Owner, Signal};
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// The threads of an execution, as they are reported: the engine of
/// [`use_thread_stream`](crate::hooks::use_thread_stream) for JavaScript.
#[wasm_bindgen]
pub struct ThreadConnection(Rc<Inner>);

struct Inner {
    execution_id: String,
    options: UseThreadStreamOptions,
    door: Option<Door>,
    told: Function,
    /// Ends the stream when it is cleaned up.
    owner: RefCell<Option<Owner>>,
    refreshed: Cell<bool>,
    closed: Cell<bool>,
}

#[wasm_bindgen]
impl ThreadConnection {
    /// Connects. `told(events, link, connected)` is called with new events as the text of a JSON array and the state of the
    /// connection as `data-link` has it: after each batch of events, at most once a frame, and when the connection changes.
    #[wasm_bindgen(constructor)]
    pub fn new(execution_id: String, options: &JsValue, told: Function) -> Self {
        super::page::begin(false);
        let bag = Bag(options);
        let stream = UseStreamOptions {
            server: bag.text("url").unwrap_or_default(),
            secret: bag.text("token"),
            transport: match bag.text("transport").as_deref() {
                Some("eventsource") => Transport::EventSource,
                Some("fetch") => Transport::Fetch,
                _ => Transport::Auto,
            },
            credentials: match bag.text("credentials").as_deref() {
                Some("include") => Credentials::Include,
                Some("omit") => Credentials::Omit,
                _ => Credentials::SameOrigin,
            },
            ..UseStreamOptions::default()
        };
        let options = UseThreadStreamOptions { thread_ids: Signal::stored(bag.list("threadIds")), stream };
        let this = Rc::new(Inner {
            execution_id,
            options,
            door: bag.function("getToken").map(Door),
            told,
            owner: RefCell::default(),
            refreshed: Cell::new(false),
            closed: Cell::new(false),
        });
        match this.door.is_some() {
            true => Inner::ask(&this, false),
            false => Inner::open(&this, None),
        }
        Self(this)
    }

    /// Closes the stream; nothing is told after that.
    pub fn close(&self) {
        self.0.closed.set(true);
        if let Some(owner) = self.0.owner.borrow_mut().take() {
            owner.cleanup();
        }
    }
}

impl Inner {
    /// Asks the portal for a token, and connects with it, or without one where there is none.
    fn ask(this: &Rc<Self>, refresh: bool) {
        let (weak, door) = (Rc::downgrade(this), this.door.clone());
        let (id, server) = (this.execution_id.clone(), this.options.stream.server.clone());
        spawn_local(async move {
            let Some(door) = door else { return };
            let token = door.ask(&id, &server, refresh).await;
            if let Some(this) = Weak::upgrade(&weak).filter(|this| !this.closed.get()) {
                // Without another token the refusal stands.
                if token.is_some() || !refresh {
                    Self::open(&this, token);
                }
            }
        });
    }

    fn open(this: &Rc<Self>, token: Option<String>) {
        let owner = Owner::new_root(None);
        let mut options = this.options.clone();
        options.stream.secret = token.or(options.stream.secret);
        let id = this.execution_id.clone();
        let weak = SendWrapper::new(Rc::downgrade(this));
        owner.with(|| {
            let stream = use_thread_stream(Signal::stored(id), options);
            let told = weak.clone();
            Effect::new(move |cursor: Option<u64>| {
                let events = stream.events.get();
                let fresh: Vec<String> = events.since(cursor.unwrap_or_default()).map(written).collect();
                if let Some(this) = told.upgrade().filter(|_| !fresh.is_empty()) {
                    this.tell(&format!("[{}]", fresh.join(",")), &stream.link.get());
                }
                events.cursor()
            });
            Effect::new(move |_| {
                let link = stream.link.get();
                let Some(this) = weak.upgrade() else { return };
                if link.is_open() {
                    this.refreshed.set(false);
                }
                if matches!(link, Link::SignedOut { .. }) && this.door.is_some() && !this.refreshed.replace(true) {
                    Self::ask(&this, true);
                }
                this.tell("[]", &link);
            });
        });
        if let Some(old) = this.owner.replace(Some(owner)) {
            // It may be this very moment's effect that asks, so the old one goes afterwards.
            spawn_local(async move { old.cleanup() });
        }
    }

    fn tell(&self, events: &str, link: &Link) {
        if !self.closed.get() {
            let connected = JsValue::from_bool(link.is_open());
            // What a portal's own function throws is the portal's; its browser has said so.
            let _ = self.told.call3(&JsValue::NULL, &JsValue::from_str(events), &JsValue::from_str(link.slug()), &connected);
        }
    }
}

/// Writes an event as the document has it, with the event's name beside it.
fn written(event: &ThreadEvent) -> String {
    let (name, data) = encode(&Event::Thread(Box::new(event.clone())));
    let rest = data.trim_start().strip_prefix('{').unwrap_or("}");
    let joint = if rest.starts_with('}') { "" } else { "," };
    format!("{{\"event\":\"{name}\"{joint}{rest}")
}
