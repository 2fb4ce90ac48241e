//! What a person enters of themself, written as the resources that the readers of a record read.

use crate::own::{Change, HomeBloodPressure, OwnEntry, OwnKind, OwnMedicine, TypedEntry};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;
use {
    super::submission::{Content, Incoming, version::Version},
    crate::{
        disclosure::Disclosure,
        element::{Identifier, systems},
        record::ItemKind,
    },
};

const LOINC: &str = "http://loinc.org";
const UCUM: &str = "http://unitsofmeasure.org";

/// What an entry asks of the record; `now` is when it was typed.
pub fn content(typed: &TypedEntry, now: DateTime<Utc>) -> Content {
    let identifier = identifier(typed.id);
    match &typed.change {
        Change::Delete(kind) => Content::Removal { kind: item_kind(*kind), identifier },
        Change::Enter(entry) | Change::Correct(entry) => {
            let kind = item_kind(entry.kind());
            let resource = resource(entry, &identifier, now);
            let item = Incoming {
                kind,
                identifier,
                // An entry stays the same one whatever is corrected in it, its name included.
                code_key: String::new(),
                department: None,
                disclosure: Disclosure::Open,
                // It was changed when it arrived. So what is typed again is the same in every byte.
                version: Version::of(kind, &resource),
                // A corrected time is no second measurement: that has an identifier of its own.
                occasion: None,
                json: resource.to_string(),
            };
            Content::Report { items: vec![item] }
        }
    }
}

fn identifier(id: Uuid) -> Identifier {
    Identifier { system: systems::OWN_ENTRY.to_owned(), value: id.to_string() }
}

/// The id of the entry that is stored as this resource.
pub fn id_of(stored: &str) -> Option<Uuid> {
    let resource: Value = serde_json::from_str(stored).ok()?;
    let mut identifiers = resource["identifier"].as_array()?.iter();
    let own = identifiers.find(|one| one["system"] == systems::OWN_ENTRY)?;
    Uuid::parse_str(own["value"].as_str()?).ok()
}

fn item_kind(kind: OwnKind) -> ItemKind {
    match kind {
        OwnKind::BloodPressure => ItemKind::Observation,
        OwnKind::Medicine => ItemKind::MedicationRequest,
    }
}

fn resource(entry: &OwnEntry, identifier: &Identifier, now: DateTime<Utc>) -> Value {
    let mut resource = match entry {
        OwnEntry::BloodPressure(entry) => blood_pressure(entry),
        OwnEntry::Medicine(entry) => medicine(entry, now),
    };
    resource["identifier"] = json!([{"system": identifier.system, "value": identifier.value}]);
    resource
}

/// As HL7's profile of a blood pressure has it: one observation, with the values as its parts.
fn blood_pressure(entry: &HomeBloodPressure) -> Value {
    let pressure = |code, text, value: u16| {
        let unit = json!({"value": value, "unit": "mmHg", "system": UCUM, "code": "mm[Hg]"});
        json!({"code": loinc(code, text), "valueQuantity": unit})
    };
    let mut parts = vec![
        pressure("8480-6", "最高血圧（上）", entry.systolic),
        pressure("8462-4", "最低血圧（下）", entry.diastolic),
    ];
    parts.extend(entry.pulse.map(|pulse| {
        let unit = json!({"value": pulse, "unit": "回/分", "system": UCUM, "code": "/min"});
        json!({"code": loinc("8867-4", "脈拍"), "valueQuantity": unit})
    }));
    json!({
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": systems::OBSERVATION_CATEGORY, "code": "vital-signs"}]}],
        "code": loinc("85354-9", "家庭で測った血圧"),
        "effectiveDateTime": String::from(entry.measured.clone()),
        "component": parts,
    })
}

/// Nothing says `reported` or an `intent`: of a sender both would leave in doubt whether it is taken. That nobody
/// prescribed it, its source says.
fn medicine(entry: &OwnMedicine, now: DateTime<Utc>) -> Value {
    let mut medicine = json!({"text": entry.name});
    if let Some(code) = &entry.code {
        medicine["coding"] = json!([{"system": code.system, "code": code.code}]);
    }
    let since = entry.since.clone().map_or_else(|| crate::time::tokyo_day(now).to_string(), String::from);
    let mut resource = json!({
        "resourceType": "MedicationRequest",
        "status": if entry.still_taking { "active" } else { "stopped" },
        "category": [{"text": "市販薬"}],
        "medicationCodeableConcept": medicine,
        "authoredOn": since,
    });
    if let Some(how) = &entry.how {
        resource["dosageInstruction"] = json!([{"text": how}]);
    }
    resource
}

fn loinc(code: &str, text: &str) -> Value {
    json!({"coding": [{"system": LOINC, "code": code}], "text": text})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fhir::item::{Json, Stored, read},
        ids::{ItemId, PatientId},
        record::{Coding, Entry, Measured, ObservationKind, Standing},
        source::Source,
        time::Moment,
    };

    fn now() -> DateTime<Utc> {
        "2026-11-29T01:00:00Z".parse().unwrap()
    }

    /// What an entry is read as, once it is stored.
    fn read_again(entry: OwnEntry) -> Entry {
        let typed = TypedEntry { id: Uuid::nil(), change: Change::Enter(entry) };
        let Content::Report { items } = content(&typed, now()) else { panic!("one entry is written") };
        let [item] = &items[..] else { panic!("{items:?}") };
        read(&Stored {
            patient: PatientId(Uuid::nil()),
            item: ItemId::derive(PatientId(Uuid::nil()), &["own"]),
            source: Source::Person,
            kind: item.kind,
            received: now(),
            doubted: false,
            json: &Json::of(&item.json),
        })
    }

    #[test]
    fn a_blood_pressure_is_read_as_it_was_written() {
        let measured = Moment::try_from("2026-11-29T07:30:00+09:00").unwrap();
        for (pulse, parts) in [(Some(68), vec![128, 76, 68]), (None, vec![128, 76])] {
            let entry = HomeBloodPressure { systolic: 128, diastolic: 76, pulse, measured: measured.clone() };
            let Entry::Observation(read) = read_again(OwnEntry::BloodPressure(entry)) else {
                panic!("no result")
            };
            let values = read.components.iter().map(|part| match &part.value {
                Measured::Quantity(quantity) => quantity.value.to_string().parse::<u16>().unwrap(),
                other => panic!("{other:?}"),
            });
            assert_eq!(values.collect::<Vec<_>>(), parts);
            assert_eq!((read.kind, read.effective), (ObservationKind::Other, Some(measured.clone())));
            assert_eq!(read.codes[0].code, "85354-9");
            assert_eq!((read.origin.source, read.origin.unread_parts), (Source::Person, vec![]));
        }
    }

    #[test]
    fn a_medicine_is_read_as_it_was_written() {
        let code =
            Coding { system: "urn:oid:1.2.392.200119.4.403.1".into(), code: "x".into(), display: None };
        for (still_taking, standing) in [(true, Standing::Issued), (false, Standing::Stopped)] {
            let entry = OwnMedicine {
                name: "かぜ薬".into(),
                code: Some(code.clone()),
                since: Some(Moment::try_from("2026-11").unwrap()),
                how: Some("頭が痛いとき".into()),
                still_taking,
            };
            let Entry::Prescription(read) = read_again(OwnEntry::Medicine(entry)) else {
                panic!("no medicine")
            };
            assert_eq!((read.name.as_str(), read.standing), ("かぜ薬", standing));
            assert_eq!(read.codes.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["x"]);
            assert_eq!(read.dosage[0].text.as_deref(), Some("頭が痛いとき"));
            assert_eq!(read.authored, Some(Moment::try_from("2026-11").unwrap()));
            assert!(read.is_read() && !read.origin.is_in_doubt());
            assert_eq!((read.origin.source, read.origin.unread_parts), (Source::Person, vec![]));
        }
    }

    #[test]
    fn an_entry_is_found_by_its_id_again() {
        let measured = Moment::try_from("2026-11-29").unwrap();
        let entry = HomeBloodPressure { systolic: 128, diastolic: 76, pulse: None, measured };
        let id = Uuid::from_u128(7);
        let typed = TypedEntry { id, change: Change::Enter(OwnEntry::BloodPressure(entry)) };
        let Content::Report { items } = content(&typed, now()) else { panic!("one entry is written") };
        assert_eq!(id_of(&items[0].json), Some(id));
        assert_eq!(id_of("{}"), None);
    }

    #[test]
    fn what_is_typed_again_is_the_same_in_every_byte() {
        let entry = OwnEntry::Medicine(OwnMedicine {
            name: "かぜ薬".into(),
            code: None,
            since: None,
            how: None,
            still_taking: true,
        });
        let typed = TypedEntry { id: Uuid::nil(), change: Change::Enter(entry) };
        let json = |at: DateTime<Utc>| match content(&typed, at) {
            Content::Report { items } => items[0].json.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(json(now()), json(now() + chrono::Duration::hours(1)));
    }
}
