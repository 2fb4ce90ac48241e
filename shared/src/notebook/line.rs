//! Lines of a text: one record each.

/// A record as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// From 1.
    pub line: u32,
    pub text: &'a str,
}

impl<'a> Line<'a> {
    /// What stands between commas, without blanks around it; the first is the record's number.
    pub fn fields(self) -> impl Iterator<Item = &'a str> {
        self.text.split(',').map(str::trim)
    }

    /// レコードNo
    pub fn number(self) -> Option<u16> {
        let first = self.fields().next().unwrap_or_default();
        first.bytes().all(|byte| byte.is_ascii_digit()).then(|| first.parse().ok()).flatten()
    }

    /// The digits after `JAHISTC`, and 出力区分 after a comma; nothing of a line that is no バージョンレコード.
    pub fn header(self) -> Option<(&'a str, &'a str)> {
        let mut fields = self.fields();
        let version = fields.next().unwrap_or_default().strip_prefix(MARK)?;
        let digits = (1..=2).contains(&version.len()) && version.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| (version, fields.next().unwrap_or_default()))
    }
}

const MARK: &str = "JAHISTC";

/// End of a file (EOF) of systems that set one.
const END: char = '\u{1a}';

/// Lines that are not blank. CR LF, LF or CR end one.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end_matches(END);
    let lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    (1..)
        .zip(lines)
        .map(|(line, text)| Line { line, text })
        .filter(|line| !line.text.trim().is_empty())
        .collect()
}

/// Whether the last record was ended: many writers do not end it, so that this alone says nothing.
pub(super) fn is_ended(text: &str) -> bool {
    text.ends_with(['\n', '\r', END])
}

/// Bytes in Shift_JIS: one of ASCII and half-width katakana, two of every other letter.
pub(super) fn bytes(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() || ('｡'..='ﾟ').contains(&letter) { 1 } else { 2 }).sum()
}
