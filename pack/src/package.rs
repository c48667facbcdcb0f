//! `pkg/`: the elements as an ES module package, from `embed/` and from the files of `dist/`.
//!
//! `fleetglass.js` has a name that stays; all it loads lies in `assets/`, named by content. A bundler finds these files,
//! because each stands in a literal `import("…")` or `new URL("…", import.meta.url)`.

use crate::asset::{self, Asset};
use crate::esbuild::{self, Kind};
use crate::{Result, disk, listing};
use serde_json::Value;
use std::path::Path;

/// What is handed on as it is, and from where.
const COPIED: [(&str, &str); 5] = [
    ("embed/fleetglass.d.ts", "fleetglass.d.ts"),
    ("embed/custom-elements.json", "custom-elements.json"),
    ("embed/README.md", "README.md"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// Makes `pkg` from `embed/` in `root` and the finished page in `dist`.
pub(crate) fn run(root: &Path, dist: &Path, pkg: &Path, esbuild: &Path) -> Result<()> {
    listing::write(dist)?;
    disk::emptied(pkg)?;
    let (from, assets) = (dist.join("assets"), pkg.join("assets"));
    let glue = taken(&from, &assets, "fleetglass-app", ".js")?;
    let wasm = taken(&from, &assets, "fleetglass-app", ".wasm")?;
    let integrity = asset::integrity(&disk::bytes(&assets.join(&wasm))?);
    let worker = taken(&from, &assets, "pattern", ".js")?;
    let css = disk::text(&disk::only(&from, "style", ".css")?)?;
    let style = Asset::write(&assets, "style", "js", format!("export const css = {};\n", Value::String(css)).as_bytes())?.name;
    for (from, to) in COPIED {
        disk::write(&pkg.join(to), disk::bytes(&root.join(from))?)?;
    }
    let entry = entry(root, &parts(&glue, &wasm, &integrity, &worker, &style))?;
    let made = esbuild::script(esbuild, root, &entry, Kind::Bundle)?;
    disk::write(&pkg.join("fleetglass.js"), format!("{}//# sourceMappingURL=fleetglass.js.map\n", made.code))?;
    disk::write(&pkg.join("fleetglass.js.map"), made.map)?;
    disk::write(&pkg.join("package.json"), manifest(&version(root)?))?;
    listing::write(pkg)
}

/// Copies a file of the page, with its source map and all compressed forms; returns its name.
fn taken(from: &Path, assets: &Path, begin: &str, end: &str) -> Result<String> {
    let file = disk::only(from, begin, end)?;
    let name = disk::name(&file);
    for of_it in disk::files(from)?.iter().filter(|other| disk::name(other).starts_with(&name)) {
        disk::write(&assets.join(disk::name(of_it)), disk::bytes(of_it)?)?;
    }
    Ok(name)
}

/// Lays `embed/` out with `parts` in place of its own; returns its first module.
fn entry(root: &Path, parts: &str) -> Result<std::path::PathBuf> {
    let folder = root.join("target/pack-embed/embed");
    disk::emptied(&folder)?;
    for file in disk::files(&root.join("embed"))?.iter().filter(|file| disk::name(file).ends_with(".js")) {
        disk::write(&folder.join(disk::name(file)), disk::bytes(file)?)?;
    }
    disk::write(&folder.join("parts.js"), parts)?;
    Ok(folder.join("fleetglass.js"))
}

/// The one module that names built files.
fn parts(glue: &str, wasm: &str, integrity: &str, worker: &str, style: &str) -> String {
    format!(
        "export const glue = () => import(\"./assets/{glue}\");\n\
         export const wasm = new URL(\"./assets/{wasm}\", import.meta.url);\n\
         export const integrity = \"{integrity}\";\n\
         export const worker = new URL(\"./assets/{worker}\", import.meta.url);\n\
         export {{ css }} from \"./assets/{style}\";\n"
    )
}

fn version(root: &Path) -> Result<String> {
    let manifest = disk::text(&root.join("Cargo.toml"))?;
    let lines = manifest.lines().skip_while(|line| *line != "[workspace.package]");
    let version = lines.filter_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"')).next();
    version.map(str::to_owned).ok_or_else(|| "Cargo.toml should hold a version under [workspace.package].".to_owned())
}

/// In this order: a reader of `exports` takes the first condition that it knows.
fn manifest(version: &str) -> String {
    MANIFEST.replace("VERSION", version)
}

// Importing the module defines the elements. What is compressed beforehand is for those who serve the folder themselves.
const MANIFEST: &str = r#"{
  "name": "fleetglass",
  "version": "VERSION",
  "description": "A live view of AI-agent fleets over Server-Sent Events: custom elements, mount(), and streams without a view.",
  "license": "MIT OR Apache-2.0",
  "type": "module",
  "main": "./fleetglass.js",
  "types": "./fleetglass.d.ts",
  "exports": {
    ".": { "types": "./fleetglass.d.ts", "default": "./fleetglass.js" },
    "./custom-elements.json": "./custom-elements.json",
    "./package.json": "./package.json"
  },
  "customElements": "custom-elements.json",
  "sideEffects": ["./fleetglass.js"],
  "files": ["assets", "!**/*.br", "!**/*.gz", "fleetglass.js", "fleetglass.js.map", "fleetglass.d.ts", "custom-elements.json", "files.json"],
  "keywords": ["custom-elements", "web-components", "server-sent-events", "agents", "wasm"]
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_is_json_that_names_what_the_package_holds() {
        let manifest: Value = serde_json::from_str(&manifest("1.2.3")).expect("JSON");
        assert_eq!(manifest["version"], "1.2.3");
        for key in ["main", "types"] {
            let file = manifest[key].as_str().unwrap_or_default().trim_start_matches("./");
            let listed = manifest["files"].as_array().is_some_and(|files| files.iter().any(|listed| listed == file));
            assert!(listed, "{key}: {file}");
        }
    }
}
