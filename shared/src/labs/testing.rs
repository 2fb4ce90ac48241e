//! Invented results for the tests of this folder: range 4.9–6.0, one facility.

use super::{LabGroup, LabSheet, TestSeries};
use crate::record::{
    Comparator, Measured, Observation, ObservationKind, Origin, Quantity, ReferenceRange, ResultStatus,
};

pub fn series(results: Vec<Observation>) -> TestSeries {
    let mut sheet = LabSheet::of_results(results.iter());
    assert_eq!(sheet.groups.len(), 1);
    assert_eq!(sheet.groups[0].group, LabGroup::Other);
    sheet.groups[0].tests.remove(0)
}

pub fn value(number: &str, unit: &str, at: &str) -> Observation {
    let (comparator, number) = match number.chars().next() {
        Some('<') => (Some(Comparator::Less), &number[1..]),
        Some('>') => (Some(Comparator::Greater), &number[1..]),
        _ => (None, number),
    };
    let quantity = |text: &str, comparator| Quantity {
        value: text.try_into().unwrap(),
        comparator,
        unit: Some(unit.to_owned()),
    };
    let limit = |text| Some(quantity(text, None));
    let ranges = match unit {
        "%" => vec![ReferenceRange { low: limit("4.9"), high: limit("6.0"), text: None, unread: false }],
        _ => vec![],
    };
    Observation { ranges, ..result(Measured::Quantity(quantity(number, comparator)), at) }
}

/// The same under the code of a core item.
pub fn core(mut result: Observation, code: &str, display: &str) -> Observation {
    result.codes = vec![crate::record::Coding {
        system: "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS".to_owned(),
        code: code.to_owned(),
        display: Some(display.to_owned()),
    }];
    result
}

pub fn text(words: &str, at: &str) -> Observation {
    result(Measured::Text(words.to_owned()), at)
}

pub fn at_facility(mut result: Observation, facility: &str) -> Observation {
    result.origin.source = facility.try_into().unwrap();
    // Without codes, another sender's test would be another test.
    result.codes = vec![jlac10()];
    result
}

fn jlac10() -> crate::record::Coding {
    crate::record::Coding {
        system: "http://medis.or.jp/CodeSystem/master-JLAC10-17digits".to_owned(),
        code: "3D046000001906202".to_owned(),
        display: None,
    }
}

fn result(value: Measured, at: &str) -> Observation {
    Observation {
        origin: Origin {
            item: format!("{:0>32}", at.replace('-', "")).try_into().unwrap(),
            source: "1310000011".try_into().unwrap(),
            department: None,
            updated: None,
            received: "2030-01-01T00:00:00Z".parse().unwrap(),
            document: None,
            long_term: false,
            unread_parts: vec![],
            doubted: false,
        },
        kind: ObservationKind::Laboratory,
        name: "HbA1c".to_owned(),
        codes: vec![jlac10()],
        status: ResultStatus::Final,
        value,
        interpretation: None,
        limit: None,
        ranges: vec![],
        effective: Some(at.try_into().unwrap()),
        specimen: None,
        components: vec![],
        doctor: None,
        notes: vec![],
    }
}
