//! 用法・用量 as XML: everything that the page says of it.

use super::{Out, element, names, text, words};
use shared::record::{Amount, CertainDays, Days, Dosage, LimitPer};
use std::io;

pub fn write(out: &mut Out, dosages: &[Dosage]) -> io::Result<()> {
    for dosage in dosages {
        let usage = dosage.usage.iter().filter(|usage| Some(*usage) != dosage.text.as_ref());
        dosage.text.iter().chain(usage).try_for_each(|said| text(out, "usage", said))?;
    }
    for dosage in dosages {
        dosage.additional.iter().try_for_each(|said| text(out, "additional", said))?;
    }
    dosages.iter().filter_map(|one| one.route.as_ref()).try_for_each(|said| text(out, "route", said))?;
    dosages.iter().try_for_each(|one| only_on(out, one))?;
    // What is not for every day has no amount of every day.
    let every_day = dosages.iter().filter(|one| one.is_plain());
    every_day
        .filter_map(|one| one.per_day.as_ref())
        .try_for_each(|most| amount(out, "perDay", most, None))?;
    let doses = dosages.iter().filter_map(|one| one.per_dose.as_ref());
    doses.into_iter().try_for_each(|dose| amount(out, "perDose", dose, None))?;
    for limit in dosages.iter().flat_map(|one| &one.limits) {
        let per = match limit.per {
            LimitPer::Dose => "dose".to_owned(),
            LimitPer::Hours(hours) => format!("{hours} h"),
            LimitPer::Days(days) => format!("{days} d"),
            LimitPer::Lifetime => "lifetime".to_owned(),
        };
        amount(out, "atMost", &limit.most, Some(per))?;
    }
    Ok(())
}

fn amount(out: &mut Out, name: &str, amount: &Amount, per: Option<String>) -> io::Result<()> {
    let mut about = vec![("unit", amount.unit.clone().unwrap_or_default())];
    about.extend(per.map(|per| ("per", per)));
    element(out, name, &about, |out| words(out, amount.value.as_str()))
}

fn only_on(out: &mut Out, dosage: &Dosage) -> io::Result<()> {
    let Some(kind) = names::days(&dosage.which_days) else { return Ok(()) };
    let (coded, said) = match &dosage.which_days {
        Days::AsWritten(said) => (None, said.clone()),
        Days::Contradicting { coded, written } => (coded.as_ref(), written.clone()),
        Days::Certain(days) => (Some(days), dosage.additional.join("、")),
        Days::EveryDay => return Ok(()),
    };
    let mut about = vec![("kind", kind.to_owned())];
    about.extend(coded.map(|days| ("days", names_of(days))));
    let said = match said.is_empty() {
        true => coded.map_or_else(String::new, names_of),
        false => said,
    };
    element(out, "onlyOn", &about, |out| words(out, &said))
}

/// Weekdays as FHIR writes them; times in so many weeks or months; days with and days without.
fn names_of(days: &CertainDays) -> String {
    match days {
        CertainDays::Weekdays(days) => {
            let names: Vec<String> = days.iter().map(|day| day.to_string().to_lowercase()).collect();
            names.join(" ")
        }
        CertainDays::Alternating { with, without } => format!("{with} on {without} off"),
        CertainDays::TimesAWeek(times) => format!("{times} per 1 wk"),
        CertainDays::EveryWeeks(weeks) => format!("1 per {weeks} wk"),
        CertainDays::EveryMonths(months) => format!("1 per {months} mo"),
    }
}
