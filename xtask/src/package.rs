//! `package`: the page and its elements, ready to be put on a server or into a registry.

use std::fs;

use crate::app;
use crate::failure::{Failure, Result};
use crate::fingerprint;
use crate::process;
use crate::project::Project;
use crate::tools;

/// What `pkg/` is made from, beside the files of `dist/`.
const INPUTS: [&str; 7] = ["embed", "LICENSE-MIT", "LICENSE-APACHE", "Cargo.toml", "pack/src", "pack/Cargo.toml", "xtask/src/package.rs"];

const NOTE: &str = "pkg";

/// Builds both, and says how large they are.
pub(crate) fn run(project: &Project) -> Result<()> {
    build(project)?;
    process::run(app::packer(project)?.arg("report").arg(project.dist()).arg(project.pkg()))
}

/// Builds both, unless they are there and up to date.
pub(crate) fn build(project: &Project) -> Result<()> {
    app::release(project)?;
    let note = project.note(NOTE);
    if fs::read_to_string(&note).is_ok_and(|then| current(project).is_ok_and(|now| now == then)) {
        println!("The package in pkg/ is up to date.");
        return Ok(());
    }
    println!("Packing pkg/.");
    let _ = fs::remove_file(&note);
    let mut package = app::packer(project)?;
    process::run(package.arg("package").arg(project.root()).arg(project.dist()).arg(project.pkg()).arg(tools::esbuild(project)))?;
    app::note_again(project)?;
    app::write(&note, &current(project)?)
}

fn current(project: &Project) -> Result<String> {
    let inputs = fingerprint::of(project.root(), &INPUTS).map_err(Failure::cannot("read the sources"))?;
    Ok(format!("{}{}", app::noted(inputs, app::outputs(&project.dist())?), app::outputs(&project.pkg())?))
}
