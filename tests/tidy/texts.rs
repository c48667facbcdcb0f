//! The catalogue of texts: every message is said somewhere, in every language, and nothing is said that is not in it.
//!
//! That no message lacks in a language is for the compiler: a language is a value of the same structs.

use crate::tree::{self, File, line_of};

fn ends_word(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn holds(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| ends_word(&code[at + word.len()..]))
}

/// Returns the public fields of a file's structs, with their lines.
fn fields(code: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        if let Some((name, _)) = line.strip_prefix("    pub ").and_then(|rest| rest.split_once(':'))
            && !name.contains(['(', ' '])
        {
            found.push((name, line_of(code, at)));
        }
        at += line.len();
    }
    found
}

/// Returns the area that a file is a part of: `log_tools` holds structs of `t().log`, which alone names it.
fn whole<'a>(area: &'a str, texts: &'a [(String, String)]) -> &'a str {
    let names = |path: &str, code: &str| !path.contains("/zh/") && !path.ends_with("/mod.rs") && code.contains(&format!("{area}::"));
    let holder = texts.iter().find(|(path, code)| names(path, code)).map(|(path, _)| area_of(path));
    holder.filter(|holder| *holder != area).unwrap_or(area)
}

fn area_of(path: &str) -> &str {
    path.trim_start_matches("src/text/").trim_end_matches(".rs")
}

/// Returns the files that speak of an area.
fn speakers<'a>(area: &str, code: &'a [(String, String)]) -> Vec<&'a str> {
    let speaks = |code: &str| holds(code, &format!("t().{area}")) || holds(code, &format!("text::{area}"));
    code.iter().filter(|(_, code)| speaks(code)).map(|(_, code)| code.as_str()).collect()
}

fn code_of(files: Vec<File>) -> Vec<(String, String)> {
    let untested = |code: String| code.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    files.into_iter().map(|file| (file.path, untested(tree::without_comments(&file.text)))).collect()
}

#[test]
fn every_message_is_said_somewhere() {
    let code = code_of(tree::files("src", ".rs"));
    let (texts, others): (Vec<_>, Vec<_>) = code.into_iter().partition(|(path, _)| path.starts_with("src/text/"));
    let english = texts.iter().filter(|(path, _)| path.matches('/').count() == 2 && !path.ends_with("/mod.rs"));
    let mut unsaid = Vec::new();
    for (path, code) in english {
        let area = area_of(path);
        // `numbers` speaks for itself: the catalogue asks it for times.
        let mut speakers = speakers(whole(area, &texts), &others);
        speakers.extend(texts.iter().filter(|(path, _)| path.ends_with("/numbers.rs")).map(|(_, code)| code.as_str()));
        // A struct's argument is read where the message is written.
        speakers.push(code);
        let unused =
            |(name, _): &(&str, usize)| !speakers.iter().any(|code| holds(code, &format!(".{name}")) || is_taken_apart(code, name));
        unsaid.extend(fields(code).into_iter().filter(unused).map(|(name, line)| format!("{path}:{line}: nothing says `{name}`")));
    }
    assert_eq!(unsaid, Vec::<String>::new());
}

/// Says whether a struct's field is read by a pattern: `Struct { state, active, .. }: Struct`.
fn is_taken_apart(code: &str, name: &str) -> bool {
    code.match_indices("}: ").any(|(at, _)| {
        let begin = code[..at].rfind('{').unwrap_or(at);
        code[begin..at].split(['{', ',', ' ']).any(|field| field == name)
    })
}

/// Returns the string literals of Rust, with where they begin.
fn literals(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut begin = None;
    let mut escaped = false;
    for (at, c) in code.char_indices() {
        match (c, begin) {
            (_, Some(_)) if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"', None) if !code[..at].ends_with('\'') => begin = Some(at + 1),
            ('"', Some(from)) => {
                found.push((from - 1, &code[from..at]));
                begin = None;
            }
            _ => {}
        }
    }
    found
}

/// Says whether a literal outside the catalogue looks like something that people read.
fn reads(before: &str, literal: &str) -> bool {
    let words = literal.split(' ').filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || ".,;:'".contains(c)));
    let sentence = literal.starts_with(|c: char| c.is_ascii_uppercase()) && words.count() > 1;
    let child = before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->");
    let named = ["aria-label=", "title=", "placeholder=", "alt=", "aria-roledescription="].iter().any(|name| before.ends_with(name));
    sentence || ((child || named) && literal.chars().filter(char::is_ascii_alphabetic).count() > 1)
}

/// Literals that look like it and are not.
const NOT_READ: [&str; 0] = [];

#[test]
fn nothing_is_said_outside_the_catalogue() {
    let mut wrong = Vec::new();
    for (path, code) in code_of(tree::files("src", ".rs")).iter().filter(|(path, _)| !path.starts_with("src/text/")) {
        let said = literals(code).into_iter().filter(|(at, literal)| {
            let line = code[..*at].rsplit('\n').next().unwrap_or_default();
            let explains = line.contains("reason = ") || line.contains("#[doc");
            !explains && reads(code[..*at].trim_end(), literal) && !NOT_READ.contains(literal)
        });
        wrong.extend(said.map(|(at, literal)| format!("{path}:{}: {literal:?} belongs into src/text", line_of(code, at))));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_people_read_would_be_found() {
    for (before, literal) in
        [("<p>", "Close"), ("<b title=", "close it"), ("let x = ", "Nothing waits for you."), ("f(", "Ask the server once")]
    {
        assert!(reads(before, literal), "{before}{literal}");
    }
    for (before, literal) in
        [("<p class=", "fg-a fg-b"), ("<p>", "›"), ("matches(", "button, summary"), ("x => ", "Escape"), ("<svg d=", "M2 4H8")]
    {
        assert!(!reads(before, literal), "{before}{literal}");
    }
}

/// What is the same in Chinese: names, units, keys and what an example address is made of.
const SAME: [&str; 15] =
    ["Cookie", "Fleetglass", "JSON", "UTC", "API", "ID", "Aa", "config.json", "KB", "https://", "http://", "Ctrl", "Shift", "Enter", "Esc"];

#[test]
fn every_message_of_another_language_is_in_it() {
    let mut wrong = Vec::new();
    for (path, code) in code_of(tree::files("src/text/zh", ".rs")) {
        for (at, literal) in literals(&code) {
            let mut rest = literal.split(['{', '}']).step_by(2).collect::<String>();
            for same in SAME {
                rest = rest.replace(same, " ");
            }
            let is_chinese = literal.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let english = rest.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 2);
            let key = code[at + literal.len() + 2..].trim_start().starts_with("=>");
            if english && !is_chinese && !key && !literal.starts_with("https://") {
                wrong.push(format!("{path}:{}: {literal:?}", line_of(&code, at)));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
