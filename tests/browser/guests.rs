//! Manners: an element takes nothing from the page around it and leaves nothing there.

use fleetglass_tests::{Engine, Page, Portal, Setup, Value, json};

use crate::threads::three_threads;
use std::collections::BTreeMap;

const CENSUS: &str = include_str!("portal/census.js");
const HOSTILE: &str = include_str!("portal/hostile.css");

const THREADS: &str = "<fleetglass-threads src='api/executions/exec-123/threads/stream' name='box'></fleetglass-threads>";

/// A portal that counts before it loads the elements, which it does when somebody presses the button.
fn portal(body: &str) -> Portal {
    let html = format!(
        "<!doctype html><html lang=en><head><title>Portal</title><link rel=icon href='data:,'><link rel=stylesheet href=portal.css>\
         <link rel=stylesheet href=hostile.css disabled><script type=module src=census.js></script><script type=module src=load.js></script>\
         </head><body><h1>Portal</h1><p>Words <a href='#there'>and a link</a></p><button id=load>Load</button><input aria-label=Name>\
         <table><tr><td>1</td></tr></table>{body}</body></html>"
    );
    Portal::new(&html)
        .file("portal.css", "body { font: 20px/1.2 serif; color: rgb(1, 2, 3) } fleetglass-threads { height: 500px }")
        .file("hostile.css", HOSTILE)
        .file("census.js", CENSUS)
        .file("load.js", "document.querySelector('#load').onclick = () => void import('./fleetglass/fleetglass.js')")
}

/// What every element under `root` looks like: a line each, by its place in the tree.
async fn looks(page: &Page, root: &str) -> BTreeMap<String, String> {
    let script = "const [root] = [eval_root]; const out = {}; \
        const names = ['display', 'visibility', 'opacity', 'color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontWeight', 'lineHeight', \
            'letterSpacing', 'wordSpacing', 'textTransform', 'textIndent', 'whiteSpace', 'cursor', 'transform', 'boxSizing', 'textAlign', \
            'paddingTop', 'paddingLeft', 'marginTop', 'borderTopWidth', 'borderTopStyle', 'listStyleType', 'direction']; \
        const walk = (at, path) => [...at.children].forEach((child, i) => { \
            const style = getComputedStyle(child); const place = `${path} ${child.localName}.${child.className?.baseVal ?? child.className}:${i}`; \
            out[place] = names.map((name) => `${name} ${style[name]}`).join('; '); walk(child, place); }); \
        walk(root, ''); return out;";
    page.ask(&script.replace("eval_root", root), vec![]).await
}

fn differences(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let other = |(place, look): (&String, &String)| {
        let now = after.get(place)?;
        let changed = look.split("; ").zip(now.split("; ")).filter(|(a, b)| a != b).map(|(a, b)| format!("{a} became {b}"));
        let changed: Vec<String> = changed.collect();
        (!changed.is_empty()).then(|| format!("{place}: {}", changed.join(", ")))
    };
    before.iter().filter_map(other).collect()
}

async fn loaded(page: &Page) {
    page.click("button", "Load").await;
    page.until(
        "the elements",
        async || page.ask::<bool>("return !!customElements.get('fleetglass-threads')", vec![]).await,
        |known| *known,
    )
    .await;
}

const SHADOW: &str = "document.querySelector('fleetglass-threads').shadowRoot";

in_every_engine! {
    fn hostile_rules_stop_at_the_shadow_border_and_none_of_ours_leave_it(engine) {
        Setup::portal(portal(THREADS)).engine(engine).run(async |page, sim| {
            let around = looks(page, "document.documentElement").await;
            loaded(page).await;
            three_threads(page, sim).await;
            let view = page.within("fleetglass-threads");
            let with_element = looks(page, "document.documentElement").await;
            // The pointer is over the button.
            let ours = |place: &String| place.contains("fleetglass-threads") || place.contains("button");
            let unlike = differences(&around, &with_element).into_iter().filter(|line| !ours(line)).collect::<Vec<_>>();
            assert_eq!(unlike, Vec::<String>::new(), "what changed around the element");
            assert_eq!(around.len(), with_element.len(), "nothing was put into the portal's tree");

            // The pointer is on the button that loaded it, and not over the view.
            let before = looks(page, SHADOW).await;
            assert!(before.len() > 30, "{before:#?}");
            page.ask::<()>("document.querySelector('link[disabled]').disabled = false", vec![]).await;
            let hostile = "return getComputedStyle(document.querySelector('h1')).fontSize";
            page.until("the hostile rules hold", async || page.ask::<String>(hostile, vec![]).await, |size| size == "70px").await;
            let unlike = differences(&before, &looks(page, SHADOW).await);
            assert_eq!(unlike, Vec::<String>::new(), "what changed inside the element");
            view.click("button", "engineer_b").await;
            view.until_line("E0308").await;
        });
    }

    fn a_guest_listens_to_nothing_keeps_nothing_and_changes_no_title_and_no_history(engine) {
        Setup::portal(portal(THREADS)).engine(engine).run(async |page, sim| {
            let begin: Vec<String> = page.ask("return [...document.documentElement.attributes].map((a) => a.name).concat(Object.keys(window))", vec![]).await;
            // The portal's own button and the harness may have listened by now.
            page.ask::<()>("census.global.length = 0", vec![]).await;
            loaded(page).await;
            three_threads(page, sim).await;
            let view = page.within("fleetglass-threads");
            view.fill("searchbox", "Text or /pattern/", "error").await;
            view.until_lines("what matches", |lines| lines.len() == 2).await;
            view.click("button", "engineer_a").await;
            view.until_lines("one thread", |lines| lines.len() == 1).await;
            let found: Value = page
                .ask(
                    "const { global, history, title, storage, cookies } = census; return { global, history, title, storage, cookies, \
                        sheets: document.adoptedStyleSheets.length, kept: localStorage.length + sessionStorage.length, cookie: document.cookie }",
                    vec![],
                )
                .await;
            let none = json!({"global": [], "history": 0, "title": 0, "storage": 0, "cookies": 0, "sheets": 0, "kept": 0, "cookie": ""});
            assert_eq!(found, none);
            // What is counted would have been seen.
            page.ask::<()>("window.addEventListener('x', () => {}); localStorage.getItem('x'); document.title = 'Portal'", vec![]).await;
            let counted = "return [census.global.length, census.storage, census.title]";
            assert_eq!(page.ask::<[u32; 3]>(counted, vec![]).await, [1, 1, 1]);
            let end: Vec<String> = page.ask("return [...document.documentElement.attributes].map((a) => a.name).concat(Object.keys(window))", vec![]).await;
            // chromedriver leaves names of its own.
            let ours = |name: &String| !begin.contains(name) && !["cdc_", "ret_nodes", "se_"].iter().any(|theirs| name.starts_with(theirs));
            let new = end.into_iter().filter(ours).collect::<Vec<_>>();
            assert_eq!(new, Vec::<String>::new(), "attributes of the document, names of the window");
        });
    }

    fn keys_are_the_elements_only_while_the_focus_is_in_it(engine) {
        Setup::portal(portal(THREADS)).engine(engine).run(async |page, sim| {
            loaded(page).await;
            three_threads(page, sim).await;
            let view = page.within("fleetglass-threads");
            page.click("textbox", "Name").await;
            page.press("/?jn").await;
            let typed = "return document.querySelector('input').value";
            page.until("what was typed", async || page.ask::<String>(typed, vec![]).await, |typed| typed == "/?jn").await;
            assert_eq!(page.focused().await.1, "Name");
            assert!(view.all("dialog", "").await.is_empty());

            view.click("button", "engineer_a").await;
            view.until_lines("one thread", |lines| lines.len() == 3).await;
            page.press("/").await;
            page.until("the filter", async || page.focused().await, |(role, _)| role == "searchbox").await;
            page.press("error").await;
            page.until("threads that match", async || view.words().await, |words| !words.contains("architect") && words.contains("engineer_b"))
                .await;
        });
    }
}

#[test]
fn after_a_hundred_mounts_and_unmounts_nothing_is_left() {
    Setup::portal(portal("")).run(async |page, sim| {
        loaded(page).await;
        let mount = "const [times, done] = arguments; mountAndUnmount(times, () => { \
            const made = document.createElement('fleetglass-threads'); made.src = 'api/executions/exec-123/threads/stream'; return made; \
            }).then(() => done(null), (cause) => done(String(cause)))";
        let left = async || -> Value {
            page.devtools("HeapProfiler.collectGarbage", json!({})).await;
            let dom = page.devtools("Memory.getDOMCounters", json!({})).await;
            let census: Value = page
                .ask(
                    "const { global, timeouts, intervals, frames, memory } = census; return { global: global.length, timeouts: timeouts.size, \
                        intervals: intervals.size, frames: frames.size, wasm: memory.buffer.byteLength }",
                    vec![],
                )
                .await;
            let heap = page.devtools("Runtime.getHeapUsage", json!({})).await;
            json!({"census": census, "nodes": dom["nodes"], "listeners": dom["jsEventListeners"], "heap": heap["usedSize"]})
        };
        page.ask::<()>("const made = document.createElement('fleetglass-overview'); document.body.append(made)", vec![]).await;
        let ticks = async || page.ask::<usize>("return census.intervals.size", vec![]).await;
        page.until("a view's clock is counted", ticks, |ticks| *ticks > 0).await;
        page.ask::<()>("document.querySelector('fleetglass-overview').remove()", vec![]).await;
        // The first ones make what all share.
        assert_eq!(page.ask_later::<Option<String>>(mount, vec![json!(10)]).await, None);
        sim.until_nobody_is_here().await;
        let quiet = |left: &Value| ["timeouts", "intervals", "frames"].iter().all(|kind| left["census"][kind] == 0);
        let warm = page.until("no timer is left after ten", &left, quiet).await;
        assert_eq!(page.ask_later::<Option<String>>(mount, vec![json!(100)]).await, None);
        sim.until_nobody_is_here().await;
        let number = |of: &Value, what: &str| of[what].as_f64().unwrap_or(f64::INFINITY);
        let flat = |now: &Value| {
            quiet(now)
                && now["census"] == warm["census"]
                && number(now, "nodes") <= number(&warm, "nodes") + 50.0
                && number(now, "listeners") <= number(&warm, "listeners") + 10.0
                && number(now, "heap") <= number(&warm, "heap") + 300_000.0
        };
        let end = page.until("nothing is left after a hundred more", &left, flat).await;
        eprintln!("after 10: {warm}\nafter 110: {end}\nconnections made: {}", sim.count("threads", "total"));
    });
}
