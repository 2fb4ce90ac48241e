//! The sheet as a projection of the record: per group, reports side by side, newest first.

use crate::kinds::{observation, unreadable::sent_as};
use chrono::NaiveDate;
use shared::{
    labs::{CriticalResult, LabGroup, LabSheet, Scale, SheetGroup, Standing, TestKey, TestSeries, Trend},
    order::sort_by,
    record::{Observation, Record, ReferenceRange, Unreadable},
    source::Source,
};

/// Reports that stand side by side; the page of a test has them all.
const REPORTS: usize = 4;

#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Results that a laboratory flagged as critical, while they are urgent.
    pub critical: Vec<CriticalResult>,
    pub groups: Vec<Group>,
    pub unreadable: Vec<Unreadable>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub group: LabGroup,
    pub reports: Vec<Report>,
    pub rows: Vec<Row>,
}

/// Results that were measured in one place on one day (in Asia/Tokyo).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub day: Option<NaiveDate>,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: TestKey,
    pub name: String,
    /// The key of a core item's words.
    pub core: Option<String>,
    /// Of the newest result.
    pub ranges: Vec<ReferenceRange>,
    /// One per report of the group; several results of one day stand together.
    pub cells: Vec<Vec<Observation>>,
    /// The newest result, where it is older than every report shown.
    pub earlier: Option<Observation>,
    /// Standing of the newest result to its range.
    pub standing: Standing,
    /// What a small drawing is made of: numbers that can be compared, two at least, and none of them a bound.
    pub drawn: Option<Scale>,
}

impl Sheet {
    pub fn of(record: &Record, as_of: NaiveDate) -> Self {
        let sheet = LabSheet::of(record);
        Self {
            critical: CriticalResult::urgent(record, as_of),
            groups: sheet.groups.into_iter().map(Group::of).collect(),
            unreadable: sent_as(record, observation::NAME).cloned().collect(),
        }
    }
}

impl Sheet {
    /// Number of tests that have a newest result outside their range.
    pub fn outside(&self) -> usize {
        self.groups.iter().flat_map(|group| &group.rows).filter(|row| row.standing.is_outside()).count()
    }

    /// Leaves only those tests.
    pub fn keep_outside(&mut self) {
        for group in &mut self.groups {
            group.rows.retain(|row| row.standing.is_outside());
        }
        self.groups.retain(|group| !group.rows.is_empty());
    }
}

impl Group {
    fn of(group: SheetGroup) -> Self {
        let mut reports: Vec<Report> =
            group.tests.iter().flat_map(|test| &test.results).map(Report::of).collect();
        // Newest first, undated last (`None` is the smallest); facilities in a stable order.
        sort_by(&mut reports, |a, b| b.day.cmp(&a.day).then_with(|| a.source.cmp(&b.source)));
        reports.dedup();
        reports.truncate(REPORTS);
        let rows = group.tests.into_iter().map(|test| Row::of(test, &reports)).collect();
        Self { group: group.group, reports, rows }
    }

    pub fn has_earlier(&self) -> bool {
        self.rows.iter().any(|row| row.earlier.is_some())
    }
}

impl Report {
    fn of(result: &Observation) -> Self {
        Self {
            day: result.effective.as_ref().map(|moment| moment.first_day()),
            source: result.origin.source.clone(),
        }
    }
}

impl Row {
    fn of(test: TestSeries, reports: &[Report]) -> Self {
        let cells: Vec<Vec<Observation>> = reports
            .iter()
            .map(|report| {
                test.results.iter().filter(|result| Report::of(result) == *report).cloned().collect()
            })
            .collect();
        let newest = test.newest();
        let is_shown = cells.iter().flatten().any(|one| one.origin.item == newest.origin.item);
        let earlier = (!is_shown).then(|| newest.clone());
        Self {
            ranges: test.newest().ranges.clone(),
            standing: test.standing(),
            drawn: drawn(&test),
            core: test.core_key().map(str::to_owned),
            key: test.key,
            name: test.name,
            cells,
            earlier,
        }
    }
}

/// Only where the newest result is the last point: a line that ends at an older one would be read as the newest.
fn drawn(test: &TestSeries) -> Option<Scale> {
    let newest = Trend::of(test).scales.into_iter().next()?;
    let is_exact = newest.points.iter().all(|point| point.bound.is_none());
    let last = newest.points.last()?.at;
    let item = &test.newest().origin.item;
    let ends_in_newest = newest.points.iter().any(|point| point.item == *item && point.at == last);
    (is_exact && ends_in_newest && newest.points.len() > 1).then_some(newest)
}
