//! What the page that makes a link sends, and what it is answered.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A link that is to be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SentLink {
    /// Chosen by the page, a UUID: what is sent twice makes one.
    pub id: String,
    /// For whom.
    pub label: String,
    /// [`shared::health_link::Contents`], by its name.
    pub contents: String,
    pub infections: bool,
    /// [`shared::health_link::Until`], as it is read.
    pub until: String,
    pub once: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passcode: Option<String>,
    pub files: Vec<SentFile>,
}

/// An encrypted file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SentFile {
    pub content_type: String,
    /// Compact JWE.
    pub jwe: String,
}

/// Where a new link's manifest is, until when, and the viewer that opens it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MadeLink {
    pub url: String,
    pub expires: DateTime<Utc>,
    pub viewer: String,
}

/// Why no link was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkRefusal {
    /// The field that is wrong, or what is missing.
    pub error: String,
    /// In the reader's language where it comes too often.
    #[serde(default)]
    pub message: String,
}
