//! The versions that work together.
//!
//! wasm-bindgen's command line must be of exactly the version of the crate in Cargo.lock, and trunk takes a tool from the
//! PATH only at exactly the version in Trunk.toml. Newer ones were tried: trunk 0.22 needs a newer Rust than ours, and
//! wasm-bindgen-cli 0.2.130 does not install with its own lock file.

use std::fs;

use crate::failure::{Failure, Result};
use crate::project::Project;

/// The bundler.
pub(crate) const TRUNK: &str = "0.21.14";
/// wasm-bindgen, the crate and its command line.
pub(crate) const WASM_BINDGEN: &str = "0.2.129";
/// wasm-opt, from the npm package `binaryen`.
pub(crate) const BINARYEN: &str = "132";
/// What minifies scripts and styles.
pub(crate) const ESBUILD: &str = "0.28.2";
/// axe, from the npm package `axe-core`: what it finds in the page keeps people out.
pub(crate) const AXE: &str = "4.14.1";
/// Firefox's WebDriver server.
pub(crate) const GECKODRIVER: &str = "0.37.1";

/// Compares Cargo.lock with the pin, before minutes go into a build that would fail at its end.
///
/// # Errors
/// Names both versions, and what to do.
pub(crate) fn check_lock(project: &Project) -> Result<()> {
    let lock = fs::read_to_string(project.root().join("Cargo.lock")).map_err(Failure::cannot("read Cargo.lock"))?;
    match locked(&lock, "wasm-bindgen") {
        Some(WASM_BINDGEN) | None => Ok(()),
        Some(other) => Err(Failure::said(format!(
            "Cargo.lock has wasm-bindgen {other}, the tools are {WASM_BINDGEN}: run `cargo update -p wasm-bindgen --precise {WASM_BINDGEN}`, \
             or change the pins in xtask/src/pins.rs and Trunk.toml."
        ))),
    }
}

/// The version of `package` in the text of a Cargo.lock.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = \"").and_then(|rest| rest.strip_suffix('"')) == Some(package))?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_is_told_the_same_versions() {
        let trunk = include_str!("../../Trunk.toml");
        for line in [
            format!("trunk-version = \"={TRUNK}\""),
            format!("wasm_bindgen = \"{WASM_BINDGEN}\""),
            format!("wasm_opt = \"version_{BINARYEN}\""),
        ] {
            assert!(trunk.lines().any(|there| there == line), "Trunk.toml lacks {line}");
        }
    }

    #[test]
    fn a_locked_version_is_found_by_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.1"));
        assert_eq!(locked(lock, "wasm"), None);
    }
}
