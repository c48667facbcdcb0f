//! `fleetglass-sim decode`: the events of a stream, one JSON line each.

use crate::args::Decode;
use fleetglass_core::sse::{Item, Parser};
use serde::Serialize;
use serde_json::json;
use std::io::{BufRead, Read, Write};

/// One event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    event: &'a str,
    data: &'a str,
    last_event_id: &'a str,
}

/// Reads standard input to its end and writes what it holds.
///
/// # Errors
/// Where standard input cannot be read.
pub(crate) fn run(options: &Decode) -> Result<(), String> {
    let mut parser = Parser::new();
    parser.set_last_event_id(&options.last_event_id);
    let mut input = std::io::stdin().lock();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut buffer = Vec::new();
    while read(&mut input, options.chunk, &mut buffer).map_err(|cause| format!("standard input: {cause}"))? {
        parser.feed(&buffer);
        while let Some(item) = parser.next() {
            match item {
                Item::Event(frame) => {
                    let line = Line { event: frame.event, data: frame.data, last_event_id: frame.last_event_id };
                    let line = serde_json::to_string(&line).map_err(|cause| cause.to_string())?;
                    if writeln!(out, "{line}").is_err() {
                        // Nobody reads on, as with `| head`.
                        return Ok(());
                    }
                }
                Item::Cut(cut) => eprintln!("fleetglass-sim: {} bytes were too long to hold and are left out", cut.bytes),
                Item::Comment(_) | Item::Retry(_) => {}
            }
        }
    }
    let end = json!({"end": true, "lastEventId": parser.last_event_id(), "retryMs": parser.reconnection_time_ms()});
    let _ = writeln!(out, "{end}").and_then(|()| out.flush());
    Ok(())
}

/// Reads the next chunk: exactly so many bytes where that is asked for, except at the end, else whatever has come.
fn read(input: &mut impl BufRead, chunk: Option<usize>, buffer: &mut Vec<u8>) -> std::io::Result<bool> {
    buffer.clear();
    match chunk {
        Some(bytes) => {
            input.take(bytes as u64).read_to_end(buffer)?;
        }
        None => {
            buffer.extend_from_slice(input.fill_buf()?);
            input.consume(buffer.len());
        }
    }
    Ok(!buffer.is_empty())
}
