//! Brotli and gzip for what the portal sends compressed: files of the browser's build once when they are built, and
//! what the server holds in memory once when it is asked for. Functions without type parameters, so that this crate's
//! own optimisation level counts also where everything around it is unoptimised.

use std::{
    fs,
    io::{self, Write},
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

/// What takes seconds for a file of megabytes and leaves least: for what many people download.
pub const SMALLEST: u32 = 11;

/// A tenth larger, fifty times as quick: for what is built again in a minute.
pub const QUICK: u32 = 5;

/// The level of gzip that leaves least.
pub const SMALLEST_GZIP: u32 = 9;

/// The level of gzip for what is made for one request.
pub const QUICK_GZIP: u32 = 6;

/// Kinds of files that shrink; pictures are compressed as they are.
const SHRINK: [&str; 4] = ["css", "js", "svg", "wasm"];

const BUFFER: usize = 1 << 16;

/// Exponents of windows: browsers understand up to 24, and larger ones than this gain nothing here.
const WINDOWS: RangeInclusive<u32> = 16..=22;

pub fn brotli(bytes: &[u8], quality: u32) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, quality, window(bytes.len()));
    writer.write_all(bytes).expect("memory can be written");
    writer.into_inner()
}

/// The smallest that holds all of it: what compresses takes memory in proportion. Sixteen bytes of a window stay unused.
fn window(length: usize) -> u32 {
    (length + 16).next_power_of_two().ilog2().clamp(*WINDOWS.start(), *WINDOWS.end())
}

/// `level` from 1, quick, to 9, small.
pub fn gzip(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    writer.write_all(bytes).expect("memory can be written");
    writer.finish().expect("memory can be written")
}

/// Writes `NAME.br` and `NAME.gz` beside every file below `folder` that shrinks, and says how many there are.
///
/// # Errors
/// Whatever stood in the way, with the path.
pub fn beside_each(folder: &Path, quality: u32) -> io::Result<usize> {
    let mut written = 0;
    for entry in fs::read_dir(folder).map_err(|cause| at(folder, cause))? {
        let path = entry?.path();
        if path.is_dir() {
            written += beside_each(&path, quality)?;
        } else if path.extension().is_some_and(|kind| SHRINK.iter().any(|known| kind == *known)) {
            let bytes = fs::read(&path).map_err(|cause| at(&path, cause))?;
            for (ending, compressed) in
                [(".br", brotli(&bytes, quality)), (".gz", gzip(&bytes, SMALLEST_GZIP))]
            {
                let file = with_ending(&path, ending);
                fs::write(&file, compressed).map_err(|cause| at(&file, cause))?;
            }
            written += 1;
        }
    }
    Ok(written)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn at(path: &Path, cause: io::Error) -> io::Error {
    io::Error::new(cause.kind(), format!("{}: {cause}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_compressed_comes_back_and_is_smaller() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("within")).unwrap();
        let text = "見本 花子 ".repeat(2_000);
        for name in ["app-1.wasm", "within/app.css", "picture.png"] {
            fs::write(folder.path().join(name), &text).unwrap();
        }
        assert_eq!(beside_each(folder.path(), QUICK).unwrap(), 2);
        // A second build finds its own files, and compresses none of them again.
        assert_eq!(beside_each(folder.path(), QUICK).unwrap(), 2);
        assert!(!folder.path().join("picture.png.br").exists());
        for name in ["app-1.wasm", "within/app.css"] {
            let mut found = String::new();
            let file = fs::read(folder.path().join(format!("{name}.br"))).unwrap();
            assert!(file.len() * 10 < text.len(), "{} bytes", file.len());
            brotli::Decompressor::new(file.as_slice(), BUFFER).read_to_string(&mut found).unwrap();
            assert_eq!(found, text);
            found.clear();
            let file = fs::read(folder.path().join(format!("{name}.gz"))).unwrap();
            assert!(file.len() * 10 < text.len(), "{} bytes", file.len());
            flate2::read::GzDecoder::new(file.as_slice()).read_to_string(&mut found).unwrap();
            assert_eq!(found, text);
        }
    }

    #[test]
    fn a_window_holds_what_is_compressed() {
        let cases = [
            (0, 16),
            (65_520, 16),
            (65_521, 17),
            (131_056, 17),
            (131_057, 18),
            (4_194_288, 22),
            (1 << 30, 22),
        ];
        for (length, expected) in cases {
            assert_eq!(window(length), expected, "{length}");
        }
    }

    #[test]
    fn what_stands_in_the_way_is_named() {
        let said = beside_each(Path::new("/nowhere/at/all"), QUICK).unwrap_err().to_string();
        assert!(said.starts_with("/nowhere/at/all: "), "{said}");
    }
}
