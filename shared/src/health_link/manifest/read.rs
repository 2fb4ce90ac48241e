//! Reading of what others answer: one file that cannot be read keeps no other from being read.

use super::{ContentType, File, FileContent, FileStatus, LastUpdated, Manifest, WrongPasscode};
use crate::health_link::others_json;
use serde_json::{Map, Value};

/// Files of one manifest.
const MOST_FILES: usize = 100;

/// Why an answer is no manifest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidManifest {
    #[error("a manifest of at most {most} bytes expected, found {length}")]
    TooLong { length: usize, most: usize },
    /// The place is in the words of `serde_json`, which repeat no file.
    #[error("the answer is not the JSON of a manifest (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("the answer has no list of files")]
    NoFiles,
    #[error("a manifest of at most {MOST_FILES} files expected, found {found}")]
    TooManyFiles { found: usize },
}

/// Something among the files of a manifest that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadFile {
    /// Counted from 1 among all that the manifest lists, read or not.
    pub place: usize,
    pub why: InvalidFile,
}

/// Why something is no file of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFile {
    #[error("a JSON object expected")]
    NotAnObject,
    #[error("a file with embedded or location expected")]
    Nowhere,
}

impl Manifest {
    /// Reads what can be read of each file, and keeps in mind which are none.
    ///
    /// # Errors
    /// [`InvalidManifest`]
    pub fn read(text: &str, most_bytes: usize) -> Result<Self, InvalidManifest> {
        if text.len() > most_bytes {
            return Err(InvalidManifest::TooLong { length: text.len(), most: most_bytes });
        }
        let mut members: Map<String, Value> = serde_json::from_str(text)
            .map_err(|why| InvalidManifest::NotJson { line: why.line(), column: why.column() })?;
        let Some(Value::Array(listed)) = members.remove("files") else {
            return Err(InvalidManifest::NoFiles);
        };
        if listed.len() > MOST_FILES {
            return Err(InvalidManifest::TooManyFiles { found: listed.len() });
        }
        let mut manifest = Self { files: Vec::new(), unread: Vec::new() };
        for (place, file) in (1..).zip(listed) {
            match File::read(file) {
                Ok(file) => manifest.files.push(file),
                Err(why) => manifest.unread.push(UnreadFile { place, why }),
            }
        }
        Ok(manifest)
    }
}

impl File {
    /// A file is somewhere; everything else may be missing. Where embedded and location are given they are the same file,
    /// of which one need not be fetched.
    fn read(file: Value) -> Result<Self, InvalidFile> {
        let Value::Object(mut members) = file else {
            return Err(InvalidFile::NotAnObject);
        };
        let mut content = |member| match members.remove(member) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text),
            _ => None,
        };
        let content = match (content("embedded"), content("location")) {
            (Some(jwe), _) => FileContent::Embedded(jwe),
            (None, Some(address)) => FileContent::Location(address),
            (None, None) => return Err(InvalidFile::Nowhere),
        };
        let mut said = |member| {
            let said = members.remove(member).and_then(others_json::text);
            said.filter(|said| !said.trim().is_empty())
        };
        Ok(Self {
            content_type: ContentType::from(said("contentType").unwrap_or_default()),
            content,
            last_updated: said("lastUpdated").map(LastUpdated::from),
            status: said("status").map(FileStatus::from),
            fhir_version: said("fhirVersion"),
        })
    }
}

impl From<String> for LastUpdated {
    fn from(text: String) -> Self {
        match text.parse() {
            Ok(moment) => Self::At(moment),
            Err(_) => Self::Said(text),
        }
    }
}

impl WrongPasscode {
    /// How many passcodes may still be tried, as the answer of others says it: none where it is less than nothing, unknown
    /// where it says nothing that can be read.
    pub fn remaining(text: &str) -> Option<u32> {
        let members = others_json::first_object(text)?;
        members.get("remainingAttempts").and_then(others_json::number).map(|attempts| attempts as u32)
    }
}
