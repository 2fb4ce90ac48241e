//! 外字: letters of Unicode's private use areas. A hospital's own typeface has them and no other, so that a browser
//! draws a box, or nothing. They are kept as they were sent; pages show [`STAND_IN`] and say so.

use crate::{own_json, record::RecordView};
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

/// げた記号, as printers set it where they lack a letter.
pub const STAND_IN: char = '〓';

pub fn is_private_use(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Those that a text has, each once.
pub fn private_use_letters(text: &str) -> Vec<char> {
    let found: BTreeSet<char> = text.chars().filter(|letter| is_private_use(*letter)).collect();
    found.into_iter().collect()
}

/// ```
/// use shared::private_use::with_stand_ins;
/// assert_eq!(with_stand_ins("𠮷\u{e000} 葛\u{e0100}"), "𠮷〓 葛\u{e0100}");
/// ```
pub fn with_stand_ins(text: &str) -> Cow<'_, str> {
    match text.contains(is_private_use) {
        true => Cow::Owned(text.replace(is_private_use, STAND_IN.encode_utf8(&mut [0; 4]))),
        false => Cow::Borrowed(text),
    }
}

/// `U+E000`
pub fn number(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

impl RecordView {
    /// The record as pages show it; the same one where every letter can be shown.
    pub fn as_shown(self: Arc<Self>) -> Arc<Self> {
        if self.private_use.is_empty() {
            return self;
        }
        let written = serde_json::to_string(&self.record);
        // What was written from a record is one, whatever letters stand in its texts.
        match written.and_then(|text| own_json::read(&with_stand_ins(&text))) {
            Ok(record) => Arc::new(Self {
                record,
                version: self.version.clone(),
                private_use: self.private_use.clone(),
                english: self.english.clone(),
                ..*self
            }),
            Err(_) => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn only_letters_without_a_public_meaning_are_replaced() {
        for (text, expected) in [
            ("見本\u{e000}子", "見本〓子"),
            ("\u{f8ff}\u{f0000}\u{10fffd}", "〓〓〓"),
            ("𠮷髙 葛\u{e0100} 神\u{fe00} \u{fa19}", "𠮷髙 葛\u{e0100} 神\u{fe00} \u{fa19}"),
            ("高\u{200b}血圧症", "高\u{200b}血圧症"),
            ("", ""),
        ] {
            assert_eq!(with_stand_ins(text), expected, "{text}");
        }
        assert_eq!(private_use_letters("b\u{e001}a\u{e000}\u{e001}"), ['\u{e000}', '\u{e001}']);
        assert_eq!((number('\u{e000}'), number('\u{f0000}')), ("U+E000".into(), "U+F0000".into()));
    }
}
