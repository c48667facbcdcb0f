//! The page of nothing but hooks that the browser tests open: cargo and wasm-bindgen, without trunk.

use std::fs;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::process;
use crate::project::{Project, WASM};
use crate::tools;

const FILES: [&str; 9] = [
    "tests/hooks/index.html",
    "tests/hooks/start.js",
    "tests/hooks/big_log.css",
    "public/stopped.js",
    "style/reset.css",
    "style/tokens.css",
    "style/base.css",
    "style/components.css",
    "style/log.css",
];

/// Builds the page and returns its folder. The tools must be there.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    // The profile of the page itself, so that what both depend on is compiled once.
    process::run(&mut project.cargo(&["build", "--target", WASM, "--profile", "wasm-release", "--package", "fleetglass-hooks-page"]))?;
    let folder = project.hooks_page();
    let mut bindgen = project.command("wasm-bindgen");
    bindgen
        .env("PATH", tools::path(project)?)
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&folder)
        .arg(project.wasm("hooks-page"));
    process::run(&mut bindgen)?;
    for file in FILES {
        let name = file.rsplit('/').next().unwrap_or(file);
        fs::copy(project.root().join(file), folder.join(name)).map_err(Failure::cannot(format!("copy {file}")))?;
    }
    Ok(folder)
}
