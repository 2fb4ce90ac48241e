//! Units of results, by what they mean: one unit has many spellings, and some spellings that look alike are two units.

use crate::{coding::Coding, nfkc::nfkc};

/// A unit, however it is spelt. Width, blanks, the letter of litre and micro, and the ways of writing a power of ten
/// make no difference; nothing is converted, so that `10^3/μL` and `10^9/L` are two units.
///
/// ```
/// use shared::labs::Unit;
/// let same = |a, b| Unit::read(a) == Unit::read(b);
/// assert!(same("ｍＥｑ／Ｌ", "mEq/l ") && same("×10⁴/µL", "10^4/μl") && same("MG/DL", "mg/dL"));
/// assert!(!same("mg/dL", "g/L") && !same("G/L", "g/L"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Of ten.
    power: u32,
    parts: Vec<String>,
}

/// JLAC10 analytes of ions with one charge: sodium, potassium, chloride. Of these alone an equivalent is a mole.
const MONOVALENT: [&str; 3] = ["3H010", "3H015", "3H020"];

/// Prefixes, as they are written and as they are meant.
const PREFIXES: [(&str, &str); 11] = [
    ("", ""),
    ("d", "d"),
    ("c", "c"),
    ("m", "m"),
    ("μ", "μ"),
    ("u", "μ"),
    ("mc", "μ"),
    ("n", "n"),
    ("p", "p"),
    ("f", "f"),
    ("k", "k"),
];

/// Units that take a prefix, the longer one first.
const BASES: [(&str, &str); 16] = [
    ("[iU]", "IU"),
    ("[IU]", "IU"),
    ("[iu]", "IU"),
    ("IU", "IU"),
    ("iu", "IU"),
    ("Eq", "Eq"),
    ("EQ", "Eq"),
    ("eq", "Eq"),
    ("mol", "mol"),
    ("Mol", "mol"),
    ("l", "L"),
    ("L", "L"),
    ("g", "g"),
    ("U", "U"),
    ("u", "U"),
    ("Osm", "Osm"),
];

/// Other words for the same.
const WORDS: [(&str, &str); 10] = [
    ("mm3", "μL"),
    ("cmm", "μL"),
    ("秒", "s"),
    ("sec", "s"),
    ("Sec", "s"),
    ("個", ""),
    ("cells", ""),
    ("cell", ""),
    ("{cells}", ""),
    ("hr", "h"),
];

impl Unit {
    /// `None`: nothing is written.
    pub fn read(text: &str) -> Option<Self> {
        let written: String = nfkc(&with_carets(text)).chars().filter(|c| !is_ignored(*c)).collect();
        if written.is_empty() {
            return None;
        }
        let (power, rest) = power_of_ten(&written);
        let capitals = is_in_capitals(rest);
        let parts = rest.split('/').map(|part| part_of(part, capitals)).collect();
        Some(Self { power, parts })
    }

    /// The unit of a result of the test that `codes` name.
    pub(crate) fn of_test(text: &str, codes: &[Coding]) -> Option<Self> {
        let mut unit = Self::read(text)?;
        if is_monovalent_ion(codes) {
            for part in &mut unit.parts {
                if part == "mEq" {
                    *part = "mmol".to_owned();
                }
            }
        }
        Some(unit)
    }
}

/// Whether a unit in words and the code beside it cannot mean one unit: both are known, and they measure something else
/// or stand powers of ten apart. Of spellings that are not known, nothing is claimed.
///
/// A mole and an equivalent are one here: which ion it is, and so how many of one make the other, no unit says.
pub(crate) fn contradicts(words: &str, code: &str) -> bool {
    match (Meaning::of(words), Meaning::of(code)) {
        (Some(words), Some(code)) => match (words, code) {
            // Of tablets and capsules, one word may stand for the other.
            (Meaning::Counted, Meaning::Counted) => false,
            (words, code) => words != code,
        },
        _ => false,
    }
}

/// What a known unit measures, and in which power of ten.
#[derive(PartialEq, Eq)]
enum Meaning {
    Measured {
        power: i32,
        /// What stands above the line, then what stands below it.
        bases: Vec<&'static str>,
    },
    /// Pieces of a medicine.
    Counted,
}

/// Pieces, in words and by the codes of MERIT-9.
const COUNTED: [&str; 16] = [
    "錠",
    "カプセル",
    "包",
    "本",
    "個",
    "枚",
    "滴",
    "瓶",
    "袋",
    "管",
    "TAB",
    "CAP",
    "HON",
    "KO",
    "DROP",
    "BTL",
];

/// Codes of MERIT-9 for measures, all in capitals.
const IN_CAPITALS: [(&str, &str); 4] = [("KG", "kg"), ("G", "g"), ("MG", "mg"), ("MCG", "μg")];

/// What a part of a unit is made of, the longer one first.
const MEASURES: [(&str, &str); 11] = [
    ("m[Hg]", "mHg"),
    ("mHg", "mHg"),
    ("mol", "mol"),
    ("Osm", "Osm"),
    ("IU", "U"),
    ("Eq", "mol"),
    ("Pa", "Pa"),
    ("L", "L"),
    ("g", "g"),
    ("U", "U"),
    ("m", "m"),
];

/// Parts that take no prefix, with their power of ten.
const BARE: [(&str, &str, i32); 6] =
    [("", "", 0), ("%", "", -2), ("s", "s", 0), ("min", "min", 0), ("h", "h", 0), ("d", "d", 0)];

const POWERS: [(&str, i32); 10] = [
    ("", 0),
    ("d", -1),
    ("c", -2),
    ("m", -3),
    ("μ", -6),
    ("u", -6),
    ("n", -9),
    ("p", -12),
    ("f", -15),
    ("k", 3),
];

impl Meaning {
    fn of(text: &str) -> Option<Self> {
        let plain = nfkc(text.trim());
        if COUNTED.contains(&plain.as_ref()) {
            return Some(Self::Counted);
        }
        let measure_code = IN_CAPITALS.iter().find(|(code, _)| *code == plain).map(|(_, unit)| *unit);
        let unit = Unit::read(&without_annotations(measure_code.unwrap_or(text))?)?;
        let mut power = i32::try_from(unit.power).ok()?;
        let mut bases = Vec::new();
        for (at, part) in unit.parts.iter().enumerate() {
            let (base, own) = measure(part)?;
            power += if at == 0 { own } else { -own };
            bases.push(base);
        }
        Some(Self::Measured { power, bases })
    }
}

fn measure(part: &str) -> Option<(&'static str, i32)> {
    if let Some((_, base, power)) = BARE.iter().find(|(bare, ..)| *bare == part) {
        return Some((base, *power));
    }
    MEASURES.iter().find_map(|(written, base)| {
        let prefix = part.strip_suffix(written)?;
        POWERS.iter().find(|(known, _)| *known == prefix).map(|(_, power)| (*base, *power))
    })
}

/// UCUM's `{…}` says of what; it is no part of the unit. `None`: one that is not closed.
fn without_annotations(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        (_, rest) = after.split_once('}')?;
    }
    plain.push_str(rest);
    Some(plain)
}

/// Whether two results of the test that `codes` name, with these units, have the same unit. None is like none only.
pub(crate) fn is_same(one: Option<&str>, other: Option<&str>, codes: &[Coding]) -> bool {
    let unit = |text: Option<&str>| text.and_then(|text| Unit::of_test(text, codes));
    one == other || unit(one) == unit(other)
}

fn is_monovalent_ion(codes: &[Coding]) -> bool {
    codes.iter().any(|coding| {
        let is_jlac10 = coding.code.len() == 17 && coding.system.contains("JLAC10");
        is_jlac10 && MONOVALENT.iter().any(|analyte| coding.code.starts_with(analyte))
    })
}

/// NFKC makes a plain digit of a raised one, and `10⁴` would read 104.
fn with_carets(text: &str) -> String {
    const RAISED: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];
    let mut marked = String::with_capacity(text.len());
    let mut raised = false;
    for letter in text.chars() {
        let is_raised = RAISED.contains(&letter);
        if is_raised && !raised {
            marked.push('^');
        }
        raised = is_raised;
        marked.push(letter);
    }
    marked
}

fn is_ignored(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '・' | '·' | '\u{200b}' | '\u{feff}')
}

/// The power of ten that a unit begins with, and what follows it.
fn power_of_ten(written: &str) -> (u32, &str) {
    const COUNTED: [(&str, u32); 3] = [("百", 2), ("千", 3), ("万", 4)];
    let bare = written.trim_start_matches(['×', 'x', 'X', '*']);
    if let Some((word, power)) = COUNTED.iter().find(|(word, _)| bare.starts_with(word)) {
        return (*power, &bare[word.len()..]);
    }
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, after) = bare.split_at(digits);
    let raised = after.strip_prefix("**").or_else(|| after.strip_prefix(['^', '*']));
    match (number, raised) {
        ("10", Some(rest)) => {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            match rest[..digits].parse() {
                Ok(power) if power <= 12 => (power, &rest[digits..]),
                _ => (0, written),
            }
        }
        // `1000/μL`: what is counted in, written out.
        (_, None) if number.len() > 1 && after.starts_with('/') && is_power(number) => {
            (number.len() as u32 - 1, after)
        }
        _ => (0, written),
    }
}

fn is_power(number: &str) -> bool {
    number.strip_prefix('1').is_some_and(|zeros| zeros.bytes().all(|digit| digit == b'0'))
}

/// Whether the sender has capitals only: `MG/DL`. `G/L` may be billions in a litre, so a letter has to show it.
fn is_in_capitals(unit: &str) -> bool {
    let shows_it = |part: &str| ["DL", "ML", "UL", "MOL", "EQ"].iter().any(|end| part.ends_with(end));
    !unit.chars().any(|c| c.is_ascii_lowercase()) && unit.split('/').any(shows_it)
}

fn part_of(written: &str, capitals: bool) -> String {
    let written = written.replace('^', "");
    let written = if capitals { written.to_lowercase() } else { written };
    if let Some((_, meaning)) = WORDS.iter().find(|(word, _)| *word == written) {
        return (*meaning).to_owned();
    }
    for (base, meaning) in BASES {
        let prefix =
            written.strip_suffix(base).and_then(|prefix| PREFIXES.iter().find(|one| one.0 == prefix));
        if let Some((_, prefix)) = prefix {
            return format!("{prefix}{meaning}");
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check_same(spellings: &[&str]) {
        let first = Unit::read(spellings[0]).unwrap();
        for spelling in spellings {
            assert_eq!(Unit::read(spelling).unwrap(), first, "{spelling} and {}", spellings[0]);
        }
    }

    /// T02, and the spellings in which other units of it come.
    #[wasm_bindgen_test(unsupported = test)]
    fn one_unit_in_many_spellings_is_one() {
        check_same(&["mEq/L", "ｍＥｑ／Ｌ", "mEq/l", "mEq/L ", "MEQ/L", "meq/L", " m Eq / L", "mEq/ℓ"]);
        check_same(&["mg/dL", "mg/dl", "㎎/㎗", "MG/DL", "ｍｇ／ｄｌ", "mg／dL\u{3000}"]);
        check_same(&["μg/dL", "µg/dL", "ug/dl", "mcg/dL"]);
        check_same(&[
            "10^4/μL",
            "×10^4/µL",
            "×10⁴/μL",
            "x10^4/uL",
            "10*4/uL",
            "10**4/μl",
            "万/μL",
            "10000/μL",
            "×10⁴／㎕",
            "10^4/mm3",
            "×10^4/mm³",
            "万個/μL",
        ]);
        check_same(&["10^3/μL", "千/μL", "×1000/μL", "10³/µL"]);
        check_same(&["U/L", "u/l", "Ｕ／Ｌ"]);
        check_same(&["IU/L", "iu/l", "[IU]/L"]);
        check_same(&["μIU/mL", "uIU/ml", "µIU/mL"]);
        check_same(&["mL/min/1.73m2", "mL/min/1.73m²", "ml/min/1.73m^2"]);
        check_same(&["秒", "sec", "s"]);
        check_same(&["%", "％"]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_looks_alike_and_is_not_the_same_stays_apart() {
        for (one, other) in [
            ("mg/dL", "g/dL"),
            ("g/L", "G/L"),
            ("10^4/μL", "10^3/μL"),
            ("10^4/μL", "/μL"),
            ("104/μL", "10^4/μL"),
            ("10^9/L", "10^3/μL"),
            ("U/L", "IU/L"),
            ("mmol/L", "μmol/L"),
            ("mEq/L", "mmol/L"),
            ("pg", "ng"),
            ("mg/gCr", "mg/g"),
            ("ug FEU/mL", "ug/mL"),
        ] {
            assert_ne!(Unit::read(one), Unit::read(other), "{one} and {other}");
        }
        assert_eq!((Unit::read(""), Unit::read(" \u{3000}")), (None, None));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_unit_and_a_code_contradict_where_they_measure_something_else() {
        for (words, code) in [
            ("mg/dL", "g/dL"),
            ("mg/dL", "mmol/L"),
            ("mg/dL", "mg"),
            ("ng/mL", "ug/mL"),
            ("10^4/μL", "10*3/uL"),
            ("/μL", "10*3/uL"),
            ("%", "mmol/mol"),
            ("%", "g/dL"),
            ("mmHg", "kPa"),
            ("cm", "m"),
            ("g", "mg"),
            ("mg", "G"),
            ("錠", "mg"),
            ("mg", "TAB"),
            ("mL", "DROP"),
            ("mL/min", "mL/h"),
        ] {
            assert!(contradicts(words, code), "{words} and {code}");
            assert!(contradicts(code, words), "{code} and {words}");
        }
        for (words, code) in [
            ("mg/dl", "mg/dL"),
            ("㎎／㎗", "mg/dL"),
            ("U/l", "[IU]/L"),
            ("mEq/L", "mmol/L"),
            ("mmHg", "mm[Hg]"),
            ("10^4/μL", "10*4/uL"),
            ("10^3/μL", "10*9/L"),
            ("μg/mL", "mg/L"),
            ("μIU/mL", "m[IU]/L"),
            ("個/μL", "{cells}/uL"),
            ("mg/gCr", "mg/g{Cre}"),
            ("ｍＬ", "ML"),
            ("mg", "MG"),
            ("錠", "TAB"),
            ("カプセル", "TAB"),
            ("tablet", "1"),
            ("日", "d"),
            ("回", "{count}"),
            ("点", "{score}"),
            ("mL/min/1.73m2", "mL/min/{1.73_m2}"),
            ("mg/dL", "{"),
            ("", "mg"),
            ("国際単位", "U"),
        ] {
            assert!(!contradicts(words, code), "{words} and {code}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_equivalent_is_a_mole_where_the_ion_has_one_charge() {
        let coding = |code: &str| Coding {
            system: "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS".into(),
            code: code.into(),
            display: None,
        };
        let same = |code: &str| is_same(Some("mEq/l"), Some("mmol/L"), &[coding(code)]);
        assert!(same("3H010000002327101") && same("3H015000002327201") && same("3H020000002326101"));
        assert!(!same("3H030000002327101"), "calcium has two");
        assert!(!is_same(Some("mEq/L"), Some("mmol/L"), &[]));
        assert!(is_same(None, Some(" "), &[]) && !is_same(None, Some("%"), &[]));
    }
}
