//! Addresses (住所), compared across the many spellings of registration desks and of hurried typing.

use crate::nfkc::nfkc;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// One of the 47 prefectures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prefecture(u8);

/// In the order of their codes (JIS X 0401), from 01 on.
const NAMES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

impl Prefecture {
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=47).map(Self)
    }

    /// The prefecture of a code, as forms send it: `13`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|one| one.code() == code)
    }

    pub fn code(self) -> String {
        format!("{:02}", self.0)
    }

    /// Its name, as it is written in every language.
    pub fn name(self) -> &'static str {
        NAMES[usize::from(self.0) - 1]
    }

    /// The prefecture that a text begins with, and what follows.
    fn at_the_start_of(text: &str) -> Option<(Self, &str)> {
        Self::all().find_map(|one| text.strip_prefix(one.name()).map(|rest| (one, rest)))
    }
}

/// An address as it was written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address(String);

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

impl Address {
    /// `None` where nothing is written.
    pub fn written(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// An address of its prefecture and the rest, before which the prefecture may stand once more.
    pub fn within(prefecture: Prefecture, rest: &str) -> Option<Self> {
        let rest = nfkc(rest.trim()).into_owned();
        let rest = rest.strip_prefix(prefecture.name()).unwrap_or(&rest);
        Self::written(rest).map(|rest| Self(format!("{}{}", prefecture.name(), rest.0)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The prefecture that it names before everything but a postal code.
    pub fn prefecture(&self) -> Option<Prefecture> {
        self.parts().map(|(prefecture, _)| prefecture)
    }

    /// Whether both mean one place: the same prefecture, and much the same after it ([`is_alike`]). One that
    /// names no prefecture is like no other.
    ///
    /// ```
    /// use shared::address::Address;
    /// let written = |text| Address::written(text).unwrap();
    /// let stored = written("東京都架空区霞ヶ丘１丁目２番３号　コーポ見本２０１");
    /// assert!(stored.is_like(&written("〒100-0000 東京都架空区霞が丘一丁目2-3")));
    /// assert!(!stored.is_like(&written("京都府架空区霞が丘1-2-3")));
    /// ```
    pub fn is_like(&self, other: &Self) -> bool {
        match (self.parts(), other.parts()) {
            (Some((here, rest)), Some((there, other))) => here == there && is_alike(&rest, &other),
            _ => false,
        }
    }

    /// Whether both name one house, to its last number; the building alone may be missing from one. Narrower than
    /// [`Address::is_like`].
    pub fn is_the_same_house(&self, other: &Self) -> bool {
        match (self.parts(), other.parts()) {
            (Some((here, rest)), Some((there, other))) => {
                let same =
                    rest == other || lacks_the_building(&rest, &other) || lacks_the_building(&other, &rest);
                here == there && same
            }
            _ => false,
        }
    }

    /// The prefecture, and the rest in one spelling.
    fn parts(&self) -> Option<(Prefecture, String)> {
        let text: String = nfkc(&self.0).chars().filter(|letter| !letter.is_whitespace()).collect();
        let text = text.trim_start_matches(|letter: char| {
            letter == '〒' || letter.is_ascii_digit() || is_hyphen(letter)
        });
        Prefecture::at_the_start_of(text).map(|(prefecture, rest)| (prefecture, in_one_spelling(rest)))
    }
}

/// Shorter than this, a part of an address names a town at most.
const LONG_ENOUGH: usize = 6;

/// Whether two rests of addresses in one spelling are much the same, by pairs of neighbouring letters: most of
/// both agree (Dice's coefficient is 0.6 at least), or nearly all of the shorter one stands in the longer one
/// (0.8 at least, where the shorter is no mere town): one of them names the building, the other does not. The
/// thresholds are ours, held by the cases below; an address decides together with name, date of birth and sex.
fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().count();
    let shorter = letters(one).min(letters(other));
    let (ours, theirs) = (pairs(one), pairs(other));
    let count = |pairs: &BTreeMap<(char, char), usize>| pairs.values().sum::<usize>();
    let (here, there) = (count(&ours), count(&theirs));
    if here == 0 || there == 0 {
        return false;
    }
    let common: usize =
        ours.iter().map(|(pair, times)| theirs.get(pair).map_or(0, |other| *times.min(other))).sum();
    let mostly_the_same = common * 2 * 10 >= (here + there) * 6;
    let nearly_within = shorter >= LONG_ENOUGH && common * 10 >= here.min(there) * 8;
    mostly_the_same || nearly_within
}

/// Whether `long` goes on after the last number of `short`, and with letters: a further number is another house.
fn lacks_the_building(short: &str, long: &str) -> bool {
    let ends_with_a_number = short.ends_with(|last: char| last.is_ascii_digit());
    let rest = long.strip_prefix(short).filter(|_| ends_with_a_number);
    rest.is_some_and(|rest| {
        let next = rest.trim_start_matches('-').chars().next();
        next.is_some_and(|next| !next.is_ascii_digit())
    })
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let mut found = BTreeMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *found.entry(pair).or_default() += 1;
    }
    found
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | 'ー')
}

/// Numbers in digits with hyphens between them, and letters of one sound that are written in turns as one.
fn in_one_spelling(text: &str) -> String {
    let text = with_digits(text).replace("大字", "");
    let mut spelt = String::new();
    let mut rest = text.as_str();
    while let Some(letter) = rest.chars().next() {
        let after_a_number = spelt.ends_with(|last: char| last.is_ascii_digit() || last == '-');
        let between =
            ["丁目", "番地", "番", "号", "の", "ノ"].into_iter().find(|word| rest.starts_with(word));
        let taken = match between {
            Some(word) if after_a_number => word.len(),
            _ if after_a_number && is_hyphen(letter) => letter.len_utf8(),
            _ => {
                spelt.push(alike(letter));
                rest = &rest[letter.len_utf8()..];
                continue;
            }
        };
        if !spelt.ends_with('-') {
            spelt.push('-');
        }
        rest = &rest[taken..];
    }
    spelt.trim_end_matches('-').to_owned()
}

/// 霞が関, 霞ヶ関, 霞ケ関; 一之宮, 一の宮, 一ノ宮.
fn alike(letter: char) -> char {
    match letter {
        'ヶ' | 'ヵ' | 'が' | 'ガ' => 'ケ',
        'ノ' | '之' => 'の',
        other => other.to_ascii_lowercase(),
    }
}

/// Numerals before 丁目, 番 and 号 in digits; elsewhere they belong to names (三番町 keeps its 三, 八王子 its 八).
fn with_digits(text: &str) -> String {
    let mut out = String::new();
    let mut numeral = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if "〇一二三四五六七八九十".contains(letter) {
            numeral.push(letter);
        } else {
            let counted = rest.starts_with("丁目") || rest.starts_with("番地") || rest.starts_with('号');
            flush(&mut out, &mut numeral, counted || (rest.starts_with('番') && !rest.starts_with("番町")));
            out.push(letter);
        }
        rest = &rest[letter.len_utf8()..];
    }
    flush(&mut out, &mut numeral, false);
    out
}

fn flush(out: &mut String, numeral: &mut String, counted: bool) {
    match value(numeral).filter(|_| counted) {
        Some(value) => out.push_str(&value.to_string()),
        None => out.push_str(numeral),
    }
    numeral.clear();
}

/// 十二 is 12, 二十 is 20, 一〇 is 10; `None` for what is no number below a hundred.
fn value(numeral: &str) -> Option<u32> {
    let digit = |letter: char| "〇一二三四五六七八九".chars().position(|known| known == letter);
    let digits = |text: &str| -> Option<u32> {
        text.chars().try_fold(0, |sum: u32, letter| Some(sum * 10 + u32::try_from(digit(letter)?).ok()?))
    };
    let letters = numeral.chars().count();
    match numeral.split_once('十') {
        _ if letters == 0 || letters > 3 => None,
        Some((tens, ones)) if ones.chars().count() <= 1 && tens.chars().count() <= 1 => {
            let tens = if tens.is_empty() { 1 } else { digits(tens)? };
            Some(tens * 10 + digits(ones)?)
        }
        Some(_) => None,
        None => digits(numeral),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn written(text: &str) -> Address {
        Address::written(text).unwrap()
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_place_in_many_spellings() {
        const STORED: &str = "東京都架空区霞ヶ丘一丁目２番３号　コーポ見本２０１";
        for same in [
            "東京都架空区霞ヶ丘1-2-3",
            "東京都架空区霞が丘１ー２ー３",
            "東京都 架空区 霞ケ丘 1丁目2番地3",
            "東京都架空区霞ヶ丘1丁目2-3 コーポ見本201号",
            "〒100－0000　東京都架空区霞ヶ丘1−2−3",
            "東京都架空区霞ヶ丘1の2の3",
            // The number is forgotten; the building; a letter is wrong.
            "東京都架空区霞ヶ丘",
            "東京都架空区霞ヶ丘1-2-4",
            "東京都架空区露ヶ丘1-2-3",
        ] {
            assert!(written(STORED).is_like(&written(same)), "{same}");
            assert!(written(same).is_like(&written(STORED)), "{same}, the other way round");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_house_is_named_to_its_last_number() {
        const STORED: &str = "東京都架空区霞ヶ丘1-2-3";
        for (other, same) in [
            ("東京都架空区霞が丘一丁目２番３号", true),
            ("東京都架空区霞ヶ丘1-2-3 コーポ見本201", true),
            ("東京都架空区霞が丘一丁目２番３号　コーポ見本２０１", true),
            ("東京都架空区霞ヶ丘1-2-9", false),
            ("東京都架空区霞ヶ丘1-2-35", false),
            ("東京都架空区霞ヶ丘1-2-3-201", false),
            ("東京都架空区霞ヶ丘1-2", false),
            ("東京都架空区霞ヶ丘", false),
            ("京都府架空区霞ヶ丘1-2-3", false),
            ("架空区霞ヶ丘1-2-3", false),
        ] {
            assert_eq!(written(STORED).is_the_same_house(&written(other)), same, "{other}");
            assert_eq!(
                written(other).is_the_same_house(&written(STORED)),
                same,
                "{other}, the other way round"
            );
        }
        let flats = ["201", "305"].map(|flat| written(&format!("{STORED} コーポ見本{flat}")));
        assert!(!flats[0].is_the_same_house(&flats[1]));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn another_place_is_another() {
        const STORED: &str = "東京都架空区霞ヶ丘1-2-3";
        for other in [
            "京都府架空区霞ヶ丘1-2-3",
            "架空区霞ヶ丘1-2-3",
            "東京都例示市見本町1-2-3",
            "東京都架空区",
            "東京都",
            "東京都1-2-3",
            "東京都%",
            "東京都_______",
            "東京都*",
            "%",
        ] {
            assert!(!written(STORED).is_like(&written(other)), "{other}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn numerals_are_counted_where_something_is_counted() {
        for (text, expected) in [
            ("霞が関一丁目", "霞ケ関1"),
            ("銀座二十三番地四号", "銀座23-4"),
            ("八王子市三番町十-2", "八王子市三番町十-2"),
            ("北一条西十二丁目", "北一条西12"),
            ("コーポ見本", "コーポ見本"),
            ("見本町１２番地の３", "見本町12-3"),
            ("大字見本字例示100", "見本字例示100"),
            ("十十丁目", "十十丁目"),
        ] {
            assert_eq!(in_one_spelling(&nfkc(text)), expected, "{text}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_typed_after_the_prefecture_may_name_it_again() {
        let tokyo = Prefecture::from_code("13").unwrap();
        for rest in ["架空区見本町1", "東京都架空区見本町1", " 架空区見本町1 "] {
            assert_eq!(Address::within(tokyo, rest), Address::written("東京都架空区見本町1"), "{rest}");
        }
        for nothing in ["", "　", "東京都"] {
            assert_eq!(Address::within(tokyo, nothing), None, "{nothing:?}");
        }
        assert_eq!(written("東京都架空区").prefecture(), Some(tokyo));
        assert_eq!(written("架空県見本市").prefecture(), None);
        assert_eq!((Prefecture::from_code("48"), Prefecture::from_code("1")), (None, None));
    }

    #[test]
    fn an_address_is_not_written_into_a_log() {
        assert_eq!(format!("{:?}", written("東京都架空区")), "Address(…)");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_compared(one in "\\PC{0,40}", other in "\\PC{0,40}") {
            let [one, other] = [one, other].map(|rest| Address(format!("東京都{rest}")));
            prop_assert_eq!(one.is_like(&other), other.is_like(&one));
        }
    }
}
