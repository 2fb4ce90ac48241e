//! Manifest of a SMART Health Link: what is asked for it, and what it answers. Members that are not known are ignored.

mod request;

pub use request::{InvalidRequest, ManifestRequest, Passcode, Recipient, SHORTEST_PASSCODE};

use crate::own_json;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Files of one manifest.
const MOST_FILES: usize = 100;

/// The answer with status 200. A FHIR List that may stand in it is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub files: Vec<File>,
}

/// One encrypted file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Members", into = "Members")]
pub struct File {
    pub content_type: ContentType,
    pub content: FileContent,
    pub last_updated: Option<DateTime<Utc>>,
    pub status: Option<FileStatus>,
    /// 4.0.1 where nothing is said.
    pub fhir_version: Option<String>,
}

/// Where a file is.
#[derive(Clone, PartialEq, Eq)]
pub enum FileContent {
    /// The JWE itself.
    Embedded(String),
    /// An address that answers with the JWE, for an hour at most and perhaps once.
    Location(String),
}

/// An address opens the file to whoever has the key.
impl std::fmt::Debug for FileContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Embedded(jwe) => write!(f, "Embedded({} letters)", jwe.len()),
            Self::Location(_) => f.write_str("Location"),
        }
    }
}

/// What a file holds. Parameters of a media type are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ContentType {
    FhirJson,
    SmartHealthCard,
    SmartApiAccess,
    Other(String),
}

/// Whether a file may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum FileStatus {
    Finalized,
    CanChange,
    NoLongerValid,
    Other(String),
}

/// The answer with status 401: how many passcodes may still be tried in the link's whole life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrongPasscode {
    pub remaining_attempts: u32,
}

/// Why an answer is no manifest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidManifest {
    #[error("a manifest of at most {most} bytes expected, found {length}")]
    TooLong { length: usize, most: usize },
    /// The place is in the words of `serde_json`, which repeat no file.
    #[error("the answer is not the JSON of a manifest (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("a manifest of at most {MOST_FILES} files expected, found {found}")]
    TooManyFiles { found: usize },
}

impl Manifest {
    /// # Errors
    /// [`InvalidManifest`]
    pub fn read(text: &str, most_bytes: usize) -> Result<Self, InvalidManifest> {
        if text.len() > most_bytes {
            return Err(InvalidManifest::TooLong { length: text.len(), most: most_bytes });
        }
        let manifest: Self = own_json::read(text)
            .map_err(|why| InvalidManifest::NotJson { line: why.line(), column: why.column() })?;
        match manifest.files.len() {
            found if found > MOST_FILES => Err(InvalidManifest::TooManyFiles { found }),
            _ => Ok(manifest),
        }
    }
}

impl ContentType {
    pub fn as_str(&self) -> &str {
        match self {
            Self::FhirJson => "application/fhir+json",
            Self::SmartHealthCard => "application/smart-health-card",
            Self::SmartApiAccess => "application/smart-api-access",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for ContentType {
    fn from(text: String) -> Self {
        let media_type = text.split(';').next().unwrap_or_default().trim();
        let mut known = [Self::FhirJson, Self::SmartHealthCard, Self::SmartApiAccess].into_iter();
        known.find(|known| known.as_str().eq_ignore_ascii_case(media_type)).unwrap_or(Self::Other(text))
    }
}

impl From<ContentType> for String {
    fn from(content_type: ContentType) -> Self {
        content_type.as_str().to_owned()
    }
}

impl FileStatus {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Finalized => "finalized",
            Self::CanChange => "can-change",
            Self::NoLongerValid => "no-longer-valid",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for FileStatus {
    fn from(text: String) -> Self {
        let mut known = [Self::Finalized, Self::CanChange, Self::NoLongerValid].into_iter();
        known.find(|known| known.as_str() == text).unwrap_or(Self::Other(text))
    }
}

impl From<FileStatus> for String {
    fn from(status: FileStatus) -> Self {
        status.as_str().to_owned()
    }
}

/// A file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Members {
    content_type: ContentType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    embedded: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_updated: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<FileStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fhir_version: Option<String>,
}

/// A file is somewhere.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a file with embedded or location expected")]
struct Nowhere;

impl TryFrom<Members> for File {
    type Error = Nowhere;

    /// Where both are given they are the same file, of which one need not be fetched.
    fn try_from(members: Members) -> Result<Self, Nowhere> {
        let content = match (members.embedded, members.location) {
            (Some(jwe), _) => FileContent::Embedded(jwe),
            (None, Some(address)) => FileContent::Location(address),
            (None, None) => return Err(Nowhere),
        };
        Ok(Self {
            content_type: members.content_type,
            content,
            last_updated: members.last_updated,
            status: members.status,
            fhir_version: members.fhir_version,
        })
    }
}

impl From<File> for Members {
    fn from(file: File) -> Self {
        let (embedded, location) = match file.content {
            FileContent::Embedded(jwe) => (Some(jwe), None),
            FileContent::Location(address) => (None, Some(address)),
        };
        Self {
            content_type: file.content_type,
            location,
            embedded,
            last_updated: file.last_updated,
            status: file.status,
            fhir_version: file.fhir_version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn read(text: &str) -> Result<Manifest, InvalidManifest> {
        Manifest::read(text, 10_000)
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_manifest_is_written_as_the_specification_names_its_members() {
        let file = File {
            content_type: ContentType::FhirJson,
            content: FileContent::Embedded("a..b.c.d".to_owned()),
            last_updated: Some("2026-07-01T03:00:00Z".parse().unwrap()),
            status: Some(FileStatus::CanChange),
            fhir_version: Some("4.0.1".to_owned()),
        };
        let elsewhere = File {
            content_type: ContentType::SmartHealthCard,
            content: FileContent::Location("https://a.example/file".to_owned()),
            last_updated: None,
            status: None,
            fhir_version: None,
        };
        let manifest = Manifest { files: vec![file, elsewhere] };
        let text = serde_json::to_string(&manifest).unwrap();
        assert_eq!(
            text,
            concat!(
                r#"{"files":[{"contentType":"application/fhir+json","embedded":"a..b.c.d","#,
                r#""lastUpdated":"2026-07-01T03:00:00Z","status":"can-change","fhirVersion":"4.0.1"},"#,
                r#"{"contentType":"application/smart-health-card","location":"https://a.example/file"}]}"#
            )
        );
        assert_eq!(read(&text), Ok(manifest));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_not_known_is_ignored_or_kept_as_it_is() {
        let text = r#"{"list":{"resourceType":"List"},"files":[{"contentType":"Application/FHIR+json; fhirVersion=4.0.1",
            "embedded":"e","location":"l","status":"new","size":3}]}"#;
        let file = read(text).unwrap().files.remove(0);
        assert_eq!(file.content_type, ContentType::FhirJson);
        assert_eq!(file.content, FileContent::Embedded("e".to_owned()));
        assert_eq!(file.status, Some(FileStatus::Other("new".to_owned())));
        let other = ContentType::from("text/plain; charset=utf-8".to_owned());
        assert_eq!(other.as_str(), "text/plain; charset=utf-8");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_no_manifest_is_refused() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"files":{}}"#,
            r#"{"files":[{"contentType":"application/fhir+json"}]}"#,
            r#"{"files":[{"embedded":"e"}]}"#,
            r#"{"files":[{"contentType":"a","embedded":"e","lastUpdated":"yesterday"}]}"#,
        ] {
            assert!(matches!(read(text), Err(InvalidManifest::NotJson { .. })), "{text}");
        }
        assert_eq!(read(r#"{"files":[]}"#), Ok(Manifest { files: vec![] }));
        let of = |files: usize| {
            let files = vec![r#"{"contentType":"a","embedded":"e"}"#; files];
            read(&format!(r#"{{"files":[{}]}}"#, files.join(",")))
        };
        assert!(of(100).is_ok());
        assert_eq!(of(101), Err(InvalidManifest::TooManyFiles { found: 101 }));
        let most = 11;
        assert_eq!(
            Manifest::read(r#"{"files":[]}"#, most),
            Err(InvalidManifest::TooLong { length: 12, most })
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_wrong_passcode_is_answered_with_what_remains() {
        let answer = WrongPasscode { remaining_attempts: 4 };
        assert_eq!(serde_json::to_string(&answer).unwrap(), r#"{"remainingAttempts":4}"#);
        assert_eq!(own_json::read::<WrongPasscode>(r#"{"remainingAttempts":4,"x":1}"#).unwrap(), answer);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn whoever_prints_one_sees_no_file() {
        let text =
            r#"{"files":[{"contentType":"a","embedded":"secret"},{"contentType":"a","location":"secret"}]}"#;
        assert!(!format!("{:?}", read(text).unwrap()).contains("secret"));
    }
}
