//! Limits within which a result is expected, by the range that came with it; or why they cannot be told.

use super::{range_text, usual_units};
use crate::{
    decimal::Decimal,
    nfkc::nfkc,
    record::{
        Coding, Comparator, Component, Interpretation, Measured, MeasuringLimit, Observation, Quantity,
        ReferenceRange,
    },
    unit,
};
use serde::{Deserialize, Serialize};

/// The limits of a range, in the unit of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub low: Option<Limit>,
    pub high: Option<Limit>,
}

impl Limits {
    /// Between limits in the wrong order lies nothing.
    fn in_order(&self) -> Result<(), NotCompared> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.value.compare(&high.value).is_gt() => Err(NotCompared::Reversed),
            _ => Ok(()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub value: Decimal,
    /// Whether the limit itself lies outside, as of `<150`.
    pub open: bool,
}

/// Why a result that came with a range is not held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NotCompared {
    /// The result is not a number.
    NoNumber,
    /// Ranges by sex, by age, by phase: which one applies is not known here.
    SeveralRanges,
    OtherUnit,
    /// The unit of one of them was not sent, and that of the other is unusual for the test or the numbers are tenfold
    /// apart.
    NoUnit,
    /// The range stands in words that can mean more than one thing.
    Words,
    /// Its text says something else than its limits.
    Contradicting,
    /// Its lower limit lies above its upper one.
    Reversed,
    /// Not all of it could be read.
    RangeUnread,
    /// `<10` against a range from 5 on: it may lie on either side.
    OnlyABound,
    /// It was cancelled, is under way, or at no stage that is known.
    NotReported,
    /// Something that was sent along may change what it means.
    InDoubt,
}

impl NotCompared {
    pub fn of_result(result: &Observation) -> Option<Self> {
        let Observation { value, interpretation, limit, ranges, codes, .. } = result;
        Self::of_stated(result, value, (*interpretation, *limit), ranges, codes)
    }

    pub fn of_part(whole: &Observation, part: &Component) -> Option<Self> {
        Self::of_stated(whole, &part.value, (part.interpretation, part.limit), &part.ranges, &[])
    }

    fn of_stated(
        whole: &Observation,
        value: &Measured,
        (said, limit): (Option<Interpretation>, Option<MeasuringLimit>),
        ranges: &[ReferenceRange],
        codes: &[Coding],
    ) -> Option<Self> {
        if whole.counts() {
            return Self::of(value, said, limit, ranges, codes);
        }
        let would_be_judged = is_stated(value) && (!ranges.is_empty() || said.is_some());
        would_be_judged.then_some(match whole.status.is_reported() {
            true => Self::InDoubt,
            false => Self::NotReported,
        })
    }

    /// `None`: it was compared, or there is nothing to compare, or the laboratory judged it in its own words.
    pub fn of(
        value: &Measured,
        said: Option<Interpretation>,
        limit: Option<MeasuringLimit>,
        ranges: &[ReferenceRange],
        codes: &[Coding],
    ) -> Option<Self> {
        if ranges.is_empty() || !is_stated(value) || said.is_some() {
            return None;
        }
        super::flag::compare(value, limit, ranges, codes).err()
    }
}

fn is_stated(value: &Measured) -> bool {
    !matches!(
        value,
        Measured::Absent { .. } | Measured::NotSent | Measured::Unreadable(_) | Measured::Instant(_)
    )
}

/// The limits that hold for `quantity`.
pub(crate) fn of(
    quantity: &Quantity,
    ranges: &[ReferenceRange],
    codes: &[Coding],
) -> Result<Limits, NotCompared> {
    let [range] = ranges else { return Err(NotCompared::SeveralRanges) };
    if range.unread {
        return Err(NotCompared::RangeUnread);
    }
    let (stated, alone) = range.text.as_deref().map(range_text::read).unwrap_or_default();
    if range.low.is_none() && range.high.is_none() {
        return match stated.as_slice() {
            [one] if alone => in_the_unit_of(quantity, one, codes),
            _ => Err(NotCompared::Words),
        };
    }
    let limits = Limits {
        low: range.low.as_ref().map(|low| side(low, true)).transpose()?,
        high: range.high.as_ref().map(|high| side(high, false)).transpose()?,
    };
    let mut units = [&range.low, &range.high].into_iter().flatten().map(|limit| limit.unit.as_deref());
    for unit in units.clone() {
        check_unit(quantity, unit, &limits, codes)?;
    }
    limits.in_order()?;
    // Of the ages, days and people that a text names, nothing is known here; of limits in this unit it is.
    let unit = units.next().flatten().or(quantity.unit.as_deref());
    let mut comparable = stated
        .iter()
        .filter(|one| one.unit.is_none() || unit::is_same(one.unit.as_deref(), unit, codes))
        .peekable();
    match comparable.peek().is_none() || comparable.any(|one| agrees(&limits, one)) {
        true => Ok(limits),
        false => Err(NotCompared::Contradicting),
    }
}

fn in_the_unit_of(
    quantity: &Quantity,
    stated: &range_text::Stated,
    codes: &[Coding],
) -> Result<Limits, NotCompared> {
    let limits = Limits { low: stated.low.clone(), high: stated.high.clone() };
    check_unit(quantity, stated.unit.as_deref(), &limits, codes)?;
    Ok(limits)
}

fn side(limit: &Quantity, is_low: bool) -> Result<Limit, NotCompared> {
    let open = match (limit.comparator, is_low) {
        (None, _) | (Some(Comparator::GreaterOrEqual), true) | (Some(Comparator::LessOrEqual), false) => {
            false
        }
        (Some(Comparator::Greater), true) | (Some(Comparator::Less), false) => true,
        (Some(_), _) => return Err(NotCompared::Contradicting),
    };
    Ok(Limit { value: limit.value.clone(), open })
}

/// A range without a unit takes that of its result, unless the test is reported here in other units, or they are so far
/// apart that it cannot be meant.
fn check_unit(
    quantity: &Quantity,
    unit: Option<&str>,
    limits: &Limits,
    codes: &[Coding],
) -> Result<(), NotCompared> {
    let own = quantity.unit.as_deref();
    if unit::is_same(own, unit, codes) {
        return Ok(());
    }
    let is_blank = |unit: Option<&str>| unit.is_none_or(|unit| super::Unit::read(unit).is_none());
    match (is_blank(own), is_blank(unit)) {
        (false, true) if !is_unusual(own, codes) && !is_tenfold_apart(&quantity.value, limits) => Ok(()),
        (_, true) | (true, _) => Err(NotCompared::NoUnit),
        (false, false) => Err(NotCompared::OtherUnit),
    }
}

/// `231 mmol/L` of triglycerides against `<150`: the range is in mg/dL, as everywhere here, and 231 may be anything.
fn is_unusual(unit: Option<&str>, codes: &[Coding]) -> bool {
    unit.and_then(|unit| usual_units::is_usual(unit, codes)) == Some(false)
}

/// `62` against 3,300–8,600: counted in hundreds there, and in ones here. Also far below an upper limit that is the
/// only one: a value in a larger unit would stand there, and would read as fine.
fn is_tenfold_apart(value: &Decimal, limits: &Limits) -> bool {
    let (Some(lower), Some(upper)) =
        (limits.low.as_ref().or(limits.high.as_ref()), limits.high.as_ref().or(limits.low.as_ref()))
    else {
        return false;
    };
    let tenfold = |number: &Decimal| number.magnitude().times(10, 1, number.places_in_full());
    let reaches = |small: &Decimal, large: &Decimal| {
        // What cannot be computed is as good as apart.
        tenfold(small).is_none_or(|ten| ten.compare(&large.magnitude()).is_le())
    };
    if value.is_zero() {
        return false;
    }
    (!lower.value.is_zero() && reaches(value, &lower.value)) || reaches(&upper.value, value)
}

/// Whether every limit of both sides is the same. `<150` agrees with 149: no whole number lies between.
fn agrees(limits: &Limits, stated: &range_text::Stated) -> bool {
    let same = |limit: Option<&Limit>, stated: Option<&Limit>| match (limit, stated) {
        (Some(limit), Some(stated)) => {
            let apart = limit.value.minus(&stated.value).map(|difference| difference.magnitude());
            apart.is_some_and(|apart| {
                apart.is_zero() || (stated.open && apart.as_str().trim_start_matches(['0', '.']) == "1")
            })
        }
        _ => true,
    };
    let meet =
        (limits.low.is_some() && stated.low.is_some()) || (limits.high.is_some() && stated.high.is_some());
    meet && same(limits.low.as_ref(), stated.low.as_ref()) && same(limits.high.as_ref(), stated.high.as_ref())
}

/// Whether words are those of the range: `(-)` where `(-)` is expected.
pub(crate) fn is_as_expected(words: &str, ranges: &[ReferenceRange]) -> bool {
    let [ReferenceRange { low: None, high: None, text: Some(text), unread: false }] = ranges else {
        return false;
    };
    let plain = |text: &str| nfkc(text).chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    plain(words) == plain(text)
}
