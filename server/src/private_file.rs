//! Files that hold a secret.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::Path,
};

/// Readable by its owner alone, and on the disk before anything is done with it.
pub(crate) fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut opened = private(OpenOptions::new().write(true).create_new(true)).open(file)?;
    opened.write_all(text.as_bytes())?;
    opened.write_all(b"\n")?;
    File::sync_all(&opened)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
