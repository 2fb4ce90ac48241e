//! Payload of a SMART Health Link: what the letters after `shlink:/` say.

use super::{Flags, InvalidKey, InvalidUrl, Key, LinkUrl, Loopback, PasscodeOfOneFile};
use crate::{own_json, unseen::is_unseen};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The version of the specification that is written and read. A link that names none is of this one.
pub const VERSION: u64 = 1;

const SCHEME: &str = "shlink:/";

/// Bytes of a link with its viewer's address: longer than any that a QR code holds.
const LONGEST_LINK: usize = 4096;

/// Letters of a label, as the specification bounds them.
const LONGEST_LABEL: usize = 80;

/// What a link says. Its parts are valid by their types.
///
/// ```
/// use shared::health_link::{Loopback, Payload};
/// let text = "https://viewer.example/#shlink:/eyJ1cmwiOiJodHRwczovL2EuZXhhbXBsZS9tIiwia2V5IjoicnhUZ1lsT2FLS\
///     lBGdGNFZDBxY2NlTjh3RVU0cDk0U3FBd0lXUWU2dVg3USJ9";
/// let payload = Payload::read(text, Loopback::Refused).unwrap();
/// assert_eq!(payload.url.as_str(), "https://a.example/m");
/// assert!(text.ends_with(&payload.to_link()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    pub url: LinkUrl,
    pub key: Key,
    /// When it is thought to end: a hint. Whether it has ended, its server says.
    pub expires: Option<DateTime<Utc>>,
    pub flags: Flags,
    pub label: Option<Label>,
}

/// What a link is called, in the words of whoever shares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

/// Why a text is no link. It says nothing of what the link holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPayload {
    #[error("a link of at most {LONGEST_LINK} bytes expected, found {length}")]
    TooLong { length: usize },
    #[error("a link that begins with {SCHEME}, or ends in #{SCHEME}…, expected")]
    NotALink,
    #[error("what comes after {SCHEME} is not base64url")]
    NotBase64Url,
    #[error("what comes after {SCHEME} is not the JSON of a link")]
    NotJson,
    #[error("the link is of version {found}; version {VERSION} is read")]
    Version { found: u64 },
    #[error("the link has no {member}")]
    Missing { member: &'static str },
    #[error(transparent)]
    Url(#[from] InvalidUrl),
    #[error(transparent)]
    Key(#[from] InvalidKey),
    #[error("the link's expiry is no time")]
    Expiry,
    #[error(transparent)]
    Flags(#[from] PasscodeOfOneFile),
    #[error("a label of at most {LONGEST_LABEL} characters expected, found {length}")]
    LabelTooLong { length: usize },
}

/// The members that are known; others are ignored, as the specification asks.
#[derive(Deserialize)]
struct Members {
    url: Option<String>,
    key: Option<String>,
    exp: Option<f64>,
    flag: Option<String>,
    label: Option<String>,
}

#[derive(Serialize)]
struct Written<'a> {
    url: &'a str,
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

impl Payload {
    /// Reads a link as it is typed, pasted or scanned: bare, or after a viewer's address.
    ///
    /// # Errors
    /// [`InvalidPayload`]
    pub fn read(text: &str, loopback: Loopback) -> Result<Self, InvalidPayload> {
        if text.len() > LONGEST_LINK {
            return Err(InvalidPayload::TooLong { length: text.len() });
        }
        let encoded = encoded(text.trim()).ok_or(InvalidPayload::NotALink)?;
        let decoded = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| InvalidPayload::NotBase64Url)?;
        let json = String::from_utf8(decoded).map_err(|_| InvalidPayload::NotJson)?;
        check_version(&json)?;
        let members: Members = own_json::read(&json).map_err(|_| InvalidPayload::NotJson)?;
        let url = members.url.ok_or(InvalidPayload::Missing { member: "url" })?;
        let key = members.key.ok_or(InvalidPayload::Missing { member: "key" })?;
        Ok(Self {
            url: LinkUrl::read(&url, loopback)?,
            key: Key::read(&key)?,
            expires: members.exp.map(moment).transpose()?,
            flags: Flags::read(members.flag.as_deref().unwrap_or_default())?,
            label: members.label.as_deref().map(Label::read).transpose()?.flatten(),
        })
    }

    /// The link without a viewer: `shlink:/` and base64url of the JSON.
    pub fn to_link(&self) -> String {
        let written = Written {
            url: self.url.as_str(),
            key: self.key.to_base64url(),
            exp: self.expires.map(|moment| moment.timestamp()),
            flag: Some(self.flags.to_string()).filter(|letters| !letters.is_empty()),
            label: self.label.as_ref().map(Label::as_str),
        };
        let json = serde_json::to_string(&written).expect("a payload is plain data");
        format!("{SCHEME}{}", URL_SAFE_NO_PAD.encode(json))
    }

    /// The link in a viewer's fragment, which reaches no server.
    pub fn to_link_at(&self, viewer: &str) -> String {
        format!("{viewer}#{}", self.to_link())
    }
}

impl Label {
    /// Nothing where nothing can be read in it; letters that nobody sees are left out.
    ///
    /// # Errors
    /// [`InvalidPayload::LabelTooLong`]
    pub fn read(text: &str) -> Result<Option<Self>, InvalidPayload> {
        let length = text.chars().count();
        if length > LONGEST_LABEL {
            return Err(InvalidPayload::LabelTooLong { length });
        }
        let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
        let seen = seen.trim();
        Ok((!seen.is_empty()).then(|| Self(seen.to_owned())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What follows the scheme. Keyboards write the first letter large.
fn encoded(text: &str) -> Option<&str> {
    let bare = match text.split_once('#') {
        Some((viewer, fragment)) => is_address(viewer).then_some(fragment)?,
        None => text,
    };
    let (scheme, encoded) = bare.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(encoded)
}

fn is_address(text: &str) -> bool {
    let begins =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}

/// Another version may lay out everything else in another way: asked first.
fn check_version(json: &str) -> Result<(), InvalidPayload> {
    #[derive(Deserialize)]
    struct Version {
        v: Option<u64>,
    }
    let Version { v } = own_json::read(json).map_err(|_| InvalidPayload::NotJson)?;
    match v.unwrap_or(VERSION) {
        VERSION => Ok(()),
        found => Err(InvalidPayload::Version { found }),
    }
}

/// Epoch seconds; what is less than a second is dropped.
fn moment(seconds: f64) -> Result<DateTime<Utc>, InvalidPayload> {
    DateTime::from_timestamp(seconds.floor() as i64, 0).ok_or(InvalidPayload::Expiry)
}

#[cfg(test)]
mod tests;
