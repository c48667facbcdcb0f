//! The page: cargo compiles it to wasm, trunk bundles it, `pack/` finishes it. Nothing is done when nothing changed.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::failure::{Failure, Result};
use crate::fingerprint;
use crate::pins;
use crate::process;
use crate::project::{Project, WASM};
use crate::setup;
use crate::tools;

/// Everything the page is made from.
pub(crate) const INPUTS: [&str; 15] = [
    "src",
    "core/src",
    "style",
    "public",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "core/Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "pack/src",
    "pack/Cargo.toml",
    "xtask/src/app.rs",
    "xtask/src/pins.rs",
];

const NOTE: &str = "dist";

/// Which of its two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Small and fast, in `dist/`.
    Release,
    /// Quick to build.
    Dev,
}

/// Builds the release into `dist/`, with whatever that needs, unless it is there and up to date.
pub(crate) fn release(project: &Project) -> Result<()> {
    release_beside(project, || Ok(()))
}

/// The same, with `other` work done after cargo's part of it, while tools may still be installing.
pub(crate) fn release_beside(project: &Project, other: impl FnOnce() -> Result<()>) -> Result<()> {
    if is_current(project)? {
        println!("The page in dist/ is up to date.");
        return other();
    }
    setup::toolchain(project)?;
    pins::check_lock(project)?;
    thread::scope(|scope| {
        let tools = scope.spawn(|| setup::tools(project));
        let built = compile(project, Form::Release).and_then(|()| packer(project).map(drop)).and_then(|()| other());
        if built.is_err() {
            process::end_children();
        }
        let installed = setup::joined(tools);
        built.and(installed)
    })?;
    bundle(project, Form::Release)
}

/// cargo's part: trunk repeats the very same call and finds it done.
pub(crate) fn compile(project: &Project, form: Form) -> Result<()> {
    println!("Compiling the page.");
    let mut cargo = project.cargo(&["build", "--target", WASM, "--bin", "fleetglass-app"]);
    if form == Form::Release {
        cargo.args(["--profile", "wasm-release"]);
        project.hide_folders(&mut cargo);
    }
    process::run(&mut cargo)
}

/// trunk's part. The tools must be there.
pub(crate) fn bundle(project: &Project, form: Form) -> Result<()> {
    println!("Bundling the page.");
    let inputs = inputs(project)?;
    let note = project.note(NOTE);
    let built = if form == Form::Release { project.stage() } else { project.dev_dist() };
    let mut trunk = project.command("trunk");
    for (name, _) in std::env::vars_os() {
        // NO_COLOR=1 breaks trunk 0.21, and a person's own settings are not meant for us.
        if name == "NO_COLOR" || name.to_string_lossy().starts_with("TRUNK_") {
            trunk.env_remove(&name);
        }
    }
    trunk.env("PATH", tools::path(project)?).args(["--skip-version-check", "build", "--offline", "--dist"]).arg(&built);
    if form == Form::Dev {
        return process::run(&mut trunk);
    }
    let _ = fs::remove_file(&note);
    project.hide_folders(&mut trunk);
    process::run(trunk.arg("--release"))?;
    let dist = project.dist();
    let mut finish = packer(project)?;
    process::run(finish.arg("finish").arg(project.root()).arg(&built).arg(&dist).arg(tools::esbuild(project)))?;
    write(&note, &noted(inputs, outputs(&dist)?))
}

/// Notes that `dist/` is as it should be, with what was put beside its files.
pub(crate) fn note_again(project: &Project) -> Result<()> {
    write(&project.note(NOTE), &noted(inputs(project)?, outputs(&project.dist())?))
}

/// The program of `pack/`, compiled.
pub(crate) fn packer(project: &Project) -> Result<Command> {
    process::run(&mut project.cargo(&["build", "--quiet", "--workspace", "--bin", "fleetglass-pack"]))?;
    Ok(project.command(project.program("debug", "fleetglass-pack")))
}

/// Whether `dist/` is what the inputs give, and nobody touched it since.
fn is_current(project: &Project) -> Result<bool> {
    let Ok(noted_then) = fs::read_to_string(project.note(NOTE)) else { return Ok(false) };
    Ok(noted_then == noted(inputs(project)?, outputs(&project.dist())?))
}

fn inputs(project: &Project) -> Result<u64> {
    fingerprint::of(project.root(), &INPUTS).map_err(Failure::cannot("read the sources"))
}

pub(crate) fn outputs(dist: &Path) -> Result<u64> {
    fingerprint::of(dist, &["."]).map_err(Failure::cannot(format!("read {}", dist.display())))
}

pub(crate) fn noted(inputs: u64, outputs: u64) -> String {
    format!("{inputs:016x} {outputs:016x}\n")
}

pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(Failure::cannot(format!("write {}", path.display())))
}
