//! One pass over the bytes of a JSON text before anything is built from it. It keeps a place in each open object and
//! array, and nothing of what it has passed.

use crate::element::json::MAX_DEPTH;
use crate::issue::{Issue, Severity};
use std::{borrow::Cow, collections::HashSet, fmt::Write};

/// Names under which serde_json hands numbers and unread text to itself. A sender's object of such a name would become
/// something else than what was checked.
const RESERVED: &str = "$serde_json::private";

/// Limits on the content of one text. An object costs far more memory than its bytes, so they are counted by
/// themselves: the densest official example has one in 73 bytes, and one value in 22.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    values: usize,
    objects: usize,
    /// The character U+0000, which no element of FHIR may contain.
    nul: bool,
}

const MAX_VALUES: usize = 500_000;
const MAX_OBJECTS: usize = 150_000;
/// Values that a short text may hold, however dense it is.
const FEW_VALUES: usize = 4_000;
const FEW_OBJECTS: usize = 1_000;
const BYTES_OF_A_VALUE: usize = 8;
const BYTES_OF_AN_OBJECT: usize = 40;

impl Bounds {
    /// Limits of a received text of so many bytes.
    pub(super) fn of_received(bytes: usize) -> Self {
        Self {
            values: (FEW_VALUES + bytes / BYTES_OF_A_VALUE).min(MAX_VALUES),
            objects: (FEW_OBJECTS + bytes / BYTES_OF_AN_OBJECT).min(MAX_OBJECTS),
            nul: false,
        }
    }

    /// For what was taken before: it was counted then.
    pub(super) const OF_STORED: Self = Self { values: usize::MAX, objects: usize::MAX, nul: true };
}

/// Refuses nesting that is too deep, a name that stands twice in one object, serde_json's own names, and more values
/// than the bounds allow. Text that is no JSON passes or not; whoever reads it next says so.
pub(super) fn check(text: &str, bounds: Bounds) -> Result<(), Issue> {
    let mut pass = Pass { text, bounds, open: Vec::new(), depth: 0, values: 0, objects: 0 };
    pass.run()
}

struct Pass<'a> {
    text: &'a str,
    bounds: Bounds,
    /// The first `depth` of them are open; the others keep their memory for the next ones.
    open: Vec<Place<'a>>,
    depth: usize,
    values: usize,
    objects: usize,
}

/// Where the pass stands in one open object or array.
#[derive(Default)]
struct Place<'a> {
    is_object: bool,
    /// The next string is a name.
    name_is_next: bool,
    names: Names<'a>,
    current: Cow<'a, str>,
    index: usize,
}

impl<'a> Pass<'a> {
    fn run(&mut self) -> Result<(), Issue> {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {}
                b'{' | b'[' => {
                    self.count(at)?;
                    self.enter(*byte == b'{', at)?;
                }
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                b',' => {
                    if let Some(place) = self.place() {
                        place.name_is_next = place.is_object;
                        place.index += 1;
                    }
                }
                b':' => {
                    if let Some(place) = self.place() {
                        place.name_is_next = false;
                    }
                }
                b'"' => {
                    let end = end_of_string(bytes, at);
                    self.string(at, end)?;
                    at = end;
                    continue;
                }
                _ => {
                    self.count(at)?;
                    at = end_of_word(bytes, at);
                    continue;
                }
            }
            at += 1;
        }
        Ok(())
    }

    fn place(&mut self) -> Option<&mut Place<'a>> {
        self.open[..self.depth].last_mut()
    }

    fn enter(&mut self, is_object: bool, at: usize) -> Result<(), Issue> {
        if self.depth == MAX_DEPTH {
            return Err(Issue {
                severity: Severity::Error,
                path: "$".to_owned(),
                found: format!("nesting deeper than {MAX_DEPTH} at byte {at}"),
                expected: format!("JSON nested at most {MAX_DEPTH} deep"),
            });
        }
        if is_object {
            self.objects += 1;
            if self.objects > self.bounds.objects {
                let expected = format!("at most {} objects in a text of this length", self.bounds.objects);
                return Err(self.refusal(format!("one object too many at byte {at}"), expected));
            }
        }
        if self.open.len() == self.depth {
            self.open.push(Place::default());
        }
        let place = &mut self.open[self.depth];
        place.is_object = is_object;
        place.name_is_next = is_object;
        place.names.clear();
        place.current = Cow::Borrowed("");
        place.index = 0;
        self.depth += 1;
        Ok(())
    }

    fn count(&mut self, at: usize) -> Result<(), Issue> {
        self.values += 1;
        if self.values > self.bounds.values {
            let expected = format!("at most {} values in a text of this length", self.bounds.values);
            return Err(self.refusal(format!("one value too many at byte {at}"), expected));
        }
        Ok(())
    }

    /// A name or a value, with its quotation marks.
    fn string(&mut self, start: usize, end: usize) -> Result<(), Issue> {
        let quoted = &self.text[start..end];
        if !self.bounds.nul && has_nul(quoted.as_bytes()) {
            return Err(self.refusal(format!("the character U+0000 at byte {start}"), "text without it"));
        }
        if !self.place().is_some_and(|place| place.name_is_next) {
            return self.count(start);
        }
        // What is no string at all is no JSON either.
        let Some(name) = unquoted(quoted) else { return Ok(()) };
        if name.starts_with(RESERVED) {
            let found = format!("a name that begins with {RESERVED:?} at byte {start}");
            return Err(self.refusal(found, "names of FHIR and JSON only"));
        }
        let Some(place) = self.place() else { return Ok(()) };
        if place.names.insert(name.clone()) {
            place.current = name;
            return Ok(());
        }
        // Readers disagree about which of two equal names counts, so one of them could hide a flag.
        let found = format!("the name {name:?} twice in one object, at byte {start}");
        Err(self.refusal(found, "each name once"))
    }

    fn refusal(&self, found: String, expected: impl Into<String>) -> Issue {
        Issue { severity: Severity::Error, path: self.path(), found, expected: expected.into() }
    }

    /// The object or array that the pass stands in.
    fn path(&self) -> String {
        let mut path = "$".to_owned();
        let enclosing = self.depth.saturating_sub(1);
        for place in &self.open[..enclosing] {
            let written = match place.is_object {
                true => write!(path, ".{}", place.current),
                false => write!(path, "[{}]", place.index),
            };
            debug_assert!(written.is_ok(), "a String takes everything");
        }
        path
    }
}

/// The names of one object so far. A handful is compared one by one, which is faster than to hash them; whoever
/// sends a hundred thousand is answered as quickly all the same.
#[derive(Default)]
struct Names<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Names<'a> {
    const FEW: usize = 24;

    fn clear(&mut self) {
        self.few.clear();
        if !self.many.is_empty() {
            self.many = HashSet::new();
        }
    }

    /// `false`: it is there already.
    fn insert(&mut self, name: Cow<'a, str>) -> bool {
        if self.few.contains(&name) {
            return false;
        }
        if self.few.len() < Self::FEW {
            self.few.push(name);
            return true;
        }
        self.many.insert(name)
    }
}

/// Content of a quoted name. Few names hold an escape: the others are borrowed, because this runs for every name of
/// every item of every page.
fn unquoted(quoted: &str) -> Option<Cow<'_, str>> {
    if quoted.contains('\\') {
        return serde_json::from_str(quoted).ok().map(Cow::Owned);
    }
    quoted.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
}

/// Whether a quoted string holds U+0000 as an escape; as a byte JSON does not allow it.
fn has_nul(quoted: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = quoted.get(at) {
        if *byte != b'\\' {
            at += 1;
            continue;
        }
        if quoted[at + 1..].starts_with(b"u0000") {
            return true;
        }
        at += 2;
    }
    false
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

/// The offset after a number, `true`, `false`, `null`, or whatever else stands there.
fn end_of_word(bytes: &[u8], start: usize) -> usize {
    let ends = |byte: &u8| {
        matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'{' | b'[' | b'}' | b']' | b',' | b':' | b'"')
    };
    bytes[start..].iter().position(ends).map_or(bytes.len(), |length| start + length)
}

#[cfg(test)]
mod tests;
