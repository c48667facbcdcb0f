//! What the encoder writes, and what it refuses.

use fleetglass_core::sse::{EncodeError, Encoder, Frame};

#[test]
fn every_line_end_in_data_becomes_a_data_line() {
    let mut out = Vec::new();
    let frame = Frame { data: "a\nb\rc\r\nd\n\r", ..Frame::default() };
    assert_eq!(Encoder::new().event(&mut out, frame), Ok(()));
    assert_eq!(String::from_utf8_lossy(&out), "data: a\ndata: b\ndata: c\ndata: d\ndata: \ndata: \n\n");
}

#[test]
fn an_id_is_written_where_it_changes() {
    let (mut encoder, mut out) = (Encoder::resuming("1"), Vec::new());
    for last_event_id in ["1", "2", "2", ""] {
        assert_eq!(encoder.event(&mut out, Frame { data: "x", last_event_id, ..Frame::default() }), Ok(()));
    }
    assert_eq!(String::from_utf8_lossy(&out), "data: x\n\nid: 2\ndata: x\n\ndata: x\n\nid: \ndata: x\n\n");
}

#[test]
fn what_the_format_cannot_say_is_refused_and_writes_nothing() {
    let (mut encoder, mut out) = (Encoder::new(), Vec::new());
    for (event, last_event_id, error) in [
        ("a\nb", "", EncodeError::LineBreakInEventType),
        ("a\rb", "", EncodeError::LineBreakInEventType),
        ("a", "1\n", EncodeError::LineBreakInId),
        ("a", "\r1", EncodeError::LineBreakInId),
        ("a", "1\0", EncodeError::NulInId),
    ] {
        assert_eq!(encoder.event(&mut out, Frame { event, data: "x", last_event_id }), Err(error));
        assert!(out.is_empty() && !error.to_string().is_empty());
    }
}
