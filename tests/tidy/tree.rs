//! The checkout as text: its files, and Rust without its comments.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the checkout.
#[derive(Debug)]
pub(crate) struct File {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Folders that hold what is built or fetched.
const NOT_OURS: [&str; 6] = [".git", "target", "dist", "pkg", ".cache", "node_modules"];

/// Returns the folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).expect("tests/ is in the workspace")
}

/// Returns the text files under a folder of the checkout that end in `ending`, sorted by path.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<File> {
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(folder), &mut |path| {
        if path.to_string_lossy().ends_with(ending)
            && let Ok(text) = fs::read_to_string(path)
        {
            let path = path.strip_prefix(&root).expect("it is in the checkout").to_string_lossy().replace('\\', "/");
            found.push(File { path, text });
        }
    });
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "{folder}: no *{ending} is left to look at");
    found
}

fn walk(folder: &Path, each: &mut impl FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let ours = path.file_name().is_none_or(|name| !NOT_OURS.iter().any(|other| name == *other));
        match path.is_dir() {
            true if ours => walk(&path, each),
            true => {}
            false => each(&path),
        }
    }
}

/// Returns a file's text.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|cause| panic!("{path}: {cause}"))
}

/// Returns the 1-based line of a byte position.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Says whether `word` at `at` is a word of its own, and not the tail of a longer name.
pub(crate) fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Returns Rust with its comments made blank, of the same length and lines.
pub(crate) fn without_comments(rust: &str) -> String {
    let mut out = String::with_capacity(rust.len());
    let mut rest = rust;
    while let Some(next) = rest.chars().next() {
        let (length, keeps) = match next {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), false),
            '/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |end| end + 2), false),
            '"' => (string_length(rest), true),
            'r' if begins_word(rust, rust.len() - rest.len()) => (raw_length(rest).unwrap_or(1), true),
            '\'' => (char_length(rest), true),
            _ => (next.len_utf8(), true),
        };
        let (piece, after) = rest.split_at(length);
        if keeps {
            out.push_str(piece);
        } else {
            out.extend(piece.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        }
        rest = after;
    }
    out
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_length(text: &str) -> Option<usize> {
    let hashes = text[1..].bytes().take_while(|byte| *byte == b'#').count();
    let begin = 1 + hashes;
    text[begin..].starts_with('"').then(|| {
        let end = format!("\"{}", "#".repeat(hashes));
        text[begin + 1..].find(&end).map_or(text.len(), |at| begin + 1 + at + end.len())
    })
}

/// A character, or the mark of a lifetime.
fn char_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[2..].char_indices().skip(1).find(|(_, c)| *c == '\'').map_or(1, |(at, _)| 2 + at + 1),
        Some(_) => chars.next().filter(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 1),
        None => 1,
    }
}

#[test]
fn comments_are_blank_and_strings_stay() {
    let check = |rust: &str, expect: &str| assert_eq!(without_comments(rust), expect, "{rust}");
    check("a // b\nc", "a     \nc");
    check("a /* b\n */ c", "a     \n    c");
    check(r#"x("http://y"); // z"#, r#"x("http://y");     "#);
    check(r#"'"' // a"#, r#"'"'     "#);
    check(r#"'\'' // a"#, r#"'\''     "#);
    check("fn f<'a>(x: &'a str) // y", "fn f<'a>(x: &'a str)     ");
    check(r##"r#"a // "b"# // c"##, r##"r#"a // "b"#     "##);
    check(r#""a\" // b" // c"#, r#""a\" // b"     "#);
}
