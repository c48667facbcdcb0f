//! Which rows are errors, for the keys that go from one to the next.
//!
//! What the server says decides: failures, and rows of level error or fatal. Plain output has only its words.

use fleetglass_core::state::log::{Row, RowKind};

/// Says whether a row is an error.
pub(super) fn is_error(row: Row<'_>) -> bool {
    match row.kind {
        RowKind::Failure => true,
        RowKind::Line { .. } => match row.level {
            Some(level) => ["error", "fatal", "critical"].iter().any(|word| level.eq_ignore_ascii_case(word)),
            None => says_error(row.text),
        },
        _ => false,
    }
}

/// Says whether a line of output reads like an error: `error:`, `Error[E0308]`, `FAILED`, `panicked at`, `Traceback`.
fn says_error(text: &str) -> bool {
    let words = ["error", "fatal", "panicked", "traceback", "exception", "failed"];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = &text[at..end];
        if words.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)) && counts(word, &text[..at], &text[end..]) {
            return true;
        }
        at = end;
    }
    false
}

/// Says whether a word is an error where it stands. `0 failed`, `no error` and `error_count` are none.
fn counts(word: &str, before: &str, after: &str) -> bool {
    let last = before.trim_end();
    if after.starts_with('_')
        || before.ends_with('_')
        || ["0", "no", "without"].iter().any(|none| last.to_ascii_lowercase().ends_with(none))
    {
        return false;
    }
    match word.to_ascii_lowercase().as_str() {
        "error" | "fatal" | "exception" => {
            after.starts_with([':', '[', '!', ']']) || last.is_empty() || word.chars().all(|c| c.is_ascii_uppercase())
        }
        "panicked" => after.starts_with(" at"),
        "traceback" => after.starts_with(" (most recent"),
        // `test x ... FAILED`, `Failed: …`; `3 failed` is in a summary, and says so.
        _ => word == "FAILED" || after.starts_with(':') || last.ends_with(|c: char| c.is_ascii_digit() && c != '0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_from_words_about_errors() {
        for text in [
            "error[E0308]: mismatched types",
            "Error: one test failed",
            "  ERROR in ./src/index.ts",
            "[error] no such file",
            "thread 'main' panicked at src/main.rs:1:1",
            "Traceback (most recent call last):",
            "java.lang.IllegalStateException\u{1}: x Exception: y",
            "test a ... FAILED",
            "2 passed, 1 failed",
            "Failed: exit 1",
            "fatal: not a git repository",
        ] {
            assert!(says_error(text), "{text}");
        }
        for text in [
            "0 errors",
            "no error: fine",
            "error_count = 3",
            "the error handling is next",
            "0 failed",
            "10 passed; 0 failed",
            "it failed to matter",
        ] {
            assert!(!says_error(text), "{text}");
        }
    }

    #[test]
    fn a_level_decides_before_words_do() {
        let line = RowKind::Line { cut: false };
        assert!(is_error(Row { level: Some("ERROR"), ..Row::new(&line, "fine") }));
        assert!(!is_error(Row { level: Some("info"), ..Row::new(&line, "error: x") }));
        assert!(is_error(Row::new(&RowKind::Failure, "exit 2")) && !is_error(Row::new(&RowKind::Status, "error: x")));
    }
}
