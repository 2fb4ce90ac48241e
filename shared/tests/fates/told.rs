//! Each element that is told is sent with one value, with another, and not at all: the fact must be another each time.

use super::{
    item,
    told_elements::{AT_THE_DOOR, Case, cases},
};
use shared::record::{
    Entry,
    fate::{Fate, extensions, tables},
};
use std::collections::BTreeSet;

/// Whether everything in it was read: no issue is in it, at any depth.
fn is_read(fact: &str) -> bool {
    !fact.contains("severity: ")
}

/// What is wrong with how an element is told, by the facts of its first value, its second, and none.
pub fn wrong(case: &Case, [first, second, without]: &[Entry; 3]) -> Vec<String> {
    let unreadable = matches!(first, Entry::Unreadable(_));
    let [first, second, without] = [first, second, without].map(|item| format!("{item:#?}"));
    let mut wrong = Vec::new();
    if unreadable || !is_read(&first) {
        wrong.push(format!("{} is not read: {first}", case.element));
    }
    if !case.by_doubt && !is_read(&second) {
        wrong.push(format!("{} is not read when changed: {second}", case.element));
    }
    if first == second {
        wrong.push(format!("{} can change unseen", case.element));
    }
    if !case.repeats && first == without {
        wrong.push(format!("{} can be left out unseen", case.element));
    }
    wrong
}

#[test]
fn each_told_element_changes_the_fact_and_is_missed_in_it() {
    let cases = cases();
    let facts = |case: &Case| {
        let [first, second] = case.both();
        [first, second, case.left_out()].each_ref().map(|resource| item(case.kind, resource))
    };
    let wrong: Vec<String> = cases.iter().flat_map(|case| wrong(case, &facts(case))).collect();
    println!("told: {} elements changed and left out", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_told_element_of_every_table_is_among_them() {
    let asked: BTreeSet<&str> = cases().iter().map(|case| case.element).chain(AT_THE_DOOR).collect();
    let told: BTreeSet<String> = tables()
        .flat_map(|table| {
            let told = table.elements.iter().filter(|(_, fate, _)| *fate == Fate::Told);
            told.map(|(name, ..)| format!("{}.{name}", table.of))
        })
        .collect();
    let extensions = extensions().filter(|known| known.fate == Fate::Told);
    let extensions =
        extensions.map(|known| [known.at, known.name].join(".").trim_start_matches('.').to_owned());
    let told: BTreeSet<String> = told.into_iter().chain(extensions).collect();
    let missing: Vec<&String> = told.iter().filter(|element| !asked.contains(element.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let unknown: Vec<&&str> = asked.iter().filter(|element| !told.contains(**element)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
