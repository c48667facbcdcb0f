//! Where things lie in the checkout, and cargo as every task calls it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};

/// The target of the page.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The checkout that this program was started from.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Found through cargo, which names this package's folder to what it runs.
    pub(crate) fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().map(Path::to_path_buf).unwrap_or_default();
        if !root.join("Trunk.toml").is_file() {
            return Err(Failure::said(format!("There is no Fleetglass checkout in {}.", root.display())));
        }
        // Relative to where the person stands, as cargo takes it.
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(target) => std::path::absolute(target).map_err(Failure::cannot("read CARGO_TARGET_DIR"))?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The folder of the workspace's Cargo.toml.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The built page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The elements, as a package of npm.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// What trunk builds of the release, before it is finished into `dist/`.
    pub(crate) fn stage(&self) -> PathBuf {
        self.target.join("stage")
    }

    /// The page as `dev` builds it: away from `dist/`, which stays a release.
    pub(crate) fn dev_dist(&self) -> PathBuf {
        self.target.join("dev-dist")
    }

    /// The page of hooks that browser tests open.
    pub(crate) fn hooks_page(&self) -> PathBuf {
        self.target.join("hooks-page")
    }

    /// The built examples.
    pub(crate) fn examples(&self) -> PathBuf {
        self.target.join("examples")
    }

    /// The page of the benchmark.
    pub(crate) fn bench_page(&self) -> PathBuf {
        self.target.join("bench-page")
    }

    /// What cargo made of a program for the page, in the page's own profile.
    pub(crate) fn wasm(&self, program: &str) -> PathBuf {
        self.target.join(WASM).join("wasm-release").join(format!("{program}.wasm"))
    }

    /// The pinned tools, each in a folder named after its version; the checkout's own wherever cargo builds.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join("target").join("tools")
    }

    /// A program of the workspace in cargo's folder of `profile`.
    pub(crate) fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The simulator's program in cargo's folder of `profile`.
    pub(crate) fn simulator(&self, profile: &str) -> PathBuf {
        self.program(profile, "fleetglass-sim")
    }

    /// Where `name` is noted from one call to the next.
    pub(crate) fn note(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// `cargo` with `arguments`, in the checkout.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments);
        command
    }

    /// Tells cargo, or what calls it, to leave this machine's folders out of the wasm, where panics would name them: what is
    /// given away says nothing of them, and is the same from every checkout. Only for releases, since whoever calls cargo by
    /// hand would compile everything anew.
    pub(crate) fn hide_folders(&self, command: &mut Command) {
        let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
        let folders = [(Some(self.root.clone()), "."), (home, "cargo")];
        let folders = folders.into_iter().filter_map(|(folder, name)| Some((folder?.to_str()?.to_owned(), name)));
        // cargo splits what it is told here at spaces.
        let flags =
            folders.filter(|(folder, _)| !folder.contains(' ')).map(|(folder, name)| format!("--remap-path-prefix={folder}={name}"));
        // It comes on top of the flags of .cargo/config.toml.
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.collect::<Vec<_>>().join(" "));
    }

    /// Any program, in the checkout, in an environment where cargo builds the same whoever calls.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // Flags from outside would replace those of .cargo/config.toml, and the page would lose its SIMD.
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTFLAGS"] {
            command.env_remove(name);
        }
        // What `cargo run` tells this program is not meant for the next cargo.
        for (name, _) in env::vars_os() {
            let known = name.to_string_lossy();
            if known.starts_with("CARGO_PKG_") || known.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }
}
