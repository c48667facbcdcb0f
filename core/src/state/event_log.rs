//! The typed events that a hook hands out.

use crate::protocol::{Api, executions, runner, status, threads, workspace};
use std::collections::VecDeque;
use std::sync::Arc;

/// The typed events that a hook hands out: bounded, and cheap to clone.
#[derive(Debug)]
pub struct EventLog<E> {
    events: Arc<VecDeque<Arc<E>>>,
    dropped: u64,
    most: usize,
}

impl<E> Clone for EventLog<E> {
    fn clone(&self) -> Self {
        Self { events: Arc::clone(&self.events), ..*self }
    }
}

impl<E> Default for EventLog<E> {
    fn default() -> Self {
        Self::new(0)
    }
}

/// The events of one stream, of the type of its API.
#[derive(Debug)]
pub(super) enum Kept {
    Workspace(EventLog<workspace::Event>),
    Status(EventLog<status::Status>),
    Threads(EventLog<threads::ThreadEvent>),
    Agent(EventLog<executions::AgentEvent>),
    Workflow(EventLog<executions::WorkflowEvent>),
    Runner(EventLog<runner::Event>),
}

impl Kept {
    pub(super) fn new(api: Api, most: usize) -> Self {
        match api {
            Api::AgentWorkspace => Self::Workspace(EventLog::new(most)),
            Api::AgentStatus => Self::Status(EventLog::new(most)),
            Api::Threads => Self::Threads(EventLog::new(most)),
            Api::AgentExecution => Self::Agent(EventLog::new(most)),
            Api::WorkflowExecution => Self::Workflow(EventLog::new(most)),
            Api::Runner => Self::Runner(EventLog::new(most)),
        }
    }
}

/// A type of event that a stream can keep: see [`Stream::keep_events`](super::Stream::keep_events).
#[expect(private_interfaces, reason = "only the types of this crate's protocols are events, so nobody else implements it")]
pub trait KeptEvent: Clone + 'static {
    #[doc(hidden)]
    fn log_in(kept: &Kept) -> Option<&EventLog<Self>>;
    #[doc(hidden)]
    fn log_in_mut(kept: &mut Kept) -> Option<&mut EventLog<Self>>;
}

macro_rules! kept {
    ($($event:ty => $variant:ident),+ $(,)?) => {$(
        #[expect(private_interfaces, reason = "see the trait")]
        impl KeptEvent for $event {
            fn log_in(kept: &Kept) -> Option<&EventLog<Self>> {
                match kept { Kept::$variant(log) => Some(log), _ => None }
            }
            fn log_in_mut(kept: &mut Kept) -> Option<&mut EventLog<Self>> {
                match kept { Kept::$variant(log) => Some(log), _ => None }
            }
        }
    )+};
}

kept! {
    workspace::Event => Workspace,
    status::Status => Status,
    threads::ThreadEvent => Threads,
    executions::AgentEvent => Agent,
    executions::WorkflowEvent => Workflow,
    runner::Event => Runner,
}

impl<E> EventLog<E> {
    /// Makes a log that keeps the last `most` events.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { events: Arc::default(), dropped: 0, most }
    }

    /// Appends an event; drops the oldest where there are too many.
    ///
    /// Copies the list of references where a clone of this log is still held, so hand out clones once a batch, not once an event.
    pub fn push(&mut self, event: E) {
        let events = Arc::make_mut(&mut self.events);
        if events.len() >= self.most.max(1) {
            events.pop_front();
            self.dropped += 1;
        }
        events.push_back(Arc::new(event));
    }

    /// Returns how many events are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Says whether none is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Returns how many of the oldest events were dropped.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Returns the cursor after the last event: hand it to [`EventLog::since`] later.
    #[must_use]
    pub fn cursor(&self) -> u64 {
        self.dropped + self.events.len() as u64
    }

    /// Returns the events held, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &E> + ExactSizeIterator {
        self.events.iter().map(Arc::as_ref)
    }

    /// Returns the events from a cursor on, oldest first. Those that were dropped since are missing.
    pub fn since(&self, cursor: u64) -> impl Iterator<Item = &E> {
        let skip = usize::try_from(cursor.saturating_sub(self.dropped)).unwrap_or(usize::MAX);
        self.iter().skip(skip)
    }
}
