//! Payload of a SMART Health Link: what the letters after `shlink:/` say.

use super::{Flags, InvalidKey, InvalidUrl, Key, LinkUrl, Loopback, PasscodeOfOneFile, others_json};
use crate::unseen::is_unseen;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

/// The version of the specification that is written and read. A link that names none is of this one.
pub const VERSION: u64 = 1;

const SCHEME: &str = "shlink:/";

/// Bytes of a link with its viewer's address and whatever was pasted with it.
const LONGEST_LINK: usize = 16 * 1024;

/// Letters of a label, as the specification bounds them and JavaScript counts them: in units of UTF-16.
const LONGEST_LABEL: usize = 80;

/// 1 January of the year 5000. What is said to end later was written in milliseconds.
const YEAR_5000: f64 = 95_617_584_000.0;

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
    /// When it is thought to end: a hint, and none where it cannot be read. Whether it has ended, its server says.
    pub expires: Option<DateTime<Utc>>,
    pub flags: Flags,
    pub label: Option<Label>,
}

/// What a link is called, in the words of whoever shares it. Never longer than may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

/// Why a text is no link. It says nothing of what the link holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPayload {
    #[error("a link of at most {LONGEST_LINK} bytes expected, found {length}")]
    TooLong { length: usize },
    #[error("a text with a link in it, {SCHEME}…, expected")]
    NotALink,
    #[error("what comes after {SCHEME} is not the JSON of a link in base64url, or not all of it")]
    NotJson,
    #[error("the link is of version {found}; version {VERSION} is read")]
    Version { found: u64 },
    #[error("the link has no {member}")]
    Missing { member: &'static str },
    #[error(transparent)]
    Url(#[from] InvalidUrl),
    #[error(transparent)]
    Key(#[from] InvalidKey),
    #[error(transparent)]
    Flags(#[from] PasscodeOfOneFile),
    #[error("a label of at most {LONGEST_LABEL} characters expected, found {length}")]
    LabelTooLong { length: usize },
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
    /// Reads a link as it is typed, pasted or scanned: bare, after a viewer's address, or within a text. Members that are
    /// not known are ignored, as the specification asks.
    ///
    /// # Errors
    /// [`InvalidPayload`]
    pub fn read(text: &str, loopback: Loopback) -> Result<Self, InvalidPayload> {
        if text.len() > LONGEST_LINK {
            return Err(InvalidPayload::TooLong { length: text.len() });
        }
        let mut members = decoded(&encoded(text).ok_or(InvalidPayload::NotALink)?)?;
        check_version(members.get("v"))?;
        let needed = |member| text_of(&members, member)?.ok_or(InvalidPayload::Missing { member });
        let (url, key) = (needed("url")?, needed("key")?);
        Ok(Self {
            url: LinkUrl::read(url, loopback)?,
            key: Key::read(key)?,
            expires: members.get("exp").and_then(others_json::number).and_then(moment),
            flags: Flags::read(text_of(&members, "flag")?.unwrap_or_default())?,
            label: members.remove("label").and_then(others_json::text).as_deref().and_then(Label::shortened),
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
    /// A label that is about to be written. Nothing where nothing can be read in it; letters that nobody sees are left
    /// out.
    ///
    /// # Errors
    /// [`InvalidPayload::LabelTooLong`]
    pub fn read(text: &str) -> Result<Option<Self>, InvalidPayload> {
        let seen = seen(text);
        match seen.encode_utf16().count() {
            length if length > LONGEST_LABEL => Err(InvalidPayload::LabelTooLong { length }),
            _ => Ok(Self::shortened(&seen)),
        }
    }

    /// The label of somebody else, of which the end is cut off where it is too long.
    fn shortened(text: &str) -> Option<Self> {
        let mut left = LONGEST_LABEL;
        let fits = |letter: &char| {
            let rest = left.checked_sub(letter.len_utf16());
            left = rest.unwrap_or_default();
            rest.is_some()
        };
        let label: String = seen(text).chars().take_while(fits).collect();
        let label = label.trim_end();
        (!label.is_empty()).then(|| Self(label.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text without letters that nobody sees, in it and around it.
fn seen(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    seen.trim().to_owned()
}

/// What follows the last scheme in a text, up to a letter that is not of base64url. Keyboards write its first letter large,
/// redirectors write its signs in another way, letters break it into lines; a viewer's address may have a fragment before.
fn encoded(text: &str) -> Option<String> {
    let mut text: String =
        text.chars().filter(|letter| !letter.is_whitespace() && !is_unseen(*letter)).collect();
    for (written, sign) in [("%25", "%"), ("%3A", ":"), ("%3a", ":"), ("%2F", "/"), ("%2f", "/")] {
        text = text.replace(written, sign);
    }
    let scheme = text.to_ascii_lowercase().rfind(SCHEME)?;
    let letters = text[scheme + SCHEME.len()..].chars();
    let is_of_base64url = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    Some(letters.filter(|letter| *letter != '=').take_while(is_of_base64url).collect())
}

/// The members that were encoded. Where words follow a link after a blank they are letters of base64url, too: an object ends
/// with itself, and four letters are three bytes.
fn decoded(encoded: &str) -> Result<Map<String, Value>, InvalidPayload> {
    let whole = encoded.len().next_multiple_of(4);
    let bytes = URL_SAFE_NO_PAD.decode(format!("{encoded:A<whole$}")).map_err(|_| InvalidPayload::NotJson)?;
    others_json::first_object(&String::from_utf8_lossy(&bytes)).ok_or(InvalidPayload::NotJson)
}

/// Another version may lay out everything else in another way: asked first.
fn check_version(v: Option<&Value>) -> Result<(), InvalidPayload> {
    let Some(v) = v.filter(|v| !v.is_null()) else {
        return Ok(());
    };
    match others_json::whole(v).ok_or(InvalidPayload::NotJson)? as u64 {
        VERSION => Ok(()),
        found => Err(InvalidPayload::Version { found }),
    }
}

/// A member without which, or with another of which, it would be another link.
fn text_of<'a>(members: &'a Map<String, Value>, member: &str) -> Result<Option<&'a str>, InvalidPayload> {
    match members.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(InvalidPayload::NotJson),
    }
}

/// Epoch seconds, or milliseconds; what is less than a second is dropped.
fn moment(exp: f64) -> Option<DateTime<Utc>> {
    let seconds = match exp > YEAR_5000 {
        true => exp / 1000.0,
        false => exp,
    };
    DateTime::from_timestamp(seconds.floor() as i64, 0).filter(|moment| moment.timestamp() > 0)
}

#[cfg(test)]
mod tests;
