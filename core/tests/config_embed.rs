//! `embed` of `config.json`: who may hold the page in a frame and talk with it.

use fleetglass_core::config::{Config, Problem};

#[test]
fn only_whole_origins_may_hold_the_page_and_talk_with_it() {
    for (json, expect, wrong) in [
        (
            r#"{"origins":["https://portal.example","http://localhost:8080"]}"#,
            vec!["https://portal.example", "http://localhost:8080"],
            None,
        ),
        (r#"{"origins":["HTTPS://Portal.example/"]}"#, vec!["https://portal.example"], None),
        ("{}", vec![], None),
        ("null", vec![], None),
        (r#"{"origins":["*"]}"#, vec![], Some(r#"embed.origins[0]: "*" is not an origin such as https://portal.example"#)),
        (
            r#"{"origins":["https://a.example/x","https://b.example"]}"#,
            vec!["https://b.example"],
            Some(r#"embed.origins[0]: "https://a.example/x" is not an origin such as https://portal.example"#),
        ),
        (
            r#"{"origins":["https://*.example"]}"#,
            vec![],
            Some(r#"embed.origins[0]: "https://*.example" is not an origin such as https://portal.example"#),
        ),
        (r#"{"origins":"https://a.example"}"#, vec![], Some(r#"embed.origins: "https://a.example" is not a list"#)),
        (r#"{"parents":[]}"#, vec![], Some("embed.parents: not a known key")),
        ("5", vec![], Some("embed: 5 is not an object")),
    ] {
        let config = Config::read(&format!(r#"{{"sources":[],"embed":{json}}}"#));
        assert_eq!(config.embed_origins, expect, "{json}");
        assert_eq!(config.problems.iter().map(Problem::to_string).collect::<Vec<_>>(), Vec::from_iter(wrong), "{json}");
    }
}
