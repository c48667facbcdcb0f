//! `--auth`: what each document demands, and CORS of the second port.

use crate::http;
use crate::sim::{STREAMS, Sim, path};
use serde_json::{Value, json};

#[test]
fn every_api_demands_what_its_document_says_and_no_more() {
    let sim = Sim::start(&["--auth", "--still"]);
    let key = format!("{}?key=fleetglass", path("agent-status"));
    let wrong_key = format!("{}?key=guess", path("agent-status"));
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], u16);
    let cases: &[Case<'_>] = &[
        (path("agent-workspace"), &[], 401),
        (path("agent-workspace"), &[("Cookie", "session=other")], 401),
        (path("agent-workspace"), &[("Cookie", "theme=dark; session=fleetglass")], 200),
        (path("agent-status"), &[], 403),
        (path("agent-status"), &[("X-Status-Key", "guess")], 403),
        (path("agent-status"), &[("X-Status-Key", "fleetglass")], 200),
        (&wrong_key, &[], 403),
        (&key, &[], 200),
        (path("agent-execution"), &[], 401),
        (path("agent-execution"), &[("Authorization", "Bearer fleetglass")], 200),
        (path("workflow-execution"), &[("Authorization", "Basic fleetglass")], 401),
        (path("workflow-execution"), &[("Authorization", "Bearer fleetglass")], 200),
        (path("threads"), &[], 200),
        (path("runner"), &[], 200),
    ];
    for (path, headers, status) in cases {
        assert_eq!(http::open(sim.ports[0], path, headers).head.status, *status, "{path} {headers:?}");
    }
    let (_, body) = sim.get(path("agent-status"), &[]);
    assert_eq!(body, r#"{"detail":"Invalid or missing status API key"}"#);
    let (head, body) = sim.get(path("agent-execution"), &[("Accept", "text/event-stream")]);
    assert_eq!((head.get("content-type"), serde_json::from_str::<Value>(&body).is_ok()), ("application/json", true));
}

#[test]
fn the_login_sets_the_cookie_that_opens_api_1() {
    let sim = Sim::start(&["--auth", "--still"]);
    let (head, body) = sim.get("/sim/login", &[]);
    let cookie = head.get("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(head.get("content-type").starts_with("text/plain") && body.contains("Signed in"), "{body}");
    let pair = cookie.split(';').next().expect("a pair");
    assert_eq!(http::open(sim.ports[0], path("agent-workspace"), &[("Cookie", pair)]).head.status, 200);
    assert!(sim.get("/sim/logout", &[]).0.get("set-cookie").contains("Max-Age=0"));
}

#[test]
fn without_auth_nothing_is_demanded() {
    let sim = Sim::start(&["--still"]);
    for (api, _) in STREAMS {
        assert_eq!(sim.open(api).head.status, 200, "{api}");
    }
}

#[test]
fn the_second_port_lets_only_pages_of_the_first_read_it() {
    let sim = Sim::start(&["--still"]);
    let own = format!("http://127.0.0.1:{}", sim.ports[0]);
    let open = |origin: &str| http::open(sim.ports[1], path("agent-status"), &[("Origin", origin)]).head;
    let head = open(&own);
    assert_eq!(head.get("access-control-allow-origin"), own);
    assert_eq!(head.get("access-control-allow-credentials"), "true");
    assert_eq!(head.get("access-control-expose-headers"), "Retry-After, Content-Type");
    assert_eq!(open("http://evil.example").get("access-control-allow-origin"), "");
    let preflight = |origin: &str| {
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "GET"),
            ("Access-Control-Request-Headers", "authorization,last-event-id"),
        ];
        http::fetch(sim.ports[1], "OPTIONS", path("agent-execution"), &headers, "").expect("an answer").0
    };
    let head = preflight(&own);
    assert_eq!((head.status, head.get("access-control-allow-origin")), (204, own.as_str()));
    for name in ["X-Status-Key", "Authorization", "Last-Event-ID", "Accept"] {
        assert!(head.get("access-control-allow-headers").contains(name), "{name}");
    }
    assert_eq!(preflight("http://evil.example").get("access-control-allow-origin"), "");
}

#[test]
fn refusals_can_be_read_across_ports_and_no_secret_is_shown() {
    let sim = Sim::start(&["--auth", "--still"]);
    let own = format!("http://127.0.0.1:{}", sim.ports[0]);
    let refused =
        http::open(sim.ports[1], &format!("{}?key=sesame", path("agent-status")), &[("Origin", &own), ("Authorization", "Bearer sesame")]);
    assert_eq!((refused.head.status, refused.head.get("access-control-allow-origin")), (403, own.as_str()));
    let stats = sim.stats("agent-status");
    assert_eq!((&stats["query"], &stats["authorization"], &stats["port"]), (&json!("key=***"), &json!(true), &json!(2)));
    assert!(!sim.get("/sim/stats", &[]).1.contains("sesame"));
    let (_, config) = sim.get("/config.json", &[]);
    assert!(!config.contains("fleetglass"), "{config}");
}
