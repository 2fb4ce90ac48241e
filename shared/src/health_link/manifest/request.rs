//! Request for a manifest: who asks, and with which passcode.

use crate::{health_link::others_json, nfkc::nfkc, own_json, unseen::is_unseen};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// Bytes of a request.
const LONGEST: usize = 8192;

/// Letters by which somebody names themself.
const LONGEST_RECIPIENT: usize = 200;

/// Letters of a passcode.
const LONGEST_PASSCODE: usize = 200;

/// Letters of the shortest passcode of a link that this portal makes.
pub const SHORTEST_PASSCODE: usize = 6;

/// What is posted to the address of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ManifestRequest {
    pub recipient: Recipient,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passcode: Option<Passcode>,
    /// Letters of the longest file that the answer may hold itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedded_length_max: Option<u64>,
}

/// Whoever asks, as they name themself: shown to the person who shares, and proof of nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Recipient(String);

/// A passcode as it was typed.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Passcode(String);

/// It is in nobody's log.
impl fmt::Debug for Passcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passcode")
    }
}

/// Why a body is no request for a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRequest {
    #[error("a request of at most {LONGEST} bytes expected, found {length}")]
    TooLong { length: usize },
    #[error("the body is not the JSON of a request for a manifest")]
    NotJson,
    #[error("a recipient expected: who asks, in words")]
    NoRecipient,
    #[error("a passcode of at most {LONGEST_PASSCODE} characters expected, found {length}")]
    PasscodeTooLong { length: usize },
}

/// The members that are known.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Members {
    recipient: Option<String>,
    passcode: Option<Value>,
    embedded_length_max: Option<Value>,
}

impl ManifestRequest {
    /// # Errors
    /// [`InvalidRequest`]
    pub fn read(text: &str) -> Result<Self, InvalidRequest> {
        if text.len() > LONGEST {
            return Err(InvalidRequest::TooLong { length: text.len() });
        }
        let members: Members = own_json::read(text).map_err(|_| InvalidRequest::NotJson)?;
        Ok(Self {
            recipient: Recipient::read(members.recipient.as_deref().unwrap_or_default())?,
            passcode: members.passcode.map(passcode).transpose()?,
            embedded_length_max: members.embedded_length_max.map(length),
        })
    }
}

/// A passcode; some send one of digits as a number.
fn passcode(value: Value) -> Result<Passcode, InvalidRequest> {
    Passcode::read(&others_json::text(value).ok_or(InvalidRequest::NotJson)?)
}

/// The length of a file. What is none is 0: then no file is embedded, and all are to be had.
fn length(value: Value) -> u64 {
    others_json::whole(&value).map_or(0, |length| length as u64)
}

impl Recipient {
    /// Also of the query of a link to one file. Letters that nobody sees are left out; the end is cut off where it is too
    /// long.
    ///
    /// # Errors
    /// [`InvalidRequest::NoRecipient`]
    pub fn read(text: &str) -> Result<Self, InvalidRequest> {
        let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
        let cut: String = seen.trim().chars().take(LONGEST_RECIPIENT).collect();
        match cut.trim_end() {
            "" => Err(InvalidRequest::NoRecipient),
            recipient => Ok(Self(recipient.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Passcode {
    /// # Errors
    /// [`InvalidRequest::PasscodeTooLong`]
    pub fn read(text: &str) -> Result<Self, InvalidRequest> {
        match text.chars().count() {
            length if length > LONGEST_PASSCODE => Err(InvalidRequest::PasscodeTooLong { length }),
            _ => Ok(Self(text.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is compared: in one width, in small letters and without blanks, whatever a keyboard made of it.
    pub fn normalized(&self) -> String {
        let seen = nfkc(&self.0);
        let seen = seen.chars().filter(|letter| !letter.is_whitespace() && !is_unseen(*letter));
        seen.flat_map(char::to_lowercase).collect()
    }

    /// Whether it is long enough for a new link: [`SHORTEST_PASSCODE`] letters.
    pub fn is_long_enough(&self) -> bool {
        self.normalized().chars().count() >= SHORTEST_PASSCODE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_request_names_who_asks() {
        let check = |text: &str, expected: Result<&str, InvalidRequest>| {
            let read = ManifestRequest::read(text).map(|request| request.recipient.0);
            assert_eq!(read, expected.map(str::to_owned), "{text}");
        };
        let of = |recipient: &str| format!(r#"{{"recipient":"{recipient}"}}"#);
        check(&of("Dr. Example"), Ok("Dr. Example"));
        check(&of(" 見本病院\\n"), Ok("見本病院"));
        check(&of("a\u{202e}b\\u0000"), Ok("ab"));
        check(&of(&"病".repeat(200)), Ok(&"病".repeat(200)));
        check(&of(&"病".repeat(201)), Ok(&"病".repeat(200)));
        check(&of(&format!("{}   b", "a".repeat(198))), Ok(&"a".repeat(198)));
        check(&of(&format!("{}   b", " ".repeat(198))), Ok("b"));
        check(&of(" \u{3000}\u{200b}"), Err(InvalidRequest::NoRecipient));
        check(&of(""), Err(InvalidRequest::NoRecipient));
        check("{}", Err(InvalidRequest::NoRecipient));
        check(r#"{"recipient":null}"#, Err(InvalidRequest::NoRecipient));
        check(r#"{"recipient":1}"#, Err(InvalidRequest::NotJson));
        check(r#"{"recipient":"a","recipient":"b"}"#, Err(InvalidRequest::NotJson));
        check(r#"["a"]"#, Err(InvalidRequest::NotJson));
        check("recipient=a", Err(InvalidRequest::NotJson));
        let long = of(&"x".repeat(LONGEST));
        check(&long, Err(InvalidRequest::TooLong { length: long.len() }));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_passcode_and_a_length_are_read_as_they_are() {
        let request = ManifestRequest::read(
            r#"{"recipient":"a","passcode":" 12 ","embeddedLengthMax":10000,"extension":{}}"#,
        )
        .unwrap();
        assert_eq!(request.passcode.as_ref().map(Passcode::as_str), Some(" 12 "));
        assert_eq!(request.embedded_length_max, Some(10_000));
        assert!(!format!("{request:?}").contains("12"));
        let written = serde_json::to_string(&request).unwrap();
        assert_eq!(written, r#"{"recipient":"a","passcode":" 12 ","embeddedLengthMax":10000}"#);
        assert_eq!(ManifestRequest::read(&written), Ok(request));
        let long = format!(r#"{{"recipient":"a","passcode":"{}"}}"#, "1".repeat(201));
        assert_eq!(ManifestRequest::read(&long), Err(InvalidRequest::PasscodeTooLong { length: 201 }));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_passcode_may_be_a_number() {
        for (passcode, expected) in [
            (r#""0123""#, Ok(Some("0123"))),
            ("1234", Ok(Some("1234"))),
            ("12345678901234567890123", Ok(Some("12345678901234567890123"))),
            ("null", Ok(None)),
            (r#""""#, Ok(Some(""))),
            ("true", Err(InvalidRequest::NotJson)),
            ("[1]", Err(InvalidRequest::NotJson)),
            ("0123", Err(InvalidRequest::NotJson)),
            (&"1".repeat(201), Err(InvalidRequest::PasscodeTooLong { length: 201 })),
        ] {
            let read = ManifestRequest::read(&format!(r#"{{"recipient":"a","passcode":{passcode}}}"#));
            let read = read.map(|request| request.passcode.map(|passcode| passcode.0));
            assert_eq!(read, expected.map(|passcode| passcode.map(str::to_owned)), "{passcode}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_length_that_is_none_is_nothing() {
        for (length, expected) in [
            ("10000", Some(10_000)),
            ("10000.0", Some(10_000)),
            ("1e4", Some(10_000)),
            (r#""10000""#, Some(10_000)),
            ("0", Some(0)),
            ("-1", Some(0)),
            ("-1.5", Some(0)),
            ("0.5", Some(0)),
            ("1e300", Some(u64::MAX)),
            ("1e999", Some(0)),
            (r#""long""#, Some(0)),
            (r#""""#, Some(0)),
            ("true", Some(0)),
            ("[]", Some(0)),
            ("{}", Some(0)),
            ("null", None),
        ] {
            let text = format!(r#"{{"recipient":"a","embeddedLengthMax":{length}}}"#);
            assert_eq!(ManifestRequest::read(&text).unwrap().embedded_length_max, expected, "{length}");
        }
    }
}
