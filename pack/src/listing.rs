//! `files.json`: what lies in a folder, how long each form of it is, and what it is checked by.
//!
//! ```json
//! { "version": 1, "files": [{ "path": "boot-….js", "bytes": 1111, "gzip": 600, "brotli": 500, "integrity": "sha384-…" }] }
//! ```
//!
//! It is for whoever puts the folder on a server, or names its files in a page of their own. No page loads it.

use crate::asset;
use crate::compress::{self, Sizes};
use crate::{Result, disk};
use serde_json::{Value, json};
use std::path::Path;

/// Its name in the folder.
pub(crate) const NAME: &str = "files.json";

/// A file of the folder.
#[derive(Debug)]
pub(crate) struct Listed {
    /// From the folder, with `/`.
    pub(crate) path: String,
    pub(crate) sizes: Sizes,
}

/// Compresses what is in the folder, and writes down what is there.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    for file in disk::files(folder)?.iter().filter(|file| !compress::is_compressed(file)) {
        let path = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
        // The host's own file, and this one.
        if path == "config.json" || path == NAME {
            continue;
        }
        let Sizes { raw, gzip, brotli } = compress::beside(file)?;
        let integrity = asset::integrity(&disk::bytes(file)?);
        files.push(json!({ "path": path, "bytes": raw, "gzip": gzip, "brotli": brotli, "integrity": integrity }));
    }
    let listing = serde_json::to_string_pretty(&json!({ "version": 1, "files": files })).map_err(|cause| cause.to_string())?;
    disk::write(&folder.join(NAME), listing + "\n")
}

/// Reads what was written down.
pub(crate) fn read(folder: &Path) -> Result<Vec<Listed>> {
    let listing: Value = serde_json::from_str(&disk::text(&folder.join(NAME))?).map_err(|cause| format!("{NAME}: {cause}."))?;
    let number = |file: &Value, key: &str| file[key].as_u64().unwrap_or_default();
    let files = listing["files"].as_array().into_iter().flatten().map(|file| Listed {
        path: file["path"].as_str().unwrap_or_default().to_owned(),
        sizes: Sizes { raw: number(file, "bytes"), gzip: number(file, "gzip"), brotli: number(file, "brotli") },
    });
    Ok(files.collect())
}
