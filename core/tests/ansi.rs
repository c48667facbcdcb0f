//! Text with terminal controls: what becomes a line, what becomes style, and what never reaches the page.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_core::state::ansi::{Color, LINE_BYTES, Style};
use fleetglass_core::state::log::{Logs, Meta, Row, RowKind};
use proptest::prelude::*;

/// A line as it is read: its text, where which style and link begin, and whether it was cut.
#[derive(Debug, PartialEq)]
struct Line {
    text: String,
    spans: Vec<(usize, Style, Option<String>)>,
    cut: bool,
}

impl Line {
    fn of(row: Row<'_>) -> Self {
        let spans = row.spans.iter().map(|span| (span.start as usize, span.style, span.link.map(str::to_owned))).collect();
        Self { text: row.text.to_owned(), spans, cut: *row.kind == RowKind::Line { cut: true } }
    }
}

/// The lines of bytes that came in these pieces, the open one last.
fn lines_of_bytes(pieces: &[&[u8]]) -> Vec<Line> {
    let mut logs = Logs::default();
    let ix = logs.open("u");
    pieces.iter().for_each(|piece| logs.write_bytes(ix, piece, Meta::default()));
    logs.get(ix).unwrap().rows().map(Line::of).collect()
}

fn lines(pieces: &[&str]) -> Vec<Line> {
    lines_of_bytes(&pieces.iter().map(|piece| piece.as_bytes()).collect::<Vec<_>>())
}

fn texts(text: &str) -> Vec<String> {
    lines(&[text]).into_iter().map(|line| line.text).collect()
}

/// A line's style stretches: text and style.
fn stretches(text: &str) -> Vec<(String, Style)> {
    let line = lines(&[text]).pop().unwrap();
    let ends = line.spans.iter().skip(1).map(|span| span.0).chain([line.text.len()]);
    let first = line.spans.first().map_or(line.text.len(), |span| span.0);
    let plain = (first > 0).then(|| (line.text[..first].to_owned(), Style::default()));
    let styled = line.spans.iter().zip(ends).map(|(span, end)| (line.text[span.0..end].to_owned(), span.1));
    plain.into_iter().chain(styled).collect()
}

#[test]
fn every_control_is_dropped_and_no_text_is_lost() {
    for (text, expect) in [
        ("plain\n", &["plain"][..]),
        ("a\tb", &["a\tb"]),
        ("a\x00b\x07c\x0bd\x0ee\x7ff", &["abcdef"]),
        ("a\u{80}b\u{85}c\u{9b}31m", &["abc31m"]),
        ("a\n\n\nb", &["a", "", "", "b"]),
        ("a\r\nb\r\n", &["a", "b"]),
        ("10%\r90%\rdone\n", &["done"]),
        ("longer text\rx", &["x"]),
        ("kept\r\n", &["kept"]),
        ("kept\r", &["kept"]),
        ("kept\r\x07\x1b[0m\n", &["kept"]),
        ("kept\r\x08\n", &["kept"]),
        ("abc\x08\x08X", &["aX"]),
        ("é\x08e", &["e"]),
        ("\x08\x08a", &["a"]),
        ("\x1b[31mred\x1b[0m", &["red"]),
        ("\x1b[2K\x1b[1Aup\x1b[?25l\x1b[10;20H", &["up"]),
        ("\x1b]0;title\x07text", &["text"]),
        ("\x1b]0;title\x1b\\text", &["text"]),
        ("\x1b]8;;https://x.example/é\x1b\\link\x1b]8;;\x1b\\", &["link"]),
        ("\x1bPq#0;2;0;0;0\x1b\\text", &["text"]),
        ("\x1b^private ✓\x1b\\\x1b_app\x1b\\\x1bXsos\x1b\\text", &["text"]),
        ("\x1b(B\x1b)0\x1b=\x1b>\x1b7\x1b8\x1bctext", &["text"]),
        ("\x1b[3", &[]),
        ("\x1b[31\x18text", &["text"]),
        ("\x1b]0;ti\x1atext", &["text"]),
        ("\x1béa", &["éa"]),
        ("\x1b[3éa", &["éa"]),
        ("\x1b[<1:2$", &[]),
        ("\x1b[1\x1b[31mred", &["red"]),
        ("\x1b]never ends\nnext", &["", "next"]),
        ("a\x1b[31\nb", &["a", "b"]),
        ("\x1b[31\rm\x1b[1mx", &["x"]),
        ("\u{feff}日本✓🦀", &["\u{feff}日本✓🦀"]),
    ] {
        assert_eq!(texts(text), expect, "{text:?}");
    }
}

#[test]
fn the_codes_of_sgr_are_styles() {
    let plain = Style::default();
    let fg = |fg| Style { fg, ..plain };
    for (codes, expect) in [
        ("1", Style { bold: true, ..plain }),
        ("2", Style { faint: true, ..plain }),
        ("3", Style { italic: true, ..plain }),
        ("4", Style { underline: true, ..plain }),
        ("4:3", Style { underline: true, ..plain }),
        ("7", Style { inverse: true, ..plain }),
        ("9", Style { strike: true, ..plain }),
        ("30", fg(Color::Indexed(0))),
        ("37", fg(Color::Indexed(7))),
        ("90", fg(Color::Indexed(8))),
        ("97", fg(Color::Indexed(15))),
        ("41", Style { bg: Color::Indexed(1), ..plain }),
        ("107", Style { bg: Color::Indexed(15), ..plain }),
        ("38;5;208", fg(Color::Indexed(208))),
        ("38:5:208", fg(Color::Indexed(208))),
        ("48;5;16", Style { bg: Color::Indexed(16), ..plain }),
        ("38;2;1;2;3", fg(Color::Rgb(1, 2, 3))),
        ("38:2:1:2:3", fg(Color::Rgb(1, 2, 3))),
        ("38:2::1:2:3", fg(Color::Rgb(1, 2, 3))),
        ("48;2;255;0;0", Style { bg: Color::Rgb(255, 0, 0), ..plain }),
        ("1;31", Style { bold: true, ..fg(Color::Indexed(1)) }),
        ("38;5;208;1", Style { bold: true, ..fg(Color::Indexed(208)) }),
        ("58;5;1", plain),
        ("58;2;1;1;1;3", Style { italic: true, ..plain }),
        ("38;5", plain),
        ("38;5;999", plain),
        ("38;9;1", Style { bold: true, ..plain }),
        ("31;0", plain),
        ("31;", plain),
        ("31;39", plain),
        ("41;49", plain),
        ("1;2;22", plain),
        ("3;23", plain),
        ("4;24", plain),
        ("7;27", plain),
        ("9;29", plain),
        ("99999999999", plain),
        ("?1", plain),
    ] {
        assert_eq!(stretches(&format!("\x1b[{codes}mx")), [("x".to_owned(), expect)], "{codes}");
    }
    assert_eq!(stretches("\x1b[31m\x1b[mx"), [("x".to_owned(), plain)], "no code resets");
}

#[test]
fn a_style_begins_and_ends_where_the_text_does() {
    let red = Style { fg: Color::Indexed(1), ..Style::default() };
    let bold = Style { bold: true, ..Style::default() };
    let named = |stretches: &[(&str, Style)]| stretches.iter().map(|(text, style)| ((*text).to_owned(), *style)).collect::<Vec<_>>();
    for (text, expect) in [
        ("a\x1b[31mb\x1b[0mc", &[("a", Style::default()), ("b", red), ("c", Style::default())][..]),
        ("\x1b[31m\x1b[0m\x1b[1mb", &[("b", bold)]),
        ("\x1b[31m\n\x1b[0m\x1b[31mnext", &[("next", red)]),
        ("\x1b[31mred\nstays", &[("stays", red)]),
        ("\x1b[31ma\rb", &[("b", red)]),
        ("\x1b[31ma\r\x1b[0mb", &[("b", Style::default())]),
        ("a\x1b[31mb\x08\x08\x1b[1mc", &[("c", Style { bold: true, ..red })]),
        ("ab\x1b[31m\x08\x1b[0mc", &[("ac", Style::default())]),
    ] {
        assert_eq!(stretches(text), named(expect), "{text:?}");
    }
}

#[test]
fn a_line_too_long_is_cut_and_says_so_and_the_next_is_whole() {
    for unit in ["x", "é", "\x1b[31mé\x1b[32mx"] {
        let text = format!("{}\nnext", unit.repeat(LINE_BYTES + 1));
        let held = lines(&[&text]);
        assert!(held[0].cut && held[0].text.len() <= LINE_BYTES && held[0].text.len() > LINE_BYTES - 4, "{unit:?}");
        assert!(held[0].spans.iter().all(|span| span.0 < LINE_BYTES), "no style without text");
        assert_eq!((held[1].text.as_str(), held[1].cut), ("next", false));
    }
}

#[test]
fn an_escape_without_an_end_is_given_up_at_a_letter_and_the_text_goes_on() {
    for fill in ["x", "é", "✓", "🦀", ";1"] {
        for start in ["\x1b]0;", "\x1bP", "\x1b_", "\x1b["] {
            for shift in 0..4 {
                let text = format!("{start}{}{}\nlast", "s".repeat(shift), fill.repeat(10_000));
                let held = texts(&text);
                assert_eq!(held.last().unwrap(), "last", "{start:?} {fill}");
            }
        }
    }
}

#[test]
fn many_styles_and_letters_in_a_line_cost_linear_time() {
    let held = lines(&[&"\x1b[31mé\x1b[32mé\x08é".repeat(200_000)]);
    assert!(held[0].cut);
}

#[test]
fn an_output_ends_its_line_unless_it_waits_to_be_redrawn_or_nothing_is_there() {
    for (text, expect) in [
        ("a", &["a", "next"][..]),
        ("a\r", &["next"]),
        ("", &["next"]),
        ("\x1b[31m", &["next"]),
        ("a\n", &["a", "next"]),
        ("a\nb", &["a", "b", "next"]),
        ("a\x08", &["next"]),
    ] {
        let mut logs = Logs::default();
        let ix = logs.open("u");
        logs.write(ix, text, Meta::default());
        logs.write(ix, "next", Meta::default());
        assert_eq!(logs.get(ix).unwrap().lines().collect::<Vec<_>>(), expect, "{text:?}");
    }
}

fn noisy() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-zé✓🦀 ]{0,6}",
        Just("\x1b[31m".to_owned()),
        Just("\x1b[38;2;1;2;3m".to_owned()),
        Just("\x1b[0m".to_owned()),
        Just("\x1b]8;;é\x1b\\".to_owned()),
        Just("\x1bPq\u{9c}🦀\x1b\\".to_owned()),
        Just("\x1b".to_owned()),
        Just("\x1b[".to_owned()),
        Just("\r".to_owned()),
        Just("\n".to_owned()),
        Just("\x08".to_owned()),
        Just("\x18".to_owned()),
        ".{0,3}",
    ];
    proptest::collection::vec(part, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_split_anywhere_gives_the_same_lines(text in noisy()) {
        let whole = lines(&[&text]);
        for (at, _) in text.char_indices() {
            prop_assert_eq!(&lines(&[&text[..at], &text[at..]]), &whole, "split at {}", at);
        }
        let letters: Vec<String> = text.chars().map(String::from).collect();
        prop_assert_eq!(&lines(&letters.iter().map(String::as_str).collect::<Vec<_>>()), &whole);
    }

    #[test]
    fn no_control_comes_out_and_spans_are_in_order(text in noisy()) {
        for line in lines(&[&text]) {
            prop_assert!(!line.text.chars().any(|c| c.is_control() && c != '\t'));
            prop_assert!(line.spans.is_sorted_by(|a, b| a.0 < b.0 && (a.1, &a.2) != (b.1, &b.2)));
            prop_assert!(line.spans.iter().all(|span| line.text.is_char_boundary(span.0)));
        }
    }

    #[test]
    fn text_without_controls_comes_out_as_it_is(text in "[^\\p{Cc}]{0,40}") {
        let held = lines(&[&text]);
        prop_assert_eq!(held.first().map_or("", |line| line.text.as_str()), text);
    }
}
