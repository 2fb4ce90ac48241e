//! Own entries: a blood pressure that a person measured at home, a medicine that they bought without a prescription, an
//! allergy that no facility knows of.
//!
//! What comes out of [`OwnEntry::checked`] may be stored; nothing else may.

pub mod form;
pub mod read;

use crate::{
    category::Category,
    ids::ItemId,
    record::{AllergyCategory, Coding, says_none},
    time::{Moment, tokyo_day},
    unseen::{is_seen, is_unseen},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// One form about an own entry, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypedEntry {
    /// Id of the entry, chosen when the form was shown, so that a form that is sent twice writes one entry.
    pub id: Uuid,
    pub change: Change,
}

/// Change of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Enters it under an id that nothing was ever entered under: sent again, it changes nothing.
    Enter(OwnEntry),
    /// Replaces what stands under its id.
    Correct(OwnEntry),
    /// Takes it out of the record; what was written is kept.
    Delete(OwnKind),
}

/// The entry that a form changes, as it was shown with that form: what stands by then may be another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub item: ItemId,
    /// Names what stood, word by word.
    pub version: String,
}

/// Something that a person says of themself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnEntry {
    BloodPressure(HomeBloodPressure),
    Medicine(OwnMedicine),
    Allergy(OwnAllergy),
}

/// Kind of own entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnKind {
    BloodPressure,
    Medicine,
    Allergy,
}

/// 家庭血圧
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomeBloodPressure {
    /// 収縮期, in mmHg.
    pub systolic: u16,
    /// 拡張期, in mmHg.
    pub diastolic: u16,
    /// 脈拍, in beats per minute.
    pub pulse: Option<u16>,
    /// At least the day.
    pub measured: Moment,
}

/// 市販薬: a medicine bought without a prescription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnMedicine {
    /// As it stands on the box, or as the person calls it.
    pub name: String,
    /// Where it is known.
    pub code: Option<Coding>,
    pub since: Option<Moment>,
    /// Usage, in the person's words.
    pub how: Option<String>,
    pub still_taking: bool,
}

/// アレルギー that a person knows of themself. It is never a 薬剤禁忌: a facility states those.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnAllergy {
    /// What they react to, in their words.
    pub name: String,
    /// `None`: they did not say.
    pub category: Option<AllergyCategory>,
    /// What happened, in their words.
    pub reaction: Option<String>,
    /// It was hard to breathe, they fainted, or were brought to a hospital.
    pub severe: bool,
    pub since: Option<Moment>,
}

/// The least and the most that is read as a blood pressure or a pulse: a monitor for the home shows 0 to 299 mmHg and 40
/// to 180 beats; what is outside these is a slip of the finger.
pub const PRESSURE: (u16, u16) = (20, 300);
pub const PULSE: (u16, u16) = (20, 300);
pub const LONGEST_NAME: usize = 200;
pub const LONGEST_WORDS: usize = 500;
/// Nobody who enters something remembers an earlier year.
pub const FIRST_YEAR: i32 = 1900;

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    Systolic,
    Diastolic,
    Pulse,
    Measured,
    Time,
    Name,
    Code,
    Since,
    How,
    Category,
    Reaction,
}

/// Fault of one field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("{field}: a whole number from {least} to {most} expected, found {found}")]
    OutOfRange { field: Field, least: u16, most: u16, found: u16 },
    #[error("diastolic: less than the systolic {systolic} expected, found {found}")]
    NotBelowSystolic { systolic: u16, found: u16 },
    #[error("{0}: something expected, found nothing")]
    Empty(Field),
    #[error("{0}: a whole number expected")]
    NotANumber(Field),
    #[error("{0}: a year, a month of a year, or a day of it expected")]
    NotADate(Field),
    #[error("{field}: at most {most} characters expected, found {found}")]
    TooLong { field: Field, most: usize, found: usize },
    #[error("{0}: words of letters that can be seen expected")]
    NotText(Field),
    #[error("{0}: one of the choices, or none of them, expected")]
    NotAChoice(Field),
    #[error("{0}: the name of something expected, found words for none")]
    SaysNone(Field),
    #[error("{0}: a day, or a day and a time expected")]
    NoDay(Field),
    #[error("{0}: hours and minutes, or nothing, expected")]
    NotATime(Field),
    #[error("{0}: a time that is not in the future expected")]
    InTheFuture(Field),
    #[error("{0}: a year from {FIRST_YEAR} expected")]
    TooEarly(Field),
    #[error("{0}: no day before the person's birth expected")]
    BeforeBirth(Field),
}

impl Change {
    /// What is to stand.
    pub fn entry(&self) -> Option<&OwnEntry> {
        match self {
            Self::Enter(entry) | Self::Correct(entry) => Some(entry),
            Self::Delete(_) => None,
        }
    }
}

impl Wrong {
    /// The field to mend.
    pub fn field(&self) -> Field {
        match self {
            Self::OutOfRange { field, .. } | Self::TooLong { field, .. } => *field,
            Self::NotBelowSystolic { .. } => Field::Diastolic,
            Self::Empty(field)
            | Self::NotANumber(field)
            | Self::NotADate(field)
            | Self::NotText(field)
            | Self::NotAChoice(field)
            | Self::SaysNone(field)
            | Self::NoDay(field)
            | Self::NotATime(field)
            | Self::InTheFuture(field)
            | Self::TooEarly(field)
            | Self::BeforeBirth(field) => *field,
        }
    }
}

impl OwnEntry {
    pub fn kind(&self) -> OwnKind {
        match self {
            Self::BloodPressure(_) => OwnKind::BloodPressure,
            Self::Medicine(_) => OwnKind::Medicine,
            Self::Allergy(_) => OwnKind::Allergy,
        }
    }

    /// The entry as it may be stored: without blanks around words.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the fields.
    pub fn checked(self, now: DateTime<Utc>) -> Result<Self, Vec<Wrong>> {
        match self {
            Self::BloodPressure(entry) => entry.checked(now).map(Self::BloodPressure),
            Self::Medicine(entry) => entry.checked(now).map(Self::Medicine),
            Self::Allergy(entry) => entry.checked(now).map(Self::Allergy),
        }
    }

    /// Its fault where it was before the person's birth: of what is only a month or a year, before all of it was.
    pub fn before_birth(&self, born: NaiveDate) -> Option<Wrong> {
        let (field, at) = match self {
            Self::BloodPressure(entry) => (Field::Measured, &entry.measured),
            Self::Medicine(entry) => (Field::Since, entry.since.as_ref()?),
            Self::Allergy(entry) => (Field::Since, entry.since.as_ref()?),
        };
        (at.last_day() < born).then_some(Wrong::BeforeBirth(field))
    }
}

impl OwnKind {
    pub const ALL: [Self; 3] = [Self::BloodPressure, Self::Medicine, Self::Allergy];

    /// The kind of information it is shown and passed on with.
    pub fn category(self) -> Category {
        match self {
            Self::BloodPressure => Category::Tests,
            Self::Medicine => Category::Medicines,
            Self::Allergy => Category::Allergies,
        }
    }
}

impl HomeBloodPressure {
    fn checked(self, now: DateTime<Utc>) -> Result<Self, Vec<Wrong>> {
        let Self { systolic, diastolic, pulse, measured } = &self;
        let mut wrong: Vec<Wrong> = [
            out_of_range(Field::Systolic, PRESSURE, *systolic),
            out_of_range(Field::Diastolic, PRESSURE, *diastolic),
        ]
        .into_iter()
        .flatten()
        .collect();
        if wrong.is_empty() && diastolic >= systolic {
            wrong.push(Wrong::NotBelowSystolic { systolic: *systolic, found: *diastolic });
        }
        wrong.extend(pulse.and_then(|pulse| out_of_range(Field::Pulse, PULSE, pulse)));
        match measured {
            Moment::Year(_) | Moment::Month { .. } => wrong.push(Wrong::NoDay(Field::Measured)),
            Moment::Day(_) | Moment::Instant(_) => wrong.extend(wrong_time(Field::Measured, measured, now)),
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

impl OwnMedicine {
    fn checked(mut self, now: DateTime<Utc>) -> Result<Self, Vec<Wrong>> {
        self.name = self.name.trim().to_owned();
        self.how = self.how.map(|how| how.trim().to_owned()).filter(|how| !how.is_empty());
        let mut wrong = Vec::from_iter(wrong_name(&self.name));
        if wrong.is_empty() && says_none(&self.name) {
            wrong.push(Wrong::SaysNone(Field::Name));
        }
        for text in self.code.iter().flat_map(|code| [&code.system, &code.code]) {
            wrong.extend(wrong_text(Field::Code, LONGEST_NAME, text, |_| false));
        }
        wrong.extend(self.since.as_ref().and_then(|since| wrong_time(Field::Since, since, now)));
        let how = self.how.as_deref().unwrap_or_default();
        wrong.extend(wrong_text(Field::How, LONGEST_WORDS, how, |c| c == '\n'));
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

impl OwnAllergy {
    fn checked(mut self, now: DateTime<Utc>) -> Result<Self, Vec<Wrong>> {
        self.name = self.name.trim().to_owned();
        self.reaction = self.reaction.map(|said| said.trim().to_owned()).filter(|said| !said.is_empty());
        let mut wrong = Vec::from_iter(wrong_name(&self.name));
        if wrong.is_empty() && says_none(&self.name) {
            wrong.push(Wrong::SaysNone(Field::Name));
        }
        let reaction = self.reaction.as_deref().unwrap_or_default();
        wrong.extend(wrong_text(Field::Reaction, LONGEST_WORDS, reaction, |c| c == '\n'));
        wrong.extend(self.since.as_ref().and_then(|since| wrong_time(Field::Since, since, now)));
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

fn wrong_name(name: &str) -> Option<Wrong> {
    if name.is_empty() {
        return Some(Wrong::Empty(Field::Name));
    }
    if !name.chars().any(is_seen) {
        // What cannot be seen is no name, on a box or on a doctor's page.
        return Some(Wrong::NotText(Field::Name));
    }
    wrong_text(Field::Name, LONGEST_NAME, name, |_| false)
}

fn out_of_range(field: Field, (least, most): (u16, u16), found: u16) -> Option<Wrong> {
    let outside = found < least || found > most;
    outside.then_some(Wrong::OutOfRange { field, least, most, found })
}

fn wrong_text(field: Field, most: usize, text: &str, permitted: fn(char) -> bool) -> Option<Wrong> {
    let found = text.chars().count();
    if found > most {
        return Some(Wrong::TooLong { field, most, found });
    }
    text.chars().any(|c| is_unseen(c) && !permitted(c)).then_some(Wrong::NotText(field))
}

/// Fault of a time: one that is only a day, a month or a year is in the future once it begins after today, in Tokyo.
fn wrong_time(field: Field, moment: &Moment, now: DateTime<Utc>) -> Option<Wrong> {
    let future = match moment {
        Moment::Instant(instant) => *instant > now,
        Moment::Year(_) | Moment::Month { .. } | Moment::Day(_) => moment.first_day() > tokyo_day(now),
    };
    if future {
        return Some(Wrong::InTheFuture(field));
    }
    (moment.first_day().year() < FIRST_YEAR).then_some(Wrong::TooEarly(field))
}

impl fmt::Display for Field {
    /// The name in a form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Systolic => "systolic",
            Self::Diastolic => "diastolic",
            Self::Pulse => "pulse",
            Self::Measured => "measured",
            Self::Time => "time",
            Self::Name => "name",
            Self::Code => "code",
            Self::Since => "since",
            Self::How => "how",
            Self::Category => "category",
            Self::Reaction => "reaction",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-29T01:00:00Z".parse().unwrap()
    }

    fn moment(text: &str) -> Moment {
        Moment::try_from(text).unwrap()
    }

    fn pressure(systolic: u16, diastolic: u16, pulse: Option<u16>, measured: &str) -> Vec<Wrong> {
        let entry = HomeBloodPressure { systolic, diastolic, pulse, measured: moment(measured) };
        OwnEntry::BloodPressure(entry).checked(now()).err().unwrap_or_default()
    }

    fn medicine(name: &str, since: Option<&str>, how: Option<&str>) -> Result<OwnEntry, Vec<Wrong>> {
        let since = since.map(moment);
        let how = how.map(str::to_owned);
        OwnEntry::Medicine(OwnMedicine { name: name.into(), code: None, since, how, still_taking: true })
            .checked(now())
    }

    #[test]
    fn a_pressure_is_a_number_that_a_monitor_shows() {
        for (systolic, diastolic) in [(21, 20), (300, 20), (300, 299), (128, 76)] {
            assert_eq!(pressure(systolic, diastolic, None, "2026-11-29"), [], "{systolic}/{diastolic}");
        }
        let outside = |field, found| Wrong::OutOfRange { field, least: 20, most: 300, found };
        assert_eq!(pressure(301, 80, None, "2026-11-29"), [outside(Field::Systolic, 301)]);
        assert_eq!(pressure(120, 19, None, "2026-11-29"), [outside(Field::Diastolic, 19)]);
        let both = pressure(19, 301, Some(301), "2026-11-29");
        let expected =
            [outside(Field::Systolic, 19), outside(Field::Diastolic, 301), outside(Field::Pulse, 301)];
        assert_eq!(both, expected);
        assert_eq!(pressure(120, 80, Some(19), "2026-11-29"), [outside(Field::Pulse, 19)]);
        assert_eq!(pressure(120, 80, Some(20), "2026-11-29"), []);
        let text = outside(Field::Systolic, 301).to_string();
        assert_eq!(text, "systolic: a whole number from 20 to 300 expected, found 301");
    }

    #[test]
    fn the_lower_value_is_below_the_upper_one() {
        for (systolic, diastolic) in [(80, 120), (80, 80)] {
            let wrong = Wrong::NotBelowSystolic { systolic, found: diastolic };
            assert_eq!(pressure(systolic, diastolic, None, "2026-11-29"), [wrong]);
        }
    }

    #[test]
    fn nothing_is_measured_in_the_future_of_tokyo() {
        // Ten in the morning of the 29th in Tokyo.
        for (measured, wrong) in [
            ("2026-11-29", None),
            ("2026-11-30", Some(Wrong::InTheFuture(Field::Measured))),
            ("2026-11-29T10:00:00+09:00", None),
            ("2026-11-29T10:00:01+09:00", Some(Wrong::InTheFuture(Field::Measured))),
            ("2026-11", Some(Wrong::NoDay(Field::Measured))),
            ("2026", Some(Wrong::NoDay(Field::Measured))),
            ("1900-01-01", None),
            ("1899-12-31", Some(Wrong::TooEarly(Field::Measured))),
        ] {
            assert_eq!(pressure(120, 80, None, measured), Vec::from_iter(wrong), "{measured}");
        }
    }

    #[test]
    fn nothing_is_said_of_the_time_before_birth() {
        let born = NaiveDate::from_ymd_opt(1996, 5, 17).unwrap();
        let measured = |at: &str| {
            let entry = HomeBloodPressure { systolic: 120, diastolic: 80, pulse: None, measured: moment(at) };
            OwnEntry::BloodPressure(entry).before_birth(born)
        };
        assert_eq!(measured("1996-05-16"), Some(Wrong::BeforeBirth(Field::Measured)));
        assert_eq!(measured("1996-05-16T23:59:59+09:00"), Some(Wrong::BeforeBirth(Field::Measured)));
        assert_eq!(measured("1996-05-17"), None);
        for (since, wrong) in [
            (Some("1995"), true),
            (Some("1996-04"), true),
            (Some("1996"), false),
            (Some("1996-05"), false),
            (None, false),
        ] {
            let found = medicine("かぜ薬", since, None).unwrap().before_birth(born);
            assert_eq!(found, wrong.then_some(Wrong::BeforeBirth(Field::Since)), "{since:?}");
        }
    }

    #[test]
    fn a_medicine_has_a_name_and_no_future() {
        let Ok(OwnEntry::Medicine(stored)) = medicine(" かぜ薬 ", Some("2026-11"), Some("  ")) else {
            panic!("a name is enough")
        };
        assert_eq!((stored.name.as_str(), stored.how), ("かぜ薬", None));
        assert_eq!(medicine("　", None, None), Err(vec![Wrong::Empty(Field::Name)]));
        assert!(medicine(&"あ".repeat(LONGEST_NAME), None, None).is_ok());
        let long = Wrong::TooLong { field: Field::Name, most: LONGEST_NAME, found: LONGEST_NAME + 1 };
        assert_eq!(medicine(&"あ".repeat(LONGEST_NAME + 1), None, None), Err(vec![long]));
        assert_eq!(medicine("a\0b", None, None), Err(vec![Wrong::NotText(Field::Name)]));
        assert!(medicine("a", None, Some("朝\n夕")).is_ok());
        // Between letters that are seen, and alone: a name of nothing that is seen is none.
        for unseen in ['\u{200b}', '\u{feff}', '\u{ad}', '\u{3164}', '\u{ffff}', '\u{fffd}', '\u{2800}'] {
            let between = medicine(&format!("かぜ{unseen}薬"), None, None);
            assert_eq!(between, Err(vec![Wrong::NotText(Field::Name)]), "{unseen:?}");
            let alone = medicine(&unseen.to_string(), None, None);
            assert_eq!(alone, Err(vec![Wrong::NotText(Field::Name)]), "{unseen:?}");
            let how = medicine("かぜ薬", None, Some(&format!("朝{unseen}")));
            assert_eq!(how, Err(vec![Wrong::NotText(Field::How)]), "{unseen:?}");
        }
        assert_eq!(medicine("\u{fe0f}", None, None), Err(vec![Wrong::NotText(Field::Name)]));
        assert!(medicine("葛\u{e0100}根湯", None, None).is_ok(), "a form of a letter belongs to it");
        for since in ["2026-12", "2027", "2026-11-30"] {
            let wrong = Err(vec![Wrong::InTheFuture(Field::Since)]);
            assert_eq!(medicine("a", Some(since), None), wrong, "{since}");
        }
    }

    #[test]
    fn what_is_typed_is_read_as_it_was_written_and_nothing_beside_it() {
        let entry = OwnEntry::BloodPressure(HomeBloodPressure {
            systolic: 128,
            diastolic: 76,
            pulse: None,
            measured: moment("2026-11-29T07:30:00+09:00"),
        });
        let typed = TypedEntry { id: Uuid::nil(), change: Change::Enter(entry) };
        let json = serde_json::to_string(&typed).unwrap();
        assert_eq!(serde_json::from_str::<TypedEntry>(&json).unwrap(), typed);
        let more = json.replace("\"pulse\":null", "\"pulse\":null,\"weight\":60");
        assert!(serde_json::from_str::<TypedEntry>(&more).is_err());
    }
}
