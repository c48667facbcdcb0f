//! A stream from its connection's side: inputs to the state machine, its commands to the transport, and the timer.

use super::handover::{self, Asked, Handover};
use super::looked::Looked;
use super::plan::{Spec, seed};
use super::queue::{Item, Queue};
use super::rows::Rows;
use super::shown::same;
use super::stream::Stats;
use super::{budget, frame, registry};
use crate::platform::panic;
use crate::platform::presence::Presence;
use crate::platform::time::now_ms;
use crate::transport::{Gate, Sink, Told, Transport, fetch};
use fleetglass_core::sse::{Actions, Connection, Input, KeptFrames, Link, Parser};
use fleetglass_core::state::{Changes, Stream};
use gloo_timers::callback::Timeout;
use leptos::prelude::{ArcTrigger, Notify};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// The most that a link's words can be behind: a loss shorter than this changes nothing on screen.
const UNNOTICED_MS: u64 = 3_000;

pub(super) struct Inner {
    pub(super) spec: Spec,
    pub(super) key: u64,
    pub(super) secret: RefCell<Option<String>>,
    pub(super) connection: RefCell<Connection>,
    /// Told apart from attempts of a connection before the secret changed.
    pub(super) generation: Cell<u32>,
    /// The latest attempt of the connection.
    pub(super) attempt: Cell<u32>,
    pub(super) transport: RefCell<Option<Transport>>,
    /// What the stream is asked for.
    pub(super) asked: RefCell<Asked>,
    pub(super) handover: RefCell<Option<Handover>>,
    /// The handover whose connection this is now, and the generation in which it took over.
    pub(super) taken: Cell<Option<(u32, u32)>>,
    /// So many want it open: sources that are not paused, and hooks.
    pub(super) wanted: Cell<u32>,
    /// The page was left while a request was open.
    left_with: Cell<bool>,
    pub(super) gate: Rc<Gate>,
    pub(super) queue: RefCell<Queue>,
    pub(super) parser: RefCell<Parser>,
    pub(super) state: RefCell<Stream>,
    pub(super) changes: RefCell<Changes>,
    timer: RefCell<Option<Timeout>>,
    /// When the timer rings.
    armed_ms: Cell<Option<u64>>,
    /// It waits for the next frame already.
    pub(super) scheduled: Cell<bool>,
    /// The link before a loss that is too short to show.
    pub(super) steady: RefCell<Option<Link>>,
    told_link: RefCell<Link>,
    resumed: Cell<bool>,
    /// The server's state in which a keepalive was seen.
    pub(super) keepalive_in: RefCell<Option<String>>,
    pub(super) stats: Cell<Stats>,
    pub(super) rows: Rows,
    pub(super) looked: Looked,
    /// The last frames, while somebody looks at them.
    pub(super) tap: RefCell<Option<KeptFrames>>,
    pub(super) link: ArcTrigger,
    pub(super) order: ArcTrigger,
    pub(super) logs: ArcTrigger,
    pub(super) server: ArcTrigger,
    pub(super) events: ArcTrigger,
}

/// How often a sign of life is told to the connection at most, in milliseconds: a burst has thousands in one.
const ACTIVITY_EVERY_MS: u64 = 100;

impl Drop for Inner {
    fn drop(&mut self) {
        registry::tidy();
    }
}

impl Inner {
    pub(super) fn make(spec: Spec, secret: Option<String>, key: u64) -> Rc<Self> {
        let mut state = Stream::new(spec.api, spec.subject.as_deref());
        state.limit_logs(budget::limits());
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
            attempt: Cell::new(0),
            transport: RefCell::default(),
            asked: RefCell::new(Asked { address: spec.address.clone(), thread_ids: spec.thread_ids.clone() }),
            handover: RefCell::default(),
            taken: Cell::new(None),
            wanted: Cell::new(0),
            left_with: Cell::new(false),
            gate: Rc::default(),
            queue: RefCell::default(),
            parser: RefCell::new(Parser::new()),
            state: RefCell::new(state),
            changes: RefCell::default(),
            timer: RefCell::default(),
            armed_ms: Cell::new(None),
            scheduled: Cell::new(false),
            steady: RefCell::default(),
            told_link: RefCell::new(told_link),
            resumed: Cell::new(false),
            keepalive_in: RefCell::default(),
            stats: Cell::default(),
            rows: Rows::default(),
            looked: Looked::default(),
            tap: RefCell::default(),
            link: ArcTrigger::new(),
            order: ArcTrigger::new(),
            logs: ArcTrigger::new(),
            server: ArcTrigger::new(),
            events: ArcTrigger::new(),
            spec,
        })
    }

    /// Hands an input to the connection and does what it says.
    pub(super) fn handle(this: &Rc<Self>, from: Option<u32>, input: Input<'_>) {
        let now = now_ms();
        let was_open = this.connection.borrow().link(now).is_open();
        let Actions { close, open, probe } = this.connection.borrow_mut().handle(from, input, now);
        if close {
            drop(this.transport.take());
            handover::abandon(this);
        }
        if was_open && !this.connection.borrow().link(now).is_open() {
            this.state.borrow_mut().lost(now);
        }
        let secret = this.secret.borrow().clone();
        if let Some(open) = open {
            let id = if open.resume { this.parser.borrow().last_event_id().to_owned() } else { String::new() };
            this.resumed.set(!id.is_empty());
            let request = this.spec.request_at(&this.asked.borrow().address, secret.as_deref(), &id);
            this.attempt.set(open.attempt);
            match this.spec.open(request, secret.is_some(), Self::sink(this, open.attempt), &this.gate) {
                Ok(transport) => drop(this.transport.replace(Some(transport))),
                Err(failure) => return Self::handle(this, Some(open.attempt), Input::Failed(failure)),
            }
        } else if probe {
            let request = this.spec.request_at(&this.asked.borrow().address, secret.as_deref(), "");
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

    pub(super) fn told(this: &Rc<Self>, attempt: u32, told: Told) {
        if panic::has_happened() {
            return;
        }
        if matches!(told, Told::Ended | Told::Failed(_)) && handover::takes_over(this) {
            return;
        }
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
            let now = now_ms();
            let told_lately = stats.last_event_ms.is_some_and(|told| now < told + ACTIVITY_EVERY_MS) && this.told_link.borrow().is_open();
            if !told_lately {
                stats.last_event_ms = Some(now);
            }
            this.stats.set(stats);
            if !told_lately {
                Self::handle(this, Some(attempt), Input::Activity);
            }
        }
        this.queue.borrow_mut().push(item);
        if this.queue.borrow().is_full() {
            this.gate.close();
        }
        frame::schedule(this);
    }

    /// Connects as if for the first time, since what may be expected of the connection is another; the state stays.
    pub(super) fn connect_anew(this: &Rc<Self>) {
        this.generation.set(this.generation.get() + 1);
        drop(this.transport.take());
        handover::abandon(this);
        *this.connection.borrow_mut() = Connection::new(this.spec.policy(this.secret.borrow().is_some()), seed(this.key));
        this.state.borrow_mut().lost(now_ms());
        Self::handle(this, None, Input::Connect);
    }

    /// Takes a change of the browser's presence.
    pub(super) fn presence(this: &Rc<Self>, presence: Presence) {
        match presence {
            Presence::Online => Self::handle(this, None, Input::Online),
            Presence::Offline => Self::handle(this, None, Input::Offline),
            Presence::Visible { hidden_ms } => {
                Self::handle(this, None, Input::Visible { hidden_ms });
                frame::schedule(this);
            }
            // What waits for a frame would wait until the page is shown again.
            Presence::Hidden => Self::flush(this, f64::INFINITY),
            // A page that is kept for a way back would keep its requests: they count against the server, and against the
            // few that the browser allows.
            Presence::Left => {
                this.left_with.set(this.transport.take().is_some());
                handover::abandon(this);
            }
            Presence::Back => {
                if this.left_with.take() {
                    Self::handle(this, None, Input::Ended);
                    Self::handle(this, None, Input::TryNow);
                }
            }
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
        this.arm(next, now);
        let shown = this.shown_link();
        let changed = !same(&shown, &this.told_link.borrow());
        if changed {
            *this.told_link.borrow_mut() = shown;
            this.link.notify();
            registry::tell_changed();
        }
    }

    /// Sets the timer. One that rings too early is left alone: an extra tick does no harm, and a timer an event would.
    fn arm(self: &Rc<Self>, next: Option<u64>, now: u64) {
        let armed = self.armed_ms.get();
        if next == armed || (armed.is_some_and(|armed| armed > now && next.is_some_and(|next| armed < next))) {
            return;
        }
        self.armed_ms.set(next);
        let timer = next.map(|at| {
            let weak = Rc::downgrade(self);
            let wait = u32::try_from(at.saturating_sub(now)).unwrap_or(u32::MAX).clamp(1, i32::MAX as u32);
            Timeout::new(wait, move || {
                if let Some(this) = weak.upgrade() {
                    this.armed_ms.set(None);
                    Self::handle(&this, None, Input::Tick);
                }
            })
        });
        drop(self.timer.replace(timer));
    }
}
