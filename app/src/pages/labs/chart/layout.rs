//! Layout of a drawing, in whole units of its own sheet. Scales and ticks are those of `plotters`; only the paper's
//! size and what is drawn are decided here.

use crate::components::time_axis::{DateTick, TimeAxis};
use chrono::Days;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use shared::{
    labs::{Point, Scale},
    record::Comparator,
};

/// The paper: one for wide screens and print, one for phones, where letters must stay as large.
pub struct Sheet {
    pub width: i32,
    pub height: i32,
    pub left: i32,
    pub top: i32,
    margin_right: i32,
    margin_bottom: i32,
    dates: usize,
}

pub const WIDE: Sheet =
    Sheet { width: 760, height: 320, left: 64, top: 40, margin_right: 48, margin_bottom: 36, dates: 7 };
pub const NARROW: Sheet =
    Sheet { width: 360, height: 280, left: 52, top: 40, margin_right: 20, margin_bottom: 36, dates: 3 };
/// Beside a result in a list: the way it went, without numbers.
pub const SMALL: Sheet =
    Sheet { width: 96, height: 28, left: 4, top: 4, margin_right: 6, margin_bottom: 4, dates: 1 };

impl Sheet {
    pub fn right(&self) -> i32 {
        self.width - self.margin_right
    }

    pub fn bottom(&self) -> i32 {
        self.height - self.margin_bottom
    }
}

pub struct Layout {
    pub bands: Vec<BandBox>,
    /// Height and label of the lines across.
    pub levels: Vec<(i32, String)>,
    pub dates: Vec<DateTick>,
    pub lines: Vec<Line>,
    pub marks: Vec<Mark>,
    pub newest: Option<Label>,
}

pub struct BandBox {
    pub x: i32,
    pub width: i32,
    pub top: i32,
    pub height: i32,
    /// Where the range has a limit that lies on the sheet.
    pub high: Option<i32>,
    pub low: Option<i32>,
}

pub struct Line {
    pub facility: usize,
    pub points: String,
}

pub struct Mark {
    pub x: i32,
    pub y: i32,
    pub facility: usize,
    pub outside: bool,
    pub bound: Option<Comparator>,
}

pub struct Label {
    pub x: i32,
    pub y: i32,
    pub text: String,
    pub anchor: &'static str,
}

/// Above this many values each mark would touch the next: then only the line and what is outside.
const MARKS_AT_MOST: usize = 120;

impl Layout {
    pub fn of(scale: &Scale, sheet: &Sheet) -> Self {
        let time = time_axis(&scale.points, sheet);
        let height = ValueAxis::of(scale, sheet);
        let facility_of =
            |point: &Point| scale.sources.iter().position(|source| *source == point.source).unwrap_or(0);
        let marks: Vec<Mark> = scale
            .points
            .iter()
            .filter(|point| scale.points.len() <= MARKS_AT_MOST || point.standing.is_outside())
            .map(|point| Mark {
                x: time.x(point.at),
                y: height.y(point.value),
                facility: facility_of(point),
                outside: point.standing.is_outside(),
                bound: point.bound,
            })
            .collect();
        let lines = (0..scale.sources.len())
            .map(|facility| {
                let points: Vec<String> = scale
                    .points
                    .iter()
                    .filter(|point| facility_of(point) == facility)
                    .map(|point| format!("{},{}", time.x(point.at), height.y(point.value)))
                    .collect();
                (facility, points)
            })
            .filter(|(_, points)| points.len() > 1)
            .map(|(facility, points)| Line { facility, points: points.join(" ") })
            .collect();
        Self {
            bands: bands(scale, sheet, &time, &height),
            levels: height.levels(),
            dates: time.ticks(sheet.dates),
            lines,
            newest: scale.points.last().map(|point| newest(point, sheet, &time, &height)),
            marks,
        }
    }
}

/// A number as it stands on an axis: no zeros at the end.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The newest value; as it was sent where it is too small for an axis.
fn in_digits(point: &Point) -> String {
    let plain = plain(point.value);
    let is_whole = plain.parse::<f64>().is_ok_and(|read| (read - point.value).abs() < f64::EPSILON);
    if is_whole { plain } else { point.sent.value.in_digits().into_owned() }
}

/// Axis from a day before the first value to a day after the last one at least, so that one value alone stands in the
/// middle.
fn time_axis(points: &[Point], sheet: &Sheet) -> TimeAxis {
    let days = points.iter().map(|point| point.at.date());
    let first = days.clone().min().unwrap_or_default();
    let last = days.max().unwrap_or_default();
    let air = Days::new(((last - first).num_days().unsigned_abs() / 40).max(1));
    let first = first.checked_sub_days(air).unwrap_or(first);
    let last = last.checked_add_days(air).and_then(|day| day.succ_opt()).unwrap_or(last);
    TimeAxis::new(first, last, sheet.left, sheet.right())
}

struct ValueAxis {
    scale: RangedCoordf64,
    span: (i32, i32),
    low: f64,
    high: f64,
}

impl ValueAxis {
    /// Every value and the limits of the range that they are read against. It need not begin at zero:
    /// small changes matter, and the band says where one is.
    fn of(scale: &Scale, sheet: &Sheet) -> Self {
        let limits = scale.bands.iter().flat_map(|band| [band.low, band.high]).flatten();
        let values: Vec<f64> = scale.points.iter().map(|point| point.value).chain(limits).collect();
        let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let air = match (highest - lowest) * 0.12 {
            air if air > 0.0 => air,
            _ => (highest.abs() * 0.1).max(0.5),
        };
        let low = if lowest >= 0.0 { (lowest - air).max(0.0) } else { lowest - air };
        let high = highest + air;
        Self { scale: (low..high).into(), span: (sheet.bottom(), sheet.top), low, high }
    }

    fn y(&self, value: f64) -> i32 {
        self.scale.map(&value.clamp(self.low, self.high), self.span)
    }

    fn levels(&self) -> Vec<(i32, String)> {
        self.scale.key_points(5).into_iter().map(|value| (self.y(value), plain(value))).collect()
    }
}

fn bands(scale: &Scale, sheet: &Sheet, time: &TimeAxis, height: &ValueAxis) -> Vec<BandBox> {
    scale
        .bands
        .iter()
        .enumerate()
        .map(|(number, band)| {
            // The first range also stands to the left of its first result: nothing older is drawn there.
            let x = if number == 0 { sheet.left } else { time.x(band.from) };
            let right = band.until.map_or(sheet.right(), |until| time.x(until));
            let top = band.high.map_or(sheet.top, |value| height.y(value));
            let bottom = band.low.map_or(sheet.bottom(), |value| height.y(value));
            BandBox {
                x,
                width: (right - x).max(0),
                top,
                height: (bottom - top).max(0),
                high: band.high.map(|value| height.y(value)),
                low: band.low.map(|value| height.y(value)),
            }
        })
        .collect()
}

fn newest(point: &Point, sheet: &Sheet, time: &TimeAxis, height: &ValueAxis) -> Label {
    let sign = match point.bound {
        None => "",
        Some(Comparator::Less) => "<",
        Some(Comparator::LessOrEqual) => "≤",
        Some(Comparator::GreaterOrEqual) => "≥",
        Some(Comparator::Greater) => ">",
    };
    let (x, y) = (time.x(point.at), height.y(point.value));
    Label {
        x,
        // Above the mark, unless that is off the sheet.
        y: if y - 14 > sheet.top { y - 14 } else { y + 26 },
        text: format!("{sign}{}", in_digits(point)),
        anchor: time.anchor(x, 32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use shared::{
        labs::{Band, Standing},
        record::Quantity,
    };

    fn scale(values: &[(&str, f64)], bands: Vec<Band>) -> Scale {
        let source: shared::source::Source = "1310000011".try_into().unwrap();
        let points = values
            .iter()
            .map(|(day, value)| Point {
                item: "0".repeat(32).try_into().unwrap(),
                at: day.parse::<NaiveDate>().unwrap().and_hms_opt(10, 0, 0).unwrap(),
                value: *value,
                sent: Quantity {
                    value: value.to_string().as_str().try_into().unwrap(),
                    comparator: None,
                    unit: None,
                },
                bound: None,
                standing: Standing::Within,
                source: source.clone(),
            })
            .collect();
        Scale { unit: Some("%".into()), method: None, sources: vec![source], points, bands }
    }

    fn inside(layout: &Layout, sheet: &Sheet) {
        for mark in &layout.marks {
            assert!((sheet.left..=sheet.right()).contains(&mark.x), "{}", mark.x);
            assert!((sheet.top..=sheet.bottom()).contains(&mark.y), "{}", mark.y);
        }
        for (y, label) in &layout.levels {
            assert!((sheet.top..=sheet.bottom()).contains(y), "{label}");
        }
        for tick in &layout.dates {
            assert!((sheet.left..=sheet.right()).contains(&tick.x), "{}", tick.day);
        }
    }

    #[test]
    fn everything_stands_on_the_sheet_whatever_the_span() {
        let spans: [&[(&str, f64)]; 7] = [
            &[("2026-11-20", 5.8)],
            &[("2026-11-20", 0.0), ("2026-11-20", 0.0)],
            &[("2026-11-01", 5.8), ("2026-11-20", 5.8)],
            &[("2026-05-01", 120.0), ("2026-11-20", 95.0)],
            &[("2024-12-01", 7.1), ("2025-12-31", 6.9), ("2026-11-20", 12.0)],
            &[("2016-01-01", 0.001), ("2026-11-20", 9_999_999.0)],
            &[("1990-01-01", -5.0), ("2026-11-20", 5.0)],
        ];
        for values in spans {
            for sheet in [&WIDE, &NARROW] {
                let layout = Layout::of(&scale(values, vec![]), sheet);
                inside(&layout, sheet);
                assert!(layout.levels.len() >= 2, "{values:?}");
                assert!(
                    layout.dates.len() <= 2 * sheet.dates + 1,
                    "{values:?}: {} ticks",
                    layout.dates.len()
                );
                assert_eq!(layout.marks.len(), values.len());
            }
        }
    }

    #[test]
    fn a_band_without_a_lower_limit_reaches_the_floor() {
        let values = [("2026-05-01", 5.0), ("2026-11-20", 7.0)];
        let from = "2026-05-01T10:00:00".parse().unwrap();
        let band = Band { from, until: None, low: None, high: Some(6.0) };
        let layout = Layout::of(&scale(&values, vec![band]), &WIDE);
        let drawn = &layout.bands[0];
        assert_eq!(drawn.top + drawn.height, WIDE.bottom());
        assert_eq!((drawn.low, drawn.high), (None, Some(drawn.top)));
        assert!(layout.marks[1].y < drawn.top && layout.marks[0].y > drawn.top);
    }

    #[test]
    fn numbers_on_axes_are_plain() {
        for (value, expected) in
            [(5.0, "5"), (0.1 + 0.2, "0.3"), (7.25, "7.25"), (-0.5, "-0.5"), (1e6, "1000000")]
        {
            assert_eq!(plain(value), expected);
        }
    }
}
