//! Results as a hospital prints them: tests in groups, each with its results, newest first.

use super::{CoreItem, LabGroup, Standing};
use crate::{
    element::systems::JLAC10,
    record::{Coding, Observation, Record, RecordKind, ResultStatus},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{cmp::Ordering, collections::BTreeMap, fmt};

/// Key of a test: results with the same key are results of one test. It may stand in an address.
///
/// Core items are one test across facilities. Anything else is told apart by its 17-digit JLAC code,
/// or by sender and local code: two house codes that look alike are not the same test.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TestKey(String);

impl TestKey {
    pub fn of(observation: &Observation) -> Self {
        if let Some(core) = CoreItem::of(&observation.codes) {
            return Self(format!("core-{}", core.code.to_lowercase()));
        }
        let what = match Coding::code_in(&observation.codes, JLAC10) {
            Some(code) => format!("jlac10\0{code}"),
            None => {
                let code = observation.codes.first().map_or("", |coding| coding.code.as_str());
                format!("{}\0{code}\0{}", observation.origin.source, observation.name)
            }
        };
        let hash = Sha256::digest(what.as_bytes());
        Self(hash[..8].iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All laboratory results of a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabSheet {
    /// In the sheet's order; no empty groups.
    pub groups: Vec<SheetGroup>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetGroup {
    pub group: LabGroup,
    pub tests: Vec<TestSeries>,
}

/// One test over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestSeries {
    pub key: TestKey,
    /// As the newest result names it.
    pub name: String,
    /// The core item's code, if it is one.
    pub core: Option<String>,
    pub group: LabGroup,
    /// Newest first, and then those that are no results of the test ([`Observation::counts`]); never empty.
    pub results: Vec<Observation>,
}

impl TestSeries {
    pub fn newest(&self) -> &Observation {
        &self.results[0]
    }

    /// The key of its words, if it is a core item.
    pub fn core_key(&self) -> Option<&str> {
        let core = self.core.as_deref()?;
        Some(CoreItem::key_of(core, self.results.iter().map(|result| result.codes.as_slice())))
    }

    pub fn standing(&self) -> Standing {
        Standing::of(self.newest())
    }

    /// All of them by time, newest first.
    pub fn by_time(&self) -> Vec<&Observation> {
        let mut all: Vec<&Observation> = self.results.iter().collect();
        crate::order::sort_by(&mut all, |a, b| newest_in_time(a, b));
        all
    }

    /// The newest `most` results, each with what is no result and came between it and the next newer one.
    pub fn in_columns(&self, most: usize) -> Vec<Vec<&Observation>> {
        let mut columns: Vec<Vec<&Observation>> = Vec::new();
        let mut between = Vec::new();
        for result in self.by_time() {
            if result.counts() {
                columns.push(std::iter::once(result).chain(between.drain(..)).collect());
            } else {
                between.push(result);
            }
        }
        match columns.last_mut() {
            Some(oldest) => oldest.extend(between),
            None => columns = between.into_iter().map(|one| vec![one]).collect(),
        }
        columns.truncate(most);
        columns
    }
}

impl LabSheet {
    /// Groups a record's laboratory results. Mistaken entries (`entered-in-error`) are left out;
    /// what else is no result stays and says so.
    pub fn of(record: &Record) -> Self {
        Self::of_results(record.laboratory())
    }

    pub fn of_results<'a>(results: impl Iterator<Item = &'a Observation>) -> Self {
        let mut tests: BTreeMap<TestKey, Vec<Observation>> = BTreeMap::new();
        for result in results.filter(|result| result.status != ResultStatus::EnteredInError) {
            tests.entry(TestKey::of(result)).or_default().push(result.clone());
        }
        let mut groups: BTreeMap<LabGroup, Vec<TestSeries>> = BTreeMap::new();
        for (key, mut results) in tests {
            crate::order::sort_by(&mut results, newest_first);
            let core = CoreItem::of(&results[0].codes);
            let group = core.map_or(LabGroup::Other, |item| item.group);
            groups.entry(group).or_default().push(TestSeries {
                key,
                name: results[0].name.clone(),
                core: core.map(|item| item.code.to_owned()),
                group,
                results,
            });
        }
        let place = |series: &TestSeries| {
            super::CORE_ITEMS.iter().position(|item| Some(item.code) == series.core.as_deref())
        };
        let groups = groups
            .into_iter()
            .map(|(group, mut tests)| {
                crate::order::sort_by(&mut tests, |a, b| match (place(a), place(b)) {
                    (Some(a), Some(b)) => a.cmp(&b),
                    _ => a.name.cmp(&b.name).then_with(|| a.key.cmp(&b.key)),
                });
                SheetGroup { group, tests }
            })
            .collect();
        Self { groups }
    }

    pub fn tests(&self) -> impl Iterator<Item = &TestSeries> {
        self.groups.iter().flat_map(|group| &group.tests)
    }

    pub fn test(&self, key: &str) -> Option<&TestSeries> {
        self.tests().find(|series| series.key.as_str() == key)
    }
}

/// Results of the test before whatever is none, each by time.
pub(crate) fn newest_first(a: &Observation, b: &Observation) -> Ordering {
    b.counts().cmp(&a.counts()).then_with(|| newest_in_time(a, b))
}

/// Order of measurement, newest first; then undated ones; last those whose time is wrong, because they came before it;
/// then by id, so that order is stable.
fn newest_in_time(a: &Observation, b: &Observation) -> Ordering {
    let by_time = match (&a.effective, &b.effective) {
        (Some(a), Some(b)) => b.compare(a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    let by_time = a.is_from_the_future().cmp(&b.is_from_the_future()).then(by_time);
    by_time.then_with(|| a.origin.item.cmp(&b.origin.item))
}

#[cfg(test)]
mod tests {
    use super::super::{Context, NotCompared, Trend, testing::value};
    use super::*;
    use crate::record::{Interpretation::High, Issue, ResultStatus::*, Severity};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// All came on 2030-01-01.
    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_yet_to_be_measured_is_never_the_newest() {
        let results = [
            value("9.9", "%", "2099-01-01"),
            value("5.1", "%", "2029-12-31"),
            value("5.2", "%", "2030-01-02"),
        ];
        let sheet = LabSheet::of_results(results.iter());
        let series = sheet.tests().next().unwrap();
        let days: Vec<String> = series
            .results
            .iter()
            .map(|one| one.effective.as_ref().unwrap().first_day().to_string())
            .collect();
        assert_eq!(days, ["2030-01-02", "2029-12-31", "2099-01-01"], "a clock may go a day ahead");
        let trend = Trend::of(series);
        assert_eq!((trend.scales[0].points.len(), trend.left_out.no_day), (2, 1));
        let alone = LabSheet::of_results(results[..1].iter());
        assert_eq!(alone.tests().next().unwrap().results.len(), 1, "nothing is lost");
    }

    /// Each way of being no result, newer than a result: 9.9 and H, in a range from 4.9 to 6.0.
    fn no_results() -> Vec<Observation> {
        let high = |at: &str| Observation { interpretation: Some(High), ..value("9.9", "%", at) };
        let mut all: Vec<Observation> = [Registered, Cancelled, Unknown]
            .into_iter()
            .map(|status| Observation { status, ..high("2029-11-01") })
            .collect();
        let mut in_doubt = high("2029-11-02");
        let expected = "an element that is known here".to_owned();
        in_doubt.origin.unread_parts = vec![Issue {
            severity: Severity::Doubt,
            path: "Observation.modifierExtension".into(),
            found: String::new(),
            expected,
        }];
        all.push(in_doubt);
        all
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_no_result_is_shown_and_neither_marked_nor_counted_nor_the_newest() {
        for odd in no_results() {
            let told = format!("{:?}, {} unread", odd.status, odd.origin.unread_parts.len());
            let results = [odd, value("5.0", "%", "2029-10-01"), value("5.9", "%", "2029-09-01")];
            let sheet = LabSheet::of_results(results.iter());
            let series = sheet.tests().next().unwrap();
            assert_eq!(series.newest().effective, results[1].effective, "{told}");
            assert_eq!(series.standing(), Standing::Within, "{told}");
            assert_eq!(series.results.len(), 3, "{told}: nothing is lost");
            assert_eq!(series.by_time()[0].effective, results[0].effective, "{told}");
            let columns: Vec<usize> = series.in_columns(4).iter().map(Vec::len).collect();
            assert_eq!(columns, [2, 1], "{told}");
            assert_eq!(Standing::of(&results[0]), Standing::NotJudged, "{told}");
            assert!(NotCompared::of_result(&results[0]).is_some(), "{told}");
            let trend = Trend::of(series);
            assert_eq!((trend.scales[0].points.len(), trend.left_out.total()), (2, 1), "{told}");
            let context = Context::of(series);
            assert_eq!(context.since_previous.unwrap().previous_at, results[2].effective, "{told}");
            let alone = LabSheet::of_results(results[..1].iter());
            let alone = alone.tests().next().unwrap();
            assert_eq!(alone.standing(), Standing::NotJudged, "{told}");
            assert_eq!(alone.in_columns(4).len(), 1, "{told}");
        }
        for status in [Preliminary, Final, Amended, Corrected] {
            let result = Observation { status, ..value("9.9", "%", "2029-11-01") };
            assert_eq!(Standing::of(&result), Standing::High, "{status:?}");
        }
    }
}
