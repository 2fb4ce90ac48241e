//! Reference ranges that stand as text: `<150`, `3.6～4.8 mEq/L`, `150 mg/dL 未満`. Read where they can mean one thing only.

use super::limits::Limit;
use crate::{decimal::Decimal, nfkc::nfkc};

/// A range as a piece of text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub low: Option<Limit>,
    pub high: Option<Limit>,
    pub unit: Option<String>,
}

/// Everything in a text that states a limit, and whether there is nothing besides.
pub fn read(text: &str) -> (Vec<Stated>, bool) {
    let letters: Vec<char> = nfkc(text).chars().collect();
    let mut reader = Reader { letters: &letters, at: 0 };
    let (mut stated, mut alone) = (Vec::new(), true);
    loop {
        reader.blanks();
        if reader.at == letters.len() {
            return (stated, alone);
        }
        match reader.statement() {
            Some(one) => stated.push(one),
            None => {
                alone = false;
                reader.pass();
            }
        }
    }
}

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
}

/// Signs before a number: whether what they leave is above it, and whether the number itself is outside.
const SIGNS: [(&str, bool, bool); 10] = [
    ("<=", false, false),
    ("=<", false, false),
    (">=", true, false),
    ("=>", true, false),
    ("≦", false, false),
    ("≤", false, false),
    ("≧", true, false),
    ("≥", true, false),
    ("<", false, true),
    (">", true, true),
];

/// Words after a number, the longer one first.
const WORDS: [(&str, bool, bool); 12] = [
    ("未満", false, true),
    ("以下", false, false),
    ("以内", false, false),
    ("まで", false, false),
    ("以上", true, false),
    ("超過", true, true),
    ("を超える", true, true),
    ("をこえる", true, true),
    ("超", true, true),
    ("より大きい", true, true),
    ("より小さい", false, true),
    ("より高い", true, true),
];

const TO: [char; 12] = ['-', '~', '〜', '‐', '‑', '–', '—', '−', 'ー', '―', '…', '→'];

impl Reader<'_> {
    /// A limit or two from here on; `None`, with nothing read, where there is none.
    fn statement(&mut self) -> Option<Stated> {
        let from = self.at;
        let found = self.signed().or_else(|| self.back(from).between()).or_else(|| self.back(from).worded());
        if found.is_none() {
            self.at = from;
        }
        found
    }

    fn back(&mut self, to: usize) -> &mut Self {
        self.at = to;
        self
    }

    /// `<150 mg/dL`. What follows may be no further word: `<150以上` means nothing.
    fn signed(&mut self) -> Option<Stated> {
        let (_, above, open) = *SIGNS.iter().find(|(sign, ..)| self.take(sign))?;
        self.blanks();
        let value = self.number()?;
        let unit = self.unit();
        let said_twice = WORDS.iter().any(|(word, ..)| self.take(word)) || self.joins();
        (!said_twice).then(|| one_sided(Limit { value, open }, above, unit))
    }

    /// `3.6-4.8`, `3.6 mEq/L ～ 4.8 mEq/L`, `3.6以上4.8未満`.
    fn between(&mut self) -> Option<Stated> {
        let low = self.number()?;
        let low_unit = self.unit();
        let (mut low_open, mut high_open) = (false, false);
        match WORDS.iter().find(|(word, above, _)| *above && self.take(word)) {
            Some((.., open)) => low_open = *open,
            None if self.joins() => {}
            None => return None,
        }
        self.joins();
        self.blanks();
        let high = self.number()?;
        let high_unit = self.unit();
        match WORDS.iter().find(|(word, ..)| self.take(word)) {
            Some((_, true, _)) => return None,
            Some((.., open)) => high_open = *open,
            None => {}
        }
        let one_unit = low_unit.is_none() || low_unit == high_unit;
        (one_unit && low.compare(&high).is_lt()).then_some(Stated {
            low: Some(Limit { value: low, open: low_open }),
            high: Some(Limit { value: high, open: high_open }),
            unit: high_unit,
        })
    }

    /// `150 mg/dL 未満`.
    fn worded(&mut self) -> Option<Stated> {
        let value = self.number()?;
        let unit = self.unit();
        let (_, above, open) = *WORDS.iter().find(|(word, ..)| self.take(word))?;
        Some(one_sided(Limit { value, open }, above, unit))
    }

    /// A number, also with commas at thousands. Not the rest of a longer one.
    fn number(&mut self) -> Option<Decimal> {
        let mut written = String::new();
        while let Some(letter) = self.letters.get(self.at) {
            let thousands = *letter == ',' && self.ahead(1, 3).all(|c| c.is_ascii_digit());
            match letter {
                '0'..='9' | '.' => written.push(*letter),
                ',' if thousands && !written.is_empty() && self.ahead(1, 3).count() == 3 => {}
                _ => break,
            }
            self.at += 1;
        }
        Decimal::try_from(written).ok()
    }

    fn ahead(&self, from: usize, count: usize) -> impl Iterator<Item = &char> {
        self.letters.iter().skip(self.at + from).take(count)
    }

    /// Unit between a number and the next word, as far as units are written with it.
    fn unit(&mut self) -> Option<String> {
        let from = self.at;
        self.blanks();
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|letter| is_of_a_unit(*letter)) {
            self.at += 1;
        }
        let unit: String = self.letters[start..self.at].iter().collect();
        if unit.is_empty() || unit.starts_with(|c: char| c.is_ascii_digit()) {
            self.at = from;
            self.blanks();
            return None;
        }
        self.blanks();
        Some(unit)
    }

    fn joins(&mut self) -> bool {
        self.blanks();
        let joins = self.letters.get(self.at).is_some_and(|letter| TO.contains(letter));
        self.at += usize::from(joins);
        joins
    }

    fn take(&mut self, word: &str) -> bool {
        let taken = word.chars().enumerate().all(|(place, c)| self.letters.get(self.at + place) == Some(&c));
        if taken {
            self.at += word.chars().count();
        }
        taken
    }

    /// Over one letter, or one whole number or word in Latin letters.
    fn pass(&mut self) {
        let is_of_a_word = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '.';
        let from = self.at;
        while self.letters.get(self.at).is_some_and(is_of_a_word) {
            self.at += 1;
        }
        self.at = self.at.max(from + 1);
    }

    fn blanks(&mut self) {
        while self.letters.get(self.at).is_some_and(|letter| letter.is_whitespace()) {
            self.at += 1;
        }
    }
}

fn is_of_a_unit(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || matches!(letter, '%' | '/' | 'μ' | '^' | '*' | '×' | '.' | '[' | ']' | '万' | '千' | '個' | '秒')
        || matches!(letter, '歳' | '才' | '年' | '月' | '週' | '日' | '時' | '分' | '倍' | '回')
}

fn one_sided(limit: Limit, above: bool, unit: Option<String>) -> Stated {
    match above {
        true => Stated { low: Some(limit), high: None, unit },
        false => Stated { low: None, high: Some(limit), unit },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn said(text: &str) -> (Vec<String>, bool) {
        let (stated, alone) = read(text);
        let side = |limit: &Option<Limit>, open: &str, closed: &str| {
            limit.as_ref().map(|one| format!("{}{}", if one.open { open } else { closed }, one.value))
        };
        let one = |stated: &Stated| {
            let sides = [side(&stated.low, ">", "≥"), side(&stated.high, "<", "≤"), stated.unit.clone()];
            sides.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        (stated.iter().map(one).collect(), alone)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(said(text), (vec![expected.to_owned()], true), "{text}");
    }

    /// T12, and its like.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_that_is_one_range_is_read() {
        check("<150", "<150");
        check("＜150 mg/dL", "<150 mg/dL");
        check("≦0.14", "≤0.14");
        check("<= 0.30mg/dL", "≤0.30 mg/dL");
        check("150未満", "<150");
        check("150 mg/dL 未満", "<150 mg/dL");
        check("40以上", "≥40");
        check(">=40", "≥40");
        check("＞60", ">60");
        check("3.6-4.8", "≥3.6 ≤4.8");
        check("3.6 ～ 4.8 mEq/L", "≥3.6 ≤4.8 mEq/L");
        check("3,300〜8,600", "≥3300 ≤8600");
        check("4.6以上6.2未満", "≥4.6 <6.2");
        check("10.0 mg/dLまで", "≤10.0 mg/dL");
        check("13.1–36.2 ×10^4/μL", "≥13.1 ≤36.2 ×10^4/μL");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_can_mean_something_else_is_not_one_range() {
        for text in ["(-)", "陰性", "成人", "4.8-3.6", "<150以上", "150", "1+", "参考値", "<abc", "12-3"]
        {
            let (stated, alone) = read(text);
            assert!(!(stated.len() == 1 && alone), "{text}: {stated:?}");
        }
        assert_eq!(said("男<150 女<140"), (vec!["<150".to_owned(), "<140".to_owned()], false));
        assert_eq!(said("男性 13.5-17.0 女性 11.5-15.0").0, ["≥13.5 ≤17.0", "≥11.5 ≤15.0"]);
        assert_eq!(said("空腹時 <150"), (vec!["<150".to_owned()], false));
        assert_eq!(said("20歳未満"), (vec!["<20 歳".to_owned()], true));
    }
}
