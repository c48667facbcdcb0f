//! What the page's policy and its clean-up forbid in views and in the layers under them.

use crate::tree::{self, begins_word, line_of};

/// A text that must not stand in `src/`, and why.
const FORBIDDEN: [(&str, &str); 15] = [
    ("view!", "use `ui!`: bare, `view!` writes nested static elements through innerHTML, which the policy forbids"),
    ("template!", "use `ui!`: `template!` writes through innerHTML, which the policy forbids"),
    (" style=", "use a class, or a single property (`style:name=value`): the policy forbids style attributes"),
    ("attr:style", "use a class, or `style:name=value`: the policy forbids style attributes"),
    (".forget()", "tie it to a value that is dropped"),
    ("mem::forget", "tie it to a value that is dropped"),
    ("innerHTML", "build elements: the policy forbids it"),
    ("inner_html", "build elements: the policy forbids it"),
    ("outer_html", "build elements: the policy forbids it"),
    ("insert_adjacent_html", "build elements: the policy forbids it"),
    ("document_write", "build elements: the policy forbids it"),
    ("js_sys::eval", "the policy forbids it"),
    ("panic!", "count it, show it, go on"),
    ("provide_context", "props, not context"),
    ("leptos_router", "it installs handlers on the window and has no hash mode; routes are Host's"),
];

/// A tuple sets one property, and not the attribute.
const PROPERTY: &str = " style=(";

/// Where one of them stands for a reason.
const ALLOWED: [(&str, &str); 1] = [("src/lib.rs", "view!")];

fn wrong(path: &str, rust: &str) -> Vec<String> {
    let code = tree::without_comments(rust);
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let mut wrong = Vec::new();
    for (word, why) in FORBIDDEN.into_iter().filter(|(word, _)| !ALLOWED.contains(&(path, *word))) {
        let word_begins = word.starts_with(|c: char| c.is_alphanumeric());
        let hits = code.match_indices(word).filter(|(at, _)| !word_begins || begins_word(code, *at));
        let hits = hits.filter(|(at, _)| !code[*at..].starts_with(PROPERTY));
        wrong.extend(hits.map(|(at, _)| format!("{path}:{}: `{}`: {why}", line_of(code, at), word.trim())));
    }
    wrong
}

#[test]
fn nothing_that_the_policy_or_the_clean_up_forbids_is_in_the_page() {
    let wrong: Vec<String> = tree::files("src/", ".rs").iter().flat_map(|file| wrong(&file.path, &file.text)).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_of_them_would_be_found() {
    for (word, _) in FORBIDDEN {
        assert_eq!(wrong("src/x.rs", &format!("fn f() {{ a {word} b }}")).len(), 1, "{word}");
        assert_eq!(wrong("src/x.rs", &format!("// a {word} b")), Vec::<String>::new(), "{word}");
    }
    assert_eq!(wrong("src/x.rs", "preview!(x); ui! { <p style:width=w style=(NAME, w)></p> }"), Vec::<String>::new());
}

#[test]
fn the_static_page_holds_no_script_and_no_style_of_its_own() {
    let page = tree::read("index.html");
    for (at, _) in page.match_indices("<script") {
        assert!(page[at..].lines().next().is_some_and(|line| line.contains("src=")), "index.html:{}: an inline script", line_of(&page, at));
    }
    for word in ["<style", " style=", " onclick=", " onload=", "javascript:"] {
        assert_eq!(page.find(word), None, "index.html: {word}");
    }
}
