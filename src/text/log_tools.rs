//! What can be done with a log: find, copy, lines, downloads.

use super::number;
use super::numbers::counted;

/// Finding in a log.
#[derive(Debug)]
pub struct Find {
    /// The field and its button.
    pub title: &'static str,
    /// The keys for it.
    pub keys: &'static str,
    /// What may be typed into it.
    pub hint: &'static str,
    /// Which of the rows that were found one is at (0: none yet), of how many, and whether there may be more.
    pub found: fn(at: usize, of: usize, busy: bool) -> String,
    /// To the one before.
    pub before: &'static str,
    /// To the next.
    pub next: &'static str,
    /// Closes it.
    pub close: &'static str,
}

/// Copying from a log.
#[derive(Debug)]
pub struct Copy {
    /// So many rows were copied.
    pub copied: fn(u64) -> String,
    /// So many rows were copied, and there were more.
    pub copied_first: fn(u64) -> String,
    /// The browser refused.
    pub refused: &'static str,
    /// A link was copied.
    pub link_copied: &'static str,
    /// All rows are selected.
    pub all_selected: fn(u64) -> String,
}

/// What can be done with one line.
#[derive(Debug)]
pub struct Line {
    /// The bar.
    pub title: &'static str,
    /// Copies it.
    pub copy: &'static str,
    /// Copies it with the lines around it and its link.
    pub with_context: &'static str,
    /// Copies its link.
    pub link: &'static str,
    /// Copies its link without the words of the line.
    pub link_without: &'static str,
    /// Lifts the filters and keeps the line in place.
    pub around: &'static str,
    /// Lets go of it.
    pub close: &'static str,
    /// The line of a link is not held, and the link quotes it.
    pub not_held: &'static str,
    /// The same, where the link quotes nothing.
    pub not_held_unquoted: &'static str,
    /// Shows what is held from that time on.
    pub show_time: fn(&str) -> String,
}

/// A log as a file.
#[derive(Debug)]
pub struct Download {
    /// The menu.
    pub title: &'static str,
    /// Plain text.
    pub text: &'static str,
    /// Text with terminal colours.
    pub ansi: &'static str,
    /// JSON lines.
    pub json: &'static str,
    /// What a filter hides, too.
    pub all: &'static str,
    /// So many rows are in a file of this name.
    pub saved: fn(u64, &str) -> String,
    /// The browser refused.
    pub refused: &'static str,
}

fn lines(count: u64) -> String {
    counted(count, "line", "lines")
}

pub(super) const FIND: Find = Find {
    title: "Find",
    keys: "Find in this log (Ctrl F)",
    hint: "text or /pattern/",
    found: |at, of, busy| match (at, of, busy) {
        (_, 0, true) => "Searching".to_owned(),
        (_, 0, false) => "None found".to_owned(),
        (0, of, busy) => format!("{}{} found", number(of as u64), if busy { "+" } else { "" }),
        (at, of, busy) => format!("{} of {}{}", number(at as u64), number(of as u64), if busy { "+" } else { "" }),
    },
    before: "Previous (Shift Enter)",
    next: "Next (Enter)",
    close: "Close (Esc)",
};

pub(super) const COPY: Copy = Copy {
    copied: |count| format!("Copied {}.", lines(count)),
    copied_first: |count| format!("Copied the first {}; a clipboard takes no more. Download takes all.", lines(count)),
    refused: "The browser refused the clipboard. The text is selected; press Ctrl C.",
    link_copied: "Copied the link.",
    all_selected: |count| {
        if count == 1 {
            "The only line is selected; press Ctrl C.".to_owned()
        } else {
            format!("All {} are selected; press Ctrl C.", lines(count))
        }
    },
};

pub(super) const LINE: Line = Line {
    title: "This line",
    copy: "Copy line",
    with_context: "Copy with context",
    link: "Copy link",
    link_without: "Copy link without text",
    around: "Show around it",
    close: "Let go of the line (Esc)",
    not_held: "That line is not held here. The link quotes it:",
    not_held_unquoted: "That line is not held here.",
    show_time: |time| format!("Show {time}"),
};

pub(super) const DOWNLOAD: Download = Download {
    title: "Download",
    text: "Text",
    ansi: "Text with colours (ANSI)",
    json: "JSON lines",
    all: "All held lines, not just these",
    saved: |count, name| format!("{} in {name}.", lines(count)),
    refused: "The browser refused the download.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_counted_and_no_count_claims_to_be_all_while_it_searches() {
        for (at, of, busy, expect) in [
            (0, 0, true, "Searching"),
            (0, 0, false, "None found"),
            (0, 3, true, "3+ found"),
            (3, 41, false, "3 of 41"),
            (3, 41_000, true, "3 of 41,000+"),
        ] {
            assert_eq!((FIND.found)(at, of, busy), expect);
        }
    }
}
