//! Logs, wherever they stand.

use super::numbers::{counted, took};
use super::{ago, log_tools, number};

/// Logs, wherever they stand.
#[derive(Debug)]
pub struct Log {
    /// The heading.
    pub title: &'static str,
    /// The log of one unit.
    pub log_of: fn(&str) -> String,
    /// The log follows its end.
    pub following: &'static str,
    /// The log is held; rows still come.
    pub held: &'static str,
    /// Long lines wrap.
    pub wrap: &'static str,
    /// The menu of times.
    pub times: &'static str,
    /// Which times those are, by their word in settings.
    pub times_as: fn(&str) -> &'static str,
    /// So long after the row before.
    pub after: fn(ms: u64) -> String,
    /// How many rows came since.
    pub new_lines: fn(u64) -> String,
    /// Follows again.
    pub go_to_end: &'static str,
    /// How many rows are shown of those held.
    pub counts: fn(shown: u64, held: u64) -> String,
    /// Nothing matches, of so many held.
    pub no_match: fn(u64) -> String,
    /// A filter hides everything; lift it.
    pub clear: &'static str,
    /// Sequence numbers that never came.
    pub gap: fn(from: i64, to: i64) -> String,
    /// The connection came back after so many milliseconds.
    pub reconnect: fn(u64) -> String,
    /// So many rows had to go.
    pub evicted: fn(u64) -> String,
    /// A row in the middle had to go.
    pub evicted_here: &'static str,
    /// As many lines as may come at once.
    pub burst: &'static str,
    /// Shows all of a long line, of so many characters.
    pub show_all: fn(u64) -> String,
    /// Shows its beginning only.
    pub show_less: &'static str,
    /// Shows a line of JSON in lines.
    pub json: &'static str,
    /// A line was longer than may be.
    pub cut: &'static str,
    /// A prompt was answered after so many milliseconds.
    pub answered: fn(u64) -> String,
    /// A prompt that the server answered.
    pub answered_by_itself: &'static str,
    /// Somebody waits.
    pub waits: fn(&str) -> String,
    /// The same, where the name is not known.
    pub waits_here: &'static str,
    /// Somebody must sign in.
    pub sign_in: fn(&str) -> String,
    /// The same, where the name is not known.
    pub sign_in_here: &'static str,
    /// No output for so many milliseconds.
    pub stall: fn(Option<u64>) -> String,
    /// A turn is complete, with a confidence where one was sent.
    pub turn: fn(Option<f64>) -> String,
    /// It failed.
    pub failed: &'static str,
    /// Folds a group of lines.
    pub fold: &'static str,
    /// Opens a group that hides so many lines.
    pub unfold: fn(u64) -> String,
    /// What stands before a tool.
    pub tool_mark: &'static str,
    /// What the kinds of rows are called, by `data-row`.
    pub kind: fn(&str) -> &'static str,
    /// The menu of kinds.
    pub types: &'static str,
    /// The menu's button while some are chosen.
    pub types_chosen: fn(usize) -> String,
    /// The field for a text or a pattern.
    pub search: &'static str,
    /// What may be typed into it.
    pub search_hint: &'static str,
    /// Case counts.
    pub case: &'static str,
    /// The same, in words.
    pub case_words: &'static str,
    /// What does not match is shown.
    pub not: &'static str,
    /// The same, in words.
    pub not_words: &'static str,
    /// What is wrong with a pattern.
    pub bad_pattern: BadPattern,
    /// A pattern that took longer than may be.
    pub too_long: fn(&str) -> String,
    /// Patterns cannot be tried in this browser.
    pub no_patterns: &'static str,
    /// There is no error from here on.
    pub no_error_after: &'static str,
    /// There is no error up to here.
    pub no_error_before: &'static str,
    /// Finding.
    pub find: log_tools::Find,
    /// Copying.
    pub copy: log_tools::Copy,
    /// One line.
    pub line: log_tools::Line,
    /// A file.
    pub download: log_tools::Download,
}

/// What is wrong with a pattern while it is typed.
#[derive(Debug)]
pub struct BadPattern {
    /// A group is not closed.
    pub group: &'static str,
    /// A class is not closed.
    pub class: &'static str,
    /// Nothing to repeat.
    pub repeat: &'static str,
    /// A backslash at the end.
    pub backslash: &'static str,
    /// Something else, in the browser's words.
    pub other: fn(&str) -> String,
}

fn kind(word: &str) -> &'static str {
    match word {
        "line" => "Output",
        "tool" => "Tools",
        "blocked" => "Prompts",
        "turn" => "Turns",
        "status" => "Status",
        "failure" => "Failures",
        "gap" => "Gaps",
        "reconnect" => "Reconnects",
        "burst" => "Bursts",
        _ => "Other",
    }
}

fn times_as(word: &str) -> &'static str {
    match word {
        "off" => "No times",
        "utc" => "UTC",
        "relative" => "Since the line before",
        _ => "Local time",
    }
}

/// Writes how long after another a row came, in few characters: `+1.204 s`, `+2 min 5 s`.
fn after(ms: u64) -> String {
    if ms < 60_000 { format!("+{}.{:03} s", ms / 1_000, ms % 1_000) } else { format!("+{}", took(ms)) }
}

pub(super) const ENGLISH: Log = Log {
    title: "Log",
    log_of: |name| format!("Log of {name}"),
    following: "Following the end",
    held: "Held here; still receiving.",
    wrap: "Wrap",
    times: "Times",
    times_as,
    after,
    new_lines: |count| counted(count, "new line", "new lines"),
    go_to_end: "Go to the end",
    counts: |shown, held| format!("{} of {}", number(shown), number(held)),
    no_match: |held| format!("No match in {} held lines.", number(held)),
    clear: "Clear",
    gap: |from, to| {
        if from == to { format!("Sequence {from} was not received.") } else { format!("Sequence {from} to {to} was not received.") }
    },
    reconnect: |ms| format!("Reconnected. {} may be missing.", if ms < 1_000 { "Something".to_owned() } else { ago(ms) }),
    evicted: |count| {
        if count == 1 { "1 older line was dropped.".to_owned() } else { format!("{} older lines were dropped.", number(count)) }
    },
    evicted_here: "A line that stood here was dropped.",
    burst: "Exactly 50 lines came at once; there may have been more.",
    show_all: |count| format!("Show all {} characters", number(count)),
    show_less: "Show less",
    json: "Show as JSON",
    cut: "Line cut at 64 KB.",
    answered: |ms| format!("Answered after {}; it went on.", took(ms)),
    answered_by_itself: "Answered by itself.",
    waits: |name| format!("{name} waits for you"),
    waits_here: "Waits for you",
    sign_in: |name| format!("{name} must sign in."),
    sign_in_here: "Must sign in.",
    stall: |ms| ms.map_or_else(|| "No output, says the server.".to_owned(), |ms| format!("No output for {}, says the server.", took(ms))),
    turn: |confidence| match confidence {
        Some(confidence) => format!("Turn complete, confidence {}", (confidence * 100.0).round() / 100.0),
        None => "Turn complete".to_owned(),
    },
    failed: "Failed",
    fold: "Fold",
    unfold: |count| format!("Show {}", counted(count, "line", "lines")),
    tool_mark: "›",
    kind,
    types: "Types",
    types_chosen: |count| format!("Types, {count}"),
    search: "Text or /pattern/",
    search_hint: "text or /pattern/",
    case: "Aa",
    case_words: "Case counts",
    not: "not",
    not_words: "Show what does not match",
    bad_pattern: BadPattern {
        group: "Not a pattern yet: a group is not closed. Still using the last good one.",
        class: "Not a pattern yet: a class is not closed. Still using the last good one.",
        repeat: "Not a pattern yet: there is nothing to repeat. Still using the last good one.",
        backslash: "Not a pattern yet: it ends in a backslash. Still using the last good one.",
        other: |words| format!("Not a pattern yet: {words}. Still using the last good one."),
    },
    too_long: |pattern| format!("/{pattern}/ takes too long and was stopped after 2 s; nothing is hidden by it."),
    no_patterns: "This browser cannot try patterns here.",
    no_error_after: "No error below.",
    no_error_before: "No error above.",
    find: log_tools::FIND,
    copy: log_tools::COPY,
    line: log_tools::LINE,
    download: log_tools::DOWNLOAD,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_since_the_row_before_are_exact_up_to_a_minute() {
        assert_eq!([0, 7, 1_204, 59_999, 125_000].map(after), ["+0.000 s", "+0.007 s", "+1.204 s", "+59.999 s", "+2 min 5 s"]);
    }

    #[test]
    fn rows_say_what_was_not_received() {
        assert_eq!((ENGLISH.gap)(41, 57), "Sequence 41 to 57 was not received.");
        assert_eq!((ENGLISH.gap)(41, 41), "Sequence 41 was not received.");
        assert_eq!((ENGLISH.reconnect)(14_200), "Reconnected. 14 s may be missing.");
        assert_eq!((ENGLISH.evicted)(12_304), "12,304 older lines were dropped.");
        assert_eq!((ENGLISH.answered)(372_000), "Answered after 6 min 12 s; it went on.");
        assert_eq!((ENGLISH.turn)(Some(0.9)), "Turn complete, confidence 0.9");
    }
}
