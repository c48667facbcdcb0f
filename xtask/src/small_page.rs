//! Pages that are no more than a program and a few files: cargo and wasm-bindgen, without trunk.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::process;
use crate::project::{Project, WASM};
use crate::tools;

/// A page.
#[derive(Debug)]
pub(crate) struct SmallPage {
    package: &'static str,
    /// Its program, which names what is made of it.
    program: &'static str,
    files: &'static [&'static str],
}

/// The page of nothing but hooks that the browser tests open.
pub(crate) const HOOKS: SmallPage = SmallPage {
    package: "fleetglass-hooks-page",
    program: "hooks-page",
    files: &[
        "tests/hooks/index.html",
        "tests/hooks/start.js",
        "tests/hooks/big_log.css",
        "public/stopped.js",
        "style/reset.css",
        "style/tokens.css",
        "style/base.css",
        "style/components.css",
        "style/log.css",
    ],
};

/// The example of the hook.
pub(crate) const LEPTOS_HOOKS: SmallPage = SmallPage {
    package: "fleetglass-example-leptos-hooks",
    program: "leptos-hooks",
    files: &["examples/leptos-hooks/index.html", "examples/leptos-hooks/start.js", "examples/leptos-hooks/crew.css"],
};

/// Compiles pages, side by side, in the profile of the page itself, so that what all depend on is compiled once.
pub(crate) fn compile(project: &Project, pages: &[&SmallPage]) -> Result<()> {
    let mut cargo = project.cargo(&["build", "--target", WASM, "--profile", "wasm-release"]);
    for page in pages {
        cargo.args(["--package", page.package]);
    }
    project.hide_folders(&mut cargo);
    process::run(&mut cargo)
}

impl SmallPage {
    /// Builds it into `folder`, and returns that. The tools must be there.
    pub(crate) fn build(&self, project: &Project, folder: PathBuf) -> Result<PathBuf> {
        compile(project, &[self])?;
        let mut bindgen = project.command("wasm-bindgen");
        bindgen
            .env("PATH", tools::path(project)?)
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(&folder)
            .arg(project.wasm(self.program));
        process::run(&mut bindgen)?;
        for file in self.files {
            let name = Path::new(file).file_name().unwrap_or_default();
            fs::copy(project.root().join(file), folder.join(name)).map_err(Failure::cannot(format!("copy {file}")))?;
        }
        Ok(folder)
    }
}
