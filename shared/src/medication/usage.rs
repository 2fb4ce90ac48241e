//! Usage of a medicine (用法), as the 16-character codes say it.
//!
//! The codes of the electronic prescription (電子処方箋用法コード) are built like those of JAMI
//! (標準用法マスタ): inside or outside the body, how, by what the time is told, how often, and one
//! character each for bedtime, evening, noon and morning. What a code does not say, or says in a way
//! not listed here, is not guessed: the printed words stand beside it.
//! Source: JP-CLINS 1.5.2 examples and 電子処方箋用法コード. Checked 2026-11.

use crate::record::{Coding, Dosage};
use serde::{Deserialize, Serialize};

/// The parts of the day that a day's medicines are laid out in, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TimeOfDay {
    Waking,
    Morning,
    Noon,
    Evening,
    Bedtime,
}

impl TimeOfDay {
    pub const ALL: [Self; 5] = [Self::Waking, Self::Morning, Self::Noon, Self::Evening, Self::Bedtime];
}

/// Before or after the meal of that time; at bedtime it is before going to bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Meal {
    Before,
    After,
    NotSaid,
}

/// Where it is used, as far as the code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Way {
    /// 内服
    Swallowed,
    /// 塗布
    Applied,
    /// 点眼
    EyeDrops,
    /// 肛門挿入
    Suppository,
    /// 外用, in another way.
    Outside,
}

/// Occasion for an as-needed medicine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Occasion {
    Sleepless,
    Fever,
    Constipation,
    /// The printed words say what for.
    Other,
}

/// Timing of a medicine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timing {
    /// In the day's order.
    AtTimes(Vec<(TimeOfDay, Meal)>),
    AsNeeded(Occasion),
    /// So often a day, without saying when.
    PerDay(u32),
    /// 数回
    SeveralTimesADay,
    /// Only the printed words tell.
    AsPrinted,
}

/// One 用法, read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub way: Option<Way>,
    pub timing: Timing,
    /// Whether a code said all of it. Otherwise the times come from the printed words, or from nowhere,
    /// and only the printed words may be shown as the instruction.
    pub from_code: bool,
}

const USAGE_SYSTEMS: [&str; 3] = [
    "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription",
    "http://jami.jp/CodeSystem/MedicationUsage",
    "urn:oid:1.2.392.200250.2.2.20",
];

impl Usage {
    /// Reads a dosage by its code where one can be read; else by the times of day that the printed words name.
    pub fn of(dosage: &Dosage) -> Self {
        let coded = dosage.usage_codes.iter().find_map(Self::of_coding);
        let mut usage = coded.unwrap_or_else(|| {
            let words = dosage.usage.as_deref().or(dosage.text.as_deref()).unwrap_or_default();
            Self { way: None, timing: of_words(words), from_code: false }
        });
        if dosage.uneven {
            usage.timing = Timing::AsPrinted;
            usage.from_code = false;
        }
        if dosage.as_needed && !matches!(usage.timing, Timing::AsNeeded(_)) {
            usage.timing = Timing::AsNeeded(Occasion::Other);
            usage.from_code = false;
        }
        usage
    }

    fn of_coding(coding: &Coding) -> Option<Self> {
        USAGE_SYSTEMS.contains(&coding.system.as_str()).then(|| Self::of_code(&coding.code)).flatten()
    }

    /// ```
    /// use shared::medication::usage::{Meal, TimeOfDay, Timing, Usage};
    /// let three_meals = Usage::of_code("1013044400000000").unwrap();
    /// let Timing::AtTimes(times) = three_meals.timing else { panic!() };
    /// assert_eq!(times[0], (TimeOfDay::Morning, Meal::After));
    /// assert_eq!(times.len(), 3);
    /// ```
    pub fn of_code(code: &str) -> Option<Self> {
        let characters = code.as_bytes();
        if characters.len() != 16 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let way = match (characters[0], characters[1]) {
            (b'1', b'0') => Way::Swallowed,
            (b'2', b'B') => Way::Applied,
            (b'2', b'H') => Way::EyeDrops,
            (b'2', b'R') => Way::Suppository,
            (b'2', _) => Way::Outside,
            _ => return None,
        };
        let timing = match characters[2] {
            b'1' => by_meals(characters)?,
            b'5' => Timing::AsNeeded(match &characters[3..6] {
                b"041" => Occasion::Constipation,
                b"061" => Occasion::Sleepless,
                b"071" => Occasion::Fever,
                _ => Occasion::Other,
            }),
            b'7' => match characters[3] {
                count @ b'1'..=b'9' => Timing::PerDay(u32::from(count - b'0')),
                b'N' => Timing::SeveralTimesADay,
                _ => return None,
            },
            _ => return None,
        };
        Some(Self { way: Some(way), timing, from_code: true })
    }

    /// The times of day, where they are known.
    pub fn times(&self) -> &[(TimeOfDay, Meal)] {
        match &self.timing {
            Timing::AtTimes(times) => times,
            _ => &[],
        }
    }
}

/// Characters 5–8: bedtime, evening, noon, morning. Their number has to be the one that character 4
/// says, and anything but "before" and "after" leaves the code unread.
fn by_meals(characters: &[u8]) -> Option<Timing> {
    let places =
        [(7, TimeOfDay::Morning), (6, TimeOfDay::Noon), (5, TimeOfDay::Evening), (4, TimeOfDay::Bedtime)];
    let mut times = Vec::new();
    for (place, time) in places {
        let meal = match characters[place] {
            b'0' => continue,
            b'1' => Meal::Before,
            b'4' if time != TimeOfDay::Bedtime => Meal::After,
            _ => return None,
        };
        times.push((time, meal));
    }
    let said = usize::from(characters[3].checked_sub(b'0')?);
    let rest_is_empty = characters[8..].iter().all(|character| *character == b'0');
    (said == times.len() && !times.is_empty() && rest_is_empty).then_some(Timing::AtTimes(times))
}

/// The times of day that printed words name. Words that name none, or speak of certain days or of
/// need, stay as printed.
fn of_words(words: &str) -> Timing {
    let has = |part: &str| words.contains(part);
    if ["曜", "隔日", "週", "月に", "頓"].iter().any(|part| has(part)) {
        return Timing::AsPrinted;
    }
    let meal = match (has("食前"), has("食後")) {
        (true, false) => Meal::Before,
        (false, true) => Meal::After,
        _ => Meal::NotSaid,
    };
    let every_meal = has("毎食");
    let bedtime = ["就寝", "寝る前", "眠前"].iter().any(|part| has(part));
    let mut times = Vec::new();
    if has("起床") {
        times.push((TimeOfDay::Waking, Meal::NotSaid));
    }
    for (part, time) in [("朝", TimeOfDay::Morning), ("昼", TimeOfDay::Noon), ("夕", TimeOfDay::Evening)] {
        if every_meal || has(part) {
            times.push((time, meal));
        }
    }
    if bedtime {
        times.push((TimeOfDay::Bedtime, Meal::Before));
    }
    if times.is_empty() { Timing::AsPrinted } else { Timing::AtTimes(times) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(code: &str, way: Way, timing: Timing) {
        assert_eq!(Usage::of_code(code), Some(Usage { way: Some(way), timing, from_code: true }), "{code}");
    }

    /// Codes and meanings: the official examples.
    #[wasm_bindgen_test(unsupported = test)]
    fn the_official_examples_are_read() {
        use {Meal::*, TimeOfDay::*};
        check("1011040000000000", Way::Swallowed, Timing::AtTimes(vec![(Evening, After)]));
        check("1011000400000000", Way::Swallowed, Timing::AtTimes(vec![(Morning, After)]));
        check("1011100000000000", Way::Swallowed, Timing::AtTimes(vec![(Bedtime, Before)]));
        check(
            "1012010100000000",
            Way::Swallowed,
            Timing::AtTimes(vec![(Morning, Before), (Evening, Before)]),
        );
        let four = vec![(Morning, After), (Noon, After), (Evening, After), (Bedtime, Before)];
        check("1014144400000000", Way::Swallowed, Timing::AtTimes(four));
        check("1050610000000000", Way::Swallowed, Timing::AsNeeded(Occasion::Sleepless));
        check("1050710000000000", Way::Swallowed, Timing::AsNeeded(Occasion::Fever));
        check("2R50410000000000", Way::Suppository, Timing::AsNeeded(Occasion::Constipation));
        check("2B7N000000000000", Way::Applied, Timing::SeveralTimesADay);
        check("2H71000000000000", Way::EyeDrops, Timing::PerDay(1));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_a_code_does_not_say_is_not_guessed() {
        let unread = [
            "0X0XXXXXXXXX0000",
            "1013040400000000",
            "1013077700000000",
            "1013044400100000",
            "101304440000000",
            "１０１３０４４４００００００００",
            "9999999999999999",
        ];
        for code in unread {
            assert_eq!(Usage::of_code(code), None, "{code}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn printed_words_give_times_but_never_certain_days() {
        use {Meal::*, TimeOfDay::*};
        assert_eq!(
            of_words("１日３回毎食後に服用"),
            Timing::AtTimes(vec![(Morning, After), (Noon, After), (Evening, After)])
        );
        assert_eq!(of_words("起床時と就寝前"), Timing::AtTimes(vec![(Waking, NotSaid), (Bedtime, Before)]));
        assert_eq!(of_words("毎週月曜日の朝食後"), Timing::AsPrinted);
        assert_eq!(of_words("医師の指示どおり"), Timing::AsPrinted);
        assert_eq!(of_words(""), Timing::AsPrinted);
    }
}
