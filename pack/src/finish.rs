//! `dist/`: the page as it is served, from what trunk built and from the files it copies.
//!
//! `assets/` may be kept for ever, since each name in it holds the hash of the content. `index.html` alone names these
//! files; beside it a host puts its `config.json`. Addresses are relative.

use crate::asset::Asset;
use crate::esbuild::{self, Kind};
use crate::page::{self, Files};
use crate::{Result, disk};
use std::path::Path;

/// Makes `dist` from the sources in `root` and the wasm in `stage`.
pub(crate) fn run(root: &Path, stage: &Path, dist: &Path, esbuild: &Path) -> Result<()> {
    let source = disk::text(&root.join("index.html"))?;
    let glue = disk::only(stage, "fleetglass-app", ".js")?;
    let wasm = disk::only(stage, "fleetglass-app", ".wasm")?;
    disk::emptied(dist)?;
    let assets = &dist.join("assets");
    let script = |stem: &str, kind: Kind| {
        let made = esbuild::script(esbuild, root, &root.join("public").join(format!("{stem}.js")), kind)?;
        Asset::write_script(assets, stem, &made.code, &made.map)
    };
    let files = Files {
        icon: Asset::write(assets, "favicon", "svg", &disk::bytes(&root.join("public/favicon.svg"))?)?,
        style: Asset::write(assets, "style", "css", esbuild::css(esbuild, root, &styles(root, &source)?)?.as_bytes())?,
        stopped: script("stopped", Kind::Module)?,
        boot: script("boot", Kind::Module)?,
        glue: glue_script(root, assets, &glue, esbuild)?,
        wasm: Asset::write(assets, "fleetglass-app", "wasm", &disk::bytes(&wasm)?)?,
        worker: script("pattern", Kind::Classic)?,
    };
    disk::write(&dist.join("index.html"), page::finished(&source, &files)?)
}

/// All styles of the page as one.
fn styles(root: &Path, source: &str) -> Result<String> {
    let mut all = String::new();
    for path in page::styles(source) {
        all += &disk::text(&root.join(path))?;
    }
    Ok(all)
}

/// What wasm-bindgen wrote. It knows a name for the wasm, which nobody may rely on: whoever starts it says where that is,
/// and a bundler would take the file along twice.
fn glue_script(root: &Path, assets: &Path, glue: &Path, esbuild: &Path) -> Result<Asset> {
    let text = disk::text(glue)?;
    let named: Vec<&str> = text.lines().filter(|line| line.contains("import.meta.url")).collect();
    let [line] = named[..] else { return Err("wasm-bindgen's script should name the wasm once.".to_owned()) };
    let file = root.join("target/pack-glue/fleetglass-app.js");
    disk::write(&file, text.replace(line, "        throw new TypeError('module_or_path is missing');"))?;
    let made = esbuild::script(esbuild, root, &file, Kind::Module)?;
    Asset::write_script(assets, "fleetglass-app", &made.code, &made.map)
}
