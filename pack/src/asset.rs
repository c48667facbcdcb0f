//! A file that may be kept for ever: its name holds the hash of its content, and whoever loads it can check it.
//!
//! Integrity follows [Subresource Integrity](https://www.w3.org/TR/SRI/).

use crate::{Result, disk};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};
use std::path::Path;

/// A file by its hashed name.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    /// The name, such as `boot-0123456789abcdef.js`.
    pub(crate) name: String,
    /// What its attribute `integrity` says.
    pub(crate) integrity: String,
}

impl Asset {
    /// Writes a file into a folder, under the name that its bytes give it.
    pub(crate) fn write(folder: &Path, stem: &str, extension: &str, bytes: &[u8]) -> Result<Self> {
        let name = hashed(stem, extension, bytes);
        disk::write(&folder.join(&name), bytes)?;
        Ok(Self { name, integrity: integrity(bytes) })
    }

    /// Writes a script and beside it its source map, which the script names in its last line.
    pub(crate) fn write_script(folder: &Path, stem: &str, code: &str, map: &str) -> Result<Self> {
        // The name stands in the script itself, so it cannot depend on that line.
        let name = hashed(stem, "js", format!("{code}{map}").as_bytes());
        let code = format!("{code}//# sourceMappingURL={name}.map\n");
        disk::write(&folder.join(format!("{name}.map")), map)?;
        disk::write(&folder.join(&name), &code)?;
        Ok(Self { name, integrity: integrity(code.as_bytes()) })
    }
}

/// Returns the name of a file, with 16 digits of its content's hash.
pub(crate) fn hashed(stem: &str, extension: &str, bytes: &[u8]) -> String {
    let digits: String = Sha384::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{digits}.{extension}")
}

/// Returns what `integrity` says of some bytes.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_what_the_specification_gives_as_its_example() {
        // https://www.w3.org/TR/SRI/#integrity-metadata-description
        assert_eq!(integrity(b"alert('Hello, world.');"), "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO");
    }

    #[test]
    fn another_content_has_another_name() {
        let (one, other) = (hashed("a", "js", b"1"), hashed("a", "js", b"2"));
        assert_ne!(one, other);
        assert!(one.starts_with("a-") && one.ends_with(".js") && one.len() == "a-0123456789abcdef.js".len(), "{one}");
    }
}
