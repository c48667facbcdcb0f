//! What a long log and a large fleet cost, measured. Not a check: run by `cargo xtask bench page` and `bench fleet`, which print
//! what they found.

#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use fleetglass_tests::{Page, Setup, Sim, Source, json};
use serde::Deserialize;
use std::time::{Duration, Instant};

/// Lines that are held before anybody scrolls.
const LINES: u32 = 500_000;
/// So many lines come at once at most.
const BURST: u32 = 50_000;
/// Lines a second while somebody scrolls.
const RATE: u32 = 5_000;
/// So long somebody scrolls.
const SECONDS: u32 = 10;

/// Notes when frames begin, until it is asked for.
const FRAMES: &str = "window.__frames = [performance.now()]; const frame = () => { window.__frames.push(performance.now()); window.__frame = requestAnimationFrame(frame) }; window.__frame = requestAnimationFrame(frame)";
const TAKE: &str = "cancelAnimationFrame(window.__frame); return window.__frames.slice(1).map((at, n) => at - window.__frames[n])";
/// Keeps the page's wasm memory where it can be looked at.
const MEMORY: &str = "const made = WebAssembly.instantiateStreaming; WebAssembly.instantiateStreaming = async (...a) => { const all = await made(...a); window.__memory = all.instance.exports.memory; return all }";

/// Types into the field of a search, and waits until everything was searched.
const FIND: &str = r#"
const [words, done] = arguments;
const field = document.querySelector(".fg-find__text"), count = document.querySelector(".fg-find__count");
const began = performance.now();
field.value = words;
field.dispatchEvent(new Event("input", { bubbles: true }));
const before = count.textContent;
const look = () => count.textContent !== before && /^None|\d$|found$/.test(count.textContent) ? done(performance.now() - began) : requestAnimationFrame(look);
requestAnimationFrame(look);
"#;

#[derive(Deserialize)]
struct Metric {
    name: String,
    value: f64,
}

fn told(what: &str, mut gaps: Vec<f64>) {
    gaps.sort_by(f64::total_cmp);
    let part = |share: f64| gaps[((gaps.len() - 1) as f64 * share) as usize];
    println!(
        "{what}: {} frames, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        gaps.len(),
        part(0.5),
        part(0.95),
        part(0.99),
        part(1.0)
    );
}

async fn memory(page: &Page, when: &str) {
    page.devtools("HeapProfiler.collectGarbage", json!({})).await;
    let wasm: f64 = page.ask("return window.__memory?.buffer.byteLength ?? 0", vec![]).await;
    let metrics = page.devtools("Performance.getMetrics", json!({})).await;
    let metrics: Vec<Metric> = serde_json::from_value(metrics["metrics"].clone()).unwrap_or_default();
    let script = metrics.iter().find(|metric| metric.name == "JSHeapUsedSize").map_or(0.0, |metric| metric.value);
    println!("memory {when}: wasm {:.1} MB, script {:.1} MB", wasm / 1e6, script / 1e6);
}

/// Scrolls with the wheel, to and fro, while `meanwhile` is called again and again.
async fn scroll(page: &Page, mut meanwhile: impl FnMut(Duration)) {
    let began = Instant::now();
    let mut turn = 0_u32;
    while began.elapsed() < Duration::from_secs(u64::from(SECONDS)) {
        meanwhile(began.elapsed());
        let down = if (turn / 60).is_multiple_of(2) { -240 } else { 240 };
        page.devtools("Input.dispatchMouseEvent", json!({"type": "mouseWheel", "x": 900, "y": 500, "deltaX": 0, "deltaY": down})).await;
        turn += 1;
    }
}

fn burst(sim: &Sim, lines: u32) {
    sim.act(&json!({"do": "burst", "lines": lines, "thread": "engineer_a"}));
}

#[test]
#[ignore = "it measures, and checks nothing"]
fn half_a_million_lines_are_scrolled_while_more_come() {
    Setup::with([Source::of("threads").with("transport", "fetch")]).at("#/threads").run(async |page, sim| {
        page.devtools("Performance.enable", json!({})).await;
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": MEMORY})).await;
        page.reload().await;
        page.until("the stream of the new page", async || sim.count("threads", "open"), |open| *open == 1).await;
        memory(page, "with nothing held").await;

        page.ask::<()>(FRAMES, vec![]).await;
        scroll(page, |_| ()).await;
        told("idle page", page.ask(TAKE, vec![]).await);

        let began = Instant::now();
        for sent in 1..=LINES / BURST {
            burst(sim, BURST);
            let held = async || {
                page.ask::<String>(
                    "return document.querySelector('.fg-sift__counts')?.textContent.replace(/\\D+/g, ' ').trim().split(' ').join('') ?? ''",
                    vec![],
                )
                .await
            };
            let wanted = (sent * BURST).to_string();
            page.until(&format!("{wanted} lines"), held, |held| held.ends_with(&wanted)).await;
        }
        println!("{LINES} lines held after {:.1} s, read as they came", began.elapsed().as_secs_f64());
        memory(page, "with 500,000 lines held").await;

        page.click("button", "Find").await;
        page.find("searchbox", "Find").await;
        for words in ["a word that nobody wrote", "case_49999", "/case_4999\\d|nobody/"] {
            let took: f64 = page.ask_later(FIND, vec![json!(words)]).await;
            println!("find `{words}` in {LINES} lines: {took:.0} ms");
        }
        page.press_escape().await;

        page.ask::<()>(FRAMES, vec![]).await;
        let mut sent = 0;
        scroll(page, |elapsed| {
            let due = (elapsed.as_secs_f64() * f64::from(RATE)) as u32;
            if due > sent + 100 {
                burst(sim, due - sent);
                sent = due;
            }
        })
        .await;
        told("scrolling while 5,000 lines a second come", page.ask(TAKE, vec![]).await);
        println!("{sent} lines came in {SECONDS} s");
        memory(page, "after it").await;
    });
}

/// So many units.
const UNITS: &str = "10000";
/// So many updates of them a second.
const UPDATES: &str = "1000";

/// Returns how many seconds the page's main thread was at work so far.
async fn worked(page: &Page) -> f64 {
    let metrics = page.devtools("Performance.getMetrics", json!({})).await;
    let metrics: Vec<Metric> = serde_json::from_value(metrics["metrics"].clone()).unwrap_or_default();
    metrics.iter().find(|metric| metric.name == "TaskDuration").map_or(0.0, |metric| metric.value)
}

/// Measures frames and work while `meanwhile` goes on.
async fn frames(page: &Page, what: &str, meanwhile: impl AsyncFnOnce()) {
    let (began, before) = (Instant::now(), worked(page).await);
    page.ask::<()>(FRAMES, vec![]).await;
    meanwhile().await;
    told(what, page.ask(TAKE, vec![]).await);
    let share = (worked(page).await - before) / began.elapsed().as_secs_f64();
    println!("    the main thread was at work {:.0} % of the time", share * 100.0);
}

#[test]
#[ignore = "it measures, and checks nothing"]
fn ten_thousand_units_change_a_thousand_times_a_second() {
    let sources = ["agent-workspace", "threads", "runner"].map(|api| Source::of(api).named(api).with("transport", "fetch"));
    Setup::with(sources).flags(&["--fleet", UNITS, "--rate", UPDATES]).run(async |page, sim| {
        page.devtools("Performance.enable", json!({})).await;
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": MEMORY})).await;
        let began = Instant::now();
        page.reload().await;
        page.until_says("All 10,000").await;
        println!("10,000 units shown after {:.1} s", began.elapsed().as_secs_f64());
        memory(page, "with 10,000 units").await;
        page.let_pass(5).await;

        let rest = async || page.let_pass(SECONDS).await;
        frames(page, "idle page, 10,000 units held", rest).await;
        let before = sim.count("threads", "events");
        sim.act(&json!({"do": "resume"}));
        page.let_pass(5).await;
        let (began, at) = (Instant::now(), sim.count("threads", "events"));
        frames(page, "1,000 updates a second", async || page.let_pass(2 * SECONDS).await).await;
        let threads = (sim.count("threads", "events") - at) as f64 / began.elapsed().as_secs_f64();
        println!("    {threads:.0} events of threads a second came, seven tenths of all");
        frames(page, "the same, scrolled with the wheel", async || scroll(page, |_| ()).await).await;
        memory(page, &format!("after {} events", sim.count("threads", "events") - before)).await;
    });
}
