//! A layer imports only from the floors below it.

use crate::tree::{self, begins_word, line_of};

/// A layer, and what it may see: folders of its own crate, and modules of `fleetglass_core`.
struct Layer {
    name: &'static str,
    below: &'static [&'static str],
    core: &'static [&'static str],
}

/// The layers of `src/`, ground first.
const PAGE: [Layer; 8] = [
    // The host owns the page's route, so it reads and writes it.
    Layer { name: "platform", below: &[], core: &["route", "protocol"] },
    // Statuses and reasons have words. The browser has the word on digits and plurals, and the platform on the language.
    Layer { name: "text", below: &["platform"], core: &["state", "sse", "protocol", "config"] },
    Layer { name: "transport", below: &["platform"], core: &["sse", "config"] },
    // A source's settings decide how it is opened.
    Layer { name: "live", below: &["transport", "platform"], core: &["sse", "protocol", "state", "config", "trial"] },
    Layer { name: "hooks", below: &["live", "transport", "platform"], core: &["sse", "protocol", "state", "config"] },
    // A log view is given its filters as the route's, which is the shape of a link.
    Layer { name: "components", below: &["live", "platform", "text"], core: &["sse", "protocol", "state", "route"] },
    Layer {
        name: "pages",
        below: &["components", "hooks", "live", "platform", "text"],
        core: &["sse", "protocol", "state", "config", "route", "trial", "fuzzy"],
    },
    Layer {
        name: "embed",
        below: &["pages", "components", "hooks", "live", "platform", "text"],
        core: &["sse", "protocol", "state", "config", "route"],
    },
];

/// The layers of `core/src/`, ground first.
const CORE: [Layer; 7] = [
    Layer { name: "fuzzy", below: &[], core: &[] },
    Layer { name: "sse", below: &[], core: &[] },
    Layer { name: "protocol", below: &["sse"], core: &[] },
    Layer { name: "state", below: &["protocol", "sse"], core: &[] },
    Layer { name: "trial", below: &["protocol", "sse"], core: &[] },
    Layer { name: "config", below: &["protocol"], core: &[] },
    Layer { name: "route", below: &["config", "protocol"], core: &[] },
];

/// Returns the folders and files under the crate's root that a piece of Rust names, with their lines.
fn imports<'a>(code: &'a str, module: &[&str], own: &[&str]) -> Vec<(&'a str, usize)> {
    let mut found = Vec::new();
    let supers = "super::".repeat(module.len());
    let own = own.iter().map(|prefix| (*prefix).to_owned()).chain([supers].into_iter().filter(|supers| !supers.is_empty()));
    for prefix in own {
        for (at, _) in code.match_indices(&prefix).filter(|(at, _)| begins_word(code, *at) && !code[..*at].ends_with("::")) {
            let rest = &code[at + prefix.len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => first_names(group),
                None => vec![first_name(rest)],
            };
            found.extend(names.into_iter().map(|name| (name, line_of(code, at))));
        }
    }
    found
}

fn first_name(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())]
}

/// The first names of `a::b, c::{d, e}, f}`.
fn first_names(group: &str) -> Vec<&str> {
    let (mut names, mut depth, mut begins) = (Vec::new(), 0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && !c.is_whitespace() => {
                names.push(first_name(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

/// Returns the module path of a file under `folder`.
fn module<'a>(path: &'a str, folder: &str) -> Vec<&'a str> {
    let path = path.strip_prefix(folder).and_then(|path| path.strip_suffix(".rs")).unwrap_or(path);
    path.split('/').filter(|part| *part != "mod").collect()
}

fn check(folder: &str, layers: &[Layer], own: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in tree::files(folder, ".rs") {
        let module = module(&file.path, folder);
        let Some(layer) = layers.iter().find(|layer| layer.name == module[0]) else {
            if !["lib", "main", "bin"].contains(&module[0]) {
                wrong.push(format!("{}: `{}` is no layer; name it in tests/tidy/layers.rs with what is below it", file.path, module[0]));
            }
            continue;
        };
        let code = tree::without_comments(&file.text);
        let mut check = |what: &str, found: Vec<(&str, usize)>, allowed: &dyn Fn(&str) -> bool| {
            let bad = found.into_iter().filter(|(name, _)| !allowed(name));
            wrong.extend(bad.map(|(name, line)| format!("{}:{line}: `{}` must not see `{what}{name}`", file.path, layer.name)));
        };
        let is_layer = |name: &str| layers.iter().any(|layer| layer.name == name);
        check("", imports(&code, &module, own), &|name| name == layer.name || layer.below.contains(&name) || !is_layer(name));
        check("fleetglass_core::", imports(&code, &[], &["fleetglass_core::"]), &|name| layer.core.contains(&name));
    }
    wrong
}

#[test]
fn a_layer_of_the_page_imports_only_from_the_floors_below_it() {
    assert_eq!(check("src/", &PAGE, &["crate::", "fleetglass::"]), Vec::<String>::new());
}

#[test]
fn a_layer_of_the_core_imports_only_from_the_floors_below_it() {
    assert_eq!(check("core/src/", &CORE, &["crate::", "fleetglass_core::"]), Vec::<String>::new());
}

#[test]
fn the_core_knows_no_browser_no_framework_and_no_clock() {
    let mut wrong = Vec::new();
    for file in tree::files("core/src/", ".rs") {
        let code = tree::without_comments(&file.text);
        for word in
            ["wasm_bindgen", "js_sys", "web_sys", "leptos", "gloo_", "SystemTime", "Instant::now", "std::fs", "std::net", "std::thread"]
        {
            wrong.extend(code.match_indices(word).map(|(at, _)| format!("{}:{}: {word}", file.path, line_of(&code, at))));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_browser_layers_touch_the_browser() {
    let mut wrong = Vec::new();
    for file in tree::files("src/", ".rs") {
        let code = tree::without_comments(&file.text);
        let door = ["src/platform/", "src/transport/", "src/embed/"].iter().any(|folder| file.path.starts_with(folder));
        for word in ["web_sys::window", "web_sys::Storage", "local_storage", "js_sys::Date", "Date::now", "Intl::"] {
            let hits = code.match_indices(word).filter(|(at, _)| !door && begins_word(&code, *at));
            wrong.extend(hits.map(|(at, _)| format!("{}:{}: {word} belongs into src/platform/", file.path, line_of(&code, at))));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn names_in_groups_and_above_are_found() {
    let code = "use crate::{live::{Fleet, Live}, text::t, ui};\nfn f() { super::super::pages::x(); mycrate::y() }";
    let found = imports(code, &["components", "chip"], &["crate::"]);
    assert_eq!(found, [("live", 1), ("text", 1), ("ui", 1), ("pages", 2)]);
}
