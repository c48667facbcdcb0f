//! The last frames of a stream are kept within their bounds.

use fleetglass_core::protocol::Api;
use fleetglass_core::sse::{Frame, KEPT_BYTES, KEPT_FRAMES, KeptFrames};
use fleetglass_core::state::{CAUSES, Changes, Stream};

#[test]
fn the_oldest_go_when_there_are_too_many_and_that_is_counted() {
    let mut kept = KeptFrames::default();
    for n in 0..KEPT_FRAMES as u64 + 10 {
        kept.push(Frame { data: &n.to_string(), ..Frame::default() }, n);
    }
    assert_eq!((kept.iter().count(), kept.dropped()), (KEPT_FRAMES, 10));
    assert_eq!(kept.iter().next().map(|frame| &*frame.data), Some("10"));
}

#[test]
fn large_frames_are_cut_and_bounded_by_bytes() {
    let (mut kept, large) = (KeptFrames::default(), "ä".repeat(KEPT_BYTES));
    for _ in 0..20 {
        kept.push(Frame { data: &large, ..Frame::default() }, 0);
    }
    let held: usize = kept.iter().map(|frame| frame.data.len()).sum();
    assert!(held <= KEPT_BYTES, "{held}");
    assert!(kept.iter().all(|frame| frame.size == 2 * KEPT_BYTES), "the size is that of the whole");
}

#[test]
fn what_could_not_be_read_is_kept_with_its_cause_and_unknown_names_are_counted() {
    let (mut stream, mut changes) = (Stream::new(Api::Runner, None), Changes::default());
    let frame = |event, data| Frame { event, data, last_event_id: "" };
    stream.apply(frame("run.started", "{not json"), 5, &mut changes);
    for _ in 0..3 {
        stream.apply(frame("nobody.knows", "{}"), 6, &mut changes);
    }
    let counters = stream.counters();
    let unread = &counters.unread[0];
    assert_eq!((unread.at_ms, unread.event.as_str(), unread.data.as_str()), (5, "run.started", "{not json"));
    assert_eq!(counters.unknown, [("nobody.knows".to_owned(), 3)]);
    for n in 0..100 {
        stream.apply(frame("run.started", "["), n, &mut changes);
        let name = format!("unknown {n}");
        stream.apply(Frame { event: &name, ..Frame::default() }, n, &mut changes);
    }
    assert_eq!(stream.counters().unread.len(), CAUSES);
    assert!(stream.counters().unknown.len() < 40);
    assert_eq!(stream.counters().unknown_events, 103);
}
