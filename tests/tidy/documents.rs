//! What is written for people: it is there, its commands work, and it says nothing of one person's machine.

use crate::tree::{self, line_of};

/// Returns the commands of a document's code blocks and code spans that begin with `program`.
fn commands<'a>(text: &'a str, program: &str) -> Vec<&'a str> {
    let lines = text.lines().map(str::trim);
    let spans = text.split('`').skip(1).step_by(2);
    lines.chain(spans).filter_map(|piece| piece.trim_start_matches("$ ").strip_prefix(program)).map(str::trim).collect()
}

#[test]
fn the_documents_are_there() {
    for (path, words) in [("README.md", "Fleetglass"), ("ARCHITECTURE.md", "##"), ("CONTRIBUTING.md", "##"), ("CHANGELOG.md", "##")] {
        assert!(tree::read(path).contains(words), "{path} does not hold `{words}`");
    }
}

#[test]
fn the_commands_of_the_documents_are_those_of_the_programs() {
    let tasks = tree::read("xtask/src/args.rs");
    let simulator = tree::read("simulator/src/args.rs");
    for file in tree::files(".", "").iter().filter(|file| file.path.ends_with(".md")) {
        for (program, args) in
            [("cargo xtask", &tasks), ("fleetglass-sim", &simulator), ("cargo run --release -p fleetglass-sim --", &simulator)]
        {
            for command in commands(&file.text, program) {
                let words = command.split_whitespace().take_while(|word| !["#", "|", "<", "&&", ">", "--"].contains(word));
                for (at, word) in words.enumerate() {
                    let name = word.trim_matches(['[', ']', '.', ',']).split('=').next().unwrap_or_default();
                    let known = match name.strip_prefix("--") {
                        Some(option) => [format!("\"{option}\""), format!("\"--{option}\"")].iter().any(|quoted| args.contains(quoted)),
                        None => at > 0 || name.is_empty() || args.contains(&format!("\"{name}\"")),
                    };
                    assert!(known, "{}: `{program} {command}`: {program} does not know `{name}`", file.path);
                }
            }
        }
    }
}

#[test]
fn nothing_names_a_folder_of_one_machine() {
    // In pieces, so that this file does not name them either.
    let folders = ["work", "root", "home", "Users"].map(|name| format!("/{name}/"));
    let mut wrong = Vec::new();
    // What agents and servers print, in transcripts and in the simulator, may hold folders of their machines.
    let printed = |path: &str| path.starts_with("core/tests/") || path == "simulator/src/world/words.rs";
    for file in tree::files(".", "").iter().filter(|file| !printed(&file.path)) {
        for folder in &folders {
            let named = |at: usize| !file.text[..at].ends_with(|c: char| c.is_alphanumeric() || "-_.*}".contains(c));
            let hits = file.text.match_indices(folder.as_str()).filter(|(at, _)| named(*at));
            wrong.extend(hits.map(|(at, _)| format!("{}:{}: {folder}", file.path, line_of(&file.text, at))));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
