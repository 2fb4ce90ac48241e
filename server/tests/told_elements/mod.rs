//! Each element that is told is sent through the real door with one value and with another: whoever looks must see another
//! thing, in every place that is to show it.

#[path = "../../../shared/tests/told_elements/mod.rs"]
mod cases;
mod kept;
mod looked;
mod places;
mod sent;
mod withheld;

use cases::{Case, bases, cases};
use looked::{PLACES, Prepared};
use places::{Seen, Sent, excepted, seen};
use serde_json::Value;
use shared::record::ItemKind;
use std::collections::BTreeSet;

fn bundle(kind: ItemKind, resource: Value, sent: Sent) -> Value {
    match (kind, sent) {
        (ItemKind::Document, _) => sent::as_document(&resource),
        (_, Sent::InALetter) => sent::in_a_letter(resource),
        (kind, Sent::ByItself) => sent::registered(kind, resource),
    }
}

/// Sends both values of each of these, and says where a change is not seen.
async fn changes_are_seen(of: impl Fn(&Case) -> bool) {
    let prepared = Prepared::new().await;
    let cases: Vec<Case> = cases().into_iter().filter(of).collect();
    let (mut compared, mut wrong) = (0, Vec::new());
    for case in &cases {
        let Seen { sent, places } = seen(case);
        let mut words = Vec::new();
        for resource in case.both() {
            match prepared.after(&bundle(case.kind, resource, sent), places).await {
                Ok(found) => words.push(found),
                Err(why) => wrong.push(format!("{} is refused: {why}", case.element)),
            }
        }
        let [first, second] = words.as_slice() else { continue };
        for ((place, first), second) in places.iter().zip(first).zip(second) {
            compared += 1;
            if first == second {
                wrong.push(format!("{} changes unseen in {place:?}", case.element));
            }
        }
    }
    println!("told: {} elements compared in {compared} places", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_is_told_of_a_diagnosis_is_seen_wherever_it_is_to_be() {
    changes_are_seen(|case| case.kind == ItemKind::Condition).await;
}

#[tokio::test]
async fn what_is_told_of_an_allergy_is_seen_wherever_it_is_to_be() {
    changes_are_seen(|case| case.kind == ItemKind::AllergyIntolerance).await;
}

#[tokio::test]
async fn what_is_told_of_a_result_is_seen_wherever_it_is_to_be() {
    changes_are_seen(|case| case.kind == ItemKind::Observation).await;
}

#[tokio::test]
async fn what_is_told_of_a_prescription_is_seen_wherever_it_is_to_be() {
    changes_are_seen(|case| case.kind == ItemKind::MedicationRequest).await;
}

#[tokio::test]
async fn what_is_told_of_a_procedure_or_an_immunization_is_seen_wherever_it_is_to_be() {
    changes_are_seen(|case| matches!(case.kind, ItemKind::Procedure | ItemKind::Immunization)).await;
}

#[tokio::test]
async fn what_is_told_of_a_document_is_seen_wherever_it_is_to_be() {
    changes_are_seen(|case| case.kind == ItemKind::Document).await;
}

/// Else whatever differs by chance would be taken for a change.
#[tokio::test]
async fn the_same_sent_twice_is_seen_the_same_everywhere() {
    let prepared = Prepared::new().await;
    for (kind, resource) in bases() {
        let bundle = bundle(kind, resource, Sent::ByItself);
        let [first, second] = [
            prepared.after(&bundle, &PLACES).await.unwrap(),
            prepared.after(&bundle, &PLACES).await.unwrap(),
        ];
        for ((place, first), second) in PLACES.iter().zip(first).zip(second) {
            assert_eq!(first, second, "{} in {place:?}", kind.as_str());
        }
    }
}

#[test]
fn every_exception_names_an_element_that_is_told() {
    let told: BTreeSet<&str> = cases().iter().map(|case| case.element).collect();
    let mut named = BTreeSet::new();
    for element in excepted() {
        assert!(told.contains(element), "{element} is not told");
        assert!(named.insert(element), "{element} is named twice");
    }
}
