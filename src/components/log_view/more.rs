//! What is in a line besides what it shows at first: the rest of a long one, JSON, and commands of a runner's log.

/// So many characters of a line are shown at first.
pub(super) const LONG: usize = 2_000;
/// Longer lines are not looked into for JSON.
const MOST_JSON: usize = 64 << 10;

/// What of a line is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Opened {
    /// All of it is shown.
    pub(super) whole: bool,
    /// Its JSON is shown in lines.
    pub(super) json: bool,
}

/// Returns what is shown of a long line at first; nothing if it is not long.
pub(super) fn head(text: &str) -> Option<&str> {
    // Bytes are at least as many as characters.
    let end = if text.len() > LONG { text.char_indices().nth(LONG)?.0 } else { return None };
    text.get(..end)
}

/// Says whether a line is a JSON object or array with something in it.
pub(super) fn is_json(text: &str) -> bool {
    let text = text.trim();
    let is_like = (text.starts_with('{') && text.ends_with('}')) || (text.starts_with('[') && text.ends_with(']'));
    is_like && (3..=MOST_JSON).contains(&text.len()) && serde_json::from_str::<serde_json::Value>(text).is_ok()
}

/// Writes JSON in lines, each value as it was sent.
pub(super) fn pretty(text: &str) -> String {
    let (mut out, mut depth, mut chars) = (String::with_capacity(text.len() * 2), 0_usize, text.trim().chars().peekable());
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                out.push(c);
                while let Some(c) = chars.next() {
                    out.push(c);
                    match c {
                        '\\' => out.extend(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                out.push(c);
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                match chars.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

/// What a line of a runner's log says with a command at its beginning: `::error file=a.rs::words`, `##[group]words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Command<'a> {
    /// `error`, `warning`, `notice`, `debug`, `group`, `endgroup`.
    pub(super) name: &'static str,
    /// The command as it was written.
    pub(super) written: &'a str,
    /// What it says.
    pub(super) words: &'a str,
}

const COMMANDS: [&str; 6] = ["error", "warning", "notice", "debug", "group", "endgroup"];

/// Reads the command of a line.
pub(super) fn command(text: &str) -> Option<Command<'_>> {
    let (inside, end) = if let Some(rest) = text.strip_prefix("##[") {
        let end = rest.find(']')?;
        (&rest[..end], end + 4)
    } else {
        let rest = text.strip_prefix("::")?;
        let end = rest.find("::")?;
        (&rest[..end], end + 4)
    };
    let word = inside.split(' ').next().unwrap_or_default();
    let name = COMMANDS.into_iter().find(|name| *name == word)?;
    Some(Command { name, written: &text[..end], words: &text[end..] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_between_characters() {
        assert_eq!(head(&"x".repeat(LONG)), None);
        assert_eq!(head(&"漢".repeat(LONG)), None);
        assert_eq!(head(&"漢".repeat(LONG + 1)), Some("漢".repeat(LONG).as_str()));
    }

    #[test]
    fn objects_and_arrays_are_json_and_what_looks_alike_is_not() {
        for (text, expect) in
            [("{\"a\":1}", true), (" [1, 2] ", true), ("[INFO] words]", false), ("{}", false), ("12", false), ("{\"a\":1} and more", false)]
        {
            assert_eq!(is_json(text), expect, "{text}");
        }
    }

    #[test]
    fn json_is_written_in_lines_with_values_as_they_were_sent() {
        let text = r#"{"b":1.50,"a":[true,{"x":"{,:\"}"}],"e":{},"f":[ ]}"#;
        let expect =
            "{\n  \"b\": 1.50,\n  \"a\": [\n    true,\n    {\n      \"x\": \"{,:\\\"}\"\n    }\n  ],\n  \"e\": {},\n  \"f\": []\n}";
        assert_eq!(pretty(text), expect);
    }

    #[test]
    fn commands_of_both_runners_are_read_and_others_are_words() {
        let read = |text| command(text).map(|command| (command.name, command.words));
        for (text, expect) in [
            ("::error::it broke", Some(("error", "it broke"))),
            ("::error file=a.rs,line=1::it broke", Some(("error", "it broke"))),
            ("##[group]Run tests", Some(("group", "Run tests"))),
            ("::endgroup::", Some(("endgroup", ""))),
            ("##[warning]", Some(("warning", ""))),
            ("::std::vec", None),
            ("::error without an end", None),
            ("a ::error::", None),
        ] {
            assert_eq!(read(text), expect, "{text}");
        }
    }
}
