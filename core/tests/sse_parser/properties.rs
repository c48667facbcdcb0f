//! What holds of any stream: two other implementations agree with the parser, chunks do not matter, and encoding reverses parsing.

use crate::seen::{Seen, event, feed};
use encoding_rs::UTF_8;
use fleetglass_core::sse::{Encoder, Frame, Parser};
use futures::{StreamExt, executor::block_on, stream};
use proptest::collection::vec;
use proptest::prelude::*;
use sse_stream::SseByteStream;
use std::convert::Infallible;

/// Pieces from which streams are made: often meaningful, sometimes almost.
const PIECES: &[&str] = &[
    "data", "event", "id", "retry", ":", ": ", " ", "\n", "\r", "\r\n", "\n\n", "\r\r", "data: ", "data:", "event: ", "id: ", "retry: ",
    "0", "12", "a", "é", "😀", "\u{feff}", "\0", "x: y", ":c", "-1",
];

fn any_text() -> impl Strategy<Value = String> {
    vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 1..4),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Cuts bytes into chunks of the given lengths, in turns.
fn chunks<'a>(mut bytes: &'a [u8], lengths: &[usize]) -> Vec<&'a [u8]> {
    let mut chunks = Vec::new();
    for length in lengths.iter().cycle().take(if lengths.is_empty() { 0 } else { bytes.len() }) {
        let (chunk, rest) = bytes.split_at((*length).min(bytes.len()));
        chunks.push(chunk);
        bytes = rest;
    }
    chunks.push(bytes);
    chunks
}

/// What a caller of `sse-stream` sees once it has done the half of the rules that the crate leaves to it: an ID stays in force
/// until another comes, a block without data is no event, the default type is `message`, and an ID with NUL is none.
fn oracle(chunks: &[&[u8]]) -> Vec<Seen> {
    let source = stream::iter(chunks.iter().map(|chunk| Ok::<&[u8], Infallible>(chunk)));
    let mut id = String::new();
    let mut seen = Vec::new();
    for block in block_on(SseByteStream::new(source).collect::<Vec<_>>()) {
        let block = block.expect("the text is valid UTF-8");
        id = block.id.unwrap_or(id);
        if let Some(data) = block.data {
            let name = block.event.filter(|name| !name.is_empty());
            seen.push(event(name.as_deref().unwrap_or("message"), &data, &id));
        }
    }
    seen
}

fn events_of(bytes: &[u8]) -> Vec<Seen> {
    let seen = feed(&mut Parser::new(), [bytes]);
    seen.into_iter().filter(|item| matches!(item, Seen::Event { .. })).collect()
}

fn encode(frames: &[(String, String, String)]) -> Vec<u8> {
    let (mut encoder, mut out) = (Encoder::new(), Vec::new());
    for (event, data, last_event_id) in frames {
        encoder.event(&mut out, Frame { event, data, last_event_id }).expect("nothing here is refused");
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn chunks_do_not_matter(bytes in any_bytes(), lengths in vec(0_usize..9, 0..9)) {
        let whole = feed(&mut Parser::new(), [&bytes[..]]);
        prop_assert_eq!(feed(&mut Parser::new(), chunks(&bytes, &lengths)), whole);
    }

    /// Compared on valid UTF-8 only: `sse-stream` ends a stream at an invalid sequence, where the standard replaces it. Retry
    /// times are not compared: it gives them with their block, where the standard has them in force at their line.
    #[test]
    fn sse_stream_sees_the_same_events(text in any_text(), lengths in vec(1_usize..9, 0..9)) {
        let chunks = chunks(text.as_bytes(), &lengths);
        let mut parser = Parser::new();
        let mut seen = feed(&mut parser, chunks.iter().copied());
        seen.retain(|item| matches!(item, Seen::Event { .. }));
        prop_assert_eq!(seen, oracle(&chunks));
    }

    /// Splitting lines before decoding gives what the standard asks for, decoding before splitting lines.
    #[test]
    fn bytes_decode_as_the_encoding_standard_says(bytes in any_bytes()) {
        let (text, _) = UTF_8.decode_with_bom_removal(&bytes);
        // Only the first of two marks is a byte-order mark; this keeps the other from becoming one.
        let again = format!("\u{feff}{text}");
        prop_assert_eq!(feed(&mut Parser::new(), [&bytes[..]]), feed(&mut Parser::new(), [again.as_bytes()]));
    }

    #[test]
    fn encoded_frames_parse_as_they_were(
        frames in vec(("[^\r\n]{1,5}", "[^\r]{0,9}", "[^\r\n\0]{0,3}"), 0..9),
    ) {
        let expect: Vec<Seen> = frames.iter().map(|(name, data, id)| event(name, data, id)).collect();
        prop_assert_eq!(events_of(&encode(&frames)), expect);
    }

    #[test]
    fn parsed_events_encode_to_bytes_that_parse_the_same(bytes in any_bytes()) {
        let seen = events_of(&bytes);
        let frames: Vec<_> = seen.iter().cloned().filter_map(|item| match item {
            Seen::Event { event, data, id } => Some((event, data, id)),
            _ => None,
        }).collect();
        prop_assert_eq!(events_of(&encode(&frames)), seen);
    }

    #[test]
    fn encoded_comments_and_retries_parse_as_they_were(lines in vec("[^\r\n]{0,9}", 1..5), ms in any::<u64>()) {
        let (encoder, mut out) = (Encoder::new(), Vec::new());
        encoder.comment(&mut out, &lines.join("\n"));
        encoder.retry(&mut out, ms);
        let mut expect: Vec<Seen> = lines.iter().cloned().map(Seen::Comment).collect();
        expect.push(Seen::Retry(ms));
        prop_assert_eq!(feed(&mut Parser::new(), [&out[..]]), expect);
    }
}
