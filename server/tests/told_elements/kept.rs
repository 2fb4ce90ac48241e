//! What is kept changes nothing anywhere, and is shown to its own person, one tap away from its entry.

use super::{
    cases::bases,
    looked::{PLACES, Place, Prepared},
    places::Sent,
};
use crate::common::{
    CLINIC,
    bundle::{diagnosis, hanako},
    words,
};
use serde_json::{Value, json};
use shared::record::ItemKind;

/// Elements that are kept, each with the words by which it is found again.
fn of_kind(kind: ItemKind) -> Vec<(&'static str, Value, &'static str)> {
    let of_all = vec![("encounter", json!({"display": "受診甲"}), "受診甲")];
    let more = match kind {
        ItemKind::Condition => vec![("evidence", json!([{"code": [{"text": "根拠甲"}]}]), "根拠甲")],
        ItemKind::AllergyIntolerance => vec![("lastOccurrence", json!("2025-12-24"), "2025-12-24")],
        ItemKind::Observation => vec![("method", json!({"text": "方法甲"}), "方法甲")],
        ItemKind::MedicationRequest => vec![
            ("reasonCode", json!([{"text": "理由甲"}]), "理由甲"),
            ("substitution", json!({"allowedBoolean": false, "reason": {"text": "変更甲"}}), "変更甲"),
        ],
        ItemKind::Procedure => vec![("followUp", json!([{"text": "その後甲"}]), "その後甲")],
        ItemKind::Immunization => vec![("lotNumber", json!("番号甲"), "番号甲")],
        ItemKind::Document => return Vec::new(),
    };
    of_all.into_iter().chain(more).collect()
}

#[tokio::test]
async fn what_is_kept_changes_no_place_and_is_shown_with_its_entry() {
    let prepared = Prepared::new().await;
    let places: Vec<Place> = PLACES.into_iter().chain([Place::Sent]).collect();
    let mut compared = 0;
    for (kind, resource) in bases() {
        if kind == ItemKind::Document {
            continue;
        }
        let look = async |resource: Value| {
            prepared.after(&super::bundle(kind, resource, Sent::ByItself), &places).await.unwrap()
        };
        let without = look(resource.clone()).await;
        for (element, value, found) in of_kind(kind) {
            let mut more = resource.clone();
            more[element] = value;
            let with = look(more).await;
            for ((place, without), with) in places.iter().zip(&without).zip(&with) {
                compared += 1;
                let path = format!("{}.{element}", kind.as_str());
                match place {
                    Place::Sent => {
                        assert!(with.contains(found) && with.contains(&path), "{path}: {with}");
                        assert!(!without.contains(found), "{path}: {without}");
                    }
                    _ => assert_eq!(without, with, "{path} in {place:?}"),
                }
            }
        }
    }
    println!("kept: {compared} places compared");
}

/// A prescription may stand beside a diagnosis that its person was not told; what was kept of it may name that.
#[tokio::test]
async fn what_names_something_hidden_is_kept_back_and_the_entry_stays() {
    let prepared = Prepared::new().await;
    let hidden = hanako().conditions(CLINIC, "9", &[diagnosis("u", words::UNTOLD).flagged("UNINFORMED")]);
    let mut prescription =
        bases().into_iter().find(|(kind, _)| *kind == ItemKind::MedicationRequest).unwrap().1;
    prescription["substitution"] =
        json!({"allowedBoolean": false, "reason": {"text": format!("{}のため", words::UNTOLD)}});
    let prescription = super::bundle(ItemKind::MedicationRequest, prescription, Sent::ByItself);
    let places = [Place::Medicines, Place::Sent];
    let open = prepared.after(&prescription, &places).await.unwrap();
    assert!(open[1].contains(words::UNTOLD), "{}", open[1]);
    for order in [[&hidden, &prescription], [&prescription, &hidden]] {
        let seen = prepared.after_all(&order, &places).await.unwrap();
        assert!(seen[0].contains("ワーファリン"), "{}", seen[0]);
        assert!(seen[1].contains("ワーファリン") && !seen[1].contains(words::UNTOLD), "{}", seen[1]);
    }
}
