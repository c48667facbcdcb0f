//! Forty thousand lines at once.
//!
//! They come from memory, so that no simulator's work is measured. A machine of CI is shared, and the browser itself needs a
//! while for so many bytes: the same burst is first read by a page that does nothing with it, and an idle page's longest wait
//! for a frame is measured. What is more than that is ours.

use fleetglass_tests::{Host, Page, Setup, json};
use serde::Deserialize;
use std::fmt::Write;

const LINES: u32 = 40_000;
/// From the order for the burst to its last line on screen, beyond what plain reading takes.
const ON_SCREEN_MS: f64 = 1000.0;
/// The longest wait for a frame, beyond that of an idle page.
const FRAME_MS: f64 = 100.0;
/// The best of so many counts: others use this machine, too.
const TRIES: usize = 3;

/// Reads the burst without looking at it; calls back with the milliseconds it took.
const READ: &str = r#"
const [last, done] = arguments;
(async () => {
  const stop = new AbortController();
  const stream = await fetch("/api/executions/exec-123/threads/stream", { signal: stop.signal });
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  const began = performance.now();
  fetch("/go");
  for (let tail = ""; !tail.includes(last); ) tail = (tail + (await reader.read()).value).slice(-2000);
  done(performance.now() - began);
  stop.abort();
})();
"#;

/// Waits for frames while nothing happens, then orders the burst and waits for its last line.
const SHOW: &str = r#"
const [last, done] = arguments;
let [previous, idle, busy, began] = [performance.now(), 0, 0, null];
const first = previous;
const frame = () => {
  const now = performance.now();
  const gap = now - previous;
  previous = now;
  if (began === null) {
    idle = Math.max(idle, gap);
    if (now - first > 1000) {
      began = now;
      fetch("/go");
    }
  } else {
    busy = Math.max(busy, gap);
    const rows = document.querySelectorAll("[role=log] [data-row]");
    if (rows.length && rows[rows.length - 1].textContent.includes(last)) return done({ took: now - began, idle, busy });
  }
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);
"#;

#[derive(Debug, Deserialize)]
struct Shown {
    /// From the order to the last line in the page.
    took: f64,
    /// The longest wait for a frame before.
    idle: f64,
    /// The longest wait for a frame meanwhile.
    busy: f64,
}

/// The events of `LINES` lines of output with colours.
fn burst() -> String {
    let mut events = String::new();
    for line in 0..LINES {
        let text =
            format!("{{\"text\":\"burst {line}: \\u001b[36mtest\\u001b[0m core::state::case_{line:05} ... \\u001b[32mok\\u001b[0m\\n\"}}");
        let data = json!({"thread_id": "engineer_a", "event_type": "output", "data_json": text, "timestamp_ms": 1_700_000_000_000_u64 + u64::from(line), "sequence": line});
        let event = json!({"executionId": "exec-123", "threadId": "engineer_a", "type": "gateway_thread_output", "data": data});
        let _ = write!(events, "event: thread_output\ndata: {event}\n\n");
    }
    events
}

async fn measure(page: &Page, host: &Host) -> (f64, Shown) {
    let last = json!(format!("case_{:05}", LINES - 1));
    host.wait_for_go();
    page.open(&host.address("/config.json")).await;
    let read: f64 = page.ask_later(READ, vec![last.clone()]).await;
    host.wait_for_go();
    page.open(&host.address("/#/threads")).await;
    page.until(
        "the connection",
        async || page.links().await,
        |links| links.get("box").is_some_and(|link| link == "open" || link == "live"),
    )
    .await;
    (read, page.ask_later(SHOW, vec![last]).await)
}

fn check(transport: &str) {
    let source =
        json!({"id": "box", "api": "threads", "url": "api/executions/{id}/threads/stream", "ids": ["exec-123"], "transport": transport});
    let connected = "event: connected\ndata: {\"executionId\":\"exec-123\",\"threadIds\":null}\n\n";
    let host = Host::with_burst("/", Some(&json!({"version": 1, "sources": [source]})), connected, burst());
    Setup::with([]).alone().run(async |page, _| {
        let mut tried = Vec::new();
        for _ in 0..TRIES {
            let (read, shown) = measure(page, &host).await;
            if shown.took - read < ON_SCREEN_MS && shown.busy - shown.idle < FRAME_MS {
                page.until_says("40,000 of 40,000").await;
                assert!(page.lines().await.iter().all(|line| line.kind == "line"), "no gap, nothing dropped");
                return;
            }
            tried.push((read, shown));
        }
        panic!("plain reading, and showing, in milliseconds: {tried:?}");
    });
}

#[test]
fn forty_thousand_lines_are_on_screen_within_a_second_and_never_freeze_the_page_over_event_source() {
    check("eventsource");
}

#[test]
fn forty_thousand_lines_are_on_screen_within_a_second_and_never_freeze_the_page_over_fetch() {
    check("fetch");
}
