//! NFKC: one width and one form of each letter, for comparison only (Unicode Standard Annex 15).

use std::borrow::Cow;

/// `text` in NFKC. Borrowed where it already is, as nearly every name is that a system wrote.
///
/// ```
/// assert_eq!(shared::nfkc::nfkc("ﾊﾟﾊﾟﾍﾞﾘﾝ１㎎"), "パパベリン1mg");
/// ```
pub fn nfkc(text: &str) -> Cow<'_, str> {
    if text.chars().all(stays_as_it_is) { Cow::Borrowed(text) } else { Cow::Owned(normalized(text)) }
}

/// Letters that NFKC leaves alone and that join with none of their own kind: ASCII, kana of full width
/// without the marks that stand apart, and the common ideographs.
fn stays_as_it_is(letter: char) -> bool {
    matches!(letter, '\0'..='\x7f' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(not(target_arch = "wasm32"))]
fn normalized(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// The browser has the tables already; ours would be a tenth of all that a phone fetches first. Both know every
/// letter that Unicode has assigned, and Unicode never changes how an assigned letter is normalised.
#[cfg(target_arch = "wasm32")]
fn normalized(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn widths_marks_and_squared_units_become_one_form() {
        for (text, expected) in [
            ("ﾛｷｿﾌﾟﾛﾌｪﾝＮａ錠６０ｍｇ", "ロキソプロフェンNa錠60mg"),
            ("か\u{3099}ん", "がん"),
            ("㎎ ℃ ㈱ ①", "mg °C (株) 1"),
            ("神\u{fe00}", "神\u{fe00}"),
            ("\u{fa19}", "神"),
            ("アスピリン腸溶錠100mg", "アスピリン腸溶錠100mg"),
            ("", ""),
        ] {
            assert_eq!(nfkc(text), expected, "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_passed_by_is_passed_by_rightly() {
        for letter in ('\0'..='\u{ffff}').filter(|letter| stays_as_it_is(*letter)) {
            assert_eq!(normalized(&letter.to_string()), letter.to_string(), "{letter:?}");
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn what_is_passed_by_joins_with_nothing_that_is() {
        use unicode_normalization::{IsNormalized, is_nfkc_quick};
        let passed = ('\0'..='\u{ffff}').filter(|letter| stays_as_it_is(*letter));
        assert_eq!(is_nfkc_quick(passed), IsNormalized::Yes);
    }
}
