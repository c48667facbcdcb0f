//! The page, its policy, its configuration, and its reload.

use crate::http;
use crate::sim::Sim;
use fleetglass_core::config::Config;
use fleetglass_core::protocol::Api;
use serde_json::Value;
use std::path::PathBuf;

/// A folder with a page, gone after the test.
struct Dist(PathBuf);

impl Dist {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("fleetglass-dist-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for (file, text) in [
            ("index.html", "<!doctype html><body><p>page</p></body>"),
            ("boot.js", "export {}"),
            ("app-0123456789abcdef.js", "export {}"),
            ("app-0123456789abcdef_bg.wasm", "\0asm"),
        ] {
            std::fs::write(folder.join(file), text).expect("a file");
        }
        Self(folder)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_page_comes_under_the_strict_policy_with_the_second_port_in_it() {
    let dist = Dist::new("policy");
    let sim = Sim::start(&["--still", "--dist", dist.path()]);
    let (head, body) = sim.get("/", &[]);
    assert_eq!((head.status, head.get("content-type"), head.get("cache-control")), (200, "text/html; charset=utf-8", "no-cache"));
    assert!(body.contains("<p>page</p>") && !body.contains("dev-reload"), "{body}");
    let policy = head.get("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "require-trusted-types-for 'script'",
        "trusted-types fleetglass",
        "base-uri 'none'",
        &format!("connect-src 'self' http://127.0.0.1:{}", sim.ports[1]),
    ] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!(head.get("x-content-type-options"), "nosniff");
}

#[test]
fn another_policy_or_none_comes_with_the_files_and_any_page_may_read_those_of_the_second_port() {
    let dist = Dist::new("portal");
    let sim = Sim::start(&["--still", "--dist", dist.path(), "--policy", "default-src 'self' {second}"]);
    let (head, _) = sim.get("/", &[]);
    assert_eq!(head.get("content-security-policy"), format!("default-src 'self' http://127.0.0.1:{}", sim.ports[1]));
    assert_eq!(head.get("access-control-allow-origin"), "");
    let (head, _) = http::fetch(sim.ports[1], "GET", "/boot.js", &[("Origin", "https://portal.example")], "").expect("an answer");
    assert_eq!((head.get("access-control-allow-origin"), head.get("cross-origin-resource-policy")), ("*", "cross-origin"));
    let sim = Sim::start(&["--still", "--dist", dist.path(), "--policy", ""]);
    assert_eq!(sim.get("/", &[]).0.get("content-security-policy"), "");
}

#[test]
fn files_have_the_right_types_and_hashed_ones_are_kept() {
    let dist = Dist::new("types");
    let sim = Sim::start(&["--still", "--dist", dist.path()]);
    for (path, media_type, kept) in [
        ("/boot.js", "text/javascript; charset=utf-8", false),
        ("/app-0123456789abcdef.js", "text/javascript; charset=utf-8", true),
        ("/app-0123456789abcdef_bg.wasm", "application/wasm", true),
    ] {
        let (head, _) = sim.get(path, &[]);
        assert_eq!((head.get("content-type"), head.get("cache-control").contains("immutable")), (media_type, kept), "{path}");
    }
    for path in ["/missing.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd"] {
        assert_eq!(sim.get(path, &[]).0.status, 404, "{path}");
    }
}

#[test]
fn without_a_page_the_server_says_what_is_missing() {
    let sim = Sim::start(&["--still"]);
    let (head, body) = sim.get("/", &[]);
    assert!(head.status == 404 && body.contains("--dist"), "{body}");
}

#[test]
fn the_configuration_is_read_by_the_page_without_a_word_and_splits_the_streams() {
    for args in [&["--still"][..], &["--still", "--auth"]] {
        let sim = Sim::start(args);
        let (head, text) = sim.get("/config.json", &[]);
        assert_eq!(head.get("cache-control"), "no-store");
        let read = Config::read(&text);
        assert_eq!((read.problems, read.sources.len()), (vec![], 6));
        let config: Value = serde_json::from_str(&text).expect("JSON");
        let sources = config["sources"].as_array().expect("sources");
        let second = format!("http://127.0.0.1:{}/", sim.ports[1]);
        let on_second = sources.iter().filter(|source| source["url"].as_str().is_some_and(|url| url.starts_with(&second))).count();
        assert_eq!((config["version"].as_u64(), sources.len(), on_second), (Some(1), 6, 3));
        for source in sources {
            let url = source["url"].as_str().expect("a url").replace("{id}", source["ids"][0].as_str().unwrap_or_default());
            let (port, path) = url.strip_prefix(&second).map_or((sim.ports[0], url.as_str()), |path| (sim.ports[1], path));
            let found = Api::recognise(&format!("/{path}")).expect("a documented path");
            assert_eq!(source["api"], found.api.name());
            let headers: &[(&str, &str)] = match source["auth"]["name"].as_str() {
                Some("Authorization") => &[("Authorization", "Bearer fleetglass")],
                Some(name) => &[(name, "fleetglass")],
                None => &[("Cookie", "session=fleetglass")],
            };
            assert_eq!(http::open(port, &format!("/{path}"), headers).head.status, 200, "{url}");
        }
    }
}

#[test]
fn a_page_in_development_reloads_when_it_was_built_again() {
    let dist = Dist::new("reload");
    let sim = Sim::start(&["--still", "--dev", "--dist", dist.path()]);
    let (_, body) = sim.get("/", &[]);
    assert!(body.contains(r#"<script type="module" src="dev-reload.js"></script></body>"#), "{body}");
    assert!(sim.get("/dev-reload.js", &[]).1.contains("location.reload"));
    let mut stream = http::open(sim.ports[0], "/dev/reload", &[]);
    stream.comment("watching");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(5);
    let index = std::fs::File::options().write(true).open(dist.0.join("index.html")).expect("the page");
    index.set_modified(later).expect("a new time");
    assert_eq!(stream.event().name, "reload");
    assert_eq!(Sim::start(&["--still"]).get("/dev/reload", &[]).0.status, 404);
}
