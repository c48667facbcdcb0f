//! All sources of a page, its one timer, and its settings.

use super::source::Source;
use super::{budget, keys, registry};
use crate::platform::policy::PolicyWatch;
use crate::platform::presence::{self, Presence, PresenceWatch};
use crate::platform::tabs::Tabs;
use crate::platform::{self, time::now_ms};
use fleetglass_core::config::{self, Config, LogBudget, Problem};
use gloo_timers::callback::Interval;
use leptos::prelude::{ArcRwSignal, ArcTrigger, Get, GetUntracked, Notify, Set, Track};
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Where the settings are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigState {
    /// They are being read.
    Loading,
    /// They were read, or handed in.
    Loaded,
    /// There is no `config.json`.
    Missing,
    /// It could not be read; why.
    Unreadable(String),
}

/// All sources of a page. Cheap to clone; the last clone closes every connection.
#[derive(Clone)]
pub struct Fleet(SendWrapper<Rc<Inner>>);

struct Inner {
    sources: Rc<RefCell<Vec<Source>>>,
    listed: ArcTrigger,
    problems: ArcRwSignal<Vec<Problem>>,
    config_state: ArcRwSignal<ConfigState>,
    now: ArcRwSignal<u64>,
    offline_since: ArcRwSignal<Option<u64>>,
    /// How much memory logs may take, as the settings have it.
    logs: Cell<LogBudget>,
    /// The pages that may hold this one, as the settings have them.
    embed_origins: RefCell<Vec<String>>,
    _tick: Option<Interval>,
    _watch: PresenceWatch,
    _policy: PolicyWatch,
    tabs: Rc<Tabs>,
    portal: RefCell<Option<Renew>>,
}

/// Lets a portal give another secret to a source.
type Renew = Rc<dyn Fn(&Source)>;

impl Fleet {
    /// Makes a fleet without sources.
    #[must_use]
    pub fn new() -> Self {
        let now = ArcRwSignal::new(now_ms());
        let offline_since = ArcRwSignal::new(presence::is_offline().then(now_ms));
        let tick = platform::window().map(|_| {
            let now = now.clone();
            Interval::new(1_000, move || {
                if !presence::is_hidden() && !platform::panic::has_happened() {
                    now.set(now_ms());
                }
            })
        });
        let watch = {
            let (now, offline_since) = (now.clone(), offline_since.clone());
            PresenceWatch::new(move |presence| match presence {
                Presence::Online => offline_since.set(None),
                Presence::Offline => offline_since.set(Some(now_ms())),
                Presence::Visible { .. } => now.set(now_ms()),
                Presence::Hidden | Presence::Left | Presence::Back => {}
            })
        };
        let sources = Rc::new(RefCell::new(Vec::<Source>::new()));
        let tabs = {
            let held = Rc::downgrade(&sources);
            keys::listen(move || held.upgrade().and_then(|sources| Some(sources.try_borrow().ok()?.clone())).unwrap_or_default())
        };
        Self(SendWrapper::new(Rc::new(Inner {
            sources,
            listed: ArcTrigger::new(),
            problems: ArcRwSignal::new(Vec::new()),
            config_state: ArcRwSignal::new(ConfigState::Loading),
            now,
            offline_since,
            logs: Cell::default(),
            embed_origins: RefCell::default(),
            _tick: tick,
            _watch: watch,
            _policy: PolicyWatch::new(),
            tabs,
            portal: RefCell::default(),
        })))
    }

    /// Reads `config.json` beside the page and opens its sources.
    pub async fn load(&self) {
        let address = platform::resolve("config.json", &platform::base_address()).unwrap_or_default();
        if let Some(config) = self.read(&address).await {
            self.configure(&config, &address, &|_| None);
        }
    }

    /// Reads settings; where there are none, or they cannot be read, the fleet's state says so.
    pub async fn read(&self, address: &str) -> Option<Config> {
        let state = match gloo_net::http::Request::get(address).send().await {
            Ok(response) if response.ok() => match response.text().await {
                Ok(json) => return Some(Config::read(&json)),
                Err(cause) => ConfigState::Unreadable(cause.to_string()),
            },
            Ok(response) if response.status() == 404 => ConfigState::Missing,
            Ok(response) => ConfigState::Unreadable(format!("{} {}", response.status(), response.status_text())),
            Err(cause) => ConfigState::Unreadable(cause.to_string()),
        };
        self.0.config_state.set(state);
        None
    }

    /// Leaves asking for secrets to a portal: where a source signs out, nobody is asked for a key, and "Try again" asks the
    /// portal.
    pub fn ask_portal(&self, renew: impl Fn(&Source) + 'static) {
        *self.0.portal.borrow_mut() = Some(Rc::new(renew));
    }

    /// Says whether secrets are a portal's.
    #[must_use]
    pub fn is_in_portal(&self) -> bool {
        self.0.portal.borrow().is_some()
    }

    /// Asks the portal to let a source in again.
    pub fn renew(&self, source: &Source) {
        let portal = self.0.portal.borrow().clone();
        portal.map_or_else(|| source.connect(), |renew| renew(source));
    }

    /// Opens the sources of settings that are relative to `base`, with the secrets that are known.
    pub fn configure(&self, config: &Config, base: &str, secret: &dyn Fn(&config::Source) -> Option<String>) {
        self.0.problems.set(config.problems.clone());
        self.0.logs.set(config.logs);
        self.0.embed_origins.borrow_mut().clone_from(&config.embed_origins);
        budget::set(config.logs.log_mb, config.logs.page_mb);
        *self.0.sources.borrow_mut() =
            config.sources.iter().map(|source| Source::open_with(source.clone(), base, secret(source))).collect();
        self.0.config_state.set(ConfigState::Loaded);
        self.told();
    }

    /// Returns the sources; tracked.
    #[must_use]
    pub fn sources(&self) -> Vec<Source> {
        self.0.listed.track();
        self.0.sources.borrow().clone()
    }

    /// Returns a source; tracked.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<Source> {
        self.sources().into_iter().find(|source| source.config().id == id)
    }

    /// Adds a source and connects it, with a secret where one was given. One of the same id is replaced.
    pub fn add(&self, config: config::Source, secret: Option<String>) {
        let source = Source::open_with(config, &platform::base_address(), secret);
        {
            let mut sources = self.0.sources.borrow_mut();
            sources.retain(|held| held.id() != source.id());
            sources.push(source);
        }
        self.told();
    }

    /// Puts a source with other settings in the place of one. What was received stays where the streams are the same; a secret
    /// stays where it goes to the same server, unless another one is given.
    pub fn change(&self, source: &Source, config: config::Source, secret: Option<String>) {
        // The new one is open before the old one goes, so that they share what is the same.
        let kept = source.secret_for(&config);
        let changed = Source::open_with(config, source.base(), kept);
        if let Some(secret) = secret {
            changed.give_secret(secret);
        }
        if let Some(held) = self.0.sources.borrow_mut().iter_mut().find(|held| *held == source) {
            *held = changed;
        }
        self.told();
    }

    /// Removes a source and closes its streams, those that another source shows excepted. Returns where it stood.
    pub fn remove(&self, source: &Source) -> usize {
        let at = {
            let mut sources = self.0.sources.borrow_mut();
            let at = sources.iter().position(|held| held == source).unwrap_or(sources.len());
            sources.retain(|held| held != source);
            at
        };
        source.let_go();
        self.told();
        at
    }

    /// Puts a removed source back where it stood, with all it had received, and connects it.
    pub fn put_back(&self, source: Source, at: usize) {
        source.connect();
        {
            let mut sources = self.0.sources.borrow_mut();
            let at = at.min(sources.len());
            sources.insert(at, source);
        }
        self.told();
    }

    /// Returns the sources as `config.json`, without secrets.
    #[must_use]
    pub fn export(&self) -> String {
        let sources: Vec<config::Source> = self.0.sources.borrow().iter().map(|source| (*source.config()).clone()).collect();
        Config::write(&sources, self.0.logs.get(), &self.0.embed_origins.borrow())
    }

    fn told(&self) {
        // A source that has no secret yet asks the other tabs for it, each time: one that opened later may know it.
        for source in self.0.sources.borrow().iter() {
            keys::ask(&self.0.tabs, source);
        }
        self.0.listed.notify();
        registry::tell_changed();
    }

    /// Returns what is wrong in the settings; tracked.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.0.problems.get()
    }

    /// Returns where the settings are; tracked.
    #[must_use]
    pub fn config_state(&self) -> ConfigState {
        self.0.config_state.get()
    }

    /// Returns the time, in milliseconds since the epoch; tracked. It moves once a second while the page is seen.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.0.now.get()
    }

    /// Returns the time; not tracked.
    #[must_use]
    pub fn now_untracked(&self) -> u64 {
        self.0.now.get_untracked()
    }

    /// Returns since when the browser has no network; tracked.
    #[must_use]
    pub fn offline_since(&self) -> Option<u64> {
        self.0.offline_since.get()
    }

    /// Tracks that anything changed in any stream: told at most twice a second.
    pub fn changed(&self) {
        registry::changed().track();
    }
}

impl Default for Fleet {
    fn default() -> Self {
        Self::new()
    }
}
