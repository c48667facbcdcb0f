//! Every rule of "Interpreting an event stream" (WHATWG HTML 9.2.6) as a named case.

use crate::check::{check, check_end, comment, message};
use crate::seen::{Seen, event, feed};
use fleetglass_core::sse::Parser;

#[test]
fn the_standards_own_examples_read_as_it_says() {
    check("data: YHOO\ndata: +2\ndata: 10\n\n", &[message("YHOO\n+2\n10")]);
    let input = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
    check(input, &[comment("test stream"), event("message", "first event", "1"), message("second event"), message(" third event")]);
    check("data\n\ndata\ndata\n\ndata:", &[message(""), message("\n")]);
    check("data:test\n\ndata: test\n\n", &[message("test"), message("test")]);
}

#[test]
fn one_leading_byte_order_mark_is_stripped() {
    check("\u{feff}data: a\n\n", &[message("a")]);
    check("\u{feff}: a\n", &[comment("a")]);
}

#[test]
fn a_second_byte_order_mark_belongs_to_the_field_name() {
    check("\u{feff}\u{feff}data: a\n\ndata: b\n\n", &[message("b")]);
}

#[test]
fn a_byte_order_mark_later_is_text() {
    check("data: a\n\n\u{feff}data: b\n\ndata: \u{feff}c\n\n", &[message("a"), message("\u{feff}c")]);
}

#[test]
fn half_a_byte_order_mark_is_a_bad_field_name() {
    check(b"\xEF\xBBdata: a\n\ndata: b\n\n", &[message("b")]);
    check(b"\xEF\xBB", &[]);
}

#[test]
fn cr_lf_and_crlf_end_lines_alike() {
    for end in ["\n", "\r", "\r\n"] {
        check(format!("data: a{end}data: b{end}{end}data: c{end}{end}"), &[message("a\nb"), message("c")]);
    }
    check("data: a\rdata: b\ndata: c\r\n\rdata: d\n\r\n", &[message("a\nb\nc"), message("d")]);
}

#[test]
fn a_crlf_split_between_chunks_ends_one_line() {
    let mut parser = Parser::new();
    let seen = feed(&mut parser, [&b"data: a\r"[..], b"\ndata: b\r", b"\n\r", b"\n"]);
    assert_eq!(seen, [message("a\nb")]);
}

#[test]
fn an_event_ends_at_cr_without_waiting_for_lf() {
    let mut parser = Parser::new();
    assert_eq!(feed(&mut parser, [&b"data: a\r\n\r"[..]]), [message("a")]);
    assert_eq!(feed(&mut parser, [&b"\ndata: b\r\r"[..]]), [message("b")]);
}

#[test]
fn lf_then_cr_are_two_line_ends() {
    check("data: a\n\rdata: b\n\n", &[message("a"), message("b")]);
}

#[test]
fn an_event_without_data_is_not_dispatched_and_forgets_its_type() {
    check("event: a\n\ndata: b\n\n", &[message("b")]);
    check("\n\n\r\r\n\ndata: b\n\n", &[message("b")]);
}

#[test]
fn the_event_type_returns_to_message_after_an_event() {
    check("event: a\ndata: 1\n\ndata: 2\n\n", &[event("a", "1", ""), message("2")]);
}

#[test]
fn the_last_event_type_of_a_block_counts_and_an_empty_one_is_message() {
    check("event: a\nevent: b\ndata: 1\n\n", &[event("b", "1", "")]);
    check("event: a\nevent\ndata: 1\n\nevent: a\nevent: \ndata: 2\n\n", &[message("1"), message("2")]);
}

#[test]
fn one_space_after_the_colon_is_stripped_and_nothing_else() {
    check("data:a\ndata: b\ndata:  c\ndata:\td\ndata: e \n\n", &[message("a\nb\n c\n\td\ne ")]);
    check("event:  a\ndata: \u{a0}b\n\n", &[event(" a", "\u{a0}b", "")]);
}

#[test]
fn only_the_first_colon_ends_the_field_name() {
    check("data:: a:b\n\nevent: c:d\ndata:e\n\n", &[message(": a:b"), event("c:d", "e", "")]);
}

#[test]
fn a_line_without_a_colon_is_a_field_without_a_value() {
    check_end("id: 1\ndata\n\nid\ndata\n\n", &[event("message", "", "1"), message("")], ("", None));
}

#[test]
fn field_names_are_compared_exactly() {
    check("Data: a\nDATA: b\n data: c\ndata : d\ndatab: e\ndat: f\nevents: g\nx\n\ndata: h\n\n", &[message("h")]);
    check_end("ids: 1\ni: 2\nID: 3\nretryy: 4\nRetry: 5\ndata\n\n", &[message("")], ("", None));
}

#[test]
fn a_comment_gives_its_text_and_ends_no_block() {
    check(":\n: a\n:b\n:  c\n:: d\n", &[comment(""), comment("a"), comment("b"), comment(" c"), comment(": d")]);
    check("data: a\n:x\ndata: b\n\n", &[comment("x"), message("a\nb")]);
}

#[test]
fn an_id_stays_until_another_one_comes() {
    let expect = [event("message", "a", "1"), event("message", "b", "1"), event("message", "c", "2"), message("d")];
    check_end("id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\nid:\ndata: d\n\n", &expect, ("", None));
}

#[test]
fn an_id_counts_at_its_blank_line_also_without_data() {
    check_end("id: 7\n\n", &[], ("7", None));
    check_end("id: 7\n\ndata: a\n\n", &[event("message", "a", "7")], ("7", None));
}

#[test]
fn the_id_of_an_unfinished_block_does_not_count() {
    check_end("id: 1\ndata: a\n\nid: 2\ndata: b\n", &[event("message", "a", "1")], ("1", None));
    check_end("id: 2", &[], ("", None));
}

#[test]
fn an_id_with_nul_is_ignored() {
    check_end("id: 1\n\nid: 2\0\ndata: a\n\nid:\0\n\n", &[event("message", "a", "1")], ("1", None));
}

#[test]
fn ids_are_opaque_text() {
    check_end("id: 1795318259:1 ä\n\n", &[], ("1795318259:1 ä", None));
}

#[test]
fn a_retry_is_in_force_at_its_line() {
    check_end("retry: 1500\n", &[Seen::Retry(1500)], ("", Some(1500)));
    check_end("data: a\nretry: 0\nretry: 007\n", &[Seen::Retry(0), Seen::Retry(7)], ("", Some(7)));
}

#[test]
fn a_retry_that_is_not_all_digits_is_ignored() {
    for bad in ["", "-1", "+1", "1.5", "1e3", "1 ", " 1", "1s", "0x1", "٣", "1\0"] {
        check_end(&format!("retry: 5\nretry: {bad}\n"), &[Seen::Retry(5)], ("", Some(5)));
    }
    check_end("retry: 5\nretry\nretry:\n", &[Seen::Retry(5)], ("", Some(5)));
}

#[test]
fn a_retry_too_large_is_the_largest() {
    check_end("retry: 18446744073709551615\n", &[Seen::Retry(u64::MAX)], ("", Some(u64::MAX)));
    check_end("retry: 99999999999999999999999999\n", &[Seen::Retry(u64::MAX)], ("", Some(u64::MAX)));
}

#[test]
fn an_unfinished_block_at_the_end_is_dropped() {
    check("data: a\n\ndata: b\n", &[message("a")]);
    check("data: a\n\ndata: b", &[message("a")]);
}

#[test]
fn nul_in_data_and_event_types_is_kept() {
    check("event: a\0b\ndata: c\0d\n\n", &[event("a\0b", "c\0d", "")]);
}

#[test]
fn invalid_utf8_becomes_replacement_characters() {
    check(b"data: a\xFFb\n\n", &[message("a\u{fffd}b")]);
    // A truncated sequence is one character, bytes that cannot begin one are one each.
    check(b"data: \xF0\x9F\x98\ndata: \xE2\x82x\ndata: \xED\xA0\x80\n\n", &[message("\u{fffd}\n\u{fffd}x\n\u{fffd}\u{fffd}\u{fffd}")]);
    check(b"event: \xC0\nid: \x80\ndata: \xF5\n\n", &[event("\u{fffd}", "\u{fffd}", "\u{fffd}")]);
    check(b": \xFF\n", &[comment("\u{fffd}")]);
}

#[test]
fn a_character_split_between_chunks_is_whole() {
    check("event: ünï\ndata: 😀 é\nid: ✓\n: ☎\n\n", &[comment("☎"), event("ünï", "😀 é", "✓")]);
}
