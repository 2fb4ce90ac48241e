//! Text as it may be shown: characters that steer a terminal or turn the line around are gone.

use crate::nfkc::nfkc;

/// Removes control characters other than line feed and tab, and the characters that override the
/// direction of writing (they can make `1錠` look like another number). The rest is as sent.
pub(crate) fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().map(|c| if c == '\r' { '\n' } else { c }).filter(|c| !is_steering(*c)).collect()
}

fn is_steering(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing of a text is seen. A letter that no typeface here has is drawn as one that is missing, and counts.
pub(crate) fn is_blank(text: &str) -> bool {
    let is_no_letter = |c: char| matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || c == '\u{2800}';
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c) || is_no_letter(c))
}

/// For comparison only: NFKC, without white space, invisible characters and differences of case and
/// kana; 癌 and がん are one word, since senders write both for the same name.
pub(crate) fn comparable(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in nfkc(text).chars() {
        match c {
            '癌' => folded.push_str("ガン"),
            'ぁ'..='ゖ' => folded.push(char::from_u32(c as u32 + 0x60).unwrap_or(c)),
            c if c.is_whitespace() || c.is_control() || is_invisible(c) => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

fn is_invisible(c: char) -> bool {
    is_steering(c)
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn text_keeps_its_lines_and_loses_what_steers() {
        assert_eq!(cleaned("一\r\n二\t三\u{0}\u{1b}[31m\u{202e}四\u{2066}"), "一\n二\t三[31m四");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_nobody_sees_is_blank() {
        for unseen in
            ["", " 　\n", "\u{200b}", "\u{feff}\u{ad}", "\u{3164}", "\u{ffff}", "\u{2800}", "\u{fe0f}"]
        {
            assert!(is_blank(unseen), "{unseen:?}");
        }
        for seen in ["薬", "\u{200b}1\u{200b}", "\u{e000}", "\u{fffd}", "・"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn names_compare_across_widths_kana_and_hidden_characters() {
        assert_eq!(comparable("胃 癌"), comparable("胃がん"));
        assert_eq!(comparable("ＨＩＶ感染症"), comparable("hiv\u{200b}感染症"));
        assert_eq!(comparable("うつ病"), comparable("ｳﾂ病"));
    }
}
