//! What arrived and is not applied yet, in the order in which it came.

use fleetglass_core::sse::Failure;
use std::collections::VecDeque;

/// Something that arrived.
pub(super) enum Item {
    /// A new stream begins; whether the server was asked to go on from the last event.
    Opened { resumed: bool },
    /// Bytes, from fetch.
    Chunk(Vec<u8>),
    /// An event, from `EventSource`.
    Frame { event: String, data: String, last_event_id: String },
    /// The stream ended: behind its frames, since a `complete` may be among them.
    End { attempt: u32, failure: Option<Failure> },
}

/// Bytes in the queue above which a reader is not asked for more.
const FULL_BYTES: usize = 4 << 20;

/// Bytes in the queue above which it is a burst.
const BURST_BYTES: usize = 256 << 10;

#[derive(Default)]
pub(super) struct Queue {
    items: VecDeque<Item>,
    bytes: usize,
}

impl Queue {
    pub(super) fn push(&mut self, item: Item) {
        self.bytes += size(&item);
        self.items.push_back(item);
    }

    pub(super) fn pop(&mut self) -> Option<Item> {
        let item = self.items.pop_front()?;
        self.bytes -= size(&item);
        Some(item)
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn is_burst(&self) -> bool {
        self.bytes > BURST_BYTES
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes > FULL_BYTES
    }
}

fn size(item: &Item) -> usize {
    size_of::<Item>()
        + match item {
            Item::Chunk(bytes) => bytes.len(),
            Item::Frame { event, data, last_event_id } => event.len() + data.len() + last_event_id.len(),
            Item::Opened { .. } | Item::End { .. } => 0,
        }
}
