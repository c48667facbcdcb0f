//! Files, with errors that name them.

use crate::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Reads a text.
pub(crate) fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|cause| cannot("read", path, &cause))
}

/// Reads a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|cause| cannot("read", path, &cause))
}

/// Writes a file, and the folders above it.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, bytes)).map_err(|cause| cannot("write", path, &cause))
}

/// Makes a folder that holds nothing.
pub(crate) fn emptied(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|cause| cannot("empty", folder, &cause))?;
    }
    fs::create_dir_all(folder).map_err(|cause| cannot("create", folder, &cause))
}

/// Returns the files in a folder and below it, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|cause| cannot("read", folder, &cause))? {
        let path = entry.map_err(|cause| cannot("read", folder, &cause))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the one file of a folder whose name begins and ends so.
pub(crate) fn only(folder: &Path, begin: &str, end: &str) -> Result<PathBuf> {
    let mut found = files(folder)?;
    found.retain(|path| path.parent() == Some(folder) && name(path).starts_with(begin) && name(path).ends_with(end));
    match <[PathBuf; 1]>::try_from(found) {
        Ok([path]) => Ok(path),
        Err(found) => Err(format!("{} holds {} files like {begin}*{end}, and should hold one.", folder.display(), found.len())),
    }
}

/// Returns a file's name without its folder.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn cannot(what: &str, path: &Path, cause: &std::io::Error) -> String {
    format!("Cannot {what} {}: {cause}.", path.display())
}
