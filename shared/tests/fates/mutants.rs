//! Each told element is dropped from its reader, everywhere and then in one place of the source after another: what the
//! tests of told elements ask must miss it. Run by `cargo xtask mutants elements`.

use super::{
    item,
    told::wrong,
    told_elements::{Case, cases},
};
use shared::{
    element::mutants::{Dropped, Site, dropping},
    record::Entry,
};
use std::collections::{BTreeMap, BTreeSet};

/// The facts of the first value, the second, and none, as a reader tells them that does not find the element; and where
/// it asked.
fn facts(case: &Case, dropped: Dropped) -> ([Entry; 3], BTreeSet<Site>) {
    let (around, name) = case.place();
    let mut read_at = BTreeSet::new();
    let [first, second] = case.both().map(|resource| {
        let around = resource.pointer(around).unwrap();
        let (fact, sites) = dropping(around, name, dropped, || item(case.kind, &resource));
        read_at.extend(sites);
        fact
    });
    ([first, second, item(case.kind, &case.left_out())], read_at)
}

#[test]
fn each_told_element_is_missed_when_its_reader_drops_it() {
    let cases = cases();
    let mut missed: Vec<&str> = Vec::new();
    let (mut places, mut survivors) = (0, BTreeMap::<Site, Vec<&str>>::new());
    for case in &cases {
        let (plain, read_at) = facts(case, Dropped::Nowhere);
        assert!(wrong(case, &plain).is_empty(), "{} without a mutant", case.element);
        assert!(!read_at.is_empty(), "{} is read by nobody", case.element);
        if wrong(case, &facts(case, Dropped::Everywhere).0).is_empty() {
            missed.push(case.element);
        }
        for site in read_at {
            places += 1;
            if wrong(case, &facts(case, Dropped::At(site)).0).is_empty() {
                survivors.entry(site).or_default().push(case.element);
            }
        }
    }
    println!("mutants: {} elements dropped, {} caught", cases.len(), cases.len() - missed.len());
    let survived: usize = survivors.values().map(Vec::len).sum();
    println!("mutants: dropped in {places} places of the source one by one, {} caught", places - survived);
    for ((file, line, column), elements) in &survivors {
        println!("survives: {file}:{line}:{column} {elements:?}");
    }
    assert!(missed.is_empty(), "{missed:?}");
}
