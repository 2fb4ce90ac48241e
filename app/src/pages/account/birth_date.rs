use crate::t;
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::Deserialize;
use shared::time::Era;

/// A date of birth as it is typed: by the western year or an era's.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct BirthDate {
    /// The era's name as [`ERAS`] has it; anything else: western.
    #[serde(default)]
    era: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    month: String,
    #[serde(default)]
    day: String,
}

/// Names in forms.
const ERAS: [(Era, &str); 5] = [
    (Era::Showa, "showa"),
    (Era::Heisei, "heisei"),
    (Era::Reiwa, "reiwa"),
    (Era::Taisho, "taisho"),
    (Era::Meiji, "meiji"),
];

impl BirthDate {
    /// The day, if it is one.
    pub fn day(&self) -> Option<NaiveDate> {
        let year = i32::try_from(number(&self.year)?).ok()?;
        let era = ERAS.iter().find(|(_, name)| *name == self.era);
        let year = match era {
            Some((era, _)) => era.first_year().checked_add(year)?.checked_sub(1)?,
            None => year,
        };
        NaiveDate::from_ymd_opt(year, number(&self.month)?, number(&self.day)?)
    }
}

/// In digits of either width.
fn number(typed: &str) -> Option<u32> {
    let narrow: String = typed
        .trim()
        .chars()
        .map(|digit| match digit {
            wide @ '\u{ff10}'..='\u{ff19}' => char::from_u32(wide as u32 - 0xfee0).unwrap_or(wide),
            other => other,
        })
        .collect();
    if narrow.len() <= 4 { narrow.parse().ok() } else { None }
}

/// The fields of a form.
#[component]
pub fn BirthDateFields() -> impl IntoView {
    view! {
        <fieldset class="fields">
            <legend>{t!("invitation-birth-date")}</legend>
            <p class="muted" id="birth-date-hint">{t!("invitation-birth-date-hint")}</p>
            <label>
                <span>{t!("invitation-era")}</span>
                <select class="text-field" name="era" aria-describedby="birth-date-hint">
                    <option value="western">{t!("invitation-era-western")}</option>
                    <option value="showa">{t!("era-showa")}</option>
                    <option value="heisei">{t!("era-heisei")}</option>
                    <option value="reiwa">{t!("era-reiwa")}</option>
                    <option value="taisho">{t!("era-taisho")}</option>
                    <option value="meiji">{t!("era-meiji")}</option>
                </select>
            </label>
            <div class="cluster">
                <NumberField name="year" label=t!("invitation-year") autocomplete="bday-year" longest=4/>
                <NumberField name="month" label=t!("invitation-month") autocomplete="bday-month" longest=2/>
                <NumberField name="day" label=t!("invitation-day") autocomplete="bday-day" longest=2/>
            </div>
        </fieldset>
    }
}

#[component]
fn NumberField(name: &'static str, label: String, autocomplete: &'static str, longest: u8) -> impl IntoView {
    view! {
        <label>
            <span>{label}</span>
            <input
                class="text-field field-number"
                name=name
                inputmode="numeric"
                autocomplete=autocomplete
                maxlength=longest.to_string()
            />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_by_either_calendar() {
        for (era, year, month, day, expected) in [
            ("western", "1942", "3", "9", Some("1942-03-09")),
            ("showa", "17", "3", "9", Some("1942-03-09")),
            ("showa", "１７", "０３", "９", Some("1942-03-09")),
            ("reiwa", "1", "5", "1", Some("2019-05-01")),
            ("western", "2023", "2", "29", None),
            ("western", "", "2", "29", None),
            ("showa", "99999", "1", "1", None),
            ("", "1942", "3", "9", Some("1942-03-09")),
        ] {
            let typed =
                BirthDate { era: era.into(), year: year.into(), month: month.into(), day: day.into() };
            assert_eq!(typed.day(), expected.map(|day| day.parse().unwrap()), "{typed:?}");
        }
    }
}
