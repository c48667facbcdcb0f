//! A source of the page: its settings, its secret, and its streams.

use super::hold::Hold;
use super::plan::Spec;
use super::stream::Live;
use super::trial::Trial;
use fleetglass_core::config;
use fleetglass_core::protocol::{Api, AuthKind};
use fleetglass_core::sse::Link;
use leptos::prelude::{ArcTrigger, Notify, Track};
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

thread_local!(static NEXT_KEY: Cell<u64> = const { Cell::new(0) });

/// A source of the page. Its streams stay open wherever on the page one is.
#[derive(Clone)]
pub struct Source(SendWrapper<Rc<Inner>>);

struct Inner {
    key: u64,
    config: Rc<config::Source>,
    /// What its address is relative to.
    base: String,
    secret: RefCell<Option<String>>,
    streams: RefCell<Vec<Live>>,
    /// None while it is paused.
    holds: RefCell<Vec<Hold>>,
    changed: ArcTrigger,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Source {
    /// Makes a source and connects it. `base` is what its address is relative to.
    #[must_use]
    pub fn open(config: config::Source, base: &str) -> Self {
        Self::open_with(config, base, None)
    }

    /// The same, with the secret that the server will ask for.
    pub(super) fn open_with(config: config::Source, base: &str, secret: Option<String>) -> Self {
        let source = Self(SendWrapper::new(Rc::new(Inner {
            key: NEXT_KEY.replace(NEXT_KEY.get() + 1),
            config: Rc::new(config),
            base: base.to_owned(),
            secret: RefCell::new(secret),
            streams: RefCell::default(),
            holds: RefCell::default(),
            changed: ArcTrigger::new(),
        })));
        source.open_streams();
        source
    }

    fn open_streams(&self) {
        let inner = &self.0;
        let streams = specs(&inner.config, &inner.base).map(|spec| Live::open(spec, inner.secret.borrow().clone()));
        *inner.streams.borrow_mut() = streams.collect();
        self.hold();
        inner.changed.notify();
    }

    /// Returns a number that tells this source from every other of the page, also from one that took its id over.
    #[must_use]
    pub fn key(&self) -> u64 {
        self.0.key
    }

    /// Returns what its address is relative to.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.0.base
    }

    /// Returns the id.
    #[must_use]
    pub fn id(&self) -> String {
        self.0.config.id.clone()
    }

    /// Returns the settings.
    #[must_use]
    pub fn config(&self) -> Rc<config::Source> {
        Rc::clone(&self.0.config)
    }

    /// Returns the streams; tracked.
    #[must_use]
    pub fn streams(&self) -> Vec<Live> {
        self.0.changed.track();
        self.0.streams.borrow().clone()
    }

    /// Returns the stream whose connection is worst; tracked. Complete only when all are.
    #[must_use]
    pub fn worst(&self) -> Option<Live> {
        self.streams().into_iter().max_by_key(|live| badness(&live.link()))
    }

    fn hold(&self) {
        let holds = self.0.streams.borrow().iter().map(Live::hold).collect();
        // The old ones go after the new ones are there.
        drop(self.0.holds.replace(holds));
    }

    /// Lets go of all streams: those that nobody else of this page wants close; what was received stays.
    pub fn let_go(&self) {
        drop(self.0.holds.take());
    }

    /// Connects all streams, or connects them again.
    pub fn connect(&self) {
        self.hold();
        self.0.streams.borrow().iter().for_each(Live::connect);
    }

    /// Closes all streams; what was received stays.
    pub fn disconnect(&self) {
        self.0.streams.borrow().iter().for_each(Live::disconnect);
    }

    /// Tries now instead of waiting.
    pub fn try_now(&self) {
        self.0.streams.borrow().iter().for_each(Live::try_now);
    }

    /// Asks a stream for these of its threads only; for those of the settings, where there are none.
    pub fn ask_for(&self, live: &Live, thread_ids: Vec<String>) {
        let asked = if thread_ids.is_empty() { self.0.config.thread_ids.clone() } else { thread_ids };
        let config = config::Source { thread_ids: asked.clone(), ..(*self.0.config).clone() };
        let at = self.0.streams.borrow().iter().position(|held| held == live);
        let address = at
            .and_then(|at| config.streams().into_iter().nth(at))
            .and_then(|(_, address)| crate::platform::resolve(&address, &self.0.base));
        if let Some(address) = address {
            live.ask_for(address, asked);
        }
    }

    /// Takes the secret the server asked for, and connects with it. It stays in memory, and goes to no other origin.
    pub fn give_secret(&self, secret: String) {
        let secret = Some(secret).filter(|secret| !secret.is_empty());
        (*self.0.secret.borrow_mut()).clone_from(&secret);
        for live in self.0.streams.borrow().iter() {
            live.give_secret(secret.clone());
        }
        self.0.changed.notify();
    }

    /// Tries other settings of this source, with its secret where it goes to the same server.
    #[must_use]
    pub fn try_out(&self, config: &config::Source, known: Option<Api>) -> Option<Trial> {
        Trial::begin(config, &self.0.base, self.secret_for(config).as_deref(), known)
    }

    /// Returns the secret, if other settings would send it to the same server in the same way.
    pub(super) fn secret_for(&self, config: &config::Source) -> Option<String> {
        let origin = |url: &str| crate::platform::resolve(url, &self.0.base).and_then(|address| crate::platform::origin_of(&address));
        let same = origin(&config.url) == origin(&self.0.config.url) && config.auth == self.0.config.auth;
        self.secret().filter(|_| same)
    }

    /// Returns the secret, for whoever asks the same server for the same source.
    pub(super) fn secret(&self) -> Option<String> {
        self.0.secret.borrow().clone()
    }

    /// Says whether a secret was given; tracked.
    #[must_use]
    pub fn has_secret(&self) -> bool {
        self.0.changed.track();
        self.0.secret.borrow().is_some()
    }
}

/// Returns what each stream of a source is opened with.
pub(super) fn specs<'a>(config: &'a config::Source, base: &'a str) -> impl Iterator<Item = Spec> + 'a {
    let credential = match config.auth.kind {
        AuthKind::None | AuthKind::Cookie => String::new(),
        AuthKind::Query | AuthKind::Header => config.id.clone(),
    };
    config.streams().into_iter().filter_map(move |(subject, address)| {
        Some(Spec {
            api: config.api,
            address: crate::platform::resolve(&address, base)?,
            subject,
            thread_ids: config.thread_ids.clone(),
            transport: config.transport,
            credentials: config.credentials,
            auth: config.auth.clone(),
            heartbeat_ms: config.heartbeat_ms,
            credential: credential.clone(),
        })
    })
}

/// Orders links from finished over good to bad.
fn badness(link: &Link) -> u8 {
    match link {
        Link::Complete { .. } => 0,
        Link::Live { .. } => 1,
        Link::Open { .. } => 2,
        Link::Connecting { .. } => 3,
        Link::Disconnected { .. } => 4,
        Link::Quiet { .. } => 5,
        Link::Reconnecting { .. } => 6,
        Link::Offline { .. } => 7,
        Link::Refused(_) => 8,
        Link::SignedOut { .. } => 9,
    }
}
