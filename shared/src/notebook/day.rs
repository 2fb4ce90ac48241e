//! Days as the format writes them: `YYYYMMDD`, or an era's letter and `YYMMDD`.

use crate::time::{Era, Moment, era_year};
use chrono::NaiveDate;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub day: NaiveDate,
    /// The era had not begun, or was over: 平成31年5月1日. Which day is meant is certain all the same.
    pub outside_era: bool,
}

pub(super) fn read(text: &str) -> Option<Day> {
    match text.len() {
        8 => western(text).map(|day| Day { day, outside_era: false }),
        7 => japanese(text),
        _ => None,
    }
}

fn western(text: &str) -> Option<NaiveDate> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = digits.then(|| (&text[..4], &text[4..6], &text[6..]))?;
    match Moment::try_from(format!("{year}-{month}-{day}")) {
        Ok(Moment::Day(day)) => Some(day),
        _ => None,
    }
}

fn japanese(text: &str) -> Option<Day> {
    let era = match text.as_bytes()[0] {
        b'M' => Era::Meiji,
        b'T' => Era::Taisho,
        b'S' => Era::Showa,
        b'H' => Era::Heisei,
        b'R' => Era::Reiwa,
        _ => return None,
    };
    let digits = &text[1..];
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i32 = digits[..2].parse().ok().filter(|year| *year > 0)?;
    let day = western(&format!("{:04}{}", era.first_year() + year - 1, &digits[2..]))?;
    Some(Day { day, outside_era: era_year(day).map(|(era, _)| era) != Some(era) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, bool)>) {
        let expected = expected.map(|(day, outside_era)| Day { day: day.parse().unwrap(), outside_era });
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn days_are_western_or_of_an_era() {
        check("20260310", Some(("2026-03-10", false)));
        check("20240229", Some(("2024-02-29", false)));
        check("20230229", None);
        check("R020410", Some(("2020-04-10", false)));
        check("S330303", Some(("1958-03-03", false)));
        check("R060229", Some(("2024-02-29", false)));
        check("R050229", None);
        for text in [
            "",
            "2026310",
            "2026-3-1",
            "202603",
            "R20410",
            "X020410",
            "r020410",
            "R000101",
            "２０２６",
            "Rあい",
            "00000000",
            "99999999",
            "R02041a",
            "+2020101",
            "1799123１",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn eras_begin_and_end_on_their_day() {
        check("M010125", Some(("1868-01-25", false)));
        check("M010124", Some(("1868-01-24", true)));
        check("M450729", Some(("1912-07-29", false)));
        check("M450730", Some(("1912-07-30", true)));
        check("T010730", Some(("1912-07-30", false)));
        check("T010729", Some(("1912-07-29", true)));
        check("T151224", Some(("1926-12-24", false)));
        check("T151225", Some(("1926-12-25", true)));
        check("S011225", Some(("1926-12-25", false)));
        check("S640107", Some(("1989-01-07", false)));
        check("S640108", Some(("1989-01-08", true)));
        check("H010108", Some(("1989-01-08", false)));
        check("H010107", Some(("1989-01-07", true)));
        check("H310430", Some(("2019-04-30", false)));
        check("H310501", Some(("2019-05-01", true)));
        check("R010501", Some(("2019-05-01", false)));
        check("R010430", Some(("2019-04-30", true)));
    }
}
