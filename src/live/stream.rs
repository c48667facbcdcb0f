//! A stream that is open, what its events add up to, and who is told of changes.

use super::plan::Spec;
use super::queue::{Item, Queue};
use super::rows::{Row, Rows};
use super::{frame, registry};
use crate::platform::presence::{self, Presence};
use crate::platform::time::{exact_ms, now_ms};
use crate::transport::{Gate, Sink, Told, Transport, event_source, fetch};
use fleetglass_core::protocol::Api;
use fleetglass_core::sse::{Actions, Connection, Frame, Input, Link, Parser};
use fleetglass_core::state::unit::UnitIx;
use fleetglass_core::state::{Changes, Stream};
use gloo_timers::callback::Timeout;
use leptos::prelude::{ArcTrigger, Notify, Track};
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// One shared connection and what its events add up to. Cheap to clone; the last clone closes the connection.
#[derive(Clone)]
pub struct Live(SendWrapper<Rc<Inner>>);

impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Rc<Inner>> for Live {
    fn from(inner: Rc<Inner>) -> Self {
        Self(SendWrapper::new(inner))
    }
}

/// What was counted of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Stats {
    /// Bytes received; over `EventSource` only those of names and data.
    pub bytes: u64,
    /// Events received.
    pub frames: u64,
    /// How often the stream opened.
    pub opened: u32,
    /// `EventSource` or `fetch`.
    pub transport: &'static str,
    /// Pieces that wait to be applied.
    pub queued: usize,
    /// When anything arrived last.
    pub last_event_ms: Option<u64>,
    /// How long the last flush took, in milliseconds.
    pub apply_ms: f64,
}

/// The most that a link's words can be behind: a loss shorter than this changes nothing on screen.
const UNNOTICED_MS: u64 = 3_000;

pub(super) struct Inner {
    pub(super) spec: Spec,
    key: u64,
    secret: RefCell<Option<String>>,
    connection: RefCell<Connection>,
    /// Told apart from attempts of a connection before the secret changed.
    generation: Cell<u32>,
    transport: RefCell<Option<Transport>>,
    gate: Rc<Gate>,
    queue: RefCell<Queue>,
    parser: RefCell<Parser>,
    state: RefCell<Stream>,
    changes: RefCell<Changes>,
    timer: RefCell<Option<Timeout>>,
    /// The link before a loss that is too short to show.
    steady: RefCell<Option<Link>>,
    told_link: RefCell<Link>,
    resumed: Cell<bool>,
    /// The server's state in which a keepalive was seen.
    keepalive_in: RefCell<Option<String>>,
    stats: Cell<Stats>,
    pub(super) rows: Rows,
    link: ArcTrigger,
    order: ArcTrigger,
    logs: ArcTrigger,
    server: ArcTrigger,
    events: ArcTrigger,
}

impl Drop for Inner {
    fn drop(&mut self) {
        registry::tidy();
    }
}

impl Live {
    /// Returns the stream of a spec and connects it: the one that is open already, or a new one.
    #[must_use]
    pub fn open(spec: Spec, secret: Option<String>) -> Self {
        let live = registry::find_or_make(spec, |spec, key| Inner::make(spec, secret, key));
        if matches!(live.0.connection.borrow().link(now_ms()), Link::Disconnected { since_ms: None }) {
            live.input(None, Input::Connect);
            if presence::is_offline() {
                live.input(None, Input::Offline);
            }
        }
        live
    }

    /// Connects, or connects again.
    pub fn connect(&self) {
        self.input(None, Input::Connect);
    }

    /// Closes the connection; what was received stays.
    pub fn disconnect(&self) {
        self.input(None, Input::Disconnect);
    }

    /// Tries now instead of waiting.
    pub fn try_now(&self) {
        self.input(None, Input::TryNow);
    }

    /// Takes the secret the server asked for, and connects with it.
    pub fn give_secret(&self, secret: Option<String>) {
        let inner = &self.0;
        // With a secret another transport may be chosen, so what may be expected of the connection is another, too.
        inner.generation.set(inner.generation.get() + 1);
        drop(inner.transport.take());
        let policy = inner.spec.policy(secret.is_some());
        *inner.secret.borrow_mut() = secret;
        *inner.connection.borrow_mut() = Connection::new(policy, seed(inner.key));
        inner.state.borrow_mut().lost(now_ms());
        self.input(None, Input::Connect);
    }

    /// Returns a number that tells this stream from every other of the page.
    #[must_use]
    pub fn key(&self) -> u64 {
        self.0.key
    }

    /// Returns the id or name that the address carries.
    #[must_use]
    pub fn subject(&self) -> Option<String> {
        self.0.spec.subject.clone()
    }

    /// Returns the address, without a secret.
    #[must_use]
    pub fn address(&self) -> String {
        self.0.spec.address.clone()
    }

    /// Returns the API.
    #[must_use]
    pub fn api(&self) -> Api {
        self.0.spec.api
    }

    /// Returns the state of the connection; tracked. A loss shorter than 3 s is not shown.
    #[must_use]
    pub fn link(&self) -> Link {
        self.0.link.track();
        self.0.shown_link()
    }

    /// Says whether the stream that is open began without what came before it; tracked.
    #[must_use]
    pub fn gap(&self) -> bool {
        self.0.link.track();
        self.0.connection.borrow().gap()
    }

    /// Reads the state; not tracked.
    pub fn read<R>(&self, read: impl FnOnce(&Stream) -> R) -> R {
        read(&self.0.state.borrow())
    }

    /// Changes the state for a person: dismissing a unit.
    pub fn dismiss(&self, root: UnitIx) {
        let mut changes = Changes::default();
        changes.next_batch();
        self.0.state.borrow_mut().dismiss(root, &mut changes);
        self.0.tell(&changes);
    }

    /// Keeps the last `most` typed events, for a hook.
    pub fn keep_events(&self, most: usize) {
        self.0.state.borrow_mut().keep_events(most);
    }

    /// Tracks units that came, went or moved.
    pub fn track_order(&self) {
        self.0.order.track();
    }

    /// Tracks rows that were written to logs.
    pub fn track_logs(&self) {
        self.0.logs.track();
    }

    /// Tracks what the server says of itself, and payloads that could not be read.
    pub fn track_server(&self) {
        self.0.server.track();
    }

    /// Tracks every batch of events.
    pub fn track_events(&self) {
        self.0.events.track();
    }

    /// Returns a handle that tracks one unit; keep it while the unit is shown.
    pub fn row(&self, ix: UnitIx) -> Row {
        Row::new(&self.0, ix)
    }

    /// Returns what was counted; not tracked.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let inner = &self.0;
        let fetch = inner.spec.uses_fetch(inner.secret.borrow().is_some());
        Stats {
            opened: inner.connection.borrow().established(),
            transport: if fetch { "fetch" } else { "EventSource" },
            queued: inner.queue.borrow().len(),
            ..inner.stats.get()
        }
    }

    pub(super) fn presence(inner: &Rc<Inner>, presence: Presence) {
        let live = Self::from(Rc::clone(inner));
        match presence {
            Presence::Online => live.input(None, Input::Online),
            Presence::Offline => live.input(None, Input::Offline),
            Presence::Visible { hidden_ms } => {
                live.input(None, Input::Visible { hidden_ms });
                frame::schedule(inner);
            }
            // What waits for a frame would wait until the page is shown again.
            Presence::Hidden => Self::flush(inner, f64::INFINITY),
        }
    }

    fn input(&self, from: Option<u32>, input: Input<'_>) {
        Inner::handle(&self.0, from, input);
    }

    /// Applies what waits, until `deadline`; then tells who shows what changed.
    pub(super) fn flush(inner: &Rc<Inner>, deadline: f64) {
        Inner::flush(inner, deadline);
    }
}

impl Inner {
    fn make(spec: Spec, secret: Option<String>, key: u64) -> Rc<Self> {
        let mut state = Stream::new(spec.api, spec.subject.as_deref());
        if !spec.thread_ids.is_empty() {
            state.only_threads(Some(spec.thread_ids.clone()));
        }
        let connection = Connection::new(spec.policy(secret.is_some()), seed(key));
        let told_link = connection.link(0);
        Rc::new(Self {
            key,
            secret: RefCell::new(secret),
            connection: RefCell::new(connection),
            generation: Cell::new(0),
            transport: RefCell::default(),
            gate: Rc::default(),
            queue: RefCell::default(),
            parser: RefCell::new(Parser::new()),
            state: RefCell::new(state),
            changes: RefCell::default(),
            timer: RefCell::default(),
            steady: RefCell::default(),
            told_link: RefCell::new(told_link),
            resumed: Cell::new(false),
            keepalive_in: RefCell::default(),
            stats: Cell::default(),
            rows: Rows::default(),
            link: ArcTrigger::new(),
            order: ArcTrigger::new(),
            logs: ArcTrigger::new(),
            server: ArcTrigger::new(),
            events: ArcTrigger::new(),
            spec,
        })
    }

    /// Hands an input to the connection and does what it says.
    fn handle(this: &Rc<Self>, from: Option<u32>, input: Input<'_>) {
        let now = now_ms();
        let was_open = this.connection.borrow().link(now).is_open();
        let Actions { close, open, probe } = this.connection.borrow_mut().handle(from, input, now);
        if close {
            drop(this.transport.take());
        }
        if was_open && !this.connection.borrow().link(now).is_open() {
            this.state.borrow_mut().lost(now);
        }
        let secret = this.secret.borrow().clone();
        if let Some(open) = open {
            let id = if open.resume { this.parser.borrow().last_event_id().to_owned() } else { String::new() };
            this.resumed.set(!id.is_empty());
            let request = this.spec.request(secret.as_deref(), &id);
            let sink = Self::sink(this, open.attempt);
            let opened = if this.spec.uses_fetch(secret.is_some()) {
                Ok(Transport::Fetch(fetch::open(request, sink, Rc::clone(&this.gate))))
            } else {
                event_source::open(&request, this.spec.api.event_names(), &sink).map(Transport::EventSource)
            };
            match opened {
                Ok(transport) => drop(this.transport.replace(Some(transport))),
                Err(failure) => return Self::handle(this, Some(open.attempt), Input::Failed(failure)),
            }
        } else if probe {
            let request = this.spec.request(secret.as_deref(), "");
            let attempt = from.unwrap_or_default();
            drop(this.transport.replace(Some(Transport::Fetch(fetch::probe(request, Self::sink(this, attempt))))));
        }
        Self::watch(this);
    }

    fn sink(this: &Rc<Self>, attempt: u32) -> Sink {
        let (weak, generation) = (Rc::downgrade(this), this.generation.get());
        Rc::new(move |told| {
            if let Some(this) = Weak::upgrade(&weak).filter(|this| this.generation.get() == generation) {
                Self::told(&this, attempt, told);
            }
        })
    }

    fn told(this: &Rc<Self>, attempt: u32, told: Told) {
        let mut stats = this.stats.get();
        let (item, alive) = match told {
            Told::Opened => {
                Self::handle(this, Some(attempt), Input::Opened);
                (Item::Opened { resumed: this.resumed.get() }, false)
            }
            Told::Chunk(bytes) => {
                stats.bytes += bytes.len() as u64;
                (Item::Chunk(bytes), true)
            }
            Told::Frame { event, data, last_event_id } => {
                stats.bytes += (event.len() + data.len()) as u64;
                (Item::Frame { event, data, last_event_id }, true)
            }
            Told::Ended => (Item::End { attempt, failure: None }, false),
            Told::Failed(failure) => (Item::End { attempt, failure: Some(failure) }, false),
            Told::Answered(reply) => return Self::handle(this, Some(attempt), Input::Answered(reply.as_answer())),
        };
        if alive {
            stats.last_event_ms = Some(now_ms());
            this.stats.set(stats);
            Self::handle(this, Some(attempt), Input::Activity);
        }
        this.queue.borrow_mut().push(item);
        if this.queue.borrow().is_full() {
            this.gate.close();
        }
        frame::schedule(this);
    }

    fn flush(this: &Rc<Self>, deadline: f64) {
        let began = exact_ms();
        let (mut ends, mut retry, mut more) = (Vec::new(), None, false);
        {
            let (Ok(mut state), Ok(mut changes), Ok(mut parser)) =
                (this.state.try_borrow_mut(), this.changes.try_borrow_mut(), this.parser.try_borrow_mut())
            else {
                return;
            };
            let now = now_ms();
            let mut stats = this.stats.get();
            changes.next_batch();
            let mut applied = 0u32;
            'budget: loop {
                while let Some(item) = parser.next() {
                    match item {
                        fleetglass_core::sse::Item::Event(frame) => {
                            state.apply(frame, now, &mut changes);
                            stats.frames += 1;
                        }
                        fleetglass_core::sse::Item::Comment(_) => {
                            *this.keepalive_in.borrow_mut() = state.server().state.clone();
                        }
                        fleetglass_core::sse::Item::Retry(ms) => retry = Some(ms),
                        fleetglass_core::sse::Item::Cut(_) => changes.server = true,
                    }
                    applied += 1;
                    if applied.is_multiple_of(128) && exact_ms() > deadline {
                        more = true;
                        break 'budget;
                    }
                }
                match this.queue.borrow_mut().pop() {
                    Some(Item::Opened { resumed }) => {
                        parser.restart();
                        state.opened(resumed, now, &mut changes);
                    }
                    Some(Item::Chunk(bytes)) => parser.feed(&bytes),
                    Some(Item::Frame { event, data, last_event_id }) => {
                        state.apply(Frame { event: &event, data: &data, last_event_id: &last_event_id }, now, &mut changes);
                        parser.set_last_event_id(&last_event_id);
                        stats.frames += 1;
                        applied += 1;
                        if applied.is_multiple_of(128) && exact_ms() > deadline {
                            more = true;
                            break 'budget;
                        }
                    }
                    Some(Item::End { attempt, failure }) => ends.push((attempt, failure)),
                    None => break,
                }
            }
            stats.apply_ms = exact_ms() - began;
            this.stats.set(stats);
        }
        let changes = this.changes.replace(Changes::default());
        this.tell(&changes);
        this.changes.replace(changes);
        Self::after(this, retry, ends);
        if more {
            frame::schedule(this);
        } else if !this.queue.borrow().is_full() {
            this.gate.open();
        }
    }

    /// Tells the connection what the frames said of it.
    fn after(this: &Rc<Self>, retry: Option<u64>, ends: Vec<(u32, Option<fleetglass_core::sse::Failure>)>) {
        if let Some(ms) = retry {
            Self::handle(this, None, Input::Retry(ms));
        }
        if this.spec.api == Api::AgentStatus {
            let due = {
                let state = this.state.borrow();
                let server = state.server();
                server.active_sessions.unwrap_or(0) == 0 || (server.state.is_some() && *this.keepalive_in.borrow() == server.state)
            };
            Self::handle(this, None, Input::HeartbeatsDue(due));
        }
        if this.state.borrow().is_complete() && this.connection.borrow().link(now_ms()).is_open() {
            Self::handle(this, None, Input::Complete);
        }
        for (attempt, failure) in ends {
            Self::handle(this, Some(attempt), failure.map_or(Input::Ended, Input::Failed));
        }
    }

    /// Tells who shows what changed.
    fn tell(&self, changes: &Changes) {
        self.rows.notify(&changes.rows);
        for (changed, trigger) in [(changes.order, &self.order), (changes.logs, &self.logs), (changes.server, &self.server)] {
            if changed {
                trigger.notify();
            }
        }
        if changes.order || changes.server || changes.logs || !changes.rows.is_empty() {
            self.events.notify();
            registry::tell_changed();
        }
    }

    /// Sets the timer for the connection's next step, and tells of a link that changed.
    fn watch(this: &Rc<Self>) {
        let now = now_ms();
        let link = this.connection.borrow().link(now);
        if link.is_open() {
            *this.steady.borrow_mut() = Some(link.clone());
        }
        let noticed_at = match &link {
            Link::Reconnecting { lost_ms, .. } => Some(lost_ms + UNNOTICED_MS).filter(|at| *at > now),
            _ => None,
        };
        let next = [this.connection.borrow().wake_at(), noticed_at].into_iter().flatten().min();
        let timer = next.map(|at| {
            let weak = Rc::downgrade(this);
            let wait = u32::try_from(at.saturating_sub(now)).unwrap_or(u32::MAX).clamp(1, i32::MAX as u32);
            Timeout::new(wait, move || {
                if let Some(this) = weak.upgrade() {
                    Self::handle(&this, None, Input::Tick);
                }
            })
        });
        let before = this.timer.replace(timer);
        drop(before);
        let shown = this.shown_link();
        let changed = !same(&shown, &this.told_link.borrow());
        if changed {
            *this.told_link.borrow_mut() = shown;
            this.link.notify();
            registry::tell_changed();
        }
    }

    fn shown_link(&self) -> Link {
        let now = now_ms();
        let link = self.connection.borrow().link(now);
        let lost = matches!(link, Link::Reconnecting { last_ms: Some(_), .. } | Link::Connecting { .. } | Link::Refused(_));
        if lost
            && !link.alarm(now)
            && let Some(steady) = self.steady.borrow().clone().filter(|_| !matches!(link, Link::Connecting { .. }))
        {
            return steady;
        }
        link
    }
}

/// Says whether two links would be shown with the same words, clocks apart.
fn same(a: &Link, b: &Link) -> bool {
    match (a, b) {
        (Link::Live { .. }, Link::Live { .. }) | (Link::Open { .. }, Link::Open { .. }) => true,
        _ => a == b,
    }
}

/// Makes each connection's jitter another.
fn seed(key: u64) -> u64 {
    now_ms().rotate_left(32) ^ key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
