//! English names of what a record says in Japanese: medicines by their ingredients, illnesses by their ICD-10 category,
//! and what people react to. A table has a name or there is none: nothing is translated.

use crate::{
    coding::Coding,
    medication::{
        check::{Medicine, ingredient_names},
        knowledge::{KnowledgeBase, Words, embedded},
    },
    medicine_code::MedicineCode,
    nfkc::nfkc,
    record::{Allergy, Diagnosis, EnglishName, Immunization, Prescription, Record},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

const ICD10: &str = include_str!("../knowledge/english/icd10.txt");
const INGREDIENTS: &str = include_str!("../knowledge/english/ingredients.txt");
const WORDS: &str = include_str!("../knowledge/english/words.txt");

/// More ingredients than this are told by the product's name alone.
const MOST_INGREDIENTS: usize = 4;

/// Ends of names that say that an illness is only suspected.
const SUSPECTED: [&str; 2] = ["の疑い", "疑い"];

/// Words in a name that the English one would leave out, and say something else.
const CHANGES_WHAT_IT_MEANS: [&str; 39] = [
    "疑",
    "うたが",
    "可能性",
    "おそれ",
    "恐れ",
    "S/O",
    "SUSP",
    "?",
    "R/O",
    "鑑別",
    "精査",
    "スクリーニング",
    "検査",
    "既往",
    "陳旧",
    "術前",
    "後",
    "家族",
    "除外",
    "否定",
    "陰性",
    "なし",
    "無し",
    "治癒",
    "寛解",
    "予防",
    "リスク",
    "警戒",
    "切除",
    "移植",
    "ドナー",
    "中止",
    "休薬",
    "休止",
    "解除",
    "以外",
    "除く",
    "不明",
    "試験",
];

/// The tables of names.
pub struct EnglishNames {
    knowledge: KnowledgeBase,
    categories: HashMap<&'static str, &'static str>,
    ingredients: HashMap<&'static str, &'static str>,
    words: HashMap<String, &'static str>,
}

impl EnglishNames {
    /// What the program was built with, read once in a process.
    ///
    /// # Panics
    /// If a built-in file cannot be read: the tests of this crate read all of them.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<EnglishNames> = LazyLock::new(EnglishNames::read);
        &BUILT_IN
    }

    fn read() -> Self {
        let pairs = |text: &'static str| lines(text).filter_map(|line| line.split_once(" | "));
        let spelled = |names: &'static str| names.split(',').map(spelled);
        Self {
            knowledge: embedded::built_in().unwrap_or_else(|errors| panic!("{errors:?}")),
            categories: lines(ICD10).filter_map(|line| line.split_once(' ')).collect(),
            ingredients: pairs(INGREDIENTS).collect(),
            words: pairs(WORDS)
                .flat_map(|(names, english)| spelled(names).map(move |name| (name, english)))
                .collect(),
        }
    }

    /// English names of what stands in this record, sorted by the names that were sent. A name that stands for different
    /// things has none.
    pub fn of(&self, record: &Record) -> Vec<EnglishName> {
        let mut found = Found::default();
        for one in &record.prescriptions {
            found.prescription(one, self);
        }
        record.allergies.iter().for_each(|one| found.allergy(one, self));
        record.diagnoses.iter().for_each(|one| found.diagnosis(one, self));
        record.immunizations.iter().for_each(|one| found.immunization(one, self));
        for document in &record.documents {
            document.prescriptions().for_each(|one| found.prescription(&one, self));
            document.allergies().for_each(|one| found.allergy(one, self));
            document.diagnoses().for_each(|one| found.diagnosis(one, self));
        }
        let names = found.names.into_iter();
        names.filter_map(|(sent, english)| Some(EnglishName { sent, english: english? })).collect()
    }

    /// Names of the ingredients; `None`: it is not recognised for certain, or one of them has none.
    pub fn medicine(&self, name: &str, codes: &[Coding]) -> Option<String> {
        if is_qualified(&plain(name)) {
            return None;
        }
        let known = codes.iter().filter_map(MedicineCode::of_coding).filter_map(Result::ok);
        let medicine = Medicine { codes: known.collect(), ..Medicine::named(name) };
        let ingredients = ingredient_names(&medicine, &self.knowledge).ok()?;
        if ingredients.is_empty() || ingredients.len() > MOST_INGREDIENTS {
            return None;
        }
        let names: Option<Vec<&str>> = ingredients.iter().map(|one| self.ingredient(one)).collect();
        Some(names?.join(" / "))
    }

    fn ingredient<'a>(&self, names: &'a Words) -> Option<&'a str>
    where
        'static: 'a,
    {
        if names.en.is_ascii() {
            return Some(&names.en);
        }
        self.ingredients.get(&*names.ja).copied()
    }

    /// Name of the most precise category that has one, with its code: `Gout, unspecified [M10.9]`. Of what is suspected it
    /// says so.
    pub fn illness(&self, name: &str, icd10: &str, is_suspected: bool) -> Option<String> {
        let plain = plain(name);
        let what = SUSPECTED.iter().find_map(|end| plain.strip_suffix(end));
        let category = self.category(what.unwrap_or(&plain), icd10)?;
        Some(if is_suspected || what.is_some() { format!("suspected: {category}") } else { category })
    }

    fn category(&self, name: &str, icd10: &str) -> Option<String> {
        if is_qualified(name) {
            return None;
        }
        let code = nfkc(icd10.trim()).to_uppercase();
        let lengths = [5, 3].into_iter().filter(|length| code.len() >= *length);
        lengths.into_iter().find_map(|length| {
            let category = code.get(..length)?;
            let english = self.categories.get(category)?;
            Some(format!("{english} [{category}]"))
        })
    }

    /// English for what somebody reacts to, what happened then, and vaccines.
    pub fn word(&self, sent: &str) -> Option<&'static str> {
        self.words.get(&spelled(sent)).copied()
    }
}

/// Lines of a table that say something.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn plain(name: &str) -> String {
    nfkc(name.trim()).to_uppercase()
}

fn is_qualified(plain: &str) -> bool {
    CHANGES_WHAT_IT_MEANS.iter().any(|words| plain.contains(words))
}

/// A spelling for comparison: width, spaces and case set aside.
fn spelled(text: &str) -> String {
    nfkc(text).to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Names that were looked up, each with what it is called, if it is called anything.
#[derive(Default)]
struct Found {
    names: BTreeMap<String, Option<String>>,
    /// What was looked up before: years of prescriptions name the same few medicines.
    prescribed: BTreeMap<String, Vec<Vec<Coding>>>,
}

impl Found {
    fn add(&mut self, sent: &str, english: Option<String>) {
        match self.names.get_mut(sent) {
            Some(known) if *known != english => *known = None,
            Some(_) => {}
            None => {
                self.names.insert(sent.to_owned(), english);
            }
        }
    }

    fn prescription(&mut self, one: &Prescription, tables: &EnglishNames) {
        let looked_up = self.prescribed.entry(one.name.clone()).or_default();
        if looked_up.contains(&one.codes) {
            return;
        }
        looked_up.push(one.codes.clone());
        self.add(&one.name, tables.medicine(&one.name, &one.codes));
    }

    fn allergy(&mut self, one: &Allergy, tables: &EnglishNames) {
        let word = tables.word(&one.name).map(str::to_owned);
        self.add(&one.name, word.or_else(|| tables.medicine(&one.name, &one.codes)));
        for reaction in &one.reactions {
            self.add(reaction, tables.word(reaction).map(str::to_owned));
        }
    }

    fn diagnosis(&mut self, one: &Diagnosis, tables: &EnglishNames) {
        let english =
            one.icd10.as_ref().and_then(|coding| tables.illness(&one.name, &coding.code, one.is_suspected()));
        self.add(&one.name, english);
    }

    fn immunization(&mut self, one: &Immunization, tables: &EnglishNames) {
        self.add(&one.vaccine, tables.word(&one.vaccine).map(str::to_owned));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read_and_says_one_thing() {
        let tables = EnglishNames::built_in();
        assert_eq!(tables.categories.len(), lines(ICD10).count());
        assert_eq!(tables.ingredients.len(), lines(INGREDIENTS).count());
        let words: usize =
            lines(WORDS).map(|line| line.split(" | ").next().unwrap_or_default().split(',').count()).sum();
        assert_eq!(tables.words.len(), words, "a word twice, or a line without “ | ”");
        for code in tables.categories.keys() {
            assert!(matches!(code.len(), 3 | 5) && code.is_ascii(), "{code}");
        }
        let listed = include_str!("../knowledge/ingredients.txt");
        for name in tables.ingredients.keys() {
            assert!(listed.contains(name), "{name} is no ingredient of the price list");
        }
    }

    #[test]
    fn a_medicine_has_the_names_of_its_ingredients() {
        let tables = EnglishNames::built_in();
        for (name, expected) in [
            ("ワーファリン錠１ｍｇ", Some("warfarin")),
            ("オキサゾラム錠１０ｍｇ", Some("oxazolam")),
            ("だれも知らない薬", None),
            ("ロキソニン（疑い）", None),
            ("ロキソニン錠６０ｍｇ【中止】", None),
            ("ロキソニン以外のＮＳＡＩＤｓ", None),
        ] {
            assert_eq!(tables.medicine(name, &[]).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn an_illness_has_the_name_of_its_most_precise_category() {
        let tables = EnglishNames::built_in();
        for (name, code, expected) in [
            ("本態性高血圧症", "I10", Some("Essential (primary) hypertension [I10]")),
            ("花粉症", "J30.1", Some("Allergic rhinitis due to pollen [J30.1]")),
            ("骨粗鬆症", "M81.99", Some("Osteoporosis, unspecified [M81.9]")),
            ("痛風", "ｍ10.99", Some("Gout, unspecified [M10.9]")),
            ("統合失調症", "F20.X", Some("Schizophrenia [F20]")),
            ("胃癌の疑い", "C16", Some("suspected: Malignant neoplasm of stomach [C16]")),
            // The category says that it is there.
            ("胃癌疑いの既往", "C16.9", None),
            ("胃癌術後", "C16.9", None),
            ("肺癌？", "C34.9", None),
            ("ｒ／ｏ 肺癌", "C34.9", None),
            ("肺癌［の可能性］", "C34.9", None),
            ("胃癌の治療後", "C16.9", None),
            ("陳旧性心筋梗塞", "I25.2", None),
            ("何か", "C1", None),
            ("何か", "糖", None),
            ("何か", "", None),
        ] {
            assert_eq!(tables.illness(name, code, false).as_deref(), expected, "{name} {code}");
        }
        let suspected = tables.illness("肺癌", "C34.9", true).unwrap();
        assert!(suspected.starts_with("suspected: "), "{suspected}");
    }

    #[test]
    fn a_word_is_known_in_its_spellings_and_nothing_like_it() {
        let tables = EnglishNames::built_in();
        assert_eq!(tables.word("ｿﾊﾞ"), Some("buckwheat"));
        assert_eq!(tables.word("じん麻疹 "), Some("hives"));
        assert_eq!(tables.word("そば粉でない何か"), None);
    }
}
