//! The last value of the few tests that are asked for first.

use crate::{
    labs::{CoreItem, Standing, newest_first},
    nfkc::nfkc,
    record::{Document, Measured, Observation, ObservationKind, Record, RecordKind},
};
use serde::{Deserialize, Serialize};

/// The newest result of one test, wherever it was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastResult {
    /// The core item's code; `None` for the estimated GFR, which is none.
    pub core: Option<String>,
    pub result: Observation,
    pub standing: Standing,
    /// There is a newer one, of which nothing or not all could be read.
    pub newer_unreadable: bool,
}

/// One line of the list: whichever of these was measured last.
enum Wanted {
    /// Codes of core items.
    Core(&'static [&'static str]),
    /// JLAC10 analyte 8A065 (推算GFR), or its name where only a local code was sent.
    EstimatedGfr,
}

/// In the order in which they are asked for: kidney, electrolytes, blood count, coagulation, sugar, liver.
const WANTED: [Wanted; 12] = [
    Wanted::EstimatedGfr,
    Wanted::Core(&["Cre"]),
    Wanted::Core(&["K"]),
    Wanted::Core(&["Na"]),
    Wanted::Core(&["Hb"]),
    Wanted::Core(&["PLT"]),
    Wanted::Core(&["PT-INR"]),
    Wanted::Core(&["BG", "FBS", "CBG"]),
    Wanted::Core(&["HbA1c"]),
    Wanted::Core(&["AST"]),
    Wanted::Core(&["ALT"]),
    Wanted::Core(&["T-Bil"]),
];

/// Of what was registered and of what stands in documents; cancelled ones and those without a value say nothing.
pub fn last_results(record: &Record) -> Vec<LastResult> {
    let inside = record.documents.iter().flat_map(Document::observations);
    let inside = inside.filter(|one| one.kind == ObservationKind::Laboratory);
    let mut results: Vec<&Observation> =
        record.laboratory().chain(inside).filter(|one| is_stated(one)).collect();
    crate::order::sort_by(&mut results, |a, b| newest_first(a, b));
    WANTED.iter().filter_map(|wanted| last(wanted, &results)).collect()
}

fn last(wanted: &Wanted, newest_first: &[&Observation]) -> Option<LastResult> {
    let found: Vec<&Observation> = newest_first.iter().copied().filter(|one| wanted.is(one)).collect();
    let is_read = |one: &Observation| !matches!(one.value, Measured::Unreadable(_)) && one.counts();
    let shown = found.iter().find(|one| is_read(one)).or(found.first())?;
    let is_not_read =
        |one: &Observation| matches!(one.value, Measured::Unreadable(_)) || one.origin.is_in_doubt();
    let newer_unreadable = found.iter().any(|one| is_not_read(one) && is_newer(one, shown));
    Some(LastResult {
        core: CoreItem::of(&shown.codes).map(|item| item.code.to_owned()),
        result: (*shown).clone(),
        standing: Standing::of(shown),
        newer_unreadable,
    })
}

/// Whether its time is known to be later; of a result without a time that is never known.
fn is_newer(one: &Observation, shown: &Observation) -> bool {
    let on = |result: &Observation| result.effective.clone().filter(|_| !result.is_from_the_future());
    match (on(one), on(shown)) {
        (Some(one), Some(shown)) => one.compare(&shown).is_gt(),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn is_stated(result: &Observation) -> bool {
    !result.status.is_taken_back() && !matches!(result.value, Measured::Absent { .. } | Measured::NotSent)
}

impl Wanted {
    fn is(&self, result: &Observation) -> bool {
        match self {
            Self::Core(codes) => CoreItem::of(&result.codes).is_some_and(|item| codes.contains(&item.code)),
            Self::EstimatedGfr => {
                let coded =
                    result.codes.iter().any(|one| one.code.len() == 17 && one.code.starts_with("8A065"));
                let name = nfkc(&result.name).to_lowercase();
                coded || name.contains("egfr") || name.contains("推算gfr")
            }
        }
    }
}
