//! Finds the Japanese words of a text.

use crate::i18n::{Locale, use_words};

/// Kana and kanji, also in half width.
pub fn is_japanese(letter: char) -> bool {
    matches!(
        letter,
        '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9d}'
            | '\u{20000}'..='\u{3134f}'
    )
}

/// The parts of a text, each with whether it is Japanese. A word between spaces with one Japanese letter is; words side by
/// side are one part, without what the sentence around them adds.
pub fn by_language(text: &str) -> Vec<(bool, &str)> {
    let mut parts: Vec<(bool, usize, usize)> = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n']) {
        let (begin, end) = (at, at + word.len());
        at = end;
        let japanese = word.contains(is_japanese);
        match parts.last_mut() {
            Some((known, _, until)) if *known == japanese || word.trim().is_empty() => *until = end,
            _ => parts.push((japanese, begin, end)),
        }
    }
    let mut found: Vec<(bool, &str)> = Vec::new();
    let mut begin = 0;
    for (japanese, _, end) in parts {
        let part = &text[begin..end];
        let kept = if japanese { without_ending(part) } else { part };
        found.push((japanese, kept));
        begin += kept.len();
    }
    if begin < text.len() {
        found.push((false, &text[begin..]));
    }
    found
}

/// Japanese words without a space, a stop or a `’s` behind them.
fn without_ending(part: &str) -> &str {
    let part = part.trim_end_matches([' ', '\n', ',', '.', ';', ':']);
    part.strip_suffix("’s").unwrap_or(part)
}

/// The language of words that a facility wrote, where it is not the reader's: for `lang`, so that they
/// are read out and set in their own.
pub fn written_lang(text: &str) -> Option<&'static str> {
    (!use_words().are_of(Locale::Ja) && text.contains(is_japanese)).then_some("ja")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_what_is_japanese_and_what_is_not() {
        for (text, expected) in [
            ("", &[][..]),
            ("See all", &[(false, "See all")]),
            ("アムロジピンOD錠5mg", &[(true, "アムロジピンOD錠5mg")]),
            (
                "Allergies: さば (じんましん), そば",
                &[(false, "Allergies: "), (true, "さば (じんましん), そば")],
            ),
            ("Record of 見本 花子, 82", &[(false, "Record of "), (true, "見本 花子"), (false, ", 82")]),
            ("1 錠 a day", &[(false, "1 "), (true, "錠"), (false, " a day")]),
            ("See 見本 花子’s record.", &[(false, "See "), (true, "見本 花子"), (false, "’s record.")]),
            ("From さば.", &[(false, "From "), (true, "さば"), (false, ".")]),
            ("さば ", &[(true, "さば"), (false, " ")]),
            ("ﾜｰﾌｧﾘﾝ", &[(true, "ﾜｰﾌｧﾘﾝ")]),
            ("１０ ％", &[(false, "１０ ％")]),
        ] {
            assert_eq!(by_language(text), expected, "{text}");
            let whole: String = by_language(text).into_iter().map(|(_, part)| part).collect();
            assert_eq!(whole, text);
        }
    }
}
