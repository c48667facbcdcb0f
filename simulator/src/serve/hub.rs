//! The hub: who listens to what, and the way of an event to all of them.
//!
//! Each connection has a queue with a bound. A client that does not read fills its own queue, and is then cut off; nobody
//! waits for it, and no more than the queue is held for it.

use super::Shared;
use super::stats::{ApiStats, Asked, Stats};
use crate::world::{Outgoing, Visitor};
use fleetglass_core::protocol::Api;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, watch};

/// How many events a client may be behind.
const BEHIND: usize = 1 << 16;

/// What a connection is told from outside its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Go on.
    Go,
    /// End the stream as a server does that is done with it.
    End,
    /// Cut the connection.
    Cut,
}

/// Every connection.
#[derive(Debug, Default)]
pub(crate) struct Hub(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    next: u64,
    subscribers: Vec<Subscriber>,
    stats: Stats,
}

#[derive(Debug)]
struct Subscriber {
    id: u64,
    api: Api,
    /// `None` gets the events of all subjects.
    subject: Option<String>,
    threads: Option<Vec<String>>,
    /// It plays a file, and gets only what a person sends.
    plays: bool,
    queue: mpsc::Sender<Arc<Outgoing>>,
    orders: watch::Sender<Order>,
}

/// A connection's end of the hub. Dropping it leaves the hub.
#[derive(Debug)]
pub(crate) struct Subscription {
    id: u64,
    api: Api,
    shared: Arc<Shared>,
    pub(crate) queue: mpsc::Receiver<Arc<Outgoing>>,
    pub(crate) orders: watch::Receiver<Order>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.shared.hub.inner().subscribers.retain(|subscriber| subscriber.id != self.id);
    }
}

impl Subscriber {
    fn wants(&self, event: &Outgoing) -> bool {
        let subject = event.subject.is_none() || self.subject.is_none() || event.subject == self.subject;
        let thread = match (&event.thread, &self.threads) {
            (Some(thread), Some(wanted)) => wanted.contains(thread),
            _ => true,
        };
        self.api == event.api && subject && thread && (event.by_hand || !self.plays)
    }
}

impl Hub {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request, whatever its answer will be.
    pub(crate) fn note(&self, api: Api, asked: Asked) {
        self.inner().stats.of(api).note(asked);
    }

    /// Adds to the number of events that were sent.
    pub(crate) fn sent(&self, api: Api, events: u64) {
        self.inner().stats.of(api).events += events;
    }

    /// Takes a connection in.
    pub(crate) fn join(shared: &Arc<Shared>, api: Api, visitor: Visitor, plays: bool) -> Subscription {
        let (queue, receiver) = mpsc::channel(BEHIND);
        let (orders, order) = watch::channel(Order::Go);
        let mut inner = shared.hub.inner();
        inner.next += 1;
        let id = inner.next;
        inner.stats.of(api).total += 1;
        inner.subscribers.push(Subscriber { id, api, subject: visitor.subject, threads: visitor.threads, plays, queue, orders });
        Subscription { id, api, shared: shared.clone(), queue: receiver, orders: order }
    }

    /// Sends events to everyone who wants them.
    pub(crate) fn send(&self, events: Vec<Outgoing>) {
        if events.is_empty() {
            return;
        }
        let inner = self.inner();
        for event in events.into_iter().map(Arc::new) {
            for subscriber in inner.subscribers.iter().filter(|subscriber| subscriber.wants(&event)) {
                if let Err(mpsc::error::TrySendError::Full(_)) = subscriber.queue.try_send(event.clone()) {
                    subscriber.orders.send_replace(Order::Cut);
                }
            }
        }
    }

    /// Gives an order to every connection of an API. Returns how many there are.
    pub(crate) fn order(&self, api: Api, order: Order) -> usize {
        let inner = self.inner();
        let theirs = inner.subscribers.iter().filter(|subscriber| subscriber.api == api);
        theirs.fold(0, |count, subscriber| {
            subscriber.orders.send_replace(order);
            count + 1
        })
    }

    /// Returns what is known of an API's connections.
    pub(crate) fn stats(&self, api: Api) -> ApiStats {
        let mut inner = self.inner();
        let open = inner.subscribers.iter().filter(|subscriber| subscriber.api == api).count();
        ApiStats { open, ..inner.stats.of(api).clone() }
    }
}

impl Subscription {
    /// Counts events that were sent on this connection.
    pub(crate) fn sent(&self, events: u64) {
        self.shared.hub.sent(self.api, events);
    }
}
