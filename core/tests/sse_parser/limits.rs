//! What the parser does beyond the standard: reconnects, pulling in steps, and limits on what it holds.

use crate::check::{check_all, check_limited, cut, message};
use crate::seen::{Seen, event, feed};
use fleetglass_core::sse::{CutPart, Frame, Item, Limits, Parser};

#[test]
fn restart_drops_what_is_unfinished_and_keeps_id_and_retry() {
    let mut parser = Parser::new();
    feed(&mut parser, [&b"id: 1\nretry: 9\ndata: a\n\nid: 2\nevent: b\ndata: lost\ndata: los"[..]]);
    parser.restart();
    assert_eq!((parser.last_event_id(), parser.reconnection_time_ms(), parser.buffered()), ("1", Some(9), 0));
    let seen = feed(&mut parser, ["\u{feff}data: c\n\n".as_bytes()]);
    assert_eq!(seen, [event("message", "c", "1")]);
}

#[test]
fn restart_inside_a_line_too_long_forgets_it() {
    let mut parser = Parser::with_limits(Limits { line_bytes: 8, event_bytes: 99 });
    feed(&mut parser, [&b"data: 123456789"[..]]);
    parser.restart();
    assert_eq!(feed(&mut parser, [&b"data: b\n\n"[..]]), [message("b")]);
}

#[test]
fn an_id_that_was_set_is_in_force_until_the_stream_changes_it() {
    let mut parser = Parser::new();
    feed(&mut parser, [&b"id: stale\n"[..]]);
    parser.set_last_event_id("42");
    assert_eq!(feed(&mut parser, [&b"data: a\n\n"[..]]), [event("message", "a", "42")]);
    assert_eq!(feed(&mut parser, [&b"id: 43\ndata: b\n\n"[..]]), [event("message", "b", "43")]);
}

#[test]
fn a_caller_can_stop_inside_a_chunk() {
    let mut parser = Parser::new();
    parser.feed(b"data: a\n\ndata: b\n\n");
    assert_eq!(parser.next(), Some(Item::Event(Frame { data: "a", ..Frame::default() })));
    assert_eq!(parser.buffered(), 9);
    parser.feed(b"data: c\n\n");
    assert_eq!(parser.next(), Some(Item::Event(Frame { data: "b", ..Frame::default() })));
    assert_eq!(parser.next(), Some(Item::Event(Frame { data: "c", ..Frame::default() })));
    assert_eq!(parser.next(), None);
    assert_eq!(parser.buffered(), 0);
}

#[test]
fn a_line_of_exactly_the_limit_is_read() {
    check_limited(8, 99, "data: ab\n\n", &[message("ab")]);
    check_limited(8, 99, "\u{feff}data: ab\r\n\r\n", &[message("ab")]);
}

#[test]
fn a_line_too_long_loses_its_event_and_the_stream_goes_on() {
    check_limited(8, 99, "data: abc\n\ndata: d\n\n", &[cut(CutPart::Line, 9), message("d")]);
    check_limited(8, 99, "data: 1\ndata: abcdefgh\ndata: 2\n\ndata: d\n\n", &[cut(CutPart::Line, 14 + 2 + 1), message("d")]);
    check_limited(8, 99, "event: abcdef\ndata: 1\n\ndata: d\n\n", &[cut(CutPart::Line, 13 + 1), message("d")]);
}

#[test]
fn a_comment_too_long_loses_only_itself() {
    check_limited(8, 99, "data: a\n: 3456789\ndata: b\n\n", &[cut(CutPart::Line, 9), message("a\nb")]);
}

#[test]
fn an_event_too_large_is_lost_and_the_stream_goes_on() {
    check_limited(99, 5, "data: abc\ndata: d\n\n", &[message("abc\nd")]);
    check_limited(99, 5, "event: x\ndata: abc\ndata: de\ndata: f\n\ndata: g\n\n", &[cut(CutPart::Event, 4 + 2 + 1), message("g")]);
}

#[test]
fn a_lost_event_still_sets_the_last_event_id() {
    let make = || Parser::with_limits(Limits { line_bytes: 8, event_bytes: 9 });
    check_all(make, b"id: 7\ndata: abcdef\n\n", &[cut(CutPart::Line, 12)], Some(("7", None)));
}

#[test]
fn a_retry_inside_a_lost_event_counts() {
    check_limited(8, 99, "data: abc\nretry: 7\n\n", &[Seen::Retry(7), cut(CutPart::Line, 9)]);
}

#[test]
fn an_endless_line_is_not_held() {
    let mut parser = Parser::with_limits(Limits { line_bytes: 1000, event_bytes: 1000 });
    for _ in 0..1000 {
        assert_eq!(feed(&mut parser, [&[b'x'; 100][..]]), []);
        assert!(parser.buffered() <= 1000);
    }
    assert_eq!(feed(&mut parser, [&b"\n\ndata: a\n\n"[..]]), [cut(CutPart::Line, 100_000), message("a")]);
}
