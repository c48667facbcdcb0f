//! What in a log leads somewhere: OSC 8, and addresses as they stand in the text.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_core::state::log::address::addresses;
use fleetglass_core::state::log::{Logs, Meta};

#[test]
fn addresses_are_found_without_the_sentence_around_them() {
    for (text, expect) in [
        ("see https://x.example/a?b=c#d now", &["https://x.example/a?b=c#d"][..]),
        ("https://x.example.", &["https://x.example"]),
        ("(https://x.example/a)", &["https://x.example/a"]),
        ("https://x.example/a_(b)", &["https://x.example/a_(b)"]),
        ("[text](https://x.example/a).", &["https://x.example/a"]),
        ("[https://x.example/a]", &["https://x.example/a"]),
        ("\"https://x.example/a\", 'http://b'", &["https://x.example/a", "http://b"]),
        ("<https://x.example/a>", &["https://x.example/a"]),
        ("{\"url\":\"https://x.example/a\"}", &["https://x.example/a"]),
        ("url=http://127.0.0.1:8080/x;", &["http://127.0.0.1:8080/x"]),
        ("http://[::1]:80/", &["http://[::1]:80/"]),
        ("HTTP://X.EXAMPLE", &["HTTP://X.EXAMPLE"]),
        ("write to mailto:a@x.example, or mailto:nobody", &["mailto:a@x.example"]),
        ("https://x.example/日本。次", &["https://x.example/日本"]),
        ("见https://x.example", &["https://x.example"]),
        ("→https://x.example…", &["https://x.example"]),
        ("https://x.example?u=https://y.example", &["https://x.example?u=https://y.example"]),
        ("https://x.example,https://y.example", &["https://x.example,https://y.example"]),
        ("http://x\u{202e}gpj.exe", &["http://x"]),
        ("https:// http:/x http:x https://. https://?", &[]),
        ("xhttps://x shttp://x 1http://x javascript:alert(1) file:///x ftp://x", &[]),
        ("a:b :: http mailto:a http:", &[]),
    ] {
        assert_eq!(addresses(text).map(|range| &text[range]).collect::<Vec<_>>(), expect, "{text}");
    }
}

#[test]
fn a_link_leads_where_it_says_if_that_may_be_followed() {
    let links = |text: &str| {
        let mut logs = Logs::default();
        let ix = logs.open("u");
        logs.write(ix, text, Meta::default());
        let row = logs.get(ix).unwrap().rows().next_back().unwrap();
        row.spans.iter().map(|span| (span.start, span.link.map(str::to_owned))).collect::<Vec<_>>()
    };
    let to = |address: &str| Some(address.to_owned());
    for (text, expect) in [
        ("a\x1b]8;;https://x.example/é\x1b\\b\x1b]8;;\x1b\\c", vec![(1, to("https://x.example/é")), (2, None)]),
        ("\x1b]8;id=1:x=2;mailto:a@x\x07b", vec![(0, to("mailto:a@x"))]),
        ("\x1b]8;;HTTP://x;y\x07b", vec![(0, to("HTTP://x;y"))]),
        ("\x1b]8;;https://x\x07a\x1b]8;;https://y\x07b", vec![(0, to("https://x")), (1, to("https://y"))]),
        ("\x1b]8;;https://x\x07a\x1b[1mb\x1b[0mc", vec![(0, to("https://x")), (1, to("https://x")), (2, to("https://x"))]),
        ("\x1b]8;;https://x\x07a\x1b]8;;javascript:alert(1)\x07b", vec![(0, to("https://x")), (1, None)]),
        ("\x1b]8;;javascript:alert(1)\x07b", vec![]),
        ("\x1b]8;;data:text/html,x\x07b", vec![]),
        ("\x1b]8;;file:///etc/passwd\x07b", vec![]),
        ("\x1b]8;;//x.example\x07b", vec![]),
        ("\x1b]8;;https://x y\x07b", vec![]),
        ("\x1b]9;;https://x\x07b", vec![]),
        ("\x1b]8;https://x\x07b", vec![]),
        ("\x1bP8;;https://x\x1b\\b", vec![]),
        ("\x1b]8;;https://x\x18b", vec![]),
        ("\x1b]8;;https://x\nb", vec![]),
        ("\x1b]8;;https://x\x1b[31mb", vec![(0, None)]),
        ("\x1b]8;;https://x\ra/\x07b", vec![(0, to("https://xa/"))]),
    ] {
        assert_eq!(links(text), expect, "{text:?}");
    }
}
