//! An axis of time across a sheet: where a moment stands, and which ticks name it. Scales and ticks are
//! those of `plotters`.

use crate::format::Precision;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::{IntoMonthly, RangedCoordf64, RangedDate};

pub struct TimeAxis {
    first: NaiveDate,
    last: NaiveDate,
    seconds: RangedCoordf64,
    left: i32,
    right: i32,
}

/// A day that is named under the axis.
pub struct DateTick {
    pub x: i32,
    pub day: NaiveDate,
    pub to: Precision,
    /// The first tick and the first of each year name it.
    pub with_year: bool,
    pub anchor: &'static str,
}

impl TimeAxis {
    /// An axis from the beginning of `first` to the beginning of `last`, which is later.
    pub fn new(first: NaiveDate, last: NaiveDate, left: i32, right: i32) -> Self {
        let seconds = (seconds(first.into())..seconds(last.into())).into();
        Self { first, last, seconds, left, right }
    }

    /// Moments beyond an end stand at that end.
    pub fn x(&self, at: NaiveDateTime) -> i32 {
        let within = at.clamp(self.first.into(), self.last.into());
        self.seconds.map(&seconds(within), (self.left, self.right))
    }

    /// Years, months or days, whichever gives about `wanted` ticks; none nearer than a label is wide.
    pub fn ticks(&self, wanted: usize) -> Vec<DateTick> {
        let days = (self.last - self.first).num_days();
        let (found, to) = if days > 3 * 366 {
            let step = (days / 366 / wanted as i64 + 1) as i32;
            let years = (self.first.year() + 1..=self.last.year()).filter(|year| year % step == 0);
            (years.filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1)).collect(), Precision::Year)
        } else if days > 62 {
            ((self.first..self.last).monthly().key_points(wanted), Precision::Month)
        } else {
            (RangedDate::from(self.first..self.last).key_points(wanted), Precision::Day)
        };
        let apart = (self.right - self.left) * 5 / (4 * wanted.max(1) as i32);
        let mut year = None;
        let mut before: Option<i32> = None;
        found
            .into_iter()
            .filter(|day| (self.first..=self.last).contains(day))
            .filter(|day| {
                let x = self.x((*day).into());
                let room = before.is_none_or(|before| x - before >= apart);
                before = if room { Some(x) } else { before };
                room
            })
            .map(|day| {
                let x = self.x(day.into());
                let with_year = year.replace(day.year()) != Some(day.year());
                DateTick { x, day, to, with_year, anchor: self.anchor(x, (self.right - self.left) / 10) }
            })
            .collect()
    }

    /// Labels nearer to an edge than `near` grow away from it.
    pub fn anchor(&self, x: i32, near: i32) -> &'static str {
        if x + near > self.right {
            "end"
        } else if x - near < self.left {
            "start"
        } else {
            "middle"
        }
    }
}

fn seconds(at: NaiveDateTime) -> f64 {
    at.and_utc().timestamp() as f64
}
