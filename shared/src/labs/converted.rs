//! Results in the units of readers abroad, beside the units in which they were sent.
//!
//! Molar masses: glucose 180.16 g/mol, creatinine 113.12 g/mol (WHO; research of words, §3). Checked 2026-11.

use super::{CoreItem, Unit};
use crate::record::{Coding, Measured, Observation, Quantity, ReferenceRange};

/// A result and its range in another unit. Rounded: what was sent stays what counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    pub value: Quantity,
    pub ranges: Vec<ReferenceRange>,
}

/// Conversion from one unit to another, for one test.
struct Rule {
    items: &'static [&'static str],
    from: &'static str,
    to: &'static str,
    numerator: u32,
    denominator: u32,
    places: Places,
}

enum Places {
    /// As many as a laboratory abroad writes.
    Of(usize),
    /// As many as were sent.
    Same,
    /// Ten times as much has one place less.
    OneLess,
}

const fn rule(
    items: &'static [&'static str],
    [from, to]: [&'static str; 2],
    (numerator, denominator): (u32, u32),
    places: Places,
) -> Rule {
    Rule { items, from, to, numerator, denominator, places }
}

const RULES: [Rule; 6] = [
    rule(&["BG", "FBS", "CBG"], ["mg/dL", "mmol/L"], (1, 18), Places::Of(1)),
    rule(&["Cre"], ["mg/dL", "μmol/L"], (884, 10), Places::Of(0)),
    rule(&["PLT"], ["10^4/μL", "10^9/L"], (10, 1), Places::OneLess),
    rule(&["PLT"], ["10^3/μL", "10^9/L"], (1, 1), Places::Same),
    rule(&["CRP"], ["mg/dL", "mg/L"], (10, 1), Places::OneLess),
    rule(&["Na", "K", "Cl"], ["mEq/L", "mmol/L"], (1, 1), Places::Same),
];

/// Materials of JLAC10 (characters 10–12) that are blood: whole, arterial, capillary, plasma, serum.
const BLOOD: [&str; 7] = ["017", "018", "019", "020", "021", "022", "023"];

impl Converted {
    /// Converts a result by its test's code, in blood, and from the unit as it was sent; `None` for everything else.
    pub fn of(result: &Observation) -> Option<Self> {
        let Measured::Quantity(sent) = &result.value else { return None };
        let item = CoreItem::of(&result.codes)?;
        let not_blood = result.specimen.as_deref().is_some_and(|specimen| !is_blood_in_words(specimen));
        if not_blood || !result.codes.iter().any(is_in_blood) {
            return None;
        }
        let unit = Unit::read(sent.unit.as_deref()?)?;
        let rule = RULES
            .iter()
            .find(|rule| rule.items.contains(&item.code) && Unit::read(rule.from).as_ref() == Some(&unit))?;
        let value = rule.apply(sent)?;
        let in_its_unit = |limit: &Quantity| {
            let unit = limit.unit.as_deref().and_then(Unit::read);
            (unit == Unit::read(rule.from)).then(|| rule.apply(limit)).flatten()
        };
        let ranges = result
            .ranges
            .iter()
            .filter_map(|range| {
                let low = range.low.as_ref().map(in_its_unit);
                let high = range.high.as_ref().map(in_its_unit);
                // Both limits, or the range stays as it was sent.
                let complete = low != Some(None) && high != Some(None) && (low.is_some() || high.is_some());
                complete.then(|| ReferenceRange {
                    low: low.flatten(),
                    high: high.flatten(),
                    text: None,
                    unread: false,
                })
            })
            .collect();
        Some(Self { value, ranges })
    }
}

impl Rule {
    fn apply(&self, sent: &Quantity) -> Option<Quantity> {
        let own = sent.value.places_in_full();
        let places = match self.places {
            Places::Of(places) => places,
            Places::Same => own,
            Places::OneLess => own.saturating_sub(1),
        };
        Some(Quantity {
            value: sent.value.times(self.numerator, self.denominator, places)?,
            comparator: sent.comparator,
            unit: Some(self.to.to_owned()),
        })
    }
}

fn is_in_blood(coding: &Coding) -> bool {
    let is_jlac10 = coding.code.len() == 17 && coding.code.is_ascii() && coding.system.contains("/JLAC10/");
    is_jlac10 && BLOOD.contains(&&coding.code[9..12])
}

fn is_blood_in_words(specimen: &str) -> bool {
    ["血", "serum", "plasma", "blood"].iter().any(|word| specimen.to_lowercase().contains(word))
        && !specimen.contains('尿')
}

#[cfg(test)]
mod tests {
    use super::super::testing::{core, value};
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const GLUCOSE: &str = "3D010000002327101";

    fn said(quantity: &Quantity) -> String {
        let sign = if quantity.comparator.is_some() { "<" } else { "" };
        format!("{sign}{} {}", quantity.value, quantity.unit.as_deref().unwrap_or_default())
    }

    fn check(code: &str, display: &str, number: &str, unit: &str, expected: Option<&str>) {
        let result = core(value(number, unit, "2026-11-01"), code, display);
        let found = Converted::of(&result).map(|found| said(&found.value));
        assert_eq!(found.as_deref(), expected, "{display} {number} {unit}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_readers_abroad_know_stands_beside_it() {
        check(GLUCOSE, "BG", "126", "mg/dL", Some("7.0 mmol/L"));
        check(GLUCOSE, "BG", "126", "ｍｇ／ｄｌ", Some("7.0 mmol/L"));
        check("3C015000002327101", "Cre", "0.72", "mg/dL", Some("64 μmol/L"));
        check("2A050000001930901", "PLT", "24.1", "×10⁴/μL", Some("241 10^9/L"));
        check("2A050000001930901", "PLT", "241", "10^3/μL", Some("241 10^9/L"));
        check("5C070000002306201", "CRP", "<0.10", "mg/dL", Some("<1.0 mg/L"));
        check("3H015000002327201", "K", "4.1", "mEq/L", Some("4.1 mmol/L"));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn nothing_else_is_converted() {
        check("3H015000002327201", "K", "4.1", "mmol/L", None);
        check("3C015000000127101", "Cre", "72", "mg/dL", None);
        check("2B140000002206201", "DD", "0.5", "μg/mL", None);
        check("3C015000002327101", "Cre", "64", "μmol/L", None);
        check("3H030000002327101", "Ca", "4.6", "mEq/L", None);
        check(GLUCOSE, "BG", "126", "", None);
        let mut urine = core(value("126", "mg/dL", "2026-11-01"), GLUCOSE, "BG");
        urine.specimen = Some("尿".to_owned());
        assert_eq!(Converted::of(&urine), None, "the specimen says urine");
        let by_name = core(value("126", "mg/dL", "2026-11-01"), "no code", "BG");
        assert_eq!(Converted::of(&by_name), None, "by its code alone");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_range_goes_with_it_or_stays_as_it_was() {
        let quantity = |number: &str, unit: Option<&str>| Quantity {
            value: number.try_into().unwrap(),
            comparator: None,
            unit: unit.map(str::to_owned),
        };
        let mut result = core(value("126", "mg/dL", "2026-11-01"), GLUCOSE, "BG");
        let limit = |number, unit| Some(quantity(number, unit));
        let range = |low, high| ReferenceRange { low, high, text: None, unread: false };
        result.ranges = vec![range(limit("73", Some("mg/dL")), limit("109", Some("mg/dl")))];
        let converted = Converted::of(&result).unwrap();
        let limits = converted.ranges[0].low.iter().chain(&converted.ranges[0].high).map(said);
        assert_eq!(limits.collect::<Vec<_>>(), ["4.1 mmol/L", "6.1 mmol/L"]);
        result.ranges = vec![range(limit("73", None), limit("109", None))];
        assert_eq!(Converted::of(&result).unwrap().ranges, []);
    }
}
