//! The harness's own scripts in a page that is served, for engines that take none through their drivers.

use std::os::unix::fs::symlink;
use std::path::Path;

/// No policy lets a script in that stands in the page itself.
const NAME: &str = "harness.js";

/// Makes `folder` serve what `dist` does, its page with `scripts` before its own.
pub(crate) fn copy(dist: &Path, folder: &Path, scripts: &str) {
    for entry in std::fs::read_dir(dist).unwrap().flatten() {
        symlink(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    put_in(folder, scripts);
}

/// Puts `scripts` before those of the page in a folder.
pub(crate) fn put_in(folder: &Path, scripts: &str) {
    let page = folder.join("index.html");
    let html = std::fs::read_to_string(&page).unwrap();
    let head = html.find("<head>").map(|at| at + "<head>".len()).or_else(|| html.find('>').map(|at| at + 1)).unwrap_or_default();
    let (before, after) = html.split_at(head);
    // A link to the page of another folder must not be written through.
    std::fs::remove_file(&page).unwrap();
    std::fs::write(&page, format!("{before}<script src=\"{NAME}\"></script>{after}")).unwrap();
    std::fs::write(folder.join(NAME), scripts).unwrap();
}
