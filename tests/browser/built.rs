//! The folders that are given away, as files: nothing too much, nothing of the machine that built them.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use fleetglass_tests::{Value, built_package, built_page};
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let (folders, files): (Vec<_>, Vec<_>) =
        std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| self::files(folder))).collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn the_page_names_every_file_beside_it() {
    let page = std::fs::read_to_string(built_page().join("index.html")).unwrap();
    let ours = ["index.html", "config.json", "files.json"];
    // What lies beside a file belongs to it: its source map, its compressed forms.
    let unnamed: Vec<String> = files(&built_page())
        .iter()
        .map(|path| name(path))
        .map(|name| name.trim_end_matches(".br").trim_end_matches(".gz").trim_end_matches(".map").to_owned())
        .filter(|name| !ours.contains(&name.as_str()) && !page.contains(&format!("\"assets/{name}\"")))
        .collect();
    assert_eq!(unnamed, Vec::<String>::new());
}

#[test]
fn nothing_names_a_folder_of_the_machine_that_built_it() {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_string_lossy().into_owned();
    let home = std::env::var("CARGO_HOME").unwrap_or_else(|_| format!("{}/.cargo", std::env::var("HOME").unwrap_or_default()));
    for path in files(&built_page()).into_iter().chain(files(&built_package())) {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for folder in [&checkout, &home] {
            assert!(!text.contains(folder.as_str()), "{} names {folder}", path.display());
        }
    }
}

#[test]
fn a_source_map_brings_its_sources_along() {
    let maps: Vec<PathBuf> =
        files(&built_page()).into_iter().chain(files(&built_package())).filter(|path| name(path).ends_with(".js.map")).collect();
    assert!(maps.len() >= 6, "{maps:#?}");
    for path in maps {
        let map: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let sources = map["sources"].as_array().unwrap();
        let contents = map["sourcesContent"].as_array().unwrap();
        assert!(!sources.is_empty() && contents.iter().all(Value::is_string), "{}", path.display());
        assert_eq!(sources.len(), contents.len(), "{}", path.display());
        assert!(sources.iter().all(|source| !source.as_str().unwrap_or("/").starts_with(['/', '.'])), "{}: {sources:?}", path.display());
    }
}
