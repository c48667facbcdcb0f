//! One way to check a stream: fed whole, byte by byte, and at every split, it gives the same items and ends the same.

use crate::seen::{Seen, event, feed};
use fleetglass_core::sse::{Cut, CutPart, Limits, Parser};

pub(crate) fn message(data: &str) -> Seen {
    event("message", data, "")
}

pub(crate) fn comment(text: &str) -> Seen {
    Seen::Comment(text.to_owned())
}

pub(crate) fn cut(part: CutPart, bytes: u64) -> Seen {
    Seen::Cut(Cut { part, bytes })
}

/// What is left when the bytes end: what a reconnect would send, and the reconnection time.
pub(crate) type End<'a> = (&'a str, Option<u64>);

pub(crate) fn check_all(make: impl Fn() -> Parser, input: &[u8], expect: &[Seen], end: Option<End<'_>>) {
    let check_chunks = |chunks: Vec<&[u8]>| {
        let mut parser = make();
        assert_eq!(feed(&mut parser, chunks.iter().copied()), expect, "in chunks {chunks:?}");
        if let Some(end) = end {
            assert_eq!((parser.last_event_id(), parser.reconnection_time_ms()), end, "in chunks {chunks:?}");
        }
    };
    check_chunks(vec![input]);
    check_chunks(input.chunks(1).collect());
    for at in 0..=input.len() {
        let (before, after) = input.split_at(at);
        check_chunks(vec![before, after]);
        check_chunks(vec![before, b"", after]);
    }
}

pub(crate) fn check(input: impl AsRef<[u8]>, expect: &[Seen]) {
    check_all(Parser::new, input.as_ref(), expect, None);
}

pub(crate) fn check_end(input: &str, expect: &[Seen], end: End<'_>) {
    check_all(Parser::new, input.as_bytes(), expect, Some(end));
}

pub(crate) fn check_limited(line_bytes: usize, event_bytes: usize, input: &str, expect: &[Seen]) {
    let make = || Parser::with_limits(Limits { line_bytes, event_bytes });
    check_all(make, input.as_bytes(), expect, None);
}
