//! What a server sends in place of a file: brotli ([RFC 7932](https://www.rfc-editor.org/rfc/rfc7932)) and gzip
//! ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)), each at its best, beside it as `NAME.br` and `NAME.gz`.

use crate::{Result, disk};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Whatever else lies in the folders is compressed already, or nobody asks for it.
const COMPRESSIBLE: [&str; 9] = ["html", "js", "css", "wasm", "svg", "json", "map", "ts", "md"];

/// How many bytes a file takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) raw: u64,
    pub(crate) gzip: u64,
    pub(crate) brotli: u64,
}

/// Says whether a file is one that this module writes.
pub(crate) fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

/// Writes the compressed forms of a file beside it, where they are shorter and not there yet; returns how long each form is.
pub(crate) fn beside(path: &Path) -> Result<Sizes> {
    let bytes = disk::bytes(path)?;
    let raw = bytes.len() as u64;
    let is_compressible = path.extension().is_some_and(|own| COMPRESSIBLE.iter().any(|extension| own == *extension));
    if !is_compressible {
        return Ok(Sizes { raw, gzip: raw, brotli: raw });
    }
    let gzip = keep(path, "gz", || gzip(&bytes), raw)?;
    Ok(Sizes { raw, gzip, brotli: keep(path, "br", || brotli(&bytes), raw)? })
}

/// Compresses only what is not compressed yet: brotli's best takes its time, and both folders hold the same wasm.
fn keep(path: &Path, extension: &str, compress: impl FnOnce() -> Result<Vec<u8>>, raw: u64) -> Result<u64> {
    let kept = with(path, extension);
    if let Ok(there) = std::fs::metadata(&kept) {
        return Ok(there.len());
    }
    let compressed = compress()?;
    let length = compressed.len() as u64;
    if length < raw {
        disk::write(&kept, compressed)?;
    }
    Ok(length.min(raw))
}

fn with(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    // The widest window that every decoder of a browser takes; a shorter one would not see the whole wasm.
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters).map_err(|cause| format!("brotli: {cause}"))?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    // It writes no time, so the same file gives the same bytes.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|cause| format!("gzip: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn sample() -> Vec<u8> {
        (0..20_000u32).flat_map(|n| format!("line {} of {}\n", n, n % 7).into_bytes()).collect()
    }

    #[test]
    fn both_forms_come_back_as_they_were() {
        let mut brotlied = Vec::new();
        let shorter = brotli(&sample()).unwrap_or_default();
        brotli::Decompressor::new(&shorter[..], 4096).read_to_end(&mut brotlied).expect("brotli");
        assert_eq!(brotlied, sample());
        let mut gzipped = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&sample()).unwrap_or_default()[..]).read_to_end(&mut gzipped).expect("gzip");
        assert_eq!(gzipped, sample());
    }

    #[test]
    fn nothing_is_written_that_is_longer_than_the_file() {
        let folder = std::env::temp_dir().join(format!("fleetglass pack {}", std::process::id()));
        let (small, large) = (folder.join("a.js"), folder.join("b.js"));
        disk::write(&small, "1").expect("a file");
        disk::write(&large, sample()).expect("a file");
        assert_eq!(beside(&small), Ok(Sizes { raw: 1, gzip: 1, brotli: 1 }));
        assert!(!folder.join("a.js.br").exists() && !folder.join("a.js.gz").exists());
        let sizes = beside(&large).expect("sizes");
        assert!(sizes.brotli < sizes.gzip && sizes.gzip < sizes.raw, "{sizes:?}");
        assert_eq!(disk::bytes(&folder.join("b.js.br")).expect("the file").len() as u64, sizes.brotli);
        let _ = std::fs::remove_dir_all(folder);
    }
}
