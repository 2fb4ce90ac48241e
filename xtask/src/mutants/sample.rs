//! Forty mutants of the consent decision and of what it limits, by name: all of them are to be caught, each time that
//! the tests run.

use super::copy::Copy;
use super::rules::{Area, DECISION, list, run};
use crate::Outcome;
use crate::report::Counts;

const SAMPLE: &str = include_str!("sample.txt");

/// Situations and instants alone, which take no time: laws over random consents are for the whole.
const AREA: Area = Area {
    tests: &[
        "--lib",
        "--",
        "consent::tests::cases",
        "consent::tests::instants",
        "consent::tests::passing_on",
        "record::limit",
    ],
    ..DECISION
};
const SIZE: usize = 40;

/// Each mutant that was caught counts as a test that passed, every other one as a failed one.
pub fn run_sample(copy: &Copy) -> Outcome<Counts> {
    let only = find(SAMPLE, &list(copy, &AREA)?)?;
    let became = run(copy, &AREA, &only)?;
    let passed = u32::try_from(became.caught.len()).unwrap_or_default();
    Ok(Counts { passed, failed: u32::try_from(SIZE).unwrap_or_default().saturating_sub(passed), skipped: 0 })
}

/// The places of what the sample names. A name that stands for nothing any more is an error: what it guarded moved, and
/// somebody must say where to.
fn find(sample: &str, listed: &[String]) -> Outcome<Vec<String>> {
    names(sample).map(|name| place_of(name, listed)).collect()
}

fn names(sample: &str) -> impl Iterator<Item = &str> {
    sample.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// `decide.rs: replace && with || in decide` → the first of this name; `… (2)` → the second.
fn place_of(name: &str, listed: &[String]) -> Outcome<String> {
    let gone = || format!("xtask/src/mutants/sample.txt names “{name}”, which is no mutant (any more).");
    let (name, number) = match name.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((rest, number)) if number.parse::<usize>().is_ok() => (rest, number.parse().unwrap_or(1_usize)),
        _ => (name, 1),
    };
    let (file, change) = name.split_once(": ").ok_or_else(gone)?;
    let mut same = listed.iter().filter(|one| {
        one.split_once(": ").is_some_and(|(place, what)| {
            let path = place.rsplitn(3, ':').last().unwrap_or(place);
            what == change && path.ends_with(&format!("/{file}"))
        })
    });
    same.nth(number.saturating_sub(1)).cloned().ok_or_else(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn forty_are_named_and_none_twice() {
        assert_eq!(names(SAMPLE).collect::<BTreeSet<_>>().len(), SIZE);
        assert_eq!(names(SAMPLE).count(), SIZE);
    }

    #[test]
    fn a_name_is_found_wherever_it_stands_and_a_stale_one_is_an_error() {
        let listed = [
            "shared/src/consent/decide.rs:9:4: replace == with != in decide".to_owned(),
            "shared/src/consent/decide.rs:12:1: replace == with != in decide".to_owned(),
            "shared/src/other/undecide.rs:1:1: replace == with != in decide".to_owned(),
        ];
        let found = find("# first\ndecide.rs: replace == with != in decide (2)\n", &listed);
        assert_eq!(found.unwrap(), [listed[1].clone()]);
        assert!(find("decide.rs: replace == with != in decide (3)", &listed).is_err());
        assert!(find("decide.rs: replace < with > in decide", &listed).is_err());
    }
}
