//! A facility that is shown every kind of information but one finds no word of that one on its page.

use super::{
    cases::bases,
    sent::{as_document, registered},
};
use crate::{
    common::{
        CLINIC, HOSPITAL,
        looking::{doctor, look},
    },
    portal::Portal,
    told,
};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::{auth::Role, gate::Purpose};
use shared::{
    category::{Categories, Category},
    record::ItemKind,
};
use std::collections::BTreeSet;

/// What only this kind of information says.
fn word(kind: Category) -> String {
    format!("word-of-{}", kind.as_str())
}

/// An entry of this kind of information. A new one does not compile here before it has one.
fn sample(kind: Category) -> (ItemKind, Value) {
    let said = json!({"text": word(kind)});
    let of = |item| (item, bases().into_iter().find(|(one, _)| *one == item).unwrap().1);
    let named = |item, element: &str| {
        let (item, mut resource) = of(item);
        resource[element] = said.clone();
        (item, resource)
    };
    let allergy = |category: &str| {
        let (item, mut resource) = named(ItemKind::AllergyIntolerance, "code");
        resource["category"] = json!([category]);
        resource["criticality"] = json!("high");
        (item, resource)
    };
    let document = |code: &str| {
        let (item, mut resource) = of(ItemKind::Document);
        let composition = &mut resource["entry"][0]["resource"];
        composition["title"] = json!(word(kind));
        composition["type"] = json!({"coding": [{"system": "http://loinc.org", "code": code}]});
        composition["identifier"] = json!({"system": INSTANCE, "value": word(kind)});
        (item, resource)
    };
    match kind {
        Category::Diagnoses => named(ItemKind::Condition, "code"),
        Category::Allergies => allergy("food"),
        Category::Contraindications => allergy("medication"),
        Category::Infections => {
            let (item, mut resource) = named(ItemKind::Observation, "code");
            resource["code"]["coding"] = json!([{
                "system": "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_InfectionLabo_CS",
                "code": "5F016141002306211", "display": word(kind)}]);
            (item, resource)
        }
        Category::Tests => named(ItemKind::Observation, "code"),
        Category::Medicines => named(ItemKind::MedicationRequest, "medicationCodeableConcept"),
        Category::Procedures => named(ItemKind::Procedure, "code"),
        Category::Immunizations => named(ItemKind::Immunization, "vaccineCode"),
        Category::Checkups => document("53576-5"),
        Category::Documents => document("57133-1"),
    }
}

const INSTANCE: &str = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier";

/// A Bundle for each type: who sends a list sends the whole of it.
fn bundles() -> Vec<Value> {
    let mut all: Vec<(ItemKind, Value)> = Vec::new();
    for (number, kind) in Category::ALL.into_iter().enumerate() {
        let (item, resource) = sample(kind);
        if item == ItemKind::Document {
            all.push((item, as_document(&resource)));
            continue;
        }
        let mut bundle = registered(item, resource);
        let entry = bundle["entry"].as_array_mut().unwrap().last_mut().unwrap();
        entry["fullUrl"] = json!(format!("urn:uuid:00000000-0000-4000-8000-0000000009{number:02}"));
        entry["resource"]["identifier"] = json!([{"system": INSTANCE, "value": word(kind)}]);
        let entry = entry.clone();
        match all.iter_mut().find(|(known, _)| *known == item) {
            Some((_, known)) => known["entry"].as_array_mut().unwrap().push(entry),
            None => all.push((item, bundle)),
        }
    }
    let sent: BTreeSet<ItemKind> = all.iter().map(|(item, _)| *item).collect();
    assert_eq!(sent, ItemKind::ALL.iter().copied().collect(), "a type that is stored has no sample");
    let mut bundles: Vec<Value> = all.into_iter().map(|(_, bundle)| bundle).collect();
    for (number, bundle) in bundles.iter_mut().enumerate() {
        bundle["identifier"]["value"] = json!(format!("{CLINIC}^2026^{number}"));
    }
    bundles
}

#[tokio::test]
async fn a_facility_that_is_shown_all_kinds_but_one_finds_no_word_of_that_one() {
    let (world, _folder) = told::world_at("2026-02-10T03:00:00Z".parse().unwrap()).await;
    for (number, bundle) in bundles().iter().enumerate() {
        match number {
            0 => world.send_new(CLINIC, bundle).await,
            _ => world.send(CLINIC, bundle).await,
        };
    }
    let patient = world.only_person().await;
    world.confirms(patient, &[HOSPITAL, CLINIC]).await;
    let portal = Portal::over(world.store.clone(), world.clock.clone(), patient, HOSPITAL).await;
    let cookie = world.member(HOSPITAL, "内科 一", &[Role::Doctor]).await.cookie;
    let page = async || {
        let address = format!("/desk/patients/{patient}/record");
        let answer = portal.ask_in_session(Some(&cookie), Method::GET, &address, "").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.text()
    };
    let missing = Category::ALL.into_iter().map(Some).chain([None]);
    for missing in missing {
        let kinds = missing.map_or(Categories::ALL, |kind| Categories::ALL.without(kind));
        told::shows(&world, patient, HOSPITAL, kinds).await;
        let page = page().await;
        let (view, _) = look(&world, &doctor(HOSPITAL), patient, Purpose::Care).await.unwrap();
        let view = serde_json::to_string(&view).unwrap();
        for kind in Category::ALL {
            let is_shown = Some(kind) != missing;
            assert_eq!(page.contains(&word(kind)), is_shown, "{kind:?} on the page without {missing:?}");
            assert_eq!(view.contains(&word(kind)), is_shown, "{kind:?} in the record without {missing:?}");
        }
    }
}
