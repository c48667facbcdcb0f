//! Files stay small enough to be read at once.

use crate::tree;

/// Pure and native code.
const MOST: usize = 300;
/// The web layers; 150 is what to aim at there.
const MOST_WEB: usize = 300;

/// What is longer for now: it may shrink, and must leave this list when it does.
const LONGER: [(&str, usize); 6] = [
    ("core/src/protocol/runner.rs", 343),
    ("core/src/protocol/workspace.rs", 327),
    ("core/src/state/runner.rs", 325),
    ("core/src/state/unit.rs", 322),
    ("core/tests/state_runner.rs", 315),
    ("core/tests/state_workspace.rs", 326),
];

#[test]
fn files_are_under_300_lines() {
    let mut wrong = Vec::new();
    for (folder, most) in [("core", MOST), ("simulator", MOST), ("tests", MOST), ("xtask", MOST), ("src", MOST_WEB), ("examples", MOST_WEB)]
    {
        for file in tree::files(folder, ".rs") {
            let lines = file.text.lines().count();
            match LONGER.iter().find(|(path, _)| *path == file.path) {
                Some((path, _)) if lines <= most => wrong.push(format!("{path}: {lines} lines now; take it off the list")),
                Some((path, held)) if lines > *held => wrong.push(format!("{path}: {lines} lines; it may not grow over {held}")),
                Some(_) => {}
                None if lines > most => wrong.push(format!("{}: {lines} lines; split it by concept", file.path)),
                None => {}
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_file_is_named_after_nothing() {
    for folder in ["core", "simulator", "tests", "xtask", "src"] {
        for file in tree::files(folder, ".rs") {
            let name = file.path.trim_end_matches("/mod.rs").trim_end_matches(".rs").rsplit('/').next().unwrap_or_default().to_owned();
            assert!(!["utils", "util", "helpers", "common", "types", "misc"].contains(&name.as_str()), "{}", file.path);
        }
    }
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<String> = ["core/src", "simulator/src", "tests", "xtask/src", "src", "examples"]
        .into_iter()
        .flat_map(|folder| tree::files(folder, ".rs"))
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| file.path)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}
