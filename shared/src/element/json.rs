//! Reader of JSON from bytes: every reason for "no" is found before anything recursive runs.

mod check;

use super::MAX_TRANSMISSION_BYTES;
use crate::issue::{Issue, Severity};
use check::Bounds;
use serde_json::Value;

/// Deeper than any FHIR document (a Bundle in a Bundle in a Bundle stays below 40), shallow enough
/// that no later walk over the tree can exhaust the stack.
pub(crate) const MAX_DEPTH: usize = 64;

/// Reads JSON that was taken before, or says in one issue why these bytes are none.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, Issue> {
    let text = text_of(bytes)?;
    check::check(text, Bounds::OF_STORED)?;
    tree_of(text)
}

/// Reads received JSON: only what [`check_received`] lets through becomes a tree.
pub(crate) fn received(bytes: &[u8]) -> Result<Value, Issue> {
    tree_of(check_received(bytes)?)
}

/// The text of a body that may be read as JSON: not too deep, no name twice in one object, none of the names that
/// the reader keeps for itself, and no more values than its length lets expect. One pass, without building anything.
pub fn check_received(bytes: &[u8]) -> Result<&str, Issue> {
    let text = text_of(bytes)?;
    check::check(text, Bounds::of_received(text.len()))?;
    Ok(text)
}

fn text_of(bytes: &[u8]) -> Result<&str, Issue> {
    if bytes.len() > MAX_TRANSMISSION_BYTES {
        return Err(refusal(
            format!("{} bytes", bytes.len()),
            format!("at most {MAX_TRANSMISSION_BYTES} bytes in one transmission"),
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn tree_of(text: &str) -> Result<Value, Issue> {
    serde_json::from_str(text).map_err(|error| {
        let what = if error.is_eof() { "JSON that ends too early" } else { "text that is not JSON" };
        refusal(
            format!("{what} at line {}, column {}", error.line(), error.column()),
            "one complete JSON object".to_owned(),
        )
    })
}

fn refusal(found: String, expected: String) -> Issue {
    Issue { severity: Severity::Error, path: "$".to_owned(), found, expected }
}

fn not_utf8(bytes: &[u8], offset: usize) -> Issue {
    let guess = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        ", probably UTF-16"
    } else if looks_like_shift_jis(bytes) {
        ", probably Shift_JIS"
    } else {
        ""
    };
    refusal(format!("bytes that are not UTF-8 at byte {offset}{guess}"), "UTF-8".to_owned())
}

/// Every byte above ASCII is a half-width katakana or begins a pair that Shift_JIS allows.
fn looks_like_shift_jis(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        let well_formed = match byte {
            0x00..=0x7f | 0xa1..=0xdf => true,
            0x81..=0x9f | 0xe0..=0xfc => rest.next().is_some_and(|b| matches!(b, 0x40..=0x7e | 0x80..=0xfc)),
            _ => false,
        };
        if !well_formed {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(bytes: &[u8], found: &str) {
        let issue = parse(bytes).expect_err("refused");
        assert!(issue.to_string().contains(found), "{issue} should say {found}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn says_what_is_wrong_with_the_bytes() {
        check(b"", "ends too early");
        check(b"{\"a\": [1, 2", "line 1, column 11");
        check(b"{\n  nonsense", "line 2");
        check(b"{\"name\": \"\x8e\x52\x93\x63\"}", "probably Shift_JIS");
        check(b"\xff\xfe{\x00", "UTF-16");
        check(b"{\"a\": \"\xff\"}", "UTF-8");
        check(&vec![b' '; MAX_TRANSMISSION_BYTES + 1], "at most 10000000 bytes");
        assert!(parse("\u{feff}{\"a\": \"ア\"}".as_bytes()).is_ok());
    }
}
