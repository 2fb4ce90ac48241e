//! Arrivals in a record: how much of what came from whom on which day. Home says it since the last visit.

use crate::{
    record::{News, Origin, Record},
    source::Source,
    time::tokyo_day,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeMap};

/// The moment from which something counts as new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Since {
    /// The reader's visit before this one.
    LastVisit(DateTime<Utc>),
    /// The first visit: so many days back.
    Days(u64),
}

impl Since {
    /// Days that count as recent.
    pub const RECENT: u64 = 90;

    /// On a first visit, what is recent stands in for what is new.
    pub const FIRST_VISIT: Self = Self::Days(Self::RECENT);

    fn includes(self, received: DateTime<Utc>, as_of: NaiveDate) -> bool {
        match self {
            Self::LastVisit(at) => received > at,
            Self::Days(days) => {
                as_of.checked_sub_days(Days::new(days)).is_none_or(|first| tokyo_day(received) >= first)
            }
        }
    }
}

/// Entries that came from one source on one day (in Asia/Tokyo). Counts are of lines as they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    pub source: Source,
    pub day: NaiveDate,
    /// Number of entries by kind of news; never zero.
    pub counts: BTreeMap<News, usize>,
}

/// Arrivals since that moment, newest day first. Mistaken entries, and summaries that are no longer shown, are not
/// news.
pub fn arrivals(record: &Record, since: Since, as_of: NaiveDate) -> Vec<Arrival> {
    let mut found: BTreeMap<(Reverse<NaiveDate>, &Source), BTreeMap<News, usize>> = BTreeMap::new();
    for entry in record.entries().filter(|entry| entry.is_told(as_of) && entry.origin().source.brings_news())
    {
        let Origin { source, received, .. } = entry.origin();
        if let Some(news) = entry.news().filter(|_| since.includes(*received, as_of)) {
            let counts = found.entry((Reverse(tokyo_day(*received)), source)).or_default();
            *counts.entry(news).or_default() += 1;
        }
    }
    let arrival =
        |((Reverse(day), source), counts): ((_, &Source), _)| Arrival { source: source.clone(), day, counts };
    found.into_iter().map(arrival).collect()
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
        let seen: Vec<(String, usize)> = found
            .iter()
            .map(|one| (format!("{} {}", one.day, one.source), one.counts[&News::Unreadable]))
            .collect();
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
