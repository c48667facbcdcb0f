//! What the parser's tests share: items that own their text, and feeding in any chunks.

use fleetglass_core::sse::{Cut, Item, Parser};

/// An [`Item`] that outlives the parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Event { event: String, data: String, id: String },
    Comment(String),
    Retry(u64),
    Cut(Cut),
}

impl From<Item<'_>> for Seen {
    fn from(item: Item<'_>) -> Self {
        match item {
            Item::Event(frame) => event(frame.event, frame.data, frame.last_event_id),
            Item::Comment(text) => Self::Comment(text.to_owned()),
            Item::Retry(ms) => Self::Retry(ms),
            Item::Cut(cut) => Self::Cut(cut),
        }
    }
}

pub(crate) fn event(event: &str, data: &str, id: &str) -> Seen {
    Seen::Event { event: event.to_owned(), data: data.to_owned(), id: id.to_owned() }
}

/// Feeds the chunks one after another, pulling everything after each.
pub(crate) fn feed<'a>(parser: &mut Parser, chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Seen> {
    let mut seen = Vec::new();
    for chunk in chunks {
        parser.feed(chunk);
        while let Some(item) = parser.next() {
            seen.push(item.into());
        }
    }
    seen
}
