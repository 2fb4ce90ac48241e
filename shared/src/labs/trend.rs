//! One test over time, as it can be drawn honestly: one drawing per unit and method, values that are only
//! bounds kept as bounds, and everything that cannot be drawn counted.

use super::{Method, Standing, TestSeries, flag, limits};
use crate::{
    ids::ItemId,
    record::{Comparator, Measured, Observation, Quantity, RecordKind},
    source::Source,
    time::{Moment, tokyo},
    unit,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// A series of results: what of it can be drawn, and what cannot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// One per unit and method, those of the newest value first: values in different units never share a scale.
    pub scales: Vec<Scale>,
    pub left_out: LeftOut,
}

/// All numbers of one unit and one method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// As the newest of them spells it.
    pub unit: Option<String>,
    /// Where the test has more than one.
    pub method: Option<Method>,
    /// In the order in which their newest results came; each has a mark of its own.
    pub sources: Vec<Source>,
    /// Oldest first.
    pub points: Vec<Point>,
    /// The reference range of the facility with the newest value, where it changed, oldest first.
    pub bands: Vec<Band>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub item: ItemId,
    /// In Asia/Tokyo; noon where only the day was sent.
    pub at: NaiveDateTime,
    /// For drawing only.
    pub value: f64,
    /// In words, it is told as it was sent, with its comparator or the one that the laboratory said beside it.
    pub sent: Quantity,
    /// `<0.5`: the true value lies below (or above) what is drawn.
    pub bound: Option<Comparator>,
    pub standing: Standing,
    pub source: Source,
}

/// A reference range, from the first result that carried it until the next one or the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    pub from: NaiveDateTime,
    /// `None`: it still holds at the newest result.
    pub until: Option<NaiveDateTime>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Results that are in the table and not in a drawing, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Words, missing or unreadable values.
    pub no_number: usize,
    /// No day, only a month or a year, or a day that was yet to come.
    pub no_day: usize,
    pub cancelled: usize,
    /// Under way, or at no stage that is known.
    pub not_reported: usize,
    pub in_doubt: usize,
}

impl LeftOut {
    pub fn total(self) -> usize {
        self.no_number + self.no_day + self.cancelled + self.not_reported + self.in_doubt
    }
}

impl Trend {
    pub fn of(series: &TestSeries) -> Self {
        let mut trend = Self::default();
        let mut drawn: Vec<(&Observation, Point)> = Vec::new();
        // Newest first, as the series is.
        for result in &series.results {
            match point(result) {
                Ok(point) => drawn.push((result, point)),
                Err(reason) => match reason {
                    WhyNot::NoNumber => trend.left_out.no_number += 1,
                    WhyNot::NoDay => trend.left_out.no_day += 1,
                    WhyNot::Cancelled => trend.left_out.cancelled += 1,
                    WhyNot::NotReported => trend.left_out.not_reported += 1,
                    WhyNot::InDoubt => trend.left_out.in_doubt += 1,
                },
            }
        }
        for (result, point) in drawn {
            let (unit, method) = (result.value.unit(), Method::of(result));
            let is_its = |scale: &Scale| {
                scale.method == method && unit::is_same(scale.unit.as_deref(), unit, &result.codes)
            };
            let scale = match trend.scales.iter().position(is_its) {
                Some(known) => &mut trend.scales[known],
                None => {
                    let unit = unit.map(str::to_owned);
                    trend.scales.push(Scale { unit, method, sources: vec![], points: vec![], bands: vec![] });
                    trend.scales.last_mut().expect("one was just pushed")
                }
            };
            if !scale.sources.contains(&point.source) {
                scale.sources.push(point.source.clone());
            }
            scale.points.push(point);
        }
        for scale in &mut trend.scales {
            scale.points.reverse();
            scale.bands = bands(series, scale);
        }
        trend
    }
}

enum WhyNot {
    NoNumber,
    NoDay,
    Cancelled,
    NotReported,
    InDoubt,
}

fn point(result: &Observation) -> Result<Point, WhyNot> {
    match result.status {
        _ if result.counts() => {}
        status if status.is_reported() => return Err(WhyNot::InDoubt),
        status if status.is_taken_back() => return Err(WhyNot::Cancelled),
        _ => return Err(WhyNot::NotReported),
    }
    let Measured::Quantity(quantity) = &result.value else { return Err(WhyNot::NoNumber) };
    let said = result.effective.as_ref().filter(|_| !result.is_from_the_future());
    let at = said.and_then(place_in_time).ok_or(WhyNot::NoDay)?;
    let value = quantity.value.to_f64_for_drawing();
    if !value.is_finite() {
        return Err(WhyNot::NoNumber);
    }
    let bound = flag::bound(quantity, result.limit);
    Ok(Point {
        item: result.origin.item.clone(),
        at,
        value,
        sent: Quantity { comparator: bound, ..quantity.clone() },
        bound,
        standing: Standing::of(result),
        source: result.origin.source.clone(),
    })
}

/// A place on the axis of time, for moments that are at least as precise as a day.
fn place_in_time(moment: &Moment) -> Option<NaiveDateTime> {
    match moment {
        Moment::Year(_) | Moment::Month { .. } => None,
        Moment::Day(day) => day.and_hms_opt(12, 0, 0),
        Moment::Instant(instant) => Some(instant.with_timezone(&tokyo()).naive_local()),
    }
}

/// The runs of one range, of the facility with the newest point. Several ranges (by sex, by age) and
/// ranges in another unit are no band: the table has them.
fn bands(series: &TestSeries, scale: &Scale) -> Vec<Band> {
    let Some(newest) = scale.points.last() else { return Vec::new() };
    let mut bands: Vec<Band> = Vec::new();
    for point in scale.points.iter().filter(|point| point.source == newest.source) {
        let result = series.results.iter().find(|result| result.origin.item == point.item);
        let limits = result.and_then(drawn_limits);
        let same = match (bands.last(), limits) {
            (Some(last), Some(limits)) => last.until.is_none() && (last.low, last.high) == limits,
            (Some(last), None) => last.until.is_some(),
            (None, None) => true,
            (None, Some(_)) => false,
        };
        if same {
            continue;
        }
        if let Some(last) = bands.last_mut().filter(|last| last.until.is_none()) {
            last.until = Some(point.at);
        }
        if let Some((low, high)) = limits {
            bands.push(Band { from: point.at, until: None, low, high });
        }
    }
    bands
}

type Limits = (Option<f64>, Option<f64>);

/// The limits against which the result is judged.
fn drawn_limits(result: &Observation) -> Option<Limits> {
    let Measured::Quantity(quantity) = &result.value else { return None };
    let limits = limits::of(quantity, &result.ranges, &result.codes).ok()?;
    let drawn = |limit: Option<limits::Limit>| {
        limit.map(|limit| limit.value.to_f64_for_drawing()).filter(|value| value.is_finite())
    };
    Some((drawn(limits.low), drawn(limits.high)))
}

#[cfg(test)]
mod tests {
    use super::super::{
        LabSheet,
        testing::{at_facility, core, series, text, value},
    };
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test(unsupported = test)]
    fn units_never_share_a_scale() {
        let trend = Trend::of(&series(vec![
            value("7.4", "%", "2026-10-31"),
            value("52", "mmol/mol", "2026-07-31"),
            value("6.9", "%", "2026-04-30"),
        ]));
        let seen: Vec<(Option<&str>, usize)> =
            trend.scales.iter().map(|scale| (scale.unit.as_deref(), scale.points.len())).collect();
        assert_eq!(seen, [(Some("%"), 2), (Some("mmol/mol"), 1)]);
        assert!(trend.scales[0].points[0].at < trend.scales[0].points[1].at, "oldest first");
    }

    /// T02: full width, the litre in another case, a blank at the end.
    #[wasm_bindgen_test(unsupported = test)]
    fn one_unit_in_other_spellings_is_one_scale() {
        let trend = Trend::of(&series(vec![
            value("6.1", "mEq/L ", "2026-11-01"),
            value("5.9", "mEq/l", "2026-10-01"),
            value("4.4", "ｍＥｑ／Ｌ", "2026-09-01"),
            value("4.1", "mEq/L", "2026-08-01"),
        ]));
        let seen: Vec<usize> = trend.scales.iter().map(|scale| scale.points.len()).collect();
        assert_eq!(seen, [4]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn alp_and_ld_have_two_lines_across_the_change_of_method() {
        let check = |code, display, expected: &[(Option<Method>, usize)]| {
            let of = |number, at| core(value(number, "U/L", at), code, display);
            let results = [of("82", "2022-06-01"), of("79", "2021-06-01"), of("245", "2019-06-01")];
            let sheet = LabSheet::of_results(results.iter());
            let trend = Trend::of(sheet.tests().next().unwrap());
            let seen: Vec<_> = trend.scales.iter().map(|scale| (scale.method, scale.points.len())).collect();
            assert_eq!(seen, expected, "{display}");
        };
        let two = [(Some(Method::Ifcc), 2), (Some(Method::Former), 1)];
        check("3B070000002327101", "ALP", &two);
        check("3B050000002327201", "LD", &two);
        check("3B035000002327201", "AST", &[(None, 3)]);
    }

    /// T40: `<0.008` and `>5000` are told as they were sent; `HX` beside a number is a bound as well.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_bound_stays_one_in_words() {
        let mut beyond = value("5000", "ng/mL", "2026-10-01");
        beyond.limit = Some(crate::record::MeasuringLimit::Above);
        let trend = Trend::of(&series(vec![beyond, value("<0.008", "ng/mL", "2026-09-01")]));
        let bounds: Vec<_> = trend.scales[0].points.iter().map(|point| point.sent.comparator).collect();
        assert_eq!(bounds, [Some(Comparator::Less), Some(Comparator::GreaterOrEqual)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_cannot_be_drawn_is_counted() {
        let trend = Trend::of(&series(vec![
            value("<0.5", "%", "2026-10-31"),
            text("(±)", "2026-10-30"),
            value("5.0", "%", "2026-07"),
        ]));
        assert_eq!(trend.left_out, LeftOut { no_number: 1, no_day: 1, ..LeftOut::default() });
        assert_eq!(trend.left_out.total(), 2);
        assert_eq!(trend.scales[0].points[0].bound, Some(Comparator::Less));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_range_that_changed_is_drawn_as_it_was() {
        let mut newest = value("5.5", "%", "2026-10-31");
        newest.ranges[0].high.as_mut().unwrap().value = "5.9".try_into().unwrap();
        let trend = Trend::of(&series(vec![
            newest,
            value("5.4", "%", "2026-07-31"),
            value("5.3", "%", "2026-04-30"),
        ]));
        let bands = &trend.scales[0].bands;
        assert_eq!(bands.len(), 2);
        assert_eq!((bands[0].high, bands[1].high), (Some(6.0), Some(5.9)));
        assert_eq!(bands[0].until, Some(bands[1].from));
        assert_eq!(bands[1].until, None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_band_is_the_newest_facilitys_own() {
        let mut other = at_facility(value("5.4", "%", "2026-07-31"), "1310000029");
        other.ranges[0].high.as_mut().unwrap().value = "9.9".try_into().unwrap();
        let trend = Trend::of(&series(vec![value("5.5", "%", "2026-10-31"), other]));
        assert_eq!(trend.scales[0].sources.len(), 2);
        assert_eq!(trend.scales[0].bands.len(), 1);
        assert_eq!(trend.scales[0].bands[0].high, Some(6.0));
    }
}
