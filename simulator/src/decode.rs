//! `fleetglass-sim decode`: the events of a stream, one JSON line each.

use crate::args::Decode;
use fleetglass_core::sse::{Item, Parser};
use serde::Serialize;
use serde_json::json;
use std::io::{Read, Write};

/// How many bytes are read at once where `--chunk` does not say.
const CHUNK: usize = 64 * 1024;

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
/// Where standard input cannot be read or nobody reads the answer.
pub(crate) fn run(options: &Decode) -> Result<(), String> {
    let mut parser = Parser::new();
    parser.set_last_event_id(&options.last_event_id);
    let mut input = std::io::stdin().lock();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut buffer = vec![0; CHUNK];
    loop {
        let read = input.read(&mut buffer).map_err(|cause| format!("standard input: {cause}"))?;
        if read == 0 {
            break;
        }
        for chunk in buffer[..read].chunks(options.chunk.unwrap_or(CHUNK)) {
            parser.feed(chunk);
            while let Some(item) = parser.next() {
                match item {
                    Item::Event(frame) => {
                        let line = Line { event: frame.event, data: frame.data, last_event_id: frame.last_event_id };
                        let line = serde_json::to_string(&line).map_err(|cause| cause.to_string())?;
                        writeln!(out, "{line}").map_err(|cause| format!("standard output: {cause}"))?;
                    }
                    Item::Cut(cut) => eprintln!("fleetglass-sim: {} bytes were too long to hold and are left out", cut.bytes),
                    Item::Comment(_) | Item::Retry(_) => {}
                }
            }
        }
    }
    let end = json!({"end": true, "lastEventId": parser.last_event_id(), "retryMs": parser.reconnection_time_ms()});
    writeln!(out, "{end}").and_then(|()| out.flush()).map_err(|cause| format!("standard output: {cause}"))
}
