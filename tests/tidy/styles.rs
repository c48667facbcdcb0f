//! The style sheets: layers, tokens, and nothing that outranks them.

use crate::tree::{self, File, line_of};

const FIRST_LINE: &str = "@layer reset, tokens, base, layout, components;";

/// Where colours may be written as such.
const PALETTES: [&str; 2] = ["style/tokens.css", "style/ansi.css"];

/// Colours by notation, and the named ones that people reach for.
const NOTATIONS: [&str; 12] =
    ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color(", "light-dark(", "color-mix("];
const NAMES: [&str; 15] =
    ["black", "white", "red", "green", "blue", "yellow", "orange", "amber", "purple", "pink", "grey", "gray", "silver", "cyan", "magenta"];

fn sheets() -> Vec<File> {
    let mut files = tree::files("style", ".css");
    for file in &mut files {
        file.text = without_comments(&file.text);
    }
    files
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        let end = rest[at..].find("*/").map_or(rest.len(), |end| at + end + 2);
        out.push_str(&rest[..at]);
        out.extend(rest[at..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out + rest
}

/// Returns the literal colours of a sheet, as `line: text`.
fn colours(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    let word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    for (number, line) in css.lines().enumerate() {
        // A selector or an at-rule holds no colour; what stands before the colon of a declaration is its name.
        let Some((_, value)) = line.split_once(": ").filter(|_| line.trim_end().ends_with([';', '}', ','])) else { continue };
        let hex = value.match_indices('#').any(|(at, _)| value[at + 1..].chars().take_while(char::is_ascii_hexdigit).count() >= 3);
        let notation = NOTATIONS.iter().any(|notation| value.match_indices(notation).any(|(at, _)| !value[..at].ends_with(word)));
        let named = value.split(|c| !word(c)).any(|name| NAMES.contains(&name));
        if hex || notation || named {
            found.push(format!("{}: {}", number + 1, line.trim()));
        }
    }
    found
}

#[test]
fn every_sheet_begins_with_the_order_of_the_layers() {
    for file in tree::files("style", ".css") {
        assert_eq!(file.text.lines().next(), Some(FIRST_LINE), "{}", file.path);
    }
}

#[test]
fn everything_stands_in_a_layer() {
    for file in sheets() {
        let (mut depth, mut begin) = (0, 0);
        for (at, c) in file.text.char_indices() {
            match c {
                '{' => {
                    let rule = file.text[begin..at].trim();
                    assert!(depth > 0 || rule.starts_with("@layer "), "{}:{}: `{rule}` is in no layer", file.path, line_of(&file.text, at));
                    depth += 1;
                }
                '}' => depth -= 1,
                ';' => {}
                _ => continue,
            }
            begin = at + 1;
        }
        assert_eq!(depth, 0, "{}: braces do not match", file.path);
    }
}

#[test]
fn literal_colours_stand_only_in_the_tokens() {
    let mut wrong = Vec::new();
    for file in sheets().iter().filter(|file| !PALETTES.contains(&file.path.as_str())) {
        wrong.extend(colours(&file.text).into_iter().map(|found| format!("{}:{found}", file.path)));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_kind_of_colour_would_be_found() {
    for value in ["#fff", "1px solid red", "oklch(.5 .1 20)", "rgb(0 0 0 / .2)", "light-dark(var(--a), var(--b))"] {
        assert_eq!(colours(&format!("  .fg-x {{\n    color: {value};\n  }}")).len(), 1, "{value}");
    }
    for value in ["var(--fg-red)", "transparent", "currentcolor", "CanvasText", "inherit"] {
        assert_eq!(colours(&format!("    color: {value};")), Vec::<String>::new(), "{value}");
    }
}

#[test]
fn nothing_is_important_and_nothing_has_an_id() {
    let mut wrong = Vec::new();
    for file in sheets() {
        // A portal's rules for all elements reach the host itself, and among important ones the shadow's own win.
        let shadow_host = file.text.find(":host {\n    display: block !important").map(|at| at + ":host {\n    display: block ".len());
        let important = file.text.match_indices("!important").filter(|(at, _)| Some(*at) != shadow_host).map(|(at, _)| (at, "!important"));
        let ids = file.text.match_indices('#').filter(|_| !PALETTES.contains(&file.path.as_str())).map(|(at, _)| (at, "an id"));
        wrong.extend(important.chain(ids).map(|(at, what)| format!("{}:{}: {what}", file.path, line_of(&file.text, at))));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_sheets_work_in_a_shadow_root() {
    for file in sheets() {
        for word in ["@property", "@font-face", "@import", "url(http"] {
            assert_eq!(file.text.find(word), None, "{}: {word}", file.path);
        }
    }
    let tokens = tree::read("style/tokens.css");
    assert!(tokens.contains(":root, .fg-embed"), "style/tokens.css: tokens hold for the page and for a shadow root");
}

#[test]
fn every_style_and_public_file_is_used() {
    let page = tree::read("index.html");
    for file in tree::files("style", ".css") {
        assert!(page.contains(&format!("href=\"{}\"", file.path)), "{}: index.html does not name it", file.path);
    }
    for (at, found) in page.match_indices("href=\"style/") {
        let name = &page[at + found.len() - "style/".len()..];
        let name = &name[..name.find('"').unwrap_or_default()];
        assert!(tree::root().join(name).is_file(), "index.html names {name}, which is not there");
    }
    let users: Vec<File> = [("src", ".rs"), ("public", ""), (".", "index.html"), (".", "Trunk.toml")]
        .iter()
        .flat_map(|(folder, ending)| tree::files(folder, ending))
        .collect();
    let mut unused = Vec::new();
    for file in tree::files("public", "") {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if !users.iter().any(|user| user.path != file.path && user.text.contains(name)) {
            unused.push(file.path);
        }
    }
    assert_eq!(unused, Vec::<String>::new());
}
