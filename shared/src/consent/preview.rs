use super::{Decision, Reason, passed_on};
use crate::{
    category::Category,
    ids::ItemId,
    record::{Record, RecordKind},
    source::Source,
    time::Moment,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many lines of a kind a preview names; of the others it says how many.
const FIRST: usize = 5;

/// What somebody would see, kind by kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// One for each of [`Category::ALL`], in that order.
    pub kinds: Vec<SeenKind>,
    /// What could not be read and is passed on as such.
    pub unreadable: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenKind {
    pub category: Category,
    pub reason: Reason,
    pub count: usize,
    /// The newest of them.
    pub first: Vec<Line>,
}

/// One line or document of a record, as a preview or a list to choose from names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub category: Category,
    pub item: ItemId,
    /// As written.
    pub name: String,
    pub date: Option<Moment>,
    pub source: Source,
}

/// What a change would make appear and vanish, in one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub category: Category,
    pub appear: Vec<Line>,
    pub vanish: Vec<Line>,
}

impl Preview {
    /// Of a patient's own view: what the patient may not know is not in there, and so not in here.
    pub fn of(record: &Record, decision: &Decision, today: NaiveDate) -> Self {
        let seen = passed_on(record.clone(), decision, today);
        let mut lines: Vec<Vec<Line>> = vec![Vec::new(); Category::ALL.len()];
        for line in Line::all_of(&seen) {
            lines[line.category as usize].push(line);
        }
        let kinds = decision.kinds.iter().zip(lines).map(|(outcome, mut lines)| {
            let count = lines.len();
            lines.truncate(FIRST);
            SeenKind { category: outcome.category, reason: outcome.reason, count, first: lines }
        });
        Self { kinds: kinds.collect(), unreadable: seen.unreadable.len() }
    }
}

impl Difference {
    /// Between two decisions over one record; kinds in which nothing changes are left out.
    pub fn between(record: &Record, now: &Decision, then: &Decision, today: NaiveDate) -> Vec<Self> {
        let lines = |decision| Line::all_of(&passed_on(record.clone(), decision, today));
        let (now, then) = (lines(now), lines(then));
        let only_in = |some: &[Line], others: &[Line], category| -> Vec<Line> {
            let others: BTreeSet<_> = others.iter().map(Line::key).collect();
            let mine = some.iter().filter(|line| line.category == category);
            mine.filter(|line| !others.contains(&line.key())).cloned().collect()
        };
        let of = |category| Self {
            category,
            appear: only_in(&then, &now, category),
            vanish: only_in(&now, &then, category),
        };
        Category::ALL
            .map(of)
            .into_iter()
            .filter(|one| !one.appear.is_empty() || !one.vanish.is_empty())
            .collect()
    }
}

impl Line {
    /// Every line of a record, in the order of its lists. What could not be read is none; what is of several kinds of
    /// information stands under the first of them.
    pub fn all_of(record: &Record) -> Vec<Self> {
        record.entries().filter_map(Self::of).collect()
    }

    fn of(entry: &dyn RecordKind) -> Option<Self> {
        let origin = entry.origin();
        Some(Self {
            category: entry.listed_under()?,
            item: origin.item.clone(),
            name: entry.title()?.to_owned(),
            date: entry.date().cloned(),
            source: origin.source.clone(),
        })
    }

    fn key(&self) -> (&ItemId, &str) {
        (&self.item, &self.name)
    }
}
