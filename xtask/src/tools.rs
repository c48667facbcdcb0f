//! trunk, wasm-bindgen's command line, geckodriver, wasm-opt, esbuild and axe, at the pinned versions, under `target/tools/`.
//!
//! A tool is installed beside its place and then renamed into it, so an interrupted installation is never taken for a good
//! one; the version is in the folder's name, so a changed pin installs anew. cargo's half-done work is kept: the next try
//! goes on from it. A tool of exactly the pinned version that the person has already is used as it is.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::pins;
use crate::process;
use crate::project::Project;

/// One program that the build of the page needs.
#[derive(Debug)]
pub(crate) struct Tool {
    /// What it is called on the PATH.
    pub(crate) name: &'static str,
    version: &'static str,
    /// The folder of its programs, inside its own.
    programs: &'static str,
    /// What is looked for there.
    file: &'static str,
    /// Only tests need it, not the build of the page.
    pub(crate) for_tests: bool,
    source: Source,
    /// What to expect on two cores.
    pub(crate) expected: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    /// A crate, and what else `cargo install` is told.
    Crate(&'static str, &'static [&'static str]),
    /// A package of npm.
    Npm(&'static str),
}

/// All of them, the slowest first.
pub(crate) const ALL: [Tool; 6] = [
    Tool {
        name: "trunk",
        version: pins::TRUNK,
        programs: "bin",
        file: "trunk",
        for_tests: false,
        // Without its default features it has no TLS and cannot download: it never should.
        source: Source::Crate("trunk", &["--no-default-features"]),
        expected: "about 4 minutes",
    },
    Tool {
        name: "wasm-bindgen",
        version: pins::WASM_BINDGEN,
        programs: "bin",
        file: "wasm-bindgen",
        for_tests: false,
        source: Source::Crate("wasm-bindgen-cli", &["--no-default-features", "--bin", "wasm-bindgen"]),
        expected: "about 2 minutes",
    },
    Tool {
        name: "geckodriver",
        version: pins::GECKODRIVER,
        programs: "bin",
        file: "geckodriver",
        for_tests: true,
        source: Source::Crate("geckodriver", &[]),
        expected: "about 2 minutes",
    },
    Tool {
        name: "wasm-opt",
        version: pins::BINARYEN,
        programs: "node_modules/.bin",
        file: "wasm-opt",
        for_tests: false,
        source: Source::Npm("binaryen"),
        expected: "a few seconds",
    },
    Tool {
        name: "esbuild",
        version: pins::ESBUILD,
        programs: "node_modules/.bin",
        file: "esbuild",
        for_tests: false,
        source: Source::Npm("esbuild"),
        expected: "a few seconds",
    },
    Tool {
        name: "axe-core",
        version: pins::AXE,
        programs: "node_modules/axe-core",
        file: AXE,
        for_tests: true,
        source: Source::Npm("axe-core"),
        expected: "a few seconds",
    },
];

/// axe, as one script.
const AXE: &str = "axe.min.js";

/// Where the script is that looks for what keeps people out.
pub(crate) fn axe(project: &Project) -> PathBuf {
    ALL.iter().filter(|tool| tool.file == AXE).map(|tool| tool.folder(project).join(tool.programs).join(AXE)).collect()
}

/// The program that minifies; the person's own where that is of the pinned version.
pub(crate) fn esbuild(project: &Project) -> PathBuf {
    let tool = ALL.iter().find(|tool| tool.name == "esbuild");
    let own = tool.map(|tool| tool.folder(project).join(tool.programs).join(tool.file));
    own.filter(|program| program.exists()).unwrap_or_else(|| PathBuf::from("esbuild"))
}

/// The pinned tools first, then the PATH as it is.
pub(crate) fn path(project: &Project) -> Result<OsString> {
    let own = ALL.iter().map(|tool| tool.folder(project).join(tool.programs)).filter(|folder| folder.is_dir());
    let given = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.chain(env::split_paths(&given))).map_err(Failure::cannot("put the tools on the PATH"))
}

impl Tool {
    /// Its name with its version.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// Whether nothing has to be done.
    pub(crate) fn is_there(&self, project: &Project) -> bool {
        let folder = self.folder(project);
        // Without this file of its own, the folder was left by somebody else.
        let programs = folder.join(self.programs);
        [self.file.to_owned(), format!("{}{}", self.file, env::consts::EXE_SUFFIX)].iter().any(|file| programs.join(file).exists())
            || self.is_the_persons()
    }

    /// What the installation prints.
    pub(crate) fn log(&self, project: &Project) -> PathBuf {
        project.tools().join(format!("{}.log", self.name))
    }

    /// Installs it.
    pub(crate) fn install(&self, project: &Project) -> Result<()> {
        let folder = self.folder(project);
        let unfinished = project.tools().join(format!("{}.new", self.name));
        let work = project.tools().join(format!("{}.build", self.name));
        let _ = fs::remove_dir_all(&unfinished);
        fs::create_dir_all(&unfinished).map_err(Failure::cannot(format!("create {}", unfinished.display())))?;
        let _ = fs::remove_file(self.log(project));
        let mut command = match self.source {
            Source::Crate(name, flags) => self.cargo_install(project, name, flags, &unfinished, &work),
            Source::Npm(name) => self.npm_install(project, name, &unfinished)?,
        };
        process::run_logged(&mut command, &self.log(project))?;
        let _ = fs::remove_dir_all(&folder);
        fs::rename(&unfinished, &folder).map_err(Failure::cannot(format!("move {} into place", self.title())))?;
        let _ = fs::remove_dir_all(work);
        Ok(())
    }

    fn folder(&self, project: &Project) -> PathBuf {
        project.tools().join(format!("{}-{}", self.name, self.version))
    }

    fn is_the_persons(&self) -> bool {
        process::output_of(self.name, &["--version"]).is_some_and(|said| said.split_whitespace().any(|word| word == self.version))
    }

    fn cargo_install(&self, project: &Project, name: &str, flags: &[&str], root: &Path, work: &Path) -> Command {
        let mut command = project.cargo(&["install", name, "--version", self.version, "--locked", "--debug", "--root"]);
        command.arg(root).args(flags).env("CARGO_TARGET_DIR", work);
        // They run for seconds and compile for minutes: what only serves their own debugging is left out.
        for (setting, value) in [
            ("OPT_LEVEL", "0"),
            ("DEBUG", "0"),
            ("DEBUG_ASSERTIONS", "false"),
            ("OVERFLOW_CHECKS", "false"),
            ("INCREMENTAL", "false"),
            ("PANIC", "abort"),
            ("STRIP", "true"),
        ] {
            command.env(format!("CARGO_PROFILE_DEV_{setting}"), value);
        }
        command
    }

    fn npm_install(&self, project: &Project, name: &str, root: &Path) -> Result<Command> {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        if !(process::succeeds("node", &["--version"]) && process::succeeds(npm, &["--version"])) {
            return Err(Failure::said(format!(
                "{name} needs Node.js and its npm, which are not on the PATH: install Node.js 20 or newer."
            )));
        }
        let mut command = project.command(npm);
        command.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
        command.arg(root).arg(format!("{name}@{}", self.version));
        Ok(command)
    }
}
