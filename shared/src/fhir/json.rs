//! From bytes to JSON, with every reason for "no" found before anything recursive runs.

use super::MAX_TRANSMISSION_BYTES;
use crate::record::{Issue, Severity};
use serde_json::Value;
use std::{borrow::Cow, collections::HashSet};

/// Deeper than any FHIR document (a Bundle in a Bundle in a Bundle stays below 40), shallow enough
/// that no later walk over the tree can exhaust the stack.
pub(crate) const MAX_DEPTH: usize = 64;

/// Reads JSON, or says in one issue why these bytes are none.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, Issue> {
    if bytes.len() > MAX_TRANSMISSION_BYTES {
        return Err(refusal(
            format!("{} bytes", bytes.len()),
            format!("at most {MAX_TRANSMISSION_BYTES} bytes in one transmission"),
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let names = names_in(text.as_bytes()).map_err(|offset| {
        refusal(
            format!("nesting deeper than {MAX_DEPTH} at byte {offset}"),
            format!("JSON nested at most {MAX_DEPTH} deep"),
        )
    })?;
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let what = if error.is_eof() { "JSON that ends too early" } else { "text that is not JSON" };
        refusal(
            format!("{what} at line {}, column {}", error.line(), error.column()),
            "one complete JSON object".to_owned(),
        )
    })?;
    // Of two equal names the tree keeps one: as many entries as names, and there are none. Looking for the name
    // itself takes as long as reading all of it.
    if entries_in(&value) == names {
        return Ok(value);
    }
    match repeated_name(text.as_bytes()) {
        // Readers disagree about which of two equal names counts, so one of them could hide a flag.
        Some((path, name)) => Err(Issue {
            severity: Severity::Error,
            path,
            found: format!("the name {name:?} twice in one object"),
            expected: "each name once".to_owned(),
        }),
        None => Ok(value),
    }
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

/// How many names of fields stand in it: if it is JSON, each is followed by a colon, and no other colon is outside
/// a string.
///
/// # Errors
/// Where the nesting passes [`MAX_DEPTH`]; brackets inside strings do not count.
fn names_in(bytes: &[u8]) -> Result<usize, usize> {
    let (mut depth, mut names, mut at) = (0_usize, 0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_string(bytes, at);
                continue;
            }
            b':' => names += 1,
            b'{' | b'[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(at);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(names)
}

fn entries_in(value: &Value) -> usize {
    match value {
        Value::Object(fields) => fields.len() + fields.values().map(entries_in).sum::<usize>(),
        Value::Array(items) => items.iter().map(entries_in).sum(),
        _ => 0,
    }
}

enum Frame<'a> {
    Object { names: Names<'a>, current: Cow<'a, str> },
    Array { index: usize },
}

/// The names of one object so far. A handful is compared one by one, which is faster than to hash them; whoever
/// sends a million is answered as quickly all the same.
#[derive(Default)]
struct Names<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Names<'a> {
    const FEW: usize = 24;

    /// `false`: it is there already.
    fn insert(&mut self, name: Cow<'a, str>) -> bool {
        if self.few.len() < Self::FEW {
            let is_new = !self.few.contains(&name);
            self.few.push(name);
            return is_new;
        }
        !self.few.contains(&name) && self.many.insert(name)
    }
}

/// The first name that stands twice in one object, with the object's path. Only for text that is
/// known to be JSON: it looks at nothing but brackets, commas, colons and strings.
fn repeated_name(bytes: &[u8]) -> Option<(String, String)> {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' => frames.push(Frame::Object { names: Names::default(), current: Cow::Borrowed("") }),
            b'[' => frames.push(Frame::Array { index: 0 }),
            b'}' | b']' => {
                frames.pop();
            }
            b',' => {
                if let Some(Frame::Array { index }) = frames.last_mut() {
                    *index += 1;
                }
            }
            b'"' => {
                let end = end_of_string(bytes, at);
                let is_name = bytes[end..]
                    .iter()
                    .find(|byte| !byte.is_ascii_whitespace())
                    .is_some_and(|byte| *byte == b':');
                if is_name {
                    let name = name(&bytes[at..end])?;
                    if let Some(Frame::Object { names, current }) = frames.last_mut() {
                        *current = name.clone();
                        if !names.insert(name) {
                            return Some((path_of(&frames), current_name(&frames)));
                        }
                    }
                }
                at = end - 1;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// What a quoted name says. Few names hold an escape: the others are borrowed, because this runs for every name of
/// every item of every page.
fn name(quoted: &[u8]) -> Option<Cow<'_, str>> {
    if quoted.contains(&b'\\') {
        return serde_json::from_slice(quoted).ok().map(Cow::Owned);
    }
    std::str::from_utf8(&quoted[1..quoted.len() - 1]).ok().map(Cow::Borrowed)
}

/// The offset after the closing quote of the string that opens at `start`.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn current_name(frames: &[Frame<'_>]) -> String {
    match frames.last() {
        Some(Frame::Object { current, .. }) => current.to_string(),
        _ => String::new(),
    }
}

fn path_of(frames: &[Frame<'_>]) -> String {
    let mut path = "$".to_owned();
    let enclosing = frames.len().saturating_sub(1);
    for frame in &frames[..enclosing] {
        match frame {
            Frame::Object { current, .. } => {
                path.push('.');
                path.push_str(current);
            }
            Frame::Array { index } => path.push_str(&format!("[{index}]")),
        }
    }
    path
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

    #[wasm_bindgen_test(unsupported = test)]
    fn a_nesting_bomb_is_refused_before_it_is_read() {
        check("[".repeat(5_000_000).as_bytes(), "deeper than 64");
        check("{\"a\":".repeat(65).as_bytes(), "deeper than 64");
        let allowed = format!("{}{}", "[".repeat(64), "]".repeat(64));
        assert!(parse(allowed.as_bytes()).is_ok());
        assert!(parse(format!("{{\"a\": \"{}\"}}", "[".repeat(100)).as_bytes()).is_ok());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_stands_once_in_an_object() {
        check(br#"{"a": [{"b": 1, "c": {"b": 2}, "b": 3}]}"#, r#"$.a[0]: found the name "b" twice"#);
        check(br#"{"meta": 1, "\u006deta": 2}"#, "\"meta\" twice");
        assert!(parse(br#"{"a": {"b": "a"}, "b": [{"a": 1}, {"a": 2}]}"#).is_ok());
        let many = |last: usize| {
            let names: Vec<String> = (0..100).chain([last]).map(|name| format!("\"{name}\": 0")).collect();
            format!("{{{}}}", names.join(","))
        };
        for name in [0, Names::FEW - 1, Names::FEW, 99] {
            check(many(name).as_bytes(), &format!("{:?} twice", name.to_string()));
        }
        assert!(parse(many(100).as_bytes()).is_ok());
    }
}
