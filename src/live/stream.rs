//! The handle of a stream that is open: what others may ask of it, read from it and track.

use super::handover::{self, Asked};
use super::inner::Inner;
use super::plan::Spec;
use super::registry;
use super::rows::Row;
use super::tap::Tap;
use crate::platform::presence;
use crate::platform::time::now_ms;
use fleetglass_core::protocol::Api;
use fleetglass_core::sse::{Input, Link};
use fleetglass_core::state::unit::UnitIx;
use fleetglass_core::state::{Changes, Stream};
use leptos::prelude::Track;
use send_wrapper::SendWrapper;
use std::rc::Rc;

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
        // With a secret another transport may be chosen, so what may be expected of the connection is another, too.
        *self.0.secret.borrow_mut() = secret;
        Inner::connect_anew(&self.0);
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

    /// Remembers that somebody read a unit's log up to the row of that number.
    pub fn look_at(&self, ix: UnitIx, serial: u64, end: u64) {
        let state = self.0.state.borrow();
        self.0.looked.set(ix, serial, end, |ix, serial| state.units().get(ix).is_some_and(|unit| unit.serial == serial));
    }

    /// Returns up to which row a unit's log was read; `None` if it never was. Not tracked.
    #[must_use]
    pub fn looked_at(&self, ix: UnitIx, serial: u64) -> Option<u64> {
        self.0.looked.get(ix, serial)
    }

    /// Asks the server for these threads only, or for those of the settings where `thread_ids` is empty, at that address of the
    /// same source. No event is lost and none comes twice, where the server lets two connections be open for a moment.
    pub fn ask_for(&self, address: String, thread_ids: Vec<String>) {
        handover::ask(&self.0, Asked { address, thread_ids });
    }

    /// Returns the threads that the server is asked for, all where it is empty; tracked.
    #[must_use]
    pub fn asked_for(&self) -> Vec<String> {
        self.0.link.track();
        self.0.asked.borrow().thread_ids.clone()
    }

    /// Says whether the stream is about to ask for other threads; tracked.
    #[must_use]
    pub fn is_handing_over(&self) -> bool {
        self.0.link.track();
        self.0.handover.borrow().is_some()
    }

    /// Puts a wait away that nobody confirmed: it stays what it is, and is no longer pinned.
    pub fn put_away(&self, serial: u64, since_ms: u64) {
        self.0.looked.put_away(serial, since_ms);
        registry::tell_changed();
    }

    /// Returns how many waits were ever put away; not tracked.
    #[must_use]
    pub fn away(&self) -> u64 {
        self.0.looked.away()
    }

    /// Says whether a wait was put away; not tracked.
    #[must_use]
    pub fn is_away(&self, serial: u64, since_ms: u64) -> bool {
        self.0.looked.is_away(serial, since_ms)
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

    /// Keeps the frames as they come, from now on, for somebody who looks at them; one at a time.
    pub fn tap(&self) -> Tap {
        Tap::open(&self.0)
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

    pub(super) fn inner(&self) -> &Rc<Inner> {
        &self.0
    }

    fn input(&self, from: Option<u32>, input: Input<'_>) {
        Inner::handle(&self.0, from, input);
    }
}
