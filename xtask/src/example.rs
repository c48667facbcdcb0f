//! The examples: each built into a folder of its own that any static host could serve.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app;
use crate::args::{Example, Serve};
use crate::failure::{Failure, Result};
use crate::fingerprint;
use crate::package;
use crate::process;
use crate::project::Project;
use crate::serve;
use crate::setup;
use crate::small_page::LEPTOS_HOOKS;

/// Builds an example and serves it with a simulator until Ctrl-C.
pub(crate) fn run(project: &Project, example: Example, options: &Serve) -> Result<()> {
    serve::check_port(options.port)?;
    setup::toolchain(project)?;
    setup::tools(project)?;
    let folder = build(project, example)?;
    process::run(&mut project.cargo(&["build", "--release", "--package", "fleetglass-sim"]))?;
    // The portal asks its host for a token, as the APIs of the simulator then do of it.
    let more: &[&str] = if example == Example::PortalHtml { &["--auth"] } else { &[] };
    serve::simulator(project, "release", &folder, options, more)?.wait()
}

/// Builds all of them; returns the folder that theirs are in.
pub(crate) fn all(project: &Project) -> Result<PathBuf> {
    Example::ALL.into_iter().try_for_each(|example| build(project, example).map(drop))?;
    Ok(project.examples())
}

/// Builds an example; returns its folder. The tools must be there.
fn build(project: &Project, example: Example) -> Result<PathBuf> {
    let (source, folder) = (project.root().join("examples").join(example.name()), project.examples().join(example.name()));
    println!("Building examples/{}.", example.name());
    match example {
        Example::LeptosHooks => return LEPTOS_HOOKS.build(project, folder),
        Example::PortalHtml => {
            package::build(project)?;
            empty(&folder)?;
            copy(&source, &folder)?;
            copy(&project.pkg(), &folder.join("fleetglass"))?;
        }
        Example::PortalReact => {
            package::build(project)?;
            let note = project.note("portal-react");
            if fs::read_to_string(&note).is_ok_and(|then| current(project, &source, &folder).is_ok_and(|now| now == then)) {
                return Ok(folder);
            }
            let npm = |arguments: &[&str]| {
                let mut command = project.command(if cfg!(windows) { "npm.cmd" } else { "npm" });
                command.current_dir(&source).args(arguments);
                command
            };
            process::run(&mut npm(&["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))?;
            process::run(npm(&["run", "build", "--", "--emptyOutDir", "--outDir"]).arg(&folder))?;
            app::write(&note, &current(project, &source, &folder)?)?;
        }
    }
    Ok(folder)
}

/// What the portal of React is made from, and what was made: npm and vite take half a minute to find nothing to do.
fn current(project: &Project, source: &Path, folder: &Path) -> Result<String> {
    let files = ["src", "index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"];
    let inputs = fingerprint::of(source, &files).map_err(Failure::cannot(format!("read {}", source.display())))?;
    let package = app::outputs(&project.pkg())?;
    Ok(format!("{}{package:016x}\n", app::noted(inputs, app::outputs(folder)?)))
}

fn empty(folder: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(Failure::cannot(format!("create {}", folder.display())))
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = |path: &Path| Failure::cannot(format!("copy {}", path.display()));
    fs::create_dir_all(to).map_err(failed(to))?;
    for entry in fs::read_dir(from).map_err(failed(from))? {
        let path = entry.map_err(failed(from))?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(failed(&path))?;
        }
    }
    Ok(())
}
