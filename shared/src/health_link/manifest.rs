//! Manifest of a SMART Health Link: what is asked for it, and what it answers. Members that are not known are ignored.

mod read;
mod request;

pub use read::{InvalidFile, InvalidManifest, UnreadFile};
pub use request::{InvalidRequest, ManifestRequest, Passcode, Recipient, SHORTEST_PASSCODE};

use super::{InvalidUrl, LinkUrl, Loopback};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// The answer with status 200. A FHIR List that may stand in it is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manifest {
    pub files: Vec<File>,
    /// What stands among the files and is none that can be read: whoever shows them says so. It is not written.
    #[serde(skip)]
    pub unread: Vec<UnreadFile>,
}

/// One encrypted file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "Members")]
pub struct File {
    /// An empty [`ContentType::Other`] where nothing is said.
    pub content_type: ContentType,
    pub content: FileContent,
    pub last_updated: Option<LastUpdated>,
    pub status: Option<FileStatus>,
    /// 4.0.1 where nothing is said.
    pub fhir_version: Option<String>,
}

/// Where a file is.
#[derive(Clone, PartialEq, Eq)]
pub enum FileContent {
    /// The JWE itself.
    Embedded(String),
    /// An address that answers with the JWE, for an hour at most and perhaps once. See [`FileContent::location`].
    Location(String),
}

/// When a file was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum LastUpdated {
    At(DateTime<Utc>),
    /// As it is written: a day alone, or a time in no zone.
    Said(String),
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum ContentType {
    FhirJson,
    SmartHealthCard,
    SmartApiAccess,
    Other(String),
}

/// Whether a file may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum FileStatus {
    Finalized,
    CanChange,
    NoLongerValid,
    Other(String),
}

/// The answer with status 401: how many passcodes may still be tried in the link's whole life. What others answer is read
/// by [`WrongPasscode::remaining`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WrongPasscode {
    pub remaining_attempts: u32,
}

impl FileContent {
    /// Where a file that does not stand in the manifest itself is fetched, as seen from the manifest's address.
    ///
    /// # Errors
    /// [`InvalidUrl`]
    pub fn location(&self, manifest: &LinkUrl, loopback: Loopback) -> Option<Result<LinkUrl, InvalidUrl>> {
        match self {
            Self::Embedded(_) => None,
            Self::Location(address) => Some(manifest.resolve(address, loopback)),
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
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Members {
    content_type: ContentType,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embedded: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_updated: Option<LastUpdated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<FileStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fhir_version: Option<String>,
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
mod tests;
