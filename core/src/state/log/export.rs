//! Rows as others read them: plain text, text for a terminal, and JSON.

use super::{Row, RowKind};
use crate::state::ansi::{Color, Span, Style};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Appends a row as plain text with a line break. What is no text of the unit begins with what it is: `[tool] Bash  ls`.
pub fn text(row: &Row<'_>, out: &mut String) {
    if event(row, out) {
        return;
    }
    out.push_str(row.text);
    out.push('\n');
}

/// Appends a row as text for a terminal: styles as SGR, links as OSC 8, a line break.
///
/// ```
/// use fleetglass_core::state::log::{Logs, Meta, export};
/// let mut logs = Logs::default();
/// let (ix, mut out) = (logs.open("unit"), String::new());
/// logs.write(ix, "\u{1b}[1;31mred\u{1b}[m.", Meta::default());
/// export::ansi(&logs.get(ix).unwrap().row(0).unwrap(), &mut out);
/// assert_eq!(out, "\u{1b}[0;1;31mred\u{1b}[0m.\n");
/// ```
pub fn ansi(row: &Row<'_>, out: &mut String) {
    if event(row, out) {
        return;
    }
    let mut now = Span { start: 0, style: Style::default(), link: None };
    for span in row.spans.iter().chain([Span { start: row.text.len() as u32, style: Style::default(), link: None }]) {
        out.push_str(row.text.get(now.start as usize..span.start as usize).unwrap_or_default());
        if span.style != now.style {
            sgr(span.style, out);
        }
        if span.link != now.link {
            let _ = write!(out, "\x1b]8;;{}\x1b\\", span.link.unwrap_or_default());
        }
        now = span;
    }
    out.push('\n');
}

fn sgr(style: Style, out: &mut String) {
    out.push_str("\x1b[0");
    let Style { fg, bg, bold, faint, italic, underline, inverse, strike } = style;
    for (is, code) in [(bold, 1), (faint, 2), (italic, 3), (underline, 4), (inverse, 7), (strike, 9)] {
        if is {
            let _ = write!(out, ";{code}");
        }
    }
    for (color, base) in [(fg, 30), (bg, 40)] {
        let _ = match color {
            Color::Default => Ok(()),
            Color::Indexed(n @ 0..=7) => write!(out, ";{}", base + n),
            Color::Indexed(n @ 8..=15) => write!(out, ";{}", base + 52 + n),
            Color::Indexed(n) => write!(out, ";{};5;{n}", base + 8),
            Color::Rgb(r, g, b) => write!(out, ";{};2;{r};{g};{b}", base + 8),
        };
    }
    out.push('m');
}

/// Appends a row that is no text of the unit; says whether it is such a one.
fn event(row: &Row<'_>, out: &mut String) -> bool {
    if matches!(row.kind, RowKind::Line { .. }) {
        return false;
    }
    let _ = write!(out, "[{}] {}", row.kind.as_str(), row.words());
    let _ = match row.kind {
        RowKind::Blocked { options, .. } if !options.is_empty() => write!(out, " ({})", options.join(" / ")),
        RowKind::Answered { after_ms } => write!(out, "answered after {after_ms} ms"),
        RowKind::Turn { confidence: Some(confidence) } => write!(out, " ({confidence})"),
        RowKind::Stall(Some(ms)) => write!(out, "no output for {ms} ms"),
        RowKind::Gap { from, to } => write!(out, "{from} to {to}"),
        RowKind::Reconnect { lost_ms } => write!(out, "after {lost_ms} ms"),
        _ => Ok(()),
    };
    out.push('\n');
    true
}

/// Appends a row as one line of JSON: `unitId`, `at` (milliseconds since the epoch), `sequence`, `level`, `kind`, `text`, and
/// what a row of that kind tells besides.
pub fn json_line(unit_id: &str, row: &Row<'_>, out: &mut String) {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| drop(fields.insert(key.to_owned(), value));
    put("unitId", unit_id.into());
    put("at", row.at_ms.into());
    put("sequence", row.sequence.into());
    put("level", row.level.into());
    put("kind", row.kind.as_str().into());
    put("text", row.text.into());
    match row.kind {
        RowKind::Line { cut: false } | RowKind::Status | RowKind::Failure | RowKind::Burst => {}
        RowKind::Line { cut: true } => put("cut", true.into()),
        RowKind::Tool { tool } => put("tool", tool.as_str().into()),
        RowKind::Blocked { options, answered_by_itself, sign_in } => {
            put("options", json!(options));
            put("answeredByItself", (*answered_by_itself).into());
            put("signIn", (*sign_in).into());
        }
        RowKind::Answered { after_ms } => put("afterMs", (*after_ms).into()),
        RowKind::Turn { confidence } => put("confidence", (*confidence).into()),
        RowKind::Stall(ms) => put("stalledMs", (*ms).into()),
        RowKind::Gap { from, to } => {
            put("from", (*from).into());
            put("to", (*to).into());
        }
        RowKind::Reconnect { lost_ms } => put("lostMs", (*lost_ms).into()),
    }
    out.push_str(&Value::Object(fields).to_string());
    out.push('\n');
}
