//! Names in Latin letters, by how they are read.

use crate::nfkc::nfkc;

/// Katakana from ア (U+30A1) on, small and large, as Japanese passports write them. Source: ヘボン式ローマ字綴方表 (外務省).
const KANA: [&str; 84] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko",
    "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "", "tsu",
    "zu", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu",
    "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu",
    "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu",
];
const FIRST: u32 = 0x30a1;

/// Kana in Latin letters; `None`: something else stands in it.
pub fn romanised(kana: &str) -> Option<String> {
    let words: Option<Vec<String>> = nfkc(kana).split_whitespace().map(word).collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join(" "))
}

fn word(kana: &str) -> Option<String> {
    let letters: Vec<char> = kana.chars().map(as_katakana).collect();
    let mut said = String::new();
    let mut doubled = false;
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            'ー' => continue,
            'ッ' => {
                doubled = true;
                continue;
            }
            _ => {}
        }
        let number = u32::from(*letter).checked_sub(FIRST)? as usize;
        let next = *KANA.get(number)?;
        if matches!(letter, 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ャ' | 'ュ' | 'ョ') {
            let after_u = at > 0 && letters[at - 1] == 'ウ';
            join_small(&mut said, next, after_u);
        } else if !is_long(&said, &letters, at) {
            join(&mut said, next, doubled);
        }
        doubled = false;
    }
    let mut letters = said.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// A long o or u, which is written once: 大野 Ono, 祐子 Yuko, 河内 Kochi. Not where another part of the name begins with it
/// (井上 Inoue, 山之内 Yamanouchi, 広岡 Hirooka, 松浦 Matsuura), and not an オ at the end (横尾 Yokoo).
fn is_long(said: &str, letters: &[char], at: usize) -> bool {
    let then = letters.get(at + 1);
    // After its first letter a name has no other part yet.
    let is_second = at == 1;
    match letters[at] {
        'ウ' => {
            let begins = match then {
                Some('チ') => !is_second || letters[0] == 'オ',
                then => matches!(then, Some('エ' | 'ラ' | 'ミ' | 'メ' | 'ィ' | 'ェ' | 'ォ' | 'ァ')),
            };
            said.ends_with(['o', 'u']) && !begins
        }
        'オ' => said.ends_with('o') && then.is_some() && is_second,
        _ => false,
    }
}

/// `ん` before a lip sound is an m.
fn join(said: &mut String, next: &str, doubled: bool) {
    if next.starts_with(['b', 'm', 'p']) && said.ends_with('n') {
        said.pop();
        said.push('m');
    }
    if let (true, Some(first)) = (doubled, next.chars().next()) {
        said.push(if next.starts_with("ch") { 't' } else { first });
    }
    said.push_str(next);
}

/// `キャ` is kya, `シャ` sha, `フェ` fe, `ウィ` wi.
fn join_small(said: &mut String, small: &str, after_u: bool) {
    let soft = said.ends_with("shi") || said.ends_with("chi") || said.ends_with("ji");
    if said.ends_with(['a', 'i', 'u', 'e', 'o']) {
        said.pop();
    }
    if after_u {
        said.push('w');
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
            ("イノウエ ソウタ", Some("Inoue Sota")),
            ("ヤマノウチ", Some("Yamanouchi")),
            ("マツウラ", Some("Matsuura")),
            ("ヨコオ", Some("Yokoo")),
            ("ヒロオカ キヨオ", Some("Hirooka Kiyoo")),
            ("オオオカ トオル", Some("Ooka Toru")),
            ("コウチ ヒロウチ オオウチ", Some("Kochi Hirouchi Ouchi")),
            ("ウィリアム ウォン", Some("Wiriamu Won")),
            ("見本 ハナコ", None),
            ("Maria", None),
            ("", None),
        ] {
            assert_eq!(romanised(kana).as_deref(), expected, "{kana}");
        }
    }
}
