//! The sources of embedded views: those that are told the same share them.

use super::options::{From, config};
use super::tokens::{self, Door};
use crate::live::{Fleet, Source};
use crate::platform::{base_address, resolve};
use js_sys::Function;
use leptos::prelude::Owner;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// Who is told that a source refuses what the portal gave.
type Listener = Box<dyn Fn(&str)>;

/// Sources that several views may show.
pub(super) struct Shared {
    pub(super) fleet: Fleet,
    from: From,
    token: Option<Function>,
    /// The views that are not paused.
    going: Cell<usize>,
    listeners: RefCell<Vec<(u64, Listener)>>,
    next: Cell<u64>,
    owner: Owner,
}

thread_local!(static SHARED: RefCell<Vec<Weak<Shared>>> = const { RefCell::new(Vec::new()) });

impl Drop for Shared {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

impl Shared {
    /// Returns the sources of `from`: those that are open already, or new ones.
    pub(super) fn of(from: &From, token: Option<Function>) -> Rc<Self> {
        let held = SHARED.with_borrow_mut(|shared| {
            shared.retain(|held| held.strong_count() > 0);
            shared.iter().filter_map(Weak::upgrade).find(|held| held.from == *from && held.token == token)
        });
        held.unwrap_or_else(|| {
            let made = Self::open(from.clone(), token);
            SHARED.with_borrow_mut(|shared| shared.push(Rc::downgrade(&made)));
            made
        })
    }

    fn open(from: From, token: Option<Function>) -> Rc<Self> {
        let owner = Owner::new_root(None);
        let this = Rc::new(Self {
            fleet: owner.with(Fleet::new),
            from,
            token,
            going: Cell::new(0),
            listeners: RefCell::default(),
            next: Cell::new(0),
            owner,
        });
        let (weak, door) = (Rc::downgrade(&this), this.token.clone().map(Door));
        let told = Rc::downgrade(&this);
        let refused = Rc::new(move |source: &Source| {
            if let Some(this) = told.upgrade() {
                this.listeners.borrow().iter().for_each(|(_, listener)| listener(&source.id()));
            }
        });
        this.owner.with(|| tokens::watch(&this.fleet, door.clone(), refused));
        let (from, fleet) = (this.from.clone(), Rc::downgrade(&this));
        spawn_local(async move {
            let base = base_address();
            let (config, base) = match from {
                From::Address(address) => {
                    let address = resolve(&address, &base).unwrap_or(address);
                    let Some(fleet) = fleet.upgrade().map(|this| this.fleet.clone()) else { return };
                    match fleet.read(&address).await {
                        Some(config) => (config, address),
                        None => return,
                    }
                }
                From::Given(text) => (config(&text), base),
                From::Nothing => (config(r#"{"version":1,"sources":[]}"#), base),
            };
            let tokens = tokens::first(door.as_ref(), &config.sources, &base).await;
            // Whoever asked may have gone meanwhile.
            if let Some(this) = weak.upgrade() {
                this.owner.with(|| this.fleet.configure(&config, &base, &|source| tokens.get(&source.id).cloned()));
                if this.going.get() == 0 {
                    this.each(Source::let_go);
                }
            }
        });
        this
    }

    fn each(&self, act: impl Fn(&Source)) {
        leptos::prelude::untrack(|| self.fleet.sources()).iter().for_each(act);
    }

    /// Connects for one more view.
    pub(super) fn resume(&self) {
        if self.going.replace(self.going.get() + 1) == 0 {
            self.each(Source::connect);
        }
    }

    /// Lets one view go; nobody left, the connections close, and what was received stays.
    pub(super) fn pause(&self) {
        let left = self.going.get().saturating_sub(1);
        self.going.set(left);
        if left == 0 {
            self.each(Source::let_go);
        }
    }

    /// Tells `listener` of sources that refuse what the portal gave, until it is forgotten by its number.
    pub(super) fn listen(&self, listener: impl Fn(&str) + 'static) -> u64 {
        let number = self.next.replace(self.next.get() + 1);
        self.listeners.borrow_mut().push((number, Box::new(listener)));
        number
    }

    /// Forgets a listener.
    pub(super) fn forget(&self, number: u64) {
        self.listeners.borrow_mut().retain(|(held, _)| *held != number);
    }
}
