//! A stream of threads goes over to another address: to fewer threads, or to more.
//!
//! Such a stream repeats nothing, so the new connection opens beside the old one, and for a while both deliver. What comes on
//! the new one is kept back; then the old one is closed, and of what was kept back all is applied that had not come on the
//! old one as well, byte by byte the same. No event is lost, and none is shown twice.

use super::inner::Inner;
use super::queue::Item;
use crate::platform::time::now_ms;
use crate::transport::{Told, Transport};
use fleetglass_core::sse::{self, Link, Parser};
use fleetglass_core::state::Changes;
use gloo_timers::callback::Timeout;
use leptos::prelude::Notify;
use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::{Rc, Weak};

/// For how long both deliver, in milliseconds. A server may take a client in a moment after it answered.
const BOTH_MS: u32 = 2_000;
/// A new connection that does not open for so long waits for the old one: browsers allow six to a server.
const STUCK_MS: u32 = 10_000;
/// What is kept back, in bytes, before the old connection has to go at once.
const KEPT_BYTES: usize = 8 << 20;

thread_local!(static NEXT_ID: Cell<u32> = const { Cell::new(0) });

/// What a stream is asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) address: String,
    /// Empty for all.
    pub(super) thread_ids: Vec<String>,
}

/// An event: its name, its data, and the last event ID in force.
type Kept = (String, String, String);

/// A new connection beside the old one.
pub(super) struct Handover {
    pub(super) id: u32,
    asked: Asked,
    transport: Transport,
    opened: bool,
    parser: Parser,
    kept: Vec<Kept>,
    kept_bytes: usize,
    /// How often an event came on the old connection since.
    came: HashMap<u64, u32>,
    _timer: Timeout,
}

impl Handover {
    /// Notes an event of the old connection.
    pub(super) fn note(&mut self, event: &str, data: &str) {
        *self.came.entry(print(event, data)).or_default() += 1;
    }

    fn keep(&mut self, event: String, data: String, last_event_id: String) {
        self.kept_bytes += event.len() + data.len() + last_event_id.len();
        self.kept.push((event, data, last_event_id));
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.parser.feed(bytes);
        let mut frames = Vec::new();
        while let Some(item) = self.parser.next() {
            if let sse::Item::Event(frame) = item {
                frames.push((frame.event.to_owned(), frame.data.to_owned(), frame.last_event_id.to_owned()));
            }
        }
        frames.into_iter().for_each(|(event, data, id)| self.keep(event, data, id));
    }
}

/// Returns what of `kept` did not come on the old connection.
fn unseen(kept: Vec<Kept>, mut came: HashMap<u64, u32>) -> Vec<Kept> {
    let mut is_new = |(event, data, _): &Kept| match came.get_mut(&print(event, data)) {
        Some(times) if *times > 0 => {
            *times -= 1;
            false
        }
        _ => true,
    };
    kept.into_iter().filter(|kept| is_new(kept)).collect()
}

fn print(event: &str, data: &str) -> u64 {
    let mut print = DefaultHasher::new();
    (event, data).hash(&mut print);
    print.finish()
}

/// Asks for something else from now on.
pub(super) fn ask(this: &Rc<Inner>, asked: Asked) {
    drop(this.handover.take());
    if *this.asked.borrow() == asked {
        this.link.notify();
        return;
    }
    let link = this.connection.borrow().link(now_ms());
    if !link.is_open() {
        commit(this, asked);
        // What is on its way already asks for something else; whatever comes later asks for this.
        if matches!(link, Link::Connecting { .. }) {
            Inner::connect_anew(this);
        }
        return;
    }
    let id = NEXT_ID.with(|next| next.replace(next.get() + 1));
    let secret = this.secret.borrow().clone();
    let request = this.spec.request_at(&asked.address, secret.as_deref(), "");
    let weak = Rc::downgrade(this);
    let sink: crate::transport::Sink = Rc::new(move |event| {
        if let Some(this) = Weak::upgrade(&weak) {
            told(&this, id, event);
        }
    });
    if let Ok(transport) = this.spec.open(request, secret.is_some(), sink, &this.gate) {
        let (parser, timer) = (Parser::new(), later(this, id, STUCK_MS));
        let came = HashMap::new();
        let handover = Handover { id, asked, transport, opened: false, parser, kept: Vec::new(), kept_bytes: 0, came, _timer: timer };
        *this.handover.borrow_mut() = Some(handover);
        this.link.notify();
    }
}

fn later(this: &Rc<Inner>, id: u32, wait_ms: u32) -> Timeout {
    let weak = Rc::downgrade(this);
    Timeout::new(wait_ms, move || {
        let this = weak.upgrade().filter(|this| this.handover.borrow().as_ref().is_some_and(|handover| handover.id == id));
        if let Some(this) = this {
            finish(&this);
        }
    })
}

/// Takes what the new connection tells, before and after it took over.
fn told(this: &Rc<Inner>, id: u32, told: Told) {
    if this.taken.get() == Some((id, this.generation.get())) {
        return Inner::told(this, this.attempt.get(), told);
    }
    let full = {
        let mut held = this.handover.borrow_mut();
        let Some(handover) = held.as_mut().filter(|handover| handover.id == id) else { return };
        match told {
            Told::Opened => {
                handover.opened = true;
                handover._timer = later(this, id, BOTH_MS);
            }
            Told::Chunk(bytes) => handover.feed(&bytes),
            Told::Frame { event, data, last_event_id } => handover.keep(event, data, last_event_id),
            Told::Ended | Told::Failed(_) | Told::Answered(_) => {
                // The old connection is fine, so it stays.
                drop(held);
                drop(this.handover.take());
                this.link.notify();
                return;
            }
        }
        handover.kept_bytes > KEPT_BYTES
    };
    if full {
        finish(this);
    }
}

/// The old connection ends by itself: the new one takes over now, if it is there. Returns whether it does.
pub(super) fn takes_over(this: &Rc<Inner>) -> bool {
    let opened = this.handover.borrow().as_ref().is_some_and(|handover| handover.opened);
    if opened {
        finish(this);
    }
    opened
}

/// The connection is closed for another reason: the next one asks for what was wanted.
pub(super) fn abandon(this: &Rc<Inner>) {
    let handover = this.handover.take();
    if let Some(handover) = handover {
        commit(this, handover.asked);
    }
}

fn finish(this: &Rc<Inner>) {
    // All that came on the old connection counts.
    Inner::flush(this, f64::INFINITY);
    let Some(handover) = this.handover.take() else { return };
    let Handover { id, asked, transport, opened, parser, kept, came, .. } = handover;
    if !opened {
        drop(transport);
        commit(this, asked);
        return Inner::connect_anew(this);
    }
    // What the old request still tells is of a generation that is over.
    this.generation.set(this.generation.get() + 1);
    this.taken.set(Some((id, this.generation.get())));
    drop(this.transport.replace(Some(transport)));
    *this.parser.borrow_mut() = parser;
    commit(this, asked);
    for (event, data, last_event_id) in unseen(kept, came) {
        this.queue.borrow_mut().push(Item::Frame { event, data, last_event_id });
    }
    super::frame::schedule(this);
}

fn commit(this: &Rc<Inner>, asked: Asked) {
    let mut changes = Changes::default();
    changes.next_batch();
    let only = Some(asked.thread_ids.clone()).filter(|ids| !ids.is_empty());
    *this.asked.borrow_mut() = asked;
    this.state.borrow_mut().ask_only(only, now_ms(), &mut changes);
    this.tell(&changes);
    this.link.notify();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(data: &[&str]) -> Vec<Kept> {
        data.iter().map(|data| ("e".to_owned(), (*data).to_owned(), String::new())).collect()
    }

    #[test]
    fn what_came_on_the_old_connection_is_not_applied_again_and_the_rest_is() {
        let check = |old: &[&str], new: &[&str], expect: &[&str]| {
            let mut came = HashMap::new();
            old.iter().for_each(|data| *came.entry(print("e", data)).or_default() += 1);
            assert_eq!(unseen(kept(new), came), kept(expect), "{old:?} {new:?}");
        };
        check(&["1", "2", "3"], &["2", "3", "4"], &["4"]);
        check(&["1", "x"], &["1", "of another thread", "x", "2"], &["of another thread", "2"]);
        check(&["same"], &["same", "same"], &["same"]);
        check(&[], &["1"], &["1"]);
        check(&["1"], &[], &[]);
    }
}
