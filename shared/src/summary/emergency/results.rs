//! The last value of the few tests that are asked for first.

use crate::{
    labs::{CoreItem, Standing, newest_first},
    nfkc::nfkc,
    record::{Measured, Observation, ObservationKind, Record, ResultStatus, SectionEntry},
};
use serde::{Deserialize, Serialize};

/// The newest result of one test, whoever measured it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastResult {
    /// The core item's code; `None` for the estimated GFR, which is none.
    pub core: Option<String>,
    pub result: Observation,
    pub standing: Standing,
    /// There is a newer one, which could not be read.
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
    let inside =
        record.documents.iter().flat_map(|document| document.entries()).filter_map(|entry| match entry {
            SectionEntry::Observation(one) if one.kind == ObservationKind::Laboratory => Some(one),
            _ => None,
        });
    let mut results: Vec<&Observation> =
        record.laboratory().chain(inside).filter(|one| is_stated(one)).collect();
    crate::order::sort_by(&mut results, |a, b| newest_first(a, b));
    WANTED.iter().filter_map(|wanted| last(wanted, &results)).collect()
}

fn last(wanted: &Wanted, newest_first: &[&Observation]) -> Option<LastResult> {
    let mut found = newest_first.iter().filter(|one| wanted.is(one));
    let newest = found.next()?;
    let readable = |one: &&&Observation| !matches!(one.value, Measured::Unreadable(_));
    let shown = Some(newest).filter(readable).or_else(|| found.find(readable)).unwrap_or(newest);
    Some(LastResult {
        core: CoreItem::of(&shown.codes).map(|item| item.code.to_owned()),
        result: (*shown).clone(),
        standing: Standing::of(shown),
        newer_unreadable: !std::ptr::eq(*newest, *shown),
    })
}

fn is_stated(result: &Observation) -> bool {
    let reported = !matches!(result.status, ResultStatus::Cancelled | ResultStatus::EnteredInError);
    reported && !matches!(result.value, Measured::Absent { .. } | Measured::NotSent)
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
