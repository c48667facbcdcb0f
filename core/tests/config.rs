//! `config.json`: every key, every default, every mistake named with its path, and back again.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_core::config::{Auth, Config, Credentials, LogBudget, Source, Transport, encode};
use fleetglass_core::protocol::{Api, AuthKind};
use proptest::collection::vec;
use proptest::prelude::*;

/// Reads one source with these keys besides the required ones.
fn source(keys: &str) -> Config {
    Config::read(&format!(r#"{{"version":1,"sources":[{{"id":"a","api":"threads","url":"/t"{keys}}}]}}"#))
}

fn problems(config: &Config) -> Vec<String> {
    config.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_source_needs_id_api_and_url_and_the_rest_has_defaults() {
    let config = source("");
    assert_eq!((config.sources.as_slice(), config.problems.len()), ([Source::new("a", Api::Threads, "/t")].as_slice(), 0));
    let held = &config.sources[0];
    assert_eq!((held.name.as_str(), held.transport, held.credentials), ("a", Transport::Auto, Credentials::SameOrigin));
    for missing in ["id", "api", "url"] {
        let config = Config::read(&r#"{"sources":[{"id":"a","api":"threads","url":"/t"}]}"#.replace(&format!("\"{missing}\""), "\"name\""));
        assert_eq!(config.sources, [], "{missing}");
        assert!(problems(&config).contains(&format!("sources[0].{missing}: is missing")), "{:?}", problems(&config));
    }
}

#[test]
fn the_defaults_of_auth_and_heartbeat_are_those_of_the_document() {
    for (api, kind, name, prefix, heartbeat_ms) in [
        ("agent-workspace", AuthKind::Cookie, "", "", 15_000),
        ("agent-status", AuthKind::Header, "X-Status-Key", "", 30_000),
        ("threads", AuthKind::None, "", "", 15_000),
        ("agent-execution", AuthKind::Header, "Authorization", "Bearer ", 15_000),
        ("workflow-execution", AuthKind::Header, "Authorization", "Bearer ", 15_000),
        ("runner", AuthKind::None, "", "", 30_000),
    ] {
        let config = Config::read(&format!(r#"{{"sources":[{{"id":"a","api":"{api}","url":"/t"}}]}}"#));
        let held = &config.sources[0];
        assert_eq!(held.auth, Auth { kind, name: name.to_owned(), prefix: prefix.to_owned() }, "{api}");
        assert_eq!((held.heartbeat_ms, held.api.name()), (heartbeat_ms, api));
    }
}

#[test]
fn every_key_is_read() {
    let config = source(
        r#","name":"A","ids":["x"],"threadIds":["t"],"transport":"fetch","credentials":"include","auth":{"kind":"header","name":"X-Key","prefix":"k "},"heartbeatMs":5000,"answerUrl":"https://x.example/{executionId}/{threadId}""#,
    );
    assert_eq!(problems(&config), [""; 0]);
    let mut expect = Source::new("a", Api::Threads, "/t");
    (expect.name, expect.ids, expect.thread_ids) = ("A".to_owned(), vec!["x".to_owned()], vec!["t".to_owned()]);
    (expect.transport, expect.credentials, expect.heartbeat_ms) = (Transport::Fetch, Credentials::Include, 5000);
    expect.auth = Auth { kind: AuthKind::Header, name: "X-Key".to_owned(), prefix: "k ".to_owned() };
    expect.answer_url = Some("https://x.example/{executionId}/{threadId}".to_owned());
    assert_eq!(config.sources, [expect]);
}

#[test]
fn auth_may_be_given_in_part() {
    for (api, auth, expect) in [
        ("agent-status", r#"{"kind":"query"}"#, (AuthKind::Query, "key", "")),
        ("agent-status", r#"{"kind":"header"}"#, (AuthKind::Header, "X-Status-Key", "")),
        ("agent-execution", r#"{"kind":"header"}"#, (AuthKind::Header, "Authorization", "Bearer ")),
        ("runner", r#"{"kind":"header","name":"authorization"}"#, (AuthKind::Header, "authorization", "Bearer ")),
        ("runner", r#"{"kind":"header","name":"Authorization","prefix":""}"#, (AuthKind::Header, "Authorization", "")),
        ("runner", r#"{"kind":"cookie"}"#, (AuthKind::Cookie, "", "")),
        ("agent-execution", r#"{"kind":"none","name":null}"#, (AuthKind::None, "Authorization", "")),
        ("agent-workspace", "null", (AuthKind::Cookie, "", "")),
    ] {
        let config = Config::read(&format!(r#"{{"sources":[{{"id":"a","api":"{api}","url":"/t","auth":{auth}}}]}}"#));
        let held = &config.sources[0].auth;
        assert_eq!((held.kind, held.name.as_str(), held.prefix.as_str()), expect, "{api} {auth}: {:?}", problems(&config));
    }
}

#[test]
fn an_unknown_key_warns_and_the_source_works() {
    for (keys, expect) in [
        (r#","colour":"red""#, "sources[0].colour: not a known key"),
        (r#","auth":{"kind":"none","secret":"x"}"#, "sources[0].auth.secret: not a known key"),
    ] {
        let config = source(keys);
        assert_eq!((problems(&config), config.sources.len()), (vec![expect.to_owned()], 1));
        assert!(config.problems[0].is_warning());
    }
    let config = Config::read(r#"{"theme":"dark","sources":[]}"#);
    assert_eq!((problems(&config), config.problems[0].is_warning()), (vec!["theme: not a known key".to_owned()], true));
}

#[test]
fn a_wrong_value_is_named_with_its_path_and_the_other_sources_work() {
    for (keys, expect) in [
        (r#","name":5"#, "sources[1].name: 5 is not a text"),
        (r#","ids":"x""#, r#"sources[1].ids: "x" is not a list of texts"#),
        (r#","ids":["x",5]"#, r#"sources[1].ids: ["x",5] is not a list of texts"#),
        (r#","threadIds":{}"#, "sources[1].threadIds: {} is not a list of texts"),
        (r#","transport":"poll""#, r#"sources[1].transport: "poll" is not auto, eventsource or fetch"#),
        (r#","credentials":true"#, "sources[1].credentials: true is not omit, same-origin or include"),
        (r#","auth":"key""#, r#"sources[1].auth: "key" is not an object"#),
        (r#","auth":{}"#, "sources[1].auth.kind: nothing is not none, cookie, query or header"),
        (r#","auth":{"kind":"magic"}"#, r#"sources[1].auth.kind: "magic" is not none, cookie, query or header"#),
        (r#","auth":{"kind":"header"}"#, "sources[1].auth.name: is missing"),
        (r#","auth":{"kind":"header","name":5}"#, "sources[1].auth.name: 5 is not a text"),
        (r#","auth":{"kind":"none","prefix":[]}"#, "sources[1].auth.prefix: [] is not a text"),
        (r#","heartbeatMs":"15s""#, r#"sources[1].heartbeatMs: "15s" is not a number of milliseconds, 100 at least"#),
        (r#","heartbeatMs":0"#, "sources[1].heartbeatMs: 0 is not a number of milliseconds, 100 at least"),
        (r#","answerUrl":"javascript:alert(1)""#, r#"sources[1].answerUrl: "javascript:alert(1)" is not an http or https address"#),
        (r#","answerUrl":"/answer""#, r#"sources[1].answerUrl: "/answer" is not an http or https address"#),
    ] {
        let json = format!(r#"{{"sources":[{{"id":"ok","api":"runner","url":"/e"}},{{"id":"a","api":"threads","url":"/t"{keys}}}]}}"#);
        let config = Config::read(&json);
        assert_eq!(problems(&config).first().map(String::as_str), Some(expect));
        assert!(!config.problems[0].is_warning());
        assert_eq!(config.sources.iter().map(|held| held.id.as_str()).collect::<Vec<_>>(), ["ok"], "{keys}");
    }
    for (second, expect) in [
        (r#"{"id":"ok","api":"runner","url":"/e"}"#, r#"sources[1].id: "ok" is used twice"#),
        (r#"{"id":"","api":"runner","url":"/e"}"#, r#"sources[1].id: "" is not a text of one character at least"#),
        (
            r#"{"id":"b","api":"poll","url":"/e"}"#,
            r#"sources[1].api: "poll" is not agent-workspace, agent-status, threads, agent-execution, workflow-execution or runner"#,
        ),
        (r#"{"id":"b","api":"runner","url":7}"#, "sources[1].url: 7 is not a text"),
        (r#"{"id":"b","api":"threads","url":"/e/{id}"}"#, "sources[1].ids: is missing"),
        ("5", "sources[1]: 5 is not an object"),
    ] {
        let config = Config::read(&format!(r#"{{"sources":[{{"id":"ok","api":"runner","url":"/e"}},{second}]}}"#));
        assert_eq!((problems(&config), config.sources.len()), (vec![expect.to_owned()], 1));
    }
}

#[test]
fn a_file_that_is_none_is_named_and_nothing_is_opened() {
    for (json, expect) in [
        ("[]", ": [] is not an object"),
        (r#"{"version":2,"sources":[]}"#, "version: 2 is not 1"),
        ("{}", "sources: is missing"),
        (r#"{"sources":{}}"#, "sources: {} is not a list"),
    ] {
        let config = Config::read(json);
        assert_eq!((problems(&config), config.sources.len()), (vec![expect.to_owned()], 0));
    }
    assert!(problems(&Config::read("{\n\"sources\": [,]}"))[0].contains("line 2"));
}

#[test]
fn a_long_value_is_shown_in_part() {
    let config = source(&format!(r#","transport":"{}""#, "é".repeat(500)));
    assert!(problems(&config)[0].chars().count() < 150);
}

#[test]
fn one_address_holds_a_stream_for_each_id() {
    let mut held = Source::new("s", Api::Threads, "/api/executions/{id}/threads/stream?x=1");
    held.ids = vec!["a/b".to_owned(), "ü".to_owned()];
    held.thread_ids = vec!["t,1".to_owned(), "u".to_owned()];
    let address = |id: &str| format!("/api/executions/{id}/threads/stream?x=1&threadIds=t%2C1,u");
    assert_eq!(held.streams(), [(Some("a/b".to_owned()), address("a%2Fb")), (Some("ü".to_owned()), address("%C3%BC"))]);
}

#[test]
fn the_subject_is_what_the_address_shows_else_the_source_where_one_is_needed() {
    for (api, url, expect) in [
        (Api::Threads, "/api/executions/exec%201/threads/stream", Some("exec 1")),
        (Api::Threads, "/proxy", None),
        (Api::AgentExecution, "https://x.example/api/streaming/agents/my-agent/stream", Some("my-agent")),
        (Api::AgentExecution, "/proxy", Some("s")),
        (Api::WorkflowExecution, "/proxy?x={y}", Some("s")),
        (Api::AgentStatus, "/api/v1/agent/status/stream", None),
        (Api::Runner, "/api/events", None),
    ] {
        assert_eq!(Source::new("s", api, url).streams(), [(expect.map(str::to_owned), url.to_owned())]);
    }
}

#[test]
fn a_prompt_is_answered_at_http_addresses_only_and_ids_cannot_leave_their_place() {
    let mut held = Source::new("s", Api::Threads, "/t");
    for (template, unit, expect) in [
        ("https://x.example/{executionId}/{threadId}", "e/t", Some("https://x.example/e/t")),
        ("HTTPS://x.example/{id}", "e/a%2Fb", Some("HTTPS://x.example/a%2Fb")),
        ("http://x.example/?u={id}&e={executionId}", "a&b/../c", Some("http://x.example/?u=c&e=a%26b")),
        ("https://x.example/{executionId}", "{threadId}/t", Some("https://x.example/%7BthreadId%7D")),
        ("{executionId}", "https:%2F%2Fevil.example", None),
        ("javascript:{id}", "x", None),
    ] {
        held.answer_url = Some(template.to_owned());
        assert_eq!(held.answer_address(unit).as_deref(), expect, "{template}");
    }
    held.answer_url = None;
    assert_eq!(held.answer_address("e/t"), None);
}

fn any_source() -> impl Strategy<Value = Source> {
    let kind = prop_oneof![Just(AuthKind::None), Just(AuthKind::Cookie), Just(AuthKind::Query), Just(AuthKind::Header)];
    let transport = prop_oneof![Just(Transport::Auto), Just(Transport::EventSource), Just(Transport::Fetch)];
    let credentials = prop_oneof![Just(Credentials::Omit), Just(Credentials::SameOrigin), Just(Credentials::Include)];
    let texts = || vec(".{0,5}", 0..3);
    let first = (".{1,5}", ".{0,5}", 0..6_usize, ".{1,9}", texts(), texts());
    let answer = proptest::option::of("https?://[a-z{}]{0,9}");
    (first, transport, credentials, (kind, ".{1,5}", ".{0,5}"), 100..1_000_000_u64, answer).prop_map(
        |((id, name, api, url, ids, thread_ids), transport, credentials, (kind, auth_name, prefix), heartbeat_ms, answer_url)| Source {
            name,
            ids,
            thread_ids,
            transport,
            credentials,
            auth: Auth { kind, name: auth_name, prefix },
            heartbeat_ms,
            answer_url,
            ..Source::new(&id, Api::ALL[api], &url)
        },
    )
}

#[test]
fn logs_have_a_budget_that_can_be_set() {
    let usual = LogBudget { log_mb: 192, page_mb: 512 };
    for (json, expect, wrong) in [
        ("", usual, None),
        (r#","logs":{}"#, usual, None),
        (r#","logs":null"#, usual, None),
        (r#","logs":{"logMb":64}"#, LogBudget { log_mb: 64, ..usual }, None),
        (r#","logs":{"logMb":8,"pageMb":3072}"#, LogBudget { log_mb: 8, page_mb: 3072 }, None),
        (r#","logs":{"pageMb":null}"#, usual, None),
        (
            r#","logs":{"logMb":7,"pageMb":99}"#,
            LogBudget { page_mb: 99, ..usual },
            Some("logs.logMb: 7 is not a whole number of megabytes, 8 to 3072"),
        ),
        (r#","logs":{"pageMb":3073}"#, usual, Some("logs.pageMb: 3073 is not a whole number of megabytes, 8 to 3072")),
        (r#","logs":{"pageMb":"64"}"#, usual, Some("logs.pageMb: \"64\" is not a whole number of megabytes, 8 to 3072")),
        (r#","logs":{"pageMb":64.5}"#, usual, Some("logs.pageMb: 64.5 is not a whole number of megabytes, 8 to 3072")),
        (r#","logs":{"lines":5}"#, usual, Some("logs.lines: not a known key")),
        (r#","logs":5"#, usual, Some("logs: 5 is not an object")),
    ] {
        let config = Config::read(&format!(r#"{{"sources":[{{"id":"a","api":"threads","url":"/t"}}]{json}}}"#));
        assert_eq!((config.logs, config.sources.len()), (expect, 1), "{json}");
        assert_eq!(problems(&config), Vec::from_iter(wrong), "{json}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_as_it_was(
        mut sources in vec(any_source(), 0..4),
        log_mb in prop_oneof![Just(192_u32), 8_u32..3073],
        page_mb in prop_oneof![Just(512_u32), 8_u32..3073],
        origins in vec("https?://[a-z]{1,8}(\\.[a-z]{2,4})?(:[1-9][0-9]{1,3})?", 0..3),
    ) {
        for (n, held) in sources.iter_mut().enumerate() {
            held.id = format!("{n}{}", held.id);
            if held.url.contains("{id}") {
                held.ids.push("x".to_owned());
            }
        }
        let logs = LogBudget { log_mb, page_mb };
        let read = Config::read(&Config::write(&sources, logs, &origins));
        prop_assert_eq!(read.problems, []);
        prop_assert_eq!((read.logs, read.embed_origins), (logs, origins));
        prop_assert_eq!(read.sources, sources);
    }

    #[test]
    fn no_text_stops_the_reading(json in ".*", keys in "[\\[\\]{}\":,a-z0-9]{0,60}") {
        let read = [Config::read(&json), source(&format!(",{keys}"))];
        prop_assert!(read.iter().all(|config| config.sources.len() + config.problems.len() > 0));
    }

    #[test]
    fn what_is_encoded_is_decoded_as_it_was(text in ".*") {
        let encoded = encode(&text);
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
        prop_assert_eq!(fleetglass_core::protocol::percent_decode(&encoded), text);
    }
}
