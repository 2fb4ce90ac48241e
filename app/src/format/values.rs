//! Measured values and amounts. A number is shown exactly as it was sent, and always with its unit.

use super::{dates, words};
use crate::{
    i18n::{Locale, use_words},
    t,
};
use shared::{
    labs::Converted,
    medication::counted_in,
    nfkc::nfkc,
    record::{Amount, Comparator, Measured, Observation, Quantity, ReferenceRange},
};

/// `<0.5 mg/dL`, `5.80 %`.
pub fn quantity(quantity: &Quantity) -> String {
    match quantity.unit.as_deref().map(unit).filter(|unit| !unit.is_empty()) {
        Some(unit) => format!("{} {unit}", number(quantity)),
        None => number(quantity),
    }
}

/// A unit as it was sent, behind a number: `×10^3/μL`, lest the ten be read as part of it.
pub fn unit(sent: &str) -> String {
    let sent = sent.trim();
    if nfkc(sent).starts_with("10") { format!("×{sent}") } else { sent.to_owned() }
}

/// A result in the unit of readers abroad, with its range, said to be converted; `None` for those who read Japanese,
/// and where nothing is converted.
pub fn converted(result: &Observation) -> Option<String> {
    if use_words().know_units_of_japan() {
        return None;
    }
    let Converted { value, ranges } = Converted::of(result)?;
    Some(match range(&ranges) {
        Some(range) => t!("converted-with-range", value = quantity(&value), range = range),
        None => t!("converted", value = quantity(&value)),
    })
}

/// `1 錠`, for who reads Japanese as it was sent; `2 tablets` for others, where the unit is known.
pub fn amount(amount: &Amount) -> String {
    match &amount.unit {
        Some(unit) => format!("{} {}", amount.value, dose_unit(unit, amount)),
        None => amount.value.to_string(),
    }
}

fn dose_unit(sent: &str, amount: &Amount) -> String {
    match counted_in(sent).filter(|_| !use_words().are_of(Locale::Ja)) {
        // Half a tablet is said in the plural, as it is read: 0.5 tablets.
        Some(unit) => {
            t!(&format!("dose-unit-{unit}"), count = if amount.value.to_string() == "1" { 1 } else { 2 })
        }
        None => sent.to_owned(),
    }
}

/// A value in words. What is missing or could not be read says so.
pub fn measured(value: &Measured) -> String {
    match value {
        Measured::Quantity(sent) => quantity(sent),
        Measured::Text(text) => text.clone(),
        Measured::Range { low, high } => {
            between(low.as_ref(), high.as_ref()).unwrap_or_else(|| t!("measured-not-sent"))
        }
        Measured::Ratio { numerator, denominator } => {
            let sign = if numerator.unit.is_none() && denominator.unit.is_none() { ":" } else { "/" };
            format!("{} {sign} {}", quantity(numerator), quantity(denominator))
        }
        Measured::Flag(true) => t!("measured-yes"),
        Measured::Flag(false) => t!("measured-no"),
        Measured::Instant(moment) => dates::moment_with_time(moment),
        Measured::Absent { reason: Some(reason) } => t!("measured-absent-because", reason = reason.clone()),
        Measured::Absent { reason: None } => t!("measured-absent"),
        Measured::NotSent => t!("measured-not-sent"),
        Measured::Unreadable(text) => t!("measured-unreadable", text = text.clone()),
    }
}

/// The reference range as the laboratory sent it: `3.5–5.0 g/dL`. `None`: none was sent.
pub fn range(ranges: &[ReferenceRange]) -> Option<String> {
    let said: Vec<String> = ranges
        .iter()
        .filter_map(|range| match (limits(range), &range.text) {
            (Some(limits), Some(text)) if *text != limits => {
                Some(t!("range-with-words", range = limits, words = text.clone()))
            }
            (Some(limits), _) => Some(limits),
            (None, text) => text.clone(),
        })
        .collect();
    if said.is_empty() { None } else { Some(words::list(&said)) }
}

fn limits(range: &ReferenceRange) -> Option<String> {
    match range.unread {
        true => Some(t!("range-unread")),
        false => between(range.low.as_ref(), range.high.as_ref()),
    }
}

fn between(low: Option<&Quantity>, high: Option<&Quantity>) -> Option<String> {
    match (low, high) {
        // The unit once, where it is the same on both sides.
        (Some(low), Some(high)) if low.unit == high.unit => {
            Some(format!("{}–{}", number(low), quantity(high)))
        }
        (Some(low), Some(high)) => Some(format!("{} – {}", quantity(low), quantity(high))),
        (Some(low), None) => Some(t!("range-from", low = quantity(low))),
        (None, Some(high)) => Some(t!("range-to", high = quantity(high))),
        (None, None) => None,
    }
}

fn number(quantity: &Quantity) -> String {
    let sign = match quantity.comparator {
        None => "",
        Some(Comparator::Less) => "<",
        Some(Comparator::LessOrEqual) => "≤",
        Some(Comparator::GreaterOrEqual) => "≥",
        Some(Comparator::Greater) => ">",
    };
    format!("{sign}{}", quantity.value.in_digits())
}
