//! Appends each signed checkpoint to a file outside the database, so that a rollback is detected.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::PathBuf,
};

/// A file that heads are added to, one signed note after another with an empty line between.
#[derive(Clone, Debug)]
pub struct Witness(pub PathBuf);

impl Witness {
    /// Adds a head unless it is the last one there, and sees to it that it is on the disk.
    ///
    /// # Errors
    /// As the file system gives them.
    pub fn hand_over(&self, note: &str) -> std::io::Result<()> {
        if self.heads()?.last().is_some_and(|last| last == note) {
            return Ok(());
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&self.0)?;
        file.write_all(format!("{note}\n").as_bytes())?;
        file.sync_data()
    }

    /// Every head in the file, oldest first; none where there is no file.
    ///
    /// # Errors
    /// As the file system gives them.
    pub fn heads(&self) -> std::io::Result<Vec<String>> {
        let text = match std::fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let parts: Vec<&str> = text.split("\n\n").filter(|part| !part.is_empty()).collect();
        let heads = parts.chunks(2).map(|pair| format!("{}\n", pair.join("\n\n").trim_end_matches('\n')));
        Ok(heads.collect())
    }
}
