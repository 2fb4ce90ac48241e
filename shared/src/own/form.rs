//! The forms in which an own entry is typed: what stands in their fields, read as an entry, and an entry as it is shown to
//! be corrected.

use super::{FIRST_YEAR, Field, HomeBloodPressure, OwnAllergy, OwnMedicine, Wrong, wrong_name};
use crate::{
    record::AllergyCategory,
    time::{Moment, tokyo},
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::Deserialize;

/// A blood pressure, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PressureForm {
    pub systolic: String,
    pub diastolic: String,
    pub pulse: String,
    /// `2024-07-06`
    pub day: String,
    /// `07:30`; empty where only the day is known.
    pub time: String,
}

/// A medicine, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct MedicineForm {
    pub name: String,
    pub since_year: String,
    pub since_month: String,
    pub since_day: String,
    pub how: String,
    /// `yes`; anything else: not any more.
    pub still: String,
}

/// An allergy, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AllergyForm {
    pub name: String,
    /// One of [`ALLERGENS`]; empty: not said.
    pub category: String,
    pub reaction: String,
    /// `yes`; anything else: not that anybody knows.
    pub severe: String,
    pub since_year: String,
    pub since_month: String,
    pub since_day: String,
}

/// What one may react to, by the codes of FHIR (`AllergyIntolerance.category`).
pub const ALLERGENS: [(&str, AllergyCategory); 4] = [
    ("medication", AllergyCategory::Medication),
    ("food", AllergyCategory::Food),
    ("environment", AllergyCategory::Environment),
    ("biologic", AllergyCategory::Biologic),
];

/// Ticked.
pub const YES: &str = "yes";

impl PressureForm {
    /// Empty, for a measurement of this minute.
    pub fn at(now: DateTime<Utc>) -> Self {
        let now = now.with_timezone(&tokyo());
        let (day, time) = (now.format("%Y-%m-%d").to_string(), now.format("%H:%M").to_string());
        Self { day, time, ..Self::default() }
    }

    /// What was entered, to be corrected.
    pub fn of(entry: &HomeBloodPressure) -> Self {
        let (day, time) = match &entry.measured {
            Moment::Instant(instant) => {
                let at = instant.with_timezone(&tokyo());
                (at.date_naive(), at.format("%H:%M").to_string())
            }
            other => (other.first_day(), String::new()),
        };
        Self {
            systolic: entry.systolic.to_string(),
            diastolic: entry.diastolic.to_string(),
            pulse: entry.pulse.map_or_else(String::new, |pulse| pulse.to_string()),
            day: day.to_string(),
            time,
        }
    }

    /// # Errors
    /// Every field that cannot be read, in their order.
    pub fn read(&self) -> Result<HomeBloodPressure, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let systolic = kept(number(Field::Systolic, &self.systolic), &mut wrong);
        let diastolic = kept(number(Field::Diastolic, &self.diastolic), &mut wrong);
        let pulse = match plain(&self.pulse).is_empty() {
            true => None,
            false => kept(number(Field::Pulse, &self.pulse), &mut wrong),
        };
        let measured = kept(day_and_time(&self.day, &self.time), &mut wrong);
        match (systolic, diastolic, measured) {
            (Some(systolic), Some(diastolic), Some(measured)) if wrong.is_empty() => {
                Ok(HomeBloodPressure { systolic, diastolic, pulse, measured })
            }
            _ => Err(wrong),
        }
    }
}

impl MedicineForm {
    /// Empty, for a medicine that is taken.
    pub fn taken() -> Self {
        Self { still: YES.to_owned(), ..Self::default() }
    }

    /// What was entered, to be corrected.
    pub fn of(entry: &OwnMedicine) -> Self {
        let [since_year, since_month, since_day] = parts(entry.since.as_ref());
        Self {
            name: entry.name.clone(),
            since_year,
            since_month,
            since_day,
            how: entry.how.clone().unwrap_or_default(),
            still: if entry.still_taking { YES } else { "" }.to_owned(),
        }
    }

    /// # Errors
    /// Every field that cannot be read.
    pub fn read(&self) -> Result<OwnMedicine, Vec<Wrong>> {
        let since = since([&self.since_year, &self.since_month, &self.since_day])
            .map_err(|wrong| with_words(wrong_name(self.name.trim()), vec![wrong]))?;
        let how = Some(self.how.clone()).filter(|how| !how.trim().is_empty());
        Ok(OwnMedicine { name: self.name.clone(), code: None, since, how, still_taking: self.still == YES })
    }
}

impl AllergyForm {
    /// What was entered, to be corrected.
    pub fn of(entry: &OwnAllergy) -> Self {
        let [since_year, since_month, since_day] = parts(entry.since.as_ref());
        let named = ALLERGENS.iter().find(|(_, known)| Some(*known) == entry.category);
        Self {
            name: entry.name.clone(),
            category: named.map_or_else(String::new, |(name, _)| (*name).to_owned()),
            reaction: entry.reaction.clone().unwrap_or_default(),
            severe: if entry.severe { YES } else { "" }.to_owned(),
            since_year,
            since_month,
            since_day,
        }
    }

    /// # Errors
    /// Every field that cannot be read.
    pub fn read(&self) -> Result<OwnAllergy, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let category = kept(allergen(&self.category), &mut wrong).flatten();
        let since = kept(since([&self.since_year, &self.since_month, &self.since_day]), &mut wrong).flatten();
        let reaction = Some(self.reaction.clone()).filter(|said| !said.trim().is_empty());
        let (name, severe) = (self.name.clone(), self.severe == YES);
        match wrong.is_empty() {
            true => Ok(OwnAllergy { name, category, reaction, severe, since }),
            false => Err(with_words(wrong_name(self.name.trim()), wrong)),
        }
    }
}

/// Everything that is wrong at once, its name first.
fn with_words(name: Option<Wrong>, others: Vec<Wrong>) -> Vec<Wrong> {
    name.into_iter().chain(others).collect()
}

fn allergen(code: &str) -> Result<Option<AllergyCategory>, Wrong> {
    if code.is_empty() {
        return Ok(None);
    }
    let known = ALLERGENS.iter().find(|(name, _)| *name == code);
    known.map(|(_, category)| Some(*category)).ok_or(Wrong::NotAChoice(Field::Category))
}

/// Year, month and day, as they are typed; empty where they are not known.
fn parts(since: Option<&Moment>) -> [String; 3] {
    let since = since.map_or_else(String::new, |since| match since {
        Moment::Instant(_) => since.first_day().to_string(),
        other => String::from(other.clone()),
    });
    let mut since = since.split('-').map(|part| part.trim_start_matches('0').to_owned());
    [(); 3].map(|()| since.next().unwrap_or_default())
}

fn kept<T>(read: Result<T, Wrong>, wrong: &mut Vec<Wrong>) -> Option<T> {
    read.map_err(|one| wrong.push(one)).ok()
}

/// Without blanks around it, and with digits and what stands between them of either width (１２８ for 128, ７：３０ for 7:30).
fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '：' => ':',
        '－' | '−' => '-',
        _ => c,
    };
    text.trim().chars().map(half).collect()
}

fn number(field: Field, text: &str) -> Result<u16, Wrong> {
    let text = plain(text);
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) if digits => Ok(number),
        _ if text.is_empty() => Err(Wrong::Empty(field)),
        _ => Err(Wrong::NotANumber(field)),
    }
}

/// A day, and a time of it where one is known.
fn day_and_time(day: &str, time: &str) -> Result<Moment, Wrong> {
    let (day, time) = (plain(day), plain(time));
    let day: Option<NaiveDate> = Some(day).filter(|day| day.len() == 10).and_then(|day| day.parse().ok());
    let day = day.ok_or(Wrong::NoDay(Field::Measured))?;
    within_reach(Field::Measured, day.year())?;
    if time.is_empty() {
        return readable(Moment::Day(day)).ok_or(Wrong::NoDay(Field::Measured));
    }
    let time = ["%H:%M", "%H:%M:%S"].into_iter().find_map(|form| NaiveTime::parse_from_str(&time, form).ok());
    let at = time.and_then(|time| tokyo().from_local_datetime(&day.and_time(time)).single());
    at.map(Moment::Instant).and_then(readable).ok_or(Wrong::NotATime(Field::Time))
}

/// The moment, where what is kept of it is read as the same one again.
fn readable(moment: Moment) -> Option<Moment> {
    Moment::try_from(String::from(moment.clone())).ok().filter(|again| *again == moment)
}

/// A year that a slip of the finger makes is no moment at all, and is told as what it is.
fn within_reach(field: Field, year: i32) -> Result<(), Wrong> {
    match year {
        ..FIRST_YEAR => Err(Wrong::TooEarly(field)),
        FIRST_YEAR..=LAST_YEAR => Ok(()),
        _ => Err(Wrong::InTheFuture(field)),
    }
}

/// The last that is read as a year at all ([`Moment`]).
const LAST_YEAR: i32 = 2999;

/// As precisely as it is known: a year, a month of it, a day of that.
fn since(parts: [&String; 3]) -> Result<Option<Moment>, Wrong> {
    let wrong = || Wrong::NotADate(Field::Since);
    let [year, month, day] = parts.map(|part| plain(part));
    if [&year, &month, &day].into_iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    if month.is_empty() && !day.is_empty() {
        return Err(wrong());
    }
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(year) = year.parse().ok().filter(|_| is_year) {
        within_reach(Field::Since, year)?;
    }
    let text = match (month.is_empty(), day.is_empty()) {
        (true, _) => year,
        (false, true) => format!("{year}-{month:0>2}"),
        (false, false) => format!("{year}-{month:0>2}-{day:0>2}"),
    };
    let moment = Moment::try_from(text.as_str()).map_err(|_| wrong())?;
    if matches!(moment, Moment::Instant(_)) { Err(wrong()) } else { Ok(Some(moment)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressure(systolic: &str, diastolic: &str, pulse: &str, day: &str, time: &str) -> PressureForm {
        let [systolic, diastolic, pulse, day, time] =
            [systolic, diastolic, pulse, day, time].map(str::to_owned);
        PressureForm { systolic, diastolic, pulse, day, time }
    }

    fn medicine(year: &str, month: &str, day: &str) -> MedicineForm {
        let [since_year, since_month, since_day] = [year, month, day].map(str::to_owned);
        MedicineForm {
            name: "かぜ薬".to_owned(),
            since_year,
            since_month,
            since_day,
            ..MedicineForm::taken()
        }
    }

    #[test]
    fn a_pressure_is_read_as_it_was_typed_in_digits_of_either_width() {
        let measured = Moment::try_from("2024-07-06T07:30:00+09:00").unwrap();
        for form in [
            pressure("128", "76", "68", "2024-07-06", "07:30"),
            pressure(" １２８ ", "７６", "６８", "2024-07-06", "07:30:00"),
            pressure("128", "76", "68", "２０２４－０７－０６", "０７：３０"),
            pressure("128", "76", "68", "2024-07-06", "７:３０"),
        ] {
            let entry = HomeBloodPressure {
                systolic: 128,
                diastolic: 76,
                pulse: Some(68),
                measured: measured.clone(),
            };
            assert_eq!(form.read(), Ok(entry));
        }
        let day = pressure("128", "76", " ", "2024-07-06", "").read().unwrap();
        assert_eq!((day.pulse, day.measured), (None, Moment::try_from("2024-07-06").unwrap()));
    }

    #[test]
    fn every_field_that_cannot_be_read_is_named() {
        let wrong = pressure("", "７６.5", "-1", "2024-02-30", "07:30").read().unwrap_err();
        let expected = [
            Wrong::Empty(Field::Systolic),
            Wrong::NotANumber(Field::Diastolic),
            Wrong::NotANumber(Field::Pulse),
            Wrong::NoDay(Field::Measured),
        ];
        assert_eq!(wrong, expected);
        for (day, time, expected) in [
            ("", "07:30", Wrong::NoDay(Field::Measured)),
            ("昨日", "", Wrong::NoDay(Field::Measured)),
            ("2024-7-6", "", Wrong::NoDay(Field::Measured)),
            ("2024-07-06", "25:00", Wrong::NotATime(Field::Time)),
            ("2024-07-06", "朝", Wrong::NotATime(Field::Time)),
        ] {
            let wrong = pressure("128", "76", "", day, time).read().unwrap_err();
            assert_eq!(wrong, [expected], "{day} {time}");
        }
        for number in ["+128", "70000", "1e2", "一二八"] {
            let wrong = pressure(number, "76", "", "2024-07-06", "").read().unwrap_err();
            assert_eq!(wrong, [Wrong::NotANumber(Field::Systolic)], "{number}");
        }
    }

    #[test]
    fn since_is_as_precise_as_it_is_known() {
        for (year, month, day, expected) in [
            ("", "", "", None),
            ("2024", "", "", Some("2024")),
            ("２０２４", "７", "", Some("2024-07")),
            ("2024", "7", "1", Some("2024-07-01")),
        ] {
            let since = medicine(year, month, day).read().unwrap().since;
            assert_eq!(since.map(String::from).as_deref(), expected, "{year} {month} {day}");
        }
        for (year, month, day) in
            [("", "7", ""), ("2024", "", "1"), ("2024", "13", ""), ("2024", "2", "30"), ("24", "", "")]
        {
            let wrong = medicine(year, month, day).read().unwrap_err();
            assert_eq!(wrong, [Wrong::NotADate(Field::Since)], "{year} {month} {day}");
        }
    }

    /// A slip in a year loses nothing: the field is named, and what is read is kept as it was read.
    #[test]
    fn whatever_year_is_typed_is_read_as_the_same_again_or_named() {
        let mut read = 0;
        for year in 0..=9999 {
            for time in ["", "00:00", "07:30", "23:59:60"] {
                let day = format!("{year:04}-11-28");
                match pressure("128", "76", "", &day, time).read() {
                    Ok(entry) => {
                        let json = serde_json::to_string(&entry).unwrap();
                        assert_eq!(
                            serde_json::from_str::<HomeBloodPressure>(&json).ok(),
                            Some(entry),
                            "{day}"
                        );
                        read += 1;
                    }
                    Err(wrong) if time.ends_with("60") => assert_eq!(wrong.len(), 1, "{day} {time}"),
                    Err(wrong) => {
                        let early = year < FIRST_YEAR;
                        let named = [Wrong::InTheFuture(Field::Measured), Wrong::TooEarly(Field::Measured)];
                        assert_eq!(wrong, [named[usize::from(early)].clone()], "{day} {time}");
                    }
                }
            }
            let [month, day] = ["11", "28"];
            for (month, day) in [("", ""), (month, ""), (month, day)] {
                match medicine(&format!("{year:04}"), month, day).read() {
                    Ok(entry) => {
                        let json = serde_json::to_string(&entry).unwrap();
                        assert_eq!(serde_json::from_str::<OwnMedicine>(&json).ok(), Some(entry), "{year}");
                    }
                    Err(wrong) => {
                        let early = year < FIRST_YEAR;
                        let named = [Wrong::InTheFuture(Field::Since), Wrong::TooEarly(Field::Since)];
                        assert_eq!(wrong, [named[usize::from(early)].clone()], "{year}");
                    }
                }
            }
        }
        assert!(read > 3_000, "only {read} were read");
    }

    #[test]
    fn what_is_shown_to_be_corrected_reads_as_what_stood() {
        for form in
            [pressure("128", "76", "68", "2024-07-06", "07:30"), pressure("128", "76", "", "2024-07-06", "")]
        {
            assert_eq!(PressureForm::of(&form.read().unwrap()), form);
        }
        let typed = MedicineForm { how: "頭が痛いとき".to_owned(), ..medicine("2024", "7", "") };
        assert_eq!(MedicineForm::of(&typed.read().unwrap()), typed);
        for (category, severe) in
            [("", ""), ("medication", YES), ("food", ""), ("environment", YES), ("biologic", "")]
        {
            let form = AllergyForm {
                name: "そば".to_owned(),
                category: category.to_owned(),
                reaction: "息が苦しくなった".to_owned(),
                severe: severe.to_owned(),
                since_year: "2001".to_owned(),
                ..AllergyForm::default()
            };
            assert_eq!(AllergyForm::of(&form.read().unwrap()), form);
        }
        let unknown = AllergyForm {
            category: "pets".to_owned(),
            since_month: "7".to_owned(),
            ..AllergyForm::default()
        };
        let wrong =
            [Wrong::Empty(Field::Name), Wrong::NotAChoice(Field::Category), Wrong::NotADate(Field::Since)];
        assert_eq!(unknown.read().unwrap_err(), wrong);
        let stopped = MedicineForm { still: String::new(), ..medicine("", "", "") };
        assert_eq!(MedicineForm::of(&stopped.read().unwrap()), stopped);
    }

    #[test]
    fn the_form_begins_with_this_minute_in_tokyo() {
        let form = PressureForm::at("2024-07-06T22:30:59Z".parse().unwrap());
        assert_eq!((form.day.as_str(), form.time.as_str()), ("2024-07-07", "07:30"));
    }
}
