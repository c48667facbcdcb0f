//! Minifying, by esbuild. Source maps stand apart, and name no folder of the machine.

use crate::{Result, disk};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};

/// What a script is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A module, as it stands.
    Module,
    /// A classic script, whose outermost names are everybody's.
    Classic,
    /// A module with what it imports, but for what lies in `assets/`.
    Bundle,
}

/// A script and its source map.
#[derive(Debug)]
pub(crate) struct Minified {
    /// Ends with a line break.
    pub(crate) code: String,
    pub(crate) map: String,
}

/// Minifies the script in a file of `root` (or, for what was built, of elsewhere).
pub(crate) fn script(esbuild: &Path, root: &Path, file: &Path, kind: Kind) -> Result<Minified> {
    let made = tempfolder(root)?;
    let out = made.join("out.js");
    let mut command = esbuild_in(esbuild, root);
    command.arg(file).args(["--minify", "--sourcemap=external", "--legal-comments=none"]).arg(format!("--outfile={}", out.display()));
    match kind {
        Kind::Module => command.arg("--format=esm"),
        Kind::Classic => &mut command,
        Kind::Bundle => command.args(["--bundle", "--format=esm", "--external:./assets/*"]),
    };
    run(&mut command)?;
    let map = without_folders(&disk::text(&made.join("out.js.map"))?)?;
    Ok(Minified { code: disk::text(&out)?, map })
}

/// Minifies CSS.
pub(crate) fn css(esbuild: &Path, root: &Path, text: &str) -> Result<String> {
    let made = tempfolder(root)?;
    let (file, out) = (made.join("in.css"), made.join("out.css"));
    disk::write(&file, text)?;
    run(esbuild_in(esbuild, root).arg(&file).arg("--minify").arg(format!("--outfile={}", out.display())))?;
    disk::text(&out)
}

/// A folder for what passes through.
fn tempfolder(root: &Path) -> Result<std::path::PathBuf> {
    let folder = root.join("target").join("pack");
    disk::emptied(&folder)?;
    Ok(folder)
}

fn esbuild_in(esbuild: &Path, root: &Path) -> Command {
    let mut command = Command::new(esbuild);
    command.current_dir(root).args(["--log-level=warning", "--charset=utf8"]).stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Result<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("esbuild failed ({status}); what it said stands above.")),
        Err(cause) => Err(format!("Cannot start esbuild: {cause}.")),
    }
}

/// Leaves of each source its path in the checkout, and of what was built its name.
fn without_folders(map: &str) -> Result<String> {
    let mut map: Value = serde_json::from_str(map).map_err(|cause| format!("esbuild wrote a source map that is no JSON: {cause}."))?;
    for source in map["sources"].as_array_mut().into_iter().flatten() {
        let path = source.as_str().unwrap_or_default().trim_start_matches("../");
        let kept = if ["public/", "embed/"].iter().any(|folder| path.starts_with(folder)) {
            path
        } else {
            path.rsplit('/').next().unwrap_or(path)
        };
        *source = json!(kept);
    }
    Ok(map.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_keeps_its_path_in_the_checkout_only() {
        let map = json!({"sources": ["../../public/boot.js", "../../../elsewhere/built/app.js"]}).to_string();
        assert_eq!(without_folders(&map), Ok(json!({"sources": ["public/boot.js", "app.js"]}).to_string()));
    }
}
