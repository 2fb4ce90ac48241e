//! Standing of a result to its reference range: the laboratory's own word first, else computed.

use super::limits::{self, Limits, NotCompared};
use crate::record::{
    Coding, Comparator, Component, Interpretation, Measured, MeasuringLimit, Observation, Quantity,
    ReferenceRange,
};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A result against its range. Never a diagnosis, and [`Standing::NotJudged`] is not "normal".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// `LL`: the laboratory says so. Nothing is ever computed to be critical.
    CriticallyLow,
    Low,
    Within,
    High,
    /// `HH`.
    CriticallyHigh,
    /// Outside, without a direction: a positive strip, `A`.
    Outside,
    /// `AA`.
    Critical,
    /// No range, no number, or units that cannot be compared.
    NotJudged,
}

/// On which side of its range a result stands, however far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Below,
    Above,
    Outside,
}

impl Standing {
    /// Judges an observation; what is no result of its test ([`Observation::counts`]) is not judged, not even in the
    /// laboratory's own words.
    pub fn of(observation: &Observation) -> Self {
        let Observation { value, interpretation, limit, ranges, codes, .. } = observation;
        match observation.counts() {
            true => Self::judge(value, *interpretation, *limit, ranges, codes),
            false => Self::NotJudged,
        }
    }

    pub fn of_part(whole: &Observation, part: &Component) -> Self {
        match whole.counts() {
            true => Self::judge(&part.value, part.interpretation, part.limit, &part.ranges, &[]),
            false => Self::NotJudged,
        }
    }

    /// The laboratory's interpretation, where sent; otherwise value against range. `codes` name the test.
    pub fn judge(
        value: &Measured,
        said: Option<Interpretation>,
        limit: Option<MeasuringLimit>,
        ranges: &[ReferenceRange],
        codes: &[Coding],
    ) -> Self {
        match said {
            Some(Interpretation::CriticallyLow) => Self::CriticallyLow,
            Some(Interpretation::Low) => Self::Low,
            Some(Interpretation::High) => Self::High,
            Some(Interpretation::CriticallyHigh) => Self::CriticallyHigh,
            Some(Interpretation::Normal) => Self::Within,
            Some(Interpretation::Abnormal) => Self::Outside,
            Some(Interpretation::CriticallyAbnormal) => Self::Critical,
            Some(Interpretation::Positive | Interpretation::Negative | Interpretation::Indeterminate) => {
                Self::NotJudged
            }
            // What can be measured is no place in the range.
            None => compare(value, limit, ranges, codes).unwrap_or(Self::NotJudged),
        }
    }

    pub fn side(self) -> Option<Side> {
        match self {
            Self::CriticallyLow | Self::Low => Some(Side::Below),
            Self::High | Self::CriticallyHigh => Some(Side::Above),
            Self::Outside | Self::Critical => Some(Side::Outside),
            Self::Within | Self::NotJudged => None,
        }
    }

    pub fn is_outside(self) -> bool {
        self.side().is_some()
    }

    /// Whether the laboratory flagged it as critical.
    pub fn is_critical(self) -> bool {
        matches!(self, Self::CriticallyLow | Self::CriticallyHigh | Self::Critical)
    }
}

/// The bound that a number is: as sent with it, or said by the laboratory beside it.
pub(crate) fn bound(quantity: &Quantity, limit: Option<MeasuringLimit>) -> Option<Comparator> {
    quantity.comparator.or(limit.map(|limit| match limit {
        MeasuringLimit::Below => Comparator::LessOrEqual,
        MeasuringLimit::Above => Comparator::GreaterOrEqual,
    }))
}

/// Value against range, or why not.
pub(super) fn compare(
    value: &Measured,
    limit: Option<MeasuringLimit>,
    ranges: &[ReferenceRange],
    codes: &[Coding],
) -> Result<Standing, NotCompared> {
    match value {
        Measured::Quantity(quantity) => {
            let limits = limits::of(quantity, ranges, codes)?;
            against(quantity, bound(quantity, limit), &limits).ok_or(NotCompared::OnlyABound)
        }
        Measured::Text(words) if limits::is_as_expected(words, ranges) => Ok(Standing::Within),
        _ => Err(NotCompared::NoNumber),
    }
}

/// `None`: it may stand on either side of a limit.
fn against(quantity: &Quantity, bound: Option<Comparator>, limits: &Limits) -> Option<Standing> {
    use Ordering::{Equal, Greater, Less};
    let (low, high) = (limits.low.as_ref(), limits.high.as_ref());
    let to_low = low.map(|limit| quantity.value.compare(&limit.value));
    let to_high = high.map(|limit| quantity.value.compare(&limit.value));
    let low_is_out = low.is_some_and(|limit| limit.open);
    let high_is_out = high.is_some_and(|limit| limit.open);
    // What the value itself, were it exact, would be.
    let below = to_low == Some(Less) || (to_low == Some(Equal) && low_is_out);
    let above = to_high == Some(Greater) || (to_high == Some(Equal) && high_is_out);
    match bound {
        None if below => Some(Standing::Low),
        None if above => Some(Standing::High),
        None => Some(Standing::Within),
        // `<x`: surely low only if x is not above the lower limit; surely within never.
        Some(Comparator::Less) if matches!(to_low, Some(Less | Equal)) => Some(Standing::Low),
        Some(Comparator::LessOrEqual) if below => Some(Standing::Low),
        Some(Comparator::Greater) if matches!(to_high, Some(Greater | Equal)) => Some(Standing::High),
        Some(Comparator::GreaterOrEqual) if above => Some(Standing::High),
        // `<0.5` with only an upper limit of at least 0.5 is within.
        Some(Comparator::Less) if low.is_none() && matches!(to_high, Some(Less | Equal)) => {
            Some(Standing::Within)
        }
        Some(Comparator::LessOrEqual) if low.is_none() && !above => Some(Standing::Within),
        Some(Comparator::Greater) if high.is_none() && matches!(to_low, Some(Greater | Equal)) => {
            Some(Standing::Within)
        }
        Some(Comparator::GreaterOrEqual) if high.is_none() && !below => Some(Standing::Within),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// `<5.0 mg/dL`, `5.0`.
    fn quantity(text: &str) -> Quantity {
        let (comparator, rest) = match text.chars().next() {
            Some('<') => (Some(Comparator::Less), &text[1..]),
            Some('>') => (Some(Comparator::Greater), &text[1..]),
            _ => (None, text),
        };
        let (number, unit) = rest.split_once('|').map_or((rest, None), |(number, unit)| (number, Some(unit)));
        Quantity { value: Decimal::try_from(number).unwrap(), comparator, unit: unit.map(str::to_owned) }
    }

    fn range(low: Option<&str>, high: Option<&str>, text: Option<&str>) -> ReferenceRange {
        let text = text.map(str::to_owned);
        ReferenceRange { low: low.map(quantity), high: high.map(quantity), text, unread: false }
    }

    fn found(value: &str, range: ReferenceRange) -> Result<Standing, NotCompared> {
        compare(&Measured::Quantity(quantity(value)), None, &[range], &[])
    }

    fn check(value: &str, low: Option<&str>, high: Option<&str>, expected: Standing) {
        let unit = |text: &str| format!("{text}|mg/dL");
        let (low, high) = (low.map(unit), high.map(unit));
        let range = range(low.as_deref(), high.as_deref(), None);
        let judged = Standing::judge(&Measured::Quantity(quantity(&unit(value))), None, None, &[range], &[]);
        assert_eq!(judged, expected, "{value} in {low:?}–{high:?}");
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

    /// T02: 6.1 was not marked where its unit was `mEq/L ` and that of the range `mEq/L`.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_unit_is_compared_by_what_it_means() {
        let potassium = || range(Some("3.6|mEq/L"), Some("4.8|mEq/L"), None);
        for unit in ["mEq/L", "ｍＥｑ／Ｌ", "mEq/l", "mEq/L "] {
            assert_eq!(found(&format!("6.1|{unit}"), potassium()), Ok(Standing::High), "{unit}");
            assert_eq!(found(&format!("4.1|{unit}"), potassium()), Ok(Standing::Within), "{unit}");
        }
        assert_eq!(found("6.1|mmol/L", potassium()), Err(NotCompared::OtherUnit), "of which ion?");
        let platelets = || range(Some("13.1|10^4/μL"), Some("36.2|10^4/μL"), None);
        assert_eq!(found("9.8|×10⁴/µL", platelets()), Ok(Standing::Low));
        assert_eq!(found("98|10^3/μL", platelets()), Err(NotCompared::OtherUnit));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_without_a_unit_takes_that_of_the_result_unless_tenfold_apart() {
        let check = |value: &str, low: Option<&str>, high: Option<&str>, expected| {
            assert_eq!(found(value, range(low, high, None)), expected, "{value} in {low:?}–{high:?}");
        };
        check("2.1|mg/dL", Some("0.65"), Some("1.07"), Ok(Standing::High));
        check("0.9|mg/dL", Some("0.65"), Some("1.07"), Ok(Standing::Within));
        check("62|10^2/μL", Some("3300"), Some("8600"), Err(NotCompared::NoUnit));
        check("10.7|mg/dL", Some("0.65"), Some("1.07"), Err(NotCompared::NoUnit));
        check("10.6|mg/dL", Some("0.65"), Some("1.07"), Ok(Standing::High));
        check("9|mg/dL", None, Some("104"), Err(NotCompared::NoUnit));
        check("0|mg/dL", None, Some("104"), Ok(Standing::Within));
        // A result without a unit is no result of the range's unit.
        check("4.4", Some("4.1|g/dL"), Some("5.1|g/dL"), Err(NotCompared::NoUnit));
        check("1.2", Some("0.9"), Some("1.1"), Ok(Standing::High));
    }

    /// A value in a unit that the test is not reported in here says nothing about a range without a unit.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_without_a_unit_does_not_take_an_unusual_one() {
        let codes = |code: &str, display: &str| {
            let system = "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS";
            [Coding { system: system.into(), code: code.into(), display: Some(display.into()) }]
        };
        let tg = codes("3F015000002327101", "TG");
        let against = |value: &str, range: ReferenceRange, codes: &[Coding]| {
            compare(&Measured::Quantity(quantity(value)), None, &[range], codes)
        };
        let text = || range(None, None, Some("<150"));
        let limits = || range(Some("30"), Some("149"), None);
        for range in [text, limits] {
            assert_eq!(against("231|mmol/L", range(), &tg), Err(NotCompared::NoUnit));
            assert_eq!(against("231|mg/dL", range(), &tg), Ok(Standing::High));
            assert_eq!(against("231|ｍｇ／ｄｌ", range(), &tg), Ok(Standing::High));
        }
        let with_unit = range(None, Some("1.69|mmol/L"), None);
        assert_eq!(against("2.3|mmol/L", with_unit, &tg), Ok(Standing::High), "their own unit is said");
        let calcium = codes("3H030000002327101", "Ca");
        let normal = || range(Some("8.8"), Some("10.1"), None);
        assert_eq!(against("2.4|mmol/L", normal(), &calcium), Err(NotCompared::NoUnit));
        assert_eq!(against("8.2|mg/dL", normal(), &calcium), Ok(Standing::Low));
        assert_eq!(
            against("5.0|mmol/L", range(None, Some("4.0"), None), &[]),
            Ok(Standing::High),
            "not listed"
        );
    }

    /// T12: triglycerides of 231 against the text `<150`; and the same the other way round.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_in_words_is_read_where_it_means_one_thing() {
        let check = |value: &str, text: &str, expected| {
            assert_eq!(found(value, range(None, None, Some(text))), expected, "{value} in {text}");
        };
        check("231|mg/dL", "<150", Ok(Standing::High));
        check("150|mg/dL", "<150", Ok(Standing::High));
        check("149|mg/dL", "<150", Ok(Standing::Within));
        check("150|mg/dL", "150以下", Ok(Standing::Within));
        check("31|mg/dL", "40 mg/dL 以上", Ok(Standing::Low));
        check("40|mg/dL", "＞40", Ok(Standing::Low));
        check("231|mg/dL", "<1.69 mmol/L", Err(NotCompared::OtherUnit));
        check("231|mg/dL", "<1.69", Err(NotCompared::NoUnit));
        check("231|mg/dL", "男性 <150", Err(NotCompared::Words));
        check("231|mg/dL", "男<150 女<140", Err(NotCompared::Words));
        check("231|mg/dL", "(-)", Err(NotCompared::Words));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_text_that_contradicts_the_limits_leaves_nothing_to_compare_with() {
        let check = |text: &str, expected| {
            let range = range(Some("13.5|g/dL"), Some("17.0|g/dL"), Some(text));
            assert_eq!(found("12.0|g/dL", range), expected, "{text}");
        };
        check("成人男性", Ok(Standing::Low));
        check("20歳以上", Ok(Standing::Low));
        check("13.5-17.0", Ok(Standing::Low));
        check("男性 13.5～17.0 g/dL、女性 11.5～15.0 g/dL", Ok(Standing::Low));
        check("女性 11.5-15.0", Err(NotCompared::Contradicting));
        check("<12", Err(NotCompared::Contradicting));
        check(">17.0", Err(NotCompared::Contradicting));
        let whole = range(None, Some("149|mg/dL"), Some("150未満"));
        assert_eq!(found("149|mg/dL", whole), Ok(Standing::Within), "no whole number lies between");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_in_the_wrong_order_and_half_a_range_are_compared_with_nothing() {
        let reversed = || range(Some("9|g/dL"), Some("1|g/dL"), None);
        for value in ["0.5|g/dL", "5|g/dL", "10|g/dL"] {
            assert_eq!(found(value, reversed()), Err(NotCompared::Reversed), "{value}");
        }
        assert_eq!(found("5|g/dL", range(None, None, Some("9-1 g/dL"))), Err(NotCompared::Words));
        assert_eq!(found("1|g/dL", range(Some("1|g/dL"), Some("1|g/dL"), None)), Ok(Standing::Within));
        let unread = |text| ReferenceRange { unread: true, ..range(None, None, text) };
        for text in [None, Some("3-6"), Some("<150")] {
            assert_eq!(found("500|g/dL", unread(text)), Err(NotCompared::RangeUnread));
        }
        let strip = ReferenceRange { unread: true, ..range(None, None, Some("(-)")) };
        let words = Measured::Text("(-)".to_owned());
        assert_eq!(compare(&words, None, &[strip], &[]), Err(NotCompared::NoNumber));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn words_are_as_expected_or_not_compared() {
        let strip = |words: &str| {
            let ranges = [range(None, None, Some("(-)"))];
            compare(&Measured::Text(words.to_owned()), None, &ranges, &[])
        };
        assert_eq!(strip("（－）"), Ok(Standing::Within));
        assert_eq!(strip("(±)"), Err(NotCompared::NoNumber));
        // Letter by letter, never taken for a number (T04).
        let number = [range(None, Some("0.14"), None)];
        let words = Measured::Text("<0.1".to_owned());
        assert_eq!(compare(&words, None, &number, &[]), Err(NotCompared::NoNumber));
    }

    /// T36: the laboratory's HH and LL are a level of their own; what can be measured is none.
    #[wasm_bindgen_test(unsupported = test)]
    fn critical_is_what_the_laboratory_says_and_nothing_else() {
        let judge_with = |value: &str, said, limit| {
            let ranges = [range(Some("3.6|mEq/L"), Some("4.8|mEq/L"), None)];
            Standing::judge(&Measured::Quantity(quantity(value)), said, limit, &ranges, &[])
        };
        let judge = |value: &str, said| judge_with(value, said, None);
        let above = Some(MeasuringLimit::Above);
        use Interpretation::*;
        assert_eq!(judge("6.9|mEq/L", Some(CriticallyHigh)), Standing::CriticallyHigh);
        assert_eq!(judge("1.9|mEq/L", Some(CriticallyLow)), Standing::CriticallyLow);
        assert_eq!(judge("9.9|mEq/L", None), Standing::High, "nothing is graded here");
        assert_eq!(judge_with("9.9|mEq/L", None, above), Standing::High);
        assert_eq!(judge_with("4.0|mEq/L", None, above), Standing::NotJudged, "it may be any more");
        assert_eq!(judge("4.0|mEq/L", Some(Normal)), Standing::Within);
        assert!(Standing::CriticallyHigh.is_critical() && !Standing::High.is_critical());
        assert_eq!(Standing::CriticallyHigh.side(), Standing::High.side());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn why_not_is_said_where_a_range_was_sent_and_nobody_judged() {
        let why_with = |said, limit, ranges: &[ReferenceRange]| {
            NotCompared::of(&Measured::Quantity(quantity("5|mg/dL")), said, limit, ranges, &[])
        };
        let why = |said, ranges: &[ReferenceRange]| why_with(said, None, ranges);
        let foreign = [range(None, Some("5|g/L"), None)];
        assert_eq!(why(None, &foreign), Some(NotCompared::OtherUnit));
        assert_eq!(why(Some(Interpretation::High), &foreign), None);
        assert_eq!(why(Some(Interpretation::Negative), &foreign), None);
        assert_eq!(why_with(None, Some(MeasuringLimit::Above), &foreign), Some(NotCompared::OtherUnit));
        assert_eq!(why(None, &[]), None);
        let two = [range(None, Some("5|mg/dL"), Some("男性")), range(None, Some("4|mg/dL"), Some("女性"))];
        assert_eq!(why(None, &two), Some(NotCompared::SeveralRanges));
        assert_eq!(NotCompared::of(&Measured::NotSent, None, None, &foreign, &[]), None);
    }
}
