//! What a person enters of themself, written as the resources that the readers of a record read.

use crate::own::{Change, HomeBloodPressure, OwnAllergy, OwnEntry, OwnKind, OwnMedicine, TypedEntry};
use serde_json::{Map, Value, json};
use uuid::Uuid;
use {
    super::submission::{Content, Incoming, version::Version},
    crate::{
        disclosure::Disclosure,
        element::{
            Identifier, systems,
            written::{code_of, not_known, put},
        },
        record::{
            ItemKind, Standing,
            kinds::{
                allergy::{CLINICAL, fhir::CATEGORY},
                prescription::own as statement,
            },
        },
    },
};

const LOINC: &str = "http://loinc.org";
const UCUM: &str = "http://unitsofmeasure.org";

/// What an entry asks of the record.
pub fn content(typed: &TypedEntry) -> Content {
    let identifier = identifier(typed.id);
    match &typed.change {
        Change::Delete(kind) => Content::Removal { kind: item_kind(*kind), identifier },
        Change::Enter(entry) | Change::Correct(entry) => {
            let kind = item_kind(entry.kind());
            let resource = resource(entry, &identifier);
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
        OwnKind::Allergy => ItemKind::AllergyIntolerance,
    }
}

fn resource(entry: &OwnEntry, identifier: &Identifier) -> Value {
    let mut resource = match entry {
        OwnEntry::BloodPressure(entry) => blood_pressure(entry),
        OwnEntry::Medicine(entry) => medicine(entry),
        OwnEntry::Allergy(entry) => allergy(entry),
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

/// A statement, as nobody prescribed it: with no day but the one that was typed.
fn medicine(entry: &OwnMedicine) -> Value {
    let mut medicine = json!({"text": entry.name});
    if let Some(code) = &entry.code {
        medicine["coding"] = json!([{"system": code.system, "code": code.code}]);
    }
    let standing = if entry.still_taking { Standing::SaidTaken } else { Standing::SaidStopped };
    let mut resource = json!({
        "resourceType": statement::TYPE,
        "status": code_of(&statement::STATUSES, &standing),
        "medicationCodeableConcept": medicine,
    });
    if let Some(since) = entry.since.clone() {
        resource["effectivePeriod"] = json!({"start": String::from(since)});
    }
    if let Some(how) = &entry.how {
        resource["dosage"] = json!([{"text": how}]);
    }
    resource
}

/// Without a word on how sure it is or how grave the next reaction may be: nobody judged that. A severe one that was is
/// said as such.
fn allergy(entry: &OwnAllergy) -> Value {
    let mut resource = json!({
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": {"coding": [{"system": CLINICAL, "code": "active"}]},
        "code": {"text": entry.name},
    });
    let category = entry.category.and_then(|category| code_of(&CATEGORY, &category));
    if let Some(category) = category {
        resource["category"] = json!([category]);
    }
    if let Some(since) = entry.since.clone() {
        resource["onsetDateTime"] = String::from(since).into();
    }
    let mut reaction = Map::new();
    // A reaction has to have a manifestation (FHIR R4, 1..*), in words or not.
    let manifestation = match &entry.reaction {
        Some(said) => Some(json!({"text": said})),
        None => entry.severe.then(not_known),
    };
    put(&mut reaction, "manifestation", manifestation.map(|one| json!([one])));
    put(&mut reaction, "severity", entry.severe.then(|| "severe".into()));
    if !reaction.is_empty() {
        resource["reaction"] = json!([reaction]);
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
        own::{Field, Wrong, form::ALLERGENS},
        record::{
            ClinicalStatus, Coding, Entry, Gravity, Measured, ObservationKind, Prescription, Verification,
            write,
        },
        source::Source,
        time::Moment,
    };
    use chrono::{DateTime, Utc};

    fn now() -> DateTime<Utc> {
        "2026-11-29T01:00:00Z".parse().unwrap()
    }

    /// What an entry is read as, once it is stored.
    fn read_again(entry: OwnEntry) -> Entry {
        let typed = TypedEntry { id: Uuid::nil(), change: Change::Enter(entry) };
        let Content::Report { items } = content(&typed) else { panic!("one entry is written") };
        let [item] = &items[..] else { panic!("{items:?}") };
        stored(item.kind, &item.json)
    }

    fn stored(kind: ItemKind, json: &str) -> Entry {
        read(&Stored {
            patient: PatientId(Uuid::nil()),
            item: ItemId::derive(PatientId(Uuid::nil()), &["own"]),
            source: Source::Person,
            kind,
            received: now(),
            doubted: false,
            json: &Json::of(json),
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
        for since in [None, Some("2020"), Some("2026-11"), Some("2026-11-29")] {
            for (still_taking, standing) in [(true, Standing::SaidTaken), (false, Standing::SaidStopped)] {
                let entry = OwnMedicine {
                    name: "かぜ薬".into(),
                    code: Some(code.clone()),
                    since: since.map(|since| Moment::try_from(since).unwrap()),
                    how: Some("頭が痛いとき".into()),
                    still_taking,
                };
                let read = medicine_of(read_again(OwnEntry::Medicine(entry.clone())));
                assert_eq!((read.name.as_str(), read.standing), ("かぜ薬", standing));
                assert_eq!(read.codes.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["x"]);
                assert_eq!(read.dosage[0].text.as_deref(), Some("頭が痛いとき"));
                // Nobody prescribed it, on no day.
                assert_eq!((&read.authored, &read.category, read.dosage[0].start), (&None, &None, None));
                assert_eq!(read.said_since, entry.since, "a year stays a year, and nothing stays nothing");
                assert!(read.is_read() && !read.origin.is_in_doubt());
                assert_eq!((read.origin.source.clone(), read.origin.unread_parts.len()), (Source::Person, 0));
                let shown = OwnMedicine::of(&read).unwrap();
                assert_eq!(shown, OwnMedicine { code: None, ..entry });
                let written = write(&read.into()).unwrap();
                assert_eq!(written["resourceType"], "MedicationStatement");
                assert_eq!(written["effectivePeriod"]["start"].as_str(), since);
                assert_eq!(written.get("authoredOn"), None);
            }
        }
    }

    #[test]
    fn an_allergy_is_read_as_it_was_written_and_is_never_a_contraindication() {
        let categories = ALLERGENS.iter().map(|(_, category)| Some(*category));
        for category in categories.chain([None]) {
            for (reaction, severe) in
                [(None, false), (None, true), (Some("じんましん"), false), (Some("じんましん"), true)]
            {
                for since in [None, Some("2001"), Some("2001-05-17")] {
                    let entry = OwnAllergy {
                        name: "ペニシリン".into(),
                        category,
                        reaction: reaction.map(str::to_owned),
                        severe,
                        since: since.map(|since| Moment::try_from(since).unwrap()),
                    };
                    let Entry::Allergy(read) = read_again(OwnEntry::Allergy(entry.clone())) else {
                        panic!("no allergy")
                    };
                    assert_eq!(OwnAllergy::of(&read), Some(entry));
                    assert_eq!(
                        (read.status, read.verification),
                        (ClinicalStatus::Active, Verification::NotStated)
                    );
                    assert!(read.is_the_persons_own() && !read.is_contraindication());
                    assert_eq!(read.gravity(), if severe { Gravity::Grave } else { Gravity::NotKnown });
                    assert!(read.origin.unread_parts.is_empty(), "{:?}", read.origin.unread_parts);
                    assert!(read.reactions.iter().map(String::as_str).eq(reaction));
                    let written = write(&(*read).into()).unwrap();
                    let manifestation = &written["reaction"][0]["manifestation"][0];
                    assert_eq!(manifestation["text"].as_str(), reaction);
                    let absent = manifestation["extension"][0]["valueCode"] == "unknown";
                    assert_eq!(absent, severe && reaction.is_none(), "{written}");
                }
            }
        }
    }

    /// What is said to be none would stand as "no allergies", and hide those that there are.
    #[test]
    fn words_for_none_are_no_allergy() {
        let named = |name: &str| {
            let own =
                OwnAllergy { name: name.into(), category: None, reaction: None, severe: true, since: None };
            OwnEntry::Allergy(own).checked(now())
        };
        assert!(named("梨").is_ok() && named("なしの花粉").is_ok());
        for name in ["なし", "ナシ", "特になし", "アレルギーなし", "no known allergies", "不明"]
        {
            assert_eq!(named(name), Err(vec![Wrong::SaysNone(Field::Name)]), "{name}");
        }
    }

    /// Kept before 2026-12: as a prescription, of the day on which it was typed where no other was.
    #[test]
    fn an_entry_of_before_is_told_as_the_persons_words_and_without_the_day_of_typing() {
        for (authored, since) in
            [("2026-11-29", None), ("2020", Some("2020")), ("2026-11-28", Some("2026-11-28"))]
        {
            for (status, standing) in [("active", Standing::SaidTaken), ("stopped", Standing::SaidStopped)] {
                let kept = json!({
                    "resourceType": "MedicationRequest",
                    "identifier": [{"system": systems::OWN_ENTRY, "value": Uuid::nil().to_string()}],
                    "status": status,
                    "category": [{"text": "市販薬"}],
                    "medicationCodeableConcept": {"text": "かぜ薬"},
                    "authoredOn": authored,
                    "dosageInstruction": [{"text": "頭が痛いとき"}],
                });
                let read = medicine_of(stored(ItemKind::MedicationRequest, &kept.to_string()));
                assert_eq!((read.standing, &read.authored, &read.category), (standing, &None, &None));
                assert_eq!(read.said_since.clone().map(String::from).as_deref(), since);
                assert_eq!(read.dosage[0].start, None);
                assert!(read.is_read() && read.origin.unread_parts.is_empty());
                assert_eq!(id_of(&kept.to_string()), Some(Uuid::nil()));
            }
        }
    }

    fn medicine_of(entry: Entry) -> Prescription {
        match entry {
            Entry::Prescription(read) => *read,
            other => panic!("no medicine: {other:?}"),
        }
    }

    #[test]
    fn an_entry_is_found_by_its_id_again() {
        let measured = Moment::try_from("2026-11-29").unwrap();
        let entry = HomeBloodPressure { systolic: 128, diastolic: 76, pulse: None, measured };
        let id = Uuid::from_u128(7);
        let typed = TypedEntry { id, change: Change::Enter(OwnEntry::BloodPressure(entry)) };
        let Content::Report { items } = content(&typed) else { panic!("one entry is written") };
        assert_eq!(id_of(&items[0].json), Some(id));
        assert_eq!(id_of("{}"), None);
    }
}
