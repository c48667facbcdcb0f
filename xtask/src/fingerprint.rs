//! A number for the contents of files: equal as long as nothing was changed, added, removed or renamed.
//!
//! The hasher is the standard library's, whose numbers may change with the compiler; then things are built once more.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, ErrorKind};
use std::path::Path;

/// The fingerprint of `paths` (files, or folders with all in them) below `root`; what is not there counts as absent.
///
/// # Errors
/// When a file that is there cannot be read.
pub(crate) fn of(root: &Path, paths: &[&str]) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        path.hash(&mut hasher);
        add(&root.join(path), &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        // Also a file that an editor took away between listing and looking.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if metadata.is_file() {
        fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut names = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>()?;
    // Hidden files are an editor's or the system's.
    names.retain(|name| !name.to_string_lossy().starts_with('.'));
    names.sort();
    names.len().hash(hasher);
    for name in names {
        name.hash(hasher);
        add(&path.join(&name), hasher)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("fleetglass xtask {name} {}", std::process::id()));
            let folder = Self(path);
            folder.write("a/one", "1");
            folder.write("a/b/two", "2");
            folder.write("c", "3");
            folder
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.0.join(name);
            path.parent().map(fs::create_dir_all).expect("a parent").expect("a folder");
            fs::write(path, text).expect("a file");
        }

        fn fingerprint(&self) -> u64 {
            of(&self.0, &["a", "c", "not there"]).expect("a fingerprint")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn it_stays_while_contents_stay() {
        let folder = Folder::new("same");
        let before = folder.fingerprint();
        folder.write("a/one", "1");
        folder.write("a/.one.swp", "hidden");
        folder.write("elsewhere", "not asked for");
        assert_eq!(folder.fingerprint(), before);
    }

    #[test]
    fn every_kind_of_change_shows() {
        let folder = Folder::new("changes");
        let mut seen = vec![folder.fingerprint()];
        let mut changed = |what: &str| {
            let now = folder.fingerprint();
            assert!(!seen.contains(&now), "{what}");
            seen.push(now);
        };
        folder.write("a/b/two", "22");
        changed("contents");
        folder.write("a/b/three", "");
        changed("an empty file more");
        fs::rename(folder.0.join("a/b/three"), folder.0.join("a/b/four")).expect("a rename");
        changed("another name");
        fs::rename(folder.0.join("a/b/four"), folder.0.join("a/four")).expect("a rename");
        changed("another folder");
        folder.write("not there", "now it is");
        changed("a file that was not there");
        fs::remove_file(folder.0.join("c")).expect("a removal");
        changed("a file less");
    }
}
