//! The page behind real web servers, each with its file of `deploy/`: what they send, and how they pass streams on.

use fleetglass_tests::{Front, Page, Setup, Source, Value, json};

/// What the server says of each file that the page loaded, and of one that is not there.
const FILES: &str = "
const done = arguments[arguments.length - 1];
(async () => {
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const own = entries.filter((entry) => entry.name.startsWith(location.origin) && !entry.name.includes('/api/'));
  const names = new Set(own.map((entry) => entry.name.split('#')[0]));
  const files = [];
  for (const name of [...names, new URL('assets/gone-0123456789abcdef.js', document.baseURI).href]) {
    const answer = await fetch(name, { cache: 'reload' });
    const headers = Object.fromEntries(answer.headers);
    files.push({ path: new URL(name).pathname, status: answer.status, headers, bytes: (await answer.arrayBuffer()).byteLength });
  }
  done({ files, protocols: [...new Set(own.map((entry) => entry.nextHopProtocol))] });
})();";

async fn files(page: &Page) -> (Vec<Value>, Value) {
    let mut told: Value = page.ask_later(FILES, vec![]).await;
    let Some(Value::Array(files)) = told.get_mut("files").map(Value::take) else { panic!("{told}") };
    (files, told["protocols"].take())
}

fn check_files(front: Front) {
    let source = Source::of("runner").with("url", "/api/events");
    Setup::with([source]).behind(front).run(async |page, _| {
        page.until_link("box", "live").await;
        let (files, protocols) = files(page).await;
        assert_eq!(protocols, json!(["h2"]), "{files:#?}");
        let kinds = [
            ("/", "text/html"),
            (".css", "text/css"),
            (".js", "text/javascript"),
            (".wasm", "application/wasm"),
            (".json", "application/json"),
        ];
        for (end, kind) in kinds {
            let found: Vec<&Value> = files.iter().filter(|file| file["path"].as_str().is_some_and(|path| path.ends_with(end))).collect();
            assert!(!found.is_empty(), "{end}: {files:#?}");
            for file in found.iter().filter(|file| file["status"] == 200) {
                let header = |name: &str| file["headers"][name].as_str().unwrap_or_default();
                assert!(header("content-type").starts_with(kind), "{file:#}");
                let keeps = if file["path"].as_str().is_some_and(|path| path.contains("/assets/")) { "immutable" } else { "no-cache" };
                assert!(header("cache-control").contains(keeps), "{file:#}");
                assert!(header("content-encoding") == "br" || end == ".json", "{file:#}");
                assert!(header("content-security-policy").contains("frame-ancestors 'self' https://portal.example"), "{file:#}");
            }
        }
        let gone: Vec<&Value> = files.iter().filter(|file| file["status"] == 404).collect();
        assert_eq!(gone.len(), 1, "{files:#?}");
        assert!(!gone[0]["headers"]["cache-control"].as_str().unwrap_or_default().contains("immutable"), "{:#}", gone[0]);
    });
}

/// What the server says of each file that the list of the elements names.
const ELEMENTS: &str = "
const done = arguments[arguments.length - 1];
(async () => {
  const { files } = await (await fetch('/elements/files.json')).json();
  const told = files.filter(({ path }) => /\\.(js|wasm)$/.test(path)).map(async (file) => {
    const answer = await fetch('/elements/' + file.path, { integrity: file.integrity, cache: 'reload' });
    return { ...file, status: answer.status, headers: Object.fromEntries(answer.headers) };
  });
  done(await Promise.all(told));
})();";

fn check_elements(front: Front) {
    Setup::with([]).behind(front).run(async |page, _| {
        let files: Vec<Value> = page.ask_later(ELEMENTS, vec![]).await;
        assert!(files.iter().any(|file| file["path"] == "fleetglass.js") && files.len() > 3, "{files:#?}");
        for file in &files {
            let header = |name: &str| file["headers"][name].as_str().unwrap_or_default();
            assert_eq!((&file["status"], header("access-control-allow-origin")), (&json!(200), "*"), "{file:#}");
            assert_eq!(header("cross-origin-resource-policy"), "cross-origin", "{file:#}");
            let keeps = if file["path"].as_str().is_some_and(|path| path.starts_with("assets/")) { "immutable" } else { "no-cache" };
            assert!(header("cache-control").contains(keeps), "{file:#}");
            assert_eq!(header("content-encoding"), "br", "{file:#}");
        }
    });
}

fn check_streams(front: Front) {
    let others: Vec<String> = (1..=8).map(|n| format!("exec-20{n}")).collect();
    let threads = Source::of("threads").with("url", "/api/executions/{id}/threads/stream");
    let many = threads.clone().named("many").with("ids", others);
    Setup::with([threads, many]).behind(front).at("#/threads").run(async |page, sim| {
        sim.until_open("threads", 9).await;
        for line in 1..=3 {
            // Each is seen before the next is sent: a buffer on the way would hold it.
            sim.say("architect", line, &format!("line {line} of three\n"));
            page.until_says(&format!("line {line} of three")).await;
        }
        page.close_tab().await;
        sim.until_nobody_is_here().await;
    });
}

macro_rules! behind_both {
    ($($name:ident($check:ident);)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn behind_nginx() {
                $check(Front::Nginx);
            }

            #[test]
            fn behind_caddy() {
                $check(Front::Caddy);
            }
        })*
    };
}

behind_both! {
    each_file_has_its_type_comes_compressed_and_is_kept_as_long_as_it_may(check_files);
    the_elements_are_for_pages_of_other_origins_and_come_as_their_list_says(check_elements);
    more_than_six_streams_arrive_event_by_event(check_streams);
}
