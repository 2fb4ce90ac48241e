//! A newest result in its context: how far from the range, which way since the one before, since when.

use super::{Method, Side, Standing, TestSeries, flag, limits};
use crate::{
    decimal::Decimal,
    record::{Measured, Observation, Quantity},
    time::Moment,
    unit,
};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Context of a result, so that it is never read as an alarm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    pub standing: Standing,
    /// Distance from the range: always positive, in the result's unit.
    pub beyond: Option<Decimal>,
    pub since_previous: Option<SincePrevious>,
    /// The oldest of the results, without a gap up to the newest, that stand on this side of their range.
    pub outside_since: Option<Moment>,
    /// Number of results in a row that stand there, the newest included.
    pub in_a_row: usize,
}

/// The newest against the one before it: same unit and method, both plain numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SincePrevious {
    pub direction: Direction,
    /// Always positive or zero.
    pub by: Decimal,
    pub previous: Quantity,
    pub previous_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    Up,
    Down,
    /// Differs by at most 3 % of the value before: less than most tests vary from day to day.
    AboutTheSame,
    Same,
}

/// Largest change that is called "about the same", in parts of the previous value. A word for readers, not a finding.
const ABOUT_THE_SAME: f64 = 0.03;

impl Context {
    pub fn of(series: &TestSeries) -> Self {
        let newest = series.newest();
        let standing = Standing::of(newest);
        let reported = series.results.iter().filter(|result| result.counts()).collect::<Vec<_>>();
        let stands = |result: &Observation| match Standing::of(result) {
            standing if standing.is_outside() => (standing.side(), None),
            standing => (None, Some(standing)),
        };
        let same_side: Vec<&&Observation> =
            reported.iter().take_while(|result| stands(result) == stands(newest)).collect();
        let outside_since = standing
            .is_outside()
            .then(|| same_side.last().and_then(|oldest| oldest.effective.clone()))
            .flatten();
        Self {
            standing,
            beyond: beyond(newest, standing),
            since_previous: reported.get(1).and_then(|previous| since(newest, previous)),
            outside_since,
            in_a_row: same_side.len(),
        }
    }
}

/// Distance to the limit that was passed, where the range can be compared with.
fn beyond(result: &Observation, standing: Standing) -> Option<Decimal> {
    let Measured::Quantity(quantity) = &result.value else { return None };
    if flag::bound(quantity, result.limit).is_some() {
        return None;
    }
    let limits = limits::of(quantity, &result.ranges, &result.codes).ok()?;
    let side = standing.side()?;
    let limit = match side {
        Side::Above => limits.high,
        Side::Below => limits.low,
        Side::Outside => None,
    }?;
    let difference = quantity.value.minus(&limit.value)?;
    // The laboratory's own word may say "high" inside the range that it sent: then there is no distance.
    let passed = difference.is_negative() == (side == Side::Below);
    (passed && !difference.is_zero()).then(|| difference.magnitude())
}

fn since(newest: &Observation, previous: &Observation) -> Option<SincePrevious> {
    let (Measured::Quantity(now), Measured::Quantity(before)) = (&newest.value, &previous.value) else {
        return None;
    };
    let is_exact = |one: &Quantity, result: &Observation| flag::bound(one, result.limit).is_none();
    let same_unit = unit::is_same(now.unit.as_deref(), before.unit.as_deref(), &newest.codes);
    let same_method = Method::is_one(Method::of(newest), Method::of(previous));
    if !same_unit || !same_method || !is_exact(now, newest) || !is_exact(before, previous) {
        return None;
    }
    let difference = now.value.minus(&before.value)?;
    let by = difference.magnitude();
    let small = by.to_f64_for_drawing() <= before.value.to_f64_for_drawing().abs() * ABOUT_THE_SAME;
    let direction = match now.value.compare(&before.value) {
        Ordering::Equal => Direction::Same,
        _ if small => Direction::AboutTheSame,
        Ordering::Greater => Direction::Up,
        Ordering::Less => Direction::Down,
    };
    Some(SincePrevious { direction, by, previous: before.clone(), previous_at: previous.effective.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::{
        LabSheet,
        testing::{core, series, text, value},
    };
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn says_how_far_which_way_and_since_when() {
        let context = Context::of(&series(vec![
            value("7.4", "%", "2026-10-31"),
            value("7.1", "%", "2026-07-31"),
            value("6.9", "%", "2026-04-30"),
            value("5.8", "%", "2026-01-31"),
        ]));
        assert_eq!(context.standing, Standing::High);
        assert_eq!(context.beyond.unwrap().to_string(), "1.4");
        let since = context.since_previous.unwrap();
        assert_eq!((since.direction, since.by.to_string()), (Direction::Up, "0.3".to_owned()));
        assert_eq!(context.outside_since, Some(Moment::try_from("2026-04-30").unwrap()));
        assert_eq!(context.in_a_row, 3);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_cannot_be_compared_is_not_compared() {
        let units = Context::of(&series(vec![
            value("5.0", "%", "2026-10-31"),
            value("31", "mmol/mol", "2026-07-31"),
        ]));
        assert_eq!(units.since_previous, None);
        assert_eq!(units.outside_since, None);
        let censored =
            Context::of(&series(vec![value("<0.5", "%", "2026-10-31"), value("0.9", "%", "2026-07-31")]));
        assert_eq!((censored.beyond, censored.since_previous), (None, None));
        let words = Context::of(&series(vec![text("(±)", "2026-10-31"), value("0.9", "%", "2026-07-31")]));
        assert_eq!(words.since_previous, None);
    }

    /// ALP fell to a third in 2020 because it is measured otherwise, not because anybody got well.
    #[wasm_bindgen_test(unsupported = test)]
    fn another_method_is_not_compared() {
        let alp = |number, at| core(value(number, "U/L", at), "3B070000002327101", "ALP");
        let across = |code, display| {
            let of = |number, at| core(value(number, "U/L", at), code, display);
            let sheet = LabSheet::of_results([of("82", "2021-06-01"), of("245", "2019-06-01")].iter());
            Context::of(sheet.tests().next().unwrap()).since_previous
        };
        assert_eq!(across("3B070000002327101", "ALP"), None);
        assert_eq!(across("3B050000002327201", "LD"), None);
        assert!(across("3B035000002327201", "AST").is_some());
        let sheet = LabSheet::of_results([alp("82", "2023-06-01"), alp("90", "2022-06-01")].iter());
        assert!(Context::of(sheet.tests().next().unwrap()).since_previous.is_some());
    }

    /// T02: the unit is spelt in another way.
    #[wasm_bindgen_test(unsupported = test)]
    fn another_spelling_is_compared() {
        let context = Context::of(&series(vec![
            value("6.1", "mEq/L ", "2026-11-01"),
            value("5.1", "ｍＥｑ／ｌ", "2026-10-01"),
        ]));
        assert_eq!(context.since_previous.unwrap().by.to_string(), "1.0");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn critically_high_is_on_the_same_side_as_high() {
        let mut critical = value("9.4", "%", "2026-10-31");
        critical.interpretation = Some(crate::record::Interpretation::CriticallyHigh);
        let context = Context::of(&series(vec![critical, value("7.1", "%", "2026-07-31")]));
        assert_eq!((context.standing, context.in_a_row), (Standing::CriticallyHigh, 2));
        assert_eq!(context.beyond.unwrap().to_string(), "3.4");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_small_difference_is_called_small() {
        let of = |now: &str, before: &str| {
            let both = series(vec![value(now, "%", "2026-10-31"), value(before, "%", "2026-07-31")]);
            Context::of(&both).since_previous.unwrap().direction
        };
        assert_eq!(of("5.0", "5.0"), Direction::Same);
        assert_eq!(of("5.00", "5.0"), Direction::Same);
        assert_eq!(of("5.1", "5.0"), Direction::AboutTheSame);
        assert_eq!(of("5.2", "5.0"), Direction::Up);
        assert_eq!(of("4.8", "5.0"), Direction::Down);
    }
}
