//! How a result stands to its reference range: the laboratory's own word first, else computed.

use crate::record::{Comparator, Interpretation, Measured, Observation, Quantity, ReferenceRange};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A result against its range. Never a diagnosis, and [`Standing::NotJudged`] is not "normal".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Low,
    Within,
    High,
    /// Outside, without a direction: a positive strip, `A`.
    Outside,
    /// No range, no number, or units that cannot be compared.
    NotJudged,
}

impl Standing {
    pub fn of(observation: &Observation) -> Self {
        Self::judge(&observation.value, observation.interpretation, &observation.ranges)
    }

    /// The laboratory's interpretation, where sent; otherwise value against range.
    pub fn judge(value: &Measured, said: Option<Interpretation>, ranges: &[ReferenceRange]) -> Self {
        if let Some(said) = said {
            return match said {
                Interpretation::CriticallyLow | Interpretation::Low => Self::Low,
                Interpretation::High | Interpretation::CriticallyHigh => Self::High,
                Interpretation::Normal => Self::Within,
                Interpretation::Abnormal | Interpretation::CriticallyAbnormal => Self::Outside,
                Interpretation::Positive | Interpretation::Negative | Interpretation::Indeterminate => {
                    Self::NotJudged
                }
            };
        }
        match (value, ranges) {
            (Measured::Quantity(quantity), [range]) => against(quantity, range),
            // Several ranges (by sex, age, phase) cannot be chosen from here.
            _ => Self::NotJudged,
        }
    }

    pub fn is_outside(self) -> bool {
        matches!(self, Self::Low | Self::High | Self::Outside)
    }
}

fn against(quantity: &Quantity, range: &ReferenceRange) -> Standing {
    let comparable = |limit: &&Quantity| limit.comparator.is_none() && limit.unit == quantity.unit;
    let (low, high) = (range.low.as_ref(), range.high.as_ref());
    if [low, high].into_iter().flatten().any(|limit| !comparable(&limit)) || (low.is_none() && high.is_none())
    {
        return Standing::NotJudged;
    }
    let to_low = low.map(|limit| quantity.value.compare(&limit.value));
    let to_high = high.map(|limit| quantity.value.compare(&limit.value));
    match quantity.comparator {
        None if to_low == Some(Ordering::Less) => Standing::Low,
        None if to_high == Some(Ordering::Greater) => Standing::High,
        None => Standing::Within,
        // `<x`: surely low only if x is not above the lower limit; surely within never.
        Some(Comparator::Less) if matches!(to_low, Some(Ordering::Less | Ordering::Equal)) => Standing::Low,
        Some(Comparator::LessOrEqual) if to_low == Some(Ordering::Less) => Standing::Low,
        Some(Comparator::Greater) if matches!(to_high, Some(Ordering::Greater | Ordering::Equal)) => {
            Standing::High
        }
        Some(Comparator::GreaterOrEqual) if to_high == Some(Ordering::Greater) => Standing::High,
        // `<0.5` with only an upper limit of at least 0.5 is within.
        Some(Comparator::Less | Comparator::LessOrEqual)
            if low.is_none() && matches!(to_high, Some(Ordering::Less | Ordering::Equal)) =>
        {
            Standing::Within
        }
        Some(Comparator::Greater | Comparator::GreaterOrEqual)
            if high.is_none() && matches!(to_low, Some(Ordering::Greater | Ordering::Equal)) =>
        {
            Standing::Within
        }
        Some(_) => Standing::NotJudged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn quantity(text: &str) -> Quantity {
        let (comparator, number) = match text.chars().next() {
            Some('<') => (Some(Comparator::Less), &text[1..]),
            Some('>') => (Some(Comparator::Greater), &text[1..]),
            _ => (None, text),
        };
        Quantity { value: Decimal::try_from(number).unwrap(), comparator, unit: Some("mg/dL".into()) }
    }

    fn check(value: &str, low: Option<&str>, high: Option<&str>, expected: Standing) {
        let range = ReferenceRange { low: low.map(quantity), high: high.map(quantity), text: None };
        let found = Standing::judge(&Measured::Quantity(quantity(value)), None, &[range]);
        assert_eq!(found, expected, "{value} in {low:?}–{high:?}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn limits_belong_to_the_range() {
        check("3.49", Some("3.5"), Some("5.0"), Standing::Low);
        check("3.50", Some("3.5"), Some("5.0"), Standing::Within);
        check("5.0", Some("3.5"), Some("5.0"), Standing::Within);
        check("5.01", Some("3.5"), Some("5.0"), Standing::High);
        check("5.01", None, None, Standing::NotJudged);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn censored_values_are_judged_only_when_sure() {
        check("<0.5", None, Some("0.5"), Standing::Within);
        check("<0.5", Some("0.5"), None, Standing::Low);
        check("<0.6", Some("0.5"), None, Standing::NotJudged);
        check(">100", None, Some("100"), Standing::High);
        check(">90", None, Some("100"), Standing::NotJudged);
        check(">100", Some("60"), None, Standing::Within);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn different_units_are_not_compared() {
        let mut low = quantity("3.5");
        low.unit = Some("g/L".into());
        let range = ReferenceRange { low: Some(low), high: None, text: None };
        let value = Measured::Quantity(quantity("1"));
        assert_eq!(Standing::judge(&value, None, std::slice::from_ref(&range)), Standing::NotJudged);
        assert_eq!(Standing::judge(&value, Some(Interpretation::High), &[range]), Standing::High);
    }
}
