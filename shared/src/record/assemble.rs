//! Assembles a viewer's record from the items that they may see: which of them are shown, and in which order. Pure, and
//! the same for every viewer; who may see what was decided before.

use super::{Document, Entry, Facility, Person, Record, RecordKind};
use crate::{ids::FacilityCode, time::Moment};
use chrono::NaiveDate;
use std::{
    cmp::Ordering,
    collections::{BTreeMap, btree_map},
};

/// Assembles a record, newest first in every list, the same whatever order `entries` come in.
///
/// Refuted and mistaken entries are left out, also inside documents, and so is a patient summary after its six months; a prescription stays, whatever became of it, and says so
/// (the `status.rs` in the folder of each kind). What could not be read stays, as unreadable.
pub fn assemble(
    person: Person,
    entries: Vec<Entry>,
    facility_names: &BTreeMap<FacilityCode, String>,
    today: NaiveDate,
) -> Record {
    let mut record = Record::empty(person);
    for mut entry in entries {
        let kind = entry.kind_mut();
        if kind.is_told(today) && !kind.categories().is_empty() {
            kind.leave_out_untold(today);
            record.add(entry);
        }
    }
    let inside: Vec<_> = record.documents.iter().flat_map(Document::prescriptions).collect();
    record.prescriptions.extend(inside);
    record.sort(order);
    record.facilities = facilities(&record, facility_names);
    record
}

/// Newest first, undated last, then by id: nothing here depends on what else was stored, or when.
fn order(a: &dyn RecordKind, b: &dyn RecordKind) -> Ordering {
    newest_first(a.order(), b.order())
        .then_with(|| a.origin().document.cmp(&b.origin().document))
        .then_with(|| a.origin().item.cmp(&b.origin().item))
}

fn newest_first(a: Option<&Moment>, b: Option<&Moment>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.compare(a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The facilities that something in the record came from.
fn facilities(record: &Record, names: &BTreeMap<FacilityCode, String>) -> Vec<Facility> {
    let mut found: BTreeMap<FacilityCode, Facility> = BTreeMap::new();
    for origin in record.entries().map(|entry| entry.origin()) {
        let Some(code) = origin.source.facility() else { continue };
        match found.entry(code.clone()) {
            btree_map::Entry::Vacant(place) => {
                let (code, name) = (code.clone(), names.get(code).cloned());
                place.insert(Facility { code, name, last_received: origin.received });
            }
            btree_map::Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.last_received = known.last_received.max(origin.received);
            }
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{ItemId, PatientId},
        record::{
            ClinicalStatus, Diagnosis, Document, DocumentKind, Origin, Prescription, Section, SectionEntry,
            Sex, Standing, Unreadable, Verification,
        },
    };
    use chrono::{DateTime, Utc};
    use uuid::Uuid;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn person() -> Person {
        let birth_date = NaiveDate::from_ymd_opt(1950, 2, 3).unwrap();
        Person { name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date }
    }

    fn facility(number: u32) -> FacilityCode {
        FacilityCode::try_from(format!("131000000{number}")).unwrap()
    }

    fn origin(serial: &str, number: u32, received: &str) -> Origin {
        Origin {
            item: ItemId::derive(PatientId(Uuid::nil()), &[serial]),
            source: facility(number).into(),
            department: None,
            updated: None,
            received: received.parse::<DateTime<Utc>>().unwrap(),
            document: None,
            long_term: false,
            unread_parts: Vec::new(),
            doubted: false,
        }
    }

    fn diagnosis(origin: Origin, onset: Option<&str>, verification: Verification) -> Diagnosis {
        Diagnosis {
            origin,
            name: "高血圧症".into(),
            written: None,
            codes: Vec::new(),
            icd10: None,
            main: false,
            status: ClinicalStatus::Active,
            verification,
            onset: onset.map(|text| Moment::try_from(text).unwrap()),
            ended: None,
            recorded: None,
            doctor: None,
            notes: Vec::new(),
        }
    }

    fn prescription(origin: Origin, standing: Standing) -> Prescription {
        Prescription {
            origin,
            name: "アムロジピン錠".into(),
            codes: Vec::new(),
            rp: None,
            dosage: Vec::new(),
            authored: None,
            said_since: None,
            quantity: None,
            prescriber: None,
            category: None,
            standing,
            standing_reason: None,
            notes: Vec::new(),
        }
    }

    fn document(origin: Origin, kind: DocumentKind, entries: Vec<SectionEntry>) -> Entry {
        let inner =
            Section { code: None, title: None, paragraphs: Vec::new(), entries, sections: Vec::new() };
        let outer = Section {
            code: None,
            title: None,
            paragraphs: Vec::new(),
            entries: Vec::new(),
            sections: vec![inner],
        };
        Entry::from(Document {
            origin,
            kind,
            title: "題".into(),
            date: Moment::try_from("2024-07-07").unwrap(),
            doctor: None,
            organization: None,
            department: None,
            addressee: None,
            visit_start: None,
            visit_end: None,
            sections: vec![outer],
        })
    }

    fn assembled(items: Vec<Entry>, today: &str) -> Record {
        let names = BTreeMap::from([(facility(1), "架空病院".to_owned())]);
        assemble(person(), items, &names, today.parse().unwrap())
    }

    const T1: &str = "2024-07-01T00:00:00Z";
    const T2: &str = "2024-07-02T00:00:00Z";

    #[wasm_bindgen_test(unsupported = test)]
    fn stated_facts_and_suspicions_are_told_and_nothing_that_was_refuted() {
        use Verification::{Confirmed, EnteredInError, NotStated, Refuted, Suspected};
        let all = [Confirmed, NotStated, Suspected, Refuted, EnteredInError];
        let items = |number| {
            all.map(|verification| {
                diagnosis(origin(&format!("{verification:?}"), number, T1), None, verification)
            })
        };
        let alone = items(1).map(Entry::from).to_vec();
        assert_eq!(assembled(alone, "2024-07-07").diagnoses.len(), 3);
        let inside = items(1).map(SectionEntry::from).to_vec();
        let record =
            assembled(vec![document(origin("d", 1, T1), DocumentKind::Referral, inside)], "2024-07-07");
        assert_eq!(record.documents[0].diagnoses().count(), 3);
        assert!(record.diagnoses.is_empty());
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn newest_come_first_whatever_order_they_came_in() {
        let one =
            |serial, onset| Entry::from(diagnosis(origin(serial, 1, T1), onset, Verification::Confirmed));
        let mut items = vec![
            one("a", None),
            one("b", Some("2020")),
            one("c", Some("2024-01-31")),
            one("d", Some("2024-01-31")),
            one("e", None),
        ];
        let forth = assembled(items.clone(), "2024-07-07");
        items.reverse();
        assert_eq!(assembled(items, "2024-07-07"), forth);
        let years: Vec<_> = forth.diagnoses.iter().map(|one| one.onset.clone().map(String::from)).collect();
        let expected = [Some("2024-01-31"), Some("2024-01-31"), Some("2020"), None, None];
        assert_eq!(years, expected.map(|text| text.map(str::to_owned)));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn facilities_are_those_with_something_visible() {
        let shown = |serial, number, received| {
            Entry::from(diagnosis(origin(serial, number, received), None, Verification::Confirmed))
        };
        let refuted = diagnosis(origin("x", 3, T2), None, Verification::Refuted);
        let late = diagnosis(origin("y", 1, "2024-07-05T00:00:00Z"), None, Verification::EnteredInError);
        let items = vec![
            shown("a", 1, T1),
            shown("b", 1, T2),
            shown("c", 2, T1),
            Entry::from(refuted),
            Entry::from(late),
        ];
        let found = assembled(items, "2024-07-07").facilities;
        let found: Vec<_> =
            found.iter().map(|one| (one.code.clone(), one.name.as_deref(), one.last_received)).collect();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(found, [(facility(1), Some("架空病院"), at(T2)), (facility(2), None, at(T1))]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_patient_summary_goes_after_six_months_with_all_it_brought() {
        let medicine = || SectionEntry::from(prescription(origin("p", 1, T1), Standing::Issued));
        let summary = || document(origin("d", 1, T1), DocumentKind::PatientSummary, vec![medicine()]);
        let last_day = assembled(vec![summary()], "2025-01-07");
        assert_eq!((last_day.documents.len(), last_day.prescriptions.len()), (1, 1));
        assert_eq!(assembled(vec![summary()], "2025-01-08"), Record::empty(person()));
        let letter = document(origin("d", 1, T1), DocumentKind::Referral, vec![medicine()]);
        assert_eq!(assembled(vec![letter], "2030-01-01").documents.len(), 1);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn medicines_inside_documents_are_medicines_and_mistakes_are_said() {
        let entries = vec![
            SectionEntry::from(prescription(origin("p", 1, T1), Standing::Issued)),
            SectionEntry::from(prescription(origin("q", 1, T1), Standing::Mistake)),
        ];
        let items = vec![
            document(origin("d", 1, T1), DocumentKind::Referral, entries),
            Entry::from(prescription(origin("r", 1, T1), Standing::Mistake)),
        ];
        let record = assembled(items, "2024-07-07");
        let document = Some(record.documents[0].origin.item.clone());
        let inside = record.prescriptions.iter().filter(|one| one.origin.document == document);
        assert_eq!((record.prescriptions.len(), inside.count()), (3, 2));
        let mistakes = record.prescriptions.iter().filter(|one| one.standing == Standing::Mistake);
        assert_eq!(mistakes.count(), 2, "said as such, and in no plan (course.rs)");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_could_not_be_read_stays() {
        let unreadable =
            Unreadable { origin: origin("u", 1, T1), resource_type: "Condition".into(), issues: Vec::new() };
        let record = assembled(vec![Entry::from(unreadable)], "2024-07-07");
        assert_eq!((record.unreadable.len(), record.facilities.len()), (1, 1));
    }
}
