//! The thread events that a hook hands out.

use crate::protocol::threads::ThreadEvent;
use std::collections::VecDeque;
use std::sync::Arc;

/// The thread events that a hook hands out: bounded, and cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct EventLog {
    events: Arc<VecDeque<Arc<ThreadEvent>>>,
    dropped: u64,
    most: usize,
}

impl EventLog {
    /// Makes a log that keeps the last `most` events.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { events: Arc::default(), dropped: 0, most }
    }

    /// Appends an event; drops the oldest where there are too many.
    ///
    /// Copies the list of references where a clone of this log is still held, so hand out clones once a batch, not once an event.
    pub fn push(&mut self, event: ThreadEvent) {
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
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &ThreadEvent> + ExactSizeIterator {
        self.events.iter().map(Arc::as_ref)
    }

    /// Returns the events from a cursor on, oldest first. Those that were dropped since are missing.
    pub fn since(&self, cursor: u64) -> impl Iterator<Item = &ThreadEvent> {
        let skip = usize::try_from(cursor.saturating_sub(self.dropped)).unwrap_or(usize::MAX);
        self.iter().skip(skip)
    }
}
