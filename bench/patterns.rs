//! Patterns, which only a browser tries: what every match must hold is looked for in the store, the rest in the worker.

use crate::logs;
use fleetglass::platform::patterns::{Asked, Batch, test};
use fleetglass_core::state::log::literal::required_literal;
use fleetglass_core::state::log::{Log, Needle, Search};
use futures_channel::oneshot;
use wasm_bindgen::prelude::wasm_bindgen;

const ROUNDS: usize = 5;
const SLICE_MS: f64 = 7.0;
/// So much is given to the worker at once, in bytes.
const BATCH_BYTES: usize = 1 << 20;

/// Measures patterns over a million lines, and writes the results into the document.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "the page's script calls it")]
pub async fn patterns() {
    let Some(window) = web_sys::window() else { return };
    let (Some(body), Some(clock)) = (window.document().and_then(|document| document.body()), window.performance()) else { return };
    let held = logs::held();
    let Some(log) = held.iter().next().map(|(_, log)| log) else { return };
    for (name, source) in [
        ("pattern, rare, with a literal", "connection reset by (peer|host)"),
        ("pattern, common, with a literal", r"step 0{3}\d+: linked"),
        ("pattern, without a literal", "retried|uploaded"),
    ] {
        let (mut took, mut found) = (Vec::new(), 0);
        for _ in 0..ROUNDS {
            let start = clock.now();
            found = matches(log, source, &|| clock.now()).await;
            took.push(clock.now() - start);
        }
        took.sort_by(f64::total_cmp);
        let _ = body.append_with_str_1(&format!("{name:36} {:.1} ms; {found} rows\n", took[ROUNDS / 2]));
    }
}

/// Returns how many rows match.
async fn matches(log: &Log, source: &str, now: &dyn Fn() -> f64) -> usize {
    let asked = Asked { source: source.to_owned(), case: true, places: false };
    let mut rows: Vec<u64> = Vec::new();
    match required_literal(source, true) {
        Some(literal) => {
            let mut search = Search::new(Needle::new(&literal, true));
            let mut begun = now();
            while !search.advance(log, &mut rows, || now() - begun < SLICE_MS) {
                begun = now();
            }
        }
        None => rows.extend(log.dropped()..log.end()),
    }
    let (mut answers, mut batch) = (Vec::new(), Batch::default());
    for row in rows {
        batch.push(log.row(row).map_or("", |row| row.text));
        if batch.bytes() > BATCH_BYTES {
            answers.push(ask(&asked, std::mem::take(&mut batch)));
        }
    }
    answers.push(ask(&asked, batch));
    let mut found = 0;
    for answer in answers {
        found += answer.await.unwrap_or_default();
    }
    found
}

fn ask(asked: &Asked, batch: Batch) -> oneshot::Receiver<usize> {
    let (tell, told) = oneshot::channel();
    test(asked.clone(), batch, move |found| _ = tell.send(found.map_or(0, |found| found.len())));
    told
}
