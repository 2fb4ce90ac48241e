//! A person's name in Latin letters, by how it is read.

use crate::i18n::{Locale, use_words};
use shared::{nfkc::nfkc, record::Person};

/// Katakana from ア (U+30A1) on, small and large, as Japanese passports write them. Source: ヘボン式ローマ字綴方表 (外務省).
const KANA: [&str; 84] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko",
    "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "", "tsu",
    "zu", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu",
    "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu",
    "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu",
];
const FIRST: u32 = 0x30a1;

/// The name as it was sent; for who does not read Japanese, and where its reading was sent, in Latin letters with the other
/// beside it: `Mihon Hanako (見本 花子)`.
pub fn told_person(person: &Person) -> String {
    if use_words().are_of(Locale::Ja) {
        return person.name.clone();
    }
    match person.kana.as_deref().and_then(romanised) {
        Some(latin) => super::with_remarks(&latin, std::slice::from_ref(&person.name)),
        None => person.name.clone(),
    }
}

/// Kana in Latin letters; `None`: something else stands in it.
fn romanised(kana: &str) -> Option<String> {
    let words: Option<Vec<String>> = nfkc(kana).split_whitespace().map(word).collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join(" "))
}

fn word(kana: &str) -> Option<String> {
    let mut said = String::new();
    let mut doubled = false;
    for letter in kana.chars().map(as_katakana) {
        if letter == 'ー' {
            continue;
        }
        if letter == 'ッ' {
            doubled = true;
            continue;
        }
        let number = u32::from(letter).checked_sub(FIRST)? as usize;
        let next = *KANA.get(number)?;
        let small = matches!(letter, 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ャ' | 'ュ' | 'ョ');
        match small {
            true => join_small(&mut said, next),
            false => join(&mut said, next, doubled),
        }
        doubled = false;
    }
    let mut letters = said.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// `ん` before a lip sound is an m; a long o or u is written once.
fn join(said: &mut String, next: &str, doubled: bool) {
    if next.starts_with(['b', 'm', 'p']) && said.ends_with('n') {
        said.pop();
        said.push('m');
    }
    let long = (next == "u" && said.ends_with(['o', 'u'])) || (next == "o" && said.ends_with('o'));
    if long {
        return;
    }
    if let (true, Some(first)) = (doubled, next.chars().next()) {
        said.push(if next.starts_with("ch") { 't' } else { first });
    }
    said.push_str(next);
}

/// `キャ` is kya, `シャ` sha, `フェ` fe.
fn join_small(said: &mut String, small: &str) {
    let soft = said.ends_with("shi") || said.ends_with("chi") || said.ends_with("ji");
    if said.ends_with(['a', 'i', 'u', 'e', 'o']) {
        said.pop();
    }
    said.push_str(if soft { small.trim_start_matches('y') } else { small });
}

fn as_katakana(letter: char) -> char {
    match letter {
        'ぁ'..='ゔ' => char::from_u32(u32::from(letter) + 0x60).unwrap_or(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_passports_write_them() {
        for (kana, expected) in [
            ("ミホン ハナコ", Some("Mihon Hanako")),
            ("ﾐﾎﾝ ﾊﾅｺ", Some("Mihon Hanako")),
            ("さとう　ゆうこ", Some("Sato Yuko")),
            ("オオノ コウイチ", Some("Ono Koichi")),
            ("ホンマ シュンペイ", Some("Homma Shumpei")),
            ("ハットリ ジョージ", Some("Hattori Joji")),
            ("ホッチ チャコ", Some("Hotchi Chako")),
            ("キョウゴク ツヅリ", Some("Kyogoku Tsuzuri")),
            ("シンイチ", Some("Shinichi")),
            ("ヴェラ フェリス", Some("Vera Ferisu")),
            ("ヲワリ ン", Some("Owari N")),
            ("見本 ハナコ", None),
            ("Maria", None),
            ("", None),
        ] {
            assert_eq!(romanised(kana).as_deref(), expected, "{kana}");
        }
    }
}
