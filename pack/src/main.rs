//! The last steps before the page and its elements are given away; `cargo xtask build` and `cargo xtask package` call it.
//!
//! - [`finish`]: `dist/`, the page, from what trunk built: minified, named by content, with integrity.
//! - [`package`]: `pkg/`, the elements as an npm package, from the files of `dist/` and of `embed/`.
//! - [`compress`], [`listing`], [`budget`]: brotli and gzip beside each file, what is there, and whether it is too much.
//! - [`page`]: `index.html`, and which styles it names.
//! - [`esbuild`], [`asset`], [`disk`]: minifying, names and integrity, files.
//!
//! It compiles nothing and asks no network. Every path is given by the caller.
#![allow(clippy::print_stdout, reason = "talking to a terminal is what this crate is for")]

use std::path::PathBuf;
use std::process::ExitCode;

mod asset;
mod budget;
mod compress;
mod disk;
mod esbuild;
mod finish;
mod listing;
mod package;
mod page;

/// A sentence for the person who called.
type Result<T> = std::result::Result<T, String>;

const USAGE: &str = "Usage: fleetglass-pack finish ROOT STAGE DIST ESBUILD | package ROOT DIST PKG ESBUILD | report DIST PKG";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let task = words.first().map(String::as_str).unwrap_or_default();
    let paths: Vec<PathBuf> = words.iter().skip(1).map(PathBuf::from).collect();
    let done = match (task, paths.as_slice()) {
        ("finish", [root, stage, dist, esbuild]) => finish::run(root, stage, dist, esbuild),
        ("package", [root, dist, pkg, esbuild]) => package::run(root, dist, pkg, esbuild),
        ("report", [dist, pkg]) => budget::report(dist, pkg),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
