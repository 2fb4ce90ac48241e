//! What has arrived: from whom, on which day, how much of what. Home says it since the last visit.

use crate::{
    record::{Origin, Record, Standing},
    retention::summary_is_shown,
    source::Source,
    time::tokyo_day,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The moment from which something counts as new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Since {
    /// The reader's visit before this one.
    LastVisit(DateTime<Utc>),
    /// The first visit: so many days back.
    Days(u64),
}

impl Since {
    /// On a first visit, what is recent stands in for what is new.
    pub const FIRST_VISIT: Self = Self::Days(90);

    fn includes(self, received: DateTime<Utc>, as_of: NaiveDate) -> bool {
        match self {
            Self::LastVisit(at) => received > at,
            Self::Days(days) => {
                as_of.checked_sub_days(Days::new(days)).is_none_or(|first| tokyo_day(received) >= first)
            }
        }
    }
}

/// What came from one source on one day (in Asia/Tokyo), by kind. Counts are of lines as they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    pub source: Source,
    pub day: NaiveDate,
    pub diagnoses: usize,
    /// Diagnoses that are only suspected.
    pub suspected: usize,
    pub allergies: usize,
    pub contraindications: usize,
    pub results: usize,
    pub infections: usize,
    pub medicines: usize,
    pub documents: usize,
    /// Procedures, immunizations, and statements that none is known.
    pub others: usize,
    pub unreadable: usize,
}

impl Arrival {
    fn new(source: Source, day: NaiveDate) -> Self {
        Self {
            source,
            day,
            diagnoses: 0,
            suspected: 0,
            allergies: 0,
            contraindications: 0,
            results: 0,
            infections: 0,
            medicines: 0,
            documents: 0,
            others: 0,
            unreadable: 0,
        }
    }
}

/// What arrived since then, newest day first. Mistaken entries, and summaries that are no longer
/// shown, are not news.
pub fn arrivals(record: &Record, since: Since, as_of: NaiveDate) -> Vec<Arrival> {
    let mut list: Vec<Arrival> = Vec::new();
    let mut count = |origin: &Origin, add: fn(&mut Arrival)| {
        if !origin.source.brings_news() || !since.includes(origin.received, as_of) {
            return;
        }
        let day = tokyo_day(origin.received);
        let known = list.iter().position(|one| one.source == origin.source && one.day == day);
        let place = known.unwrap_or_else(|| {
            list.push(Arrival::new(origin.source.clone(), day));
            list.len() - 1
        });
        add(&mut list[place]);
    };
    for item in &record.diagnoses {
        match item.is_suspected() {
            true => count(&item.origin, |one| one.suspected += 1),
            false => count(&item.origin, |one| one.diagnoses += 1),
        }
    }
    for item in record.contraindications() {
        count(&item.origin, |one| one.contraindications += 1);
    }
    for item in record.plain_allergies() {
        count(&item.origin, |one| one.allergies += 1);
    }
    for item in record.infections() {
        count(&item.origin, |one| one.infections += 1);
    }
    for item in record.laboratory() {
        count(&item.origin, |one| one.results += 1);
    }
    for item in record.prescriptions.iter().filter(|item| item.standing != Standing::Mistake) {
        count(&item.origin, |one| one.medicines += 1);
    }
    for item in record.documents.iter().filter(|document| summary_is_shown(document, as_of)) {
        count(&item.origin, |one| one.documents += 1);
    }
    for item in &record.procedures {
        count(&item.origin, |one| one.others += 1);
    }
    for item in &record.none_known {
        count(&item.origin, |one| one.others += 1);
    }
    for item in &record.immunizations {
        count(&item.origin, |one| one.others += 1);
    }
    for item in &record.unreadable {
        count(&item.origin, |one| one.unreadable += 1);
    }
    crate::order::sort_by(&mut list, |a, b| b.day.cmp(&a.day).then_with(|| a.source.cmp(&b.source)));
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Person, Sex, Unreadable};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn record(received: &[(&str, &str)]) -> Record {
        let person = Person {
            name: "見本 花子".into(),
            kana: None,
            sex: Sex::Female,
            birth_date: "1944-07-24".parse().unwrap(),
        };
        let unreadable = received
            .iter()
            .map(|(facility, when)| Unreadable {
                origin: Origin {
                    item: "0".repeat(32).try_into().unwrap(),
                    source: (*facility).try_into().unwrap(),
                    department: None,
                    updated: None,
                    received: at(when),
                    document: None,
                    long_term: false,
                    unread_parts: vec![],
                    doubted: false,
                },
                resource_type: "Observation".into(),
                issues: vec![],
            })
            .collect();
        Record { unreadable, ..Record::empty(person) }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn only_what_came_later_is_new_and_days_are_those_of_tokyo() {
        let record = record(&[
            ("1310000011", "2026-11-01T00:00:00Z"),
            ("1310000011", "2026-11-19T15:30:00Z"),
            ("1310000011", "2026-11-20T03:00:00Z"),
            ("1310000029", "2026-11-20T03:00:00Z"),
        ]);
        let as_of = "2026-11-21".parse().unwrap();
        let since = Since::LastVisit(at("2026-11-01T00:00:00Z"));
        let found = arrivals(&record, since, as_of);
        let seen: Vec<(String, usize)> =
            found.iter().map(|one| (format!("{} {}", one.day, one.source), one.unreadable)).collect();
        let expected = [("2026-11-20 1310000011".to_owned(), 2), ("2026-11-20 1310000029".to_owned(), 1)];
        assert_eq!(seen, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_first_visit_looks_back_some_weeks() {
        let record =
            record(&[("1310000011", "2026-08-22T15:00:00Z"), ("1310000011", "2026-08-23T15:00:00Z")]);
        let as_of = "2026-11-22".parse().unwrap();
        let days: Vec<String> =
            arrivals(&record, Since::FIRST_VISIT, as_of).iter().map(|one| one.day.to_string()).collect();
        assert_eq!(days, ["2026-08-24"]);
    }
}
