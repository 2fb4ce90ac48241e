//! A history as FHIR R4 AuditEvents by IHE Basic Audit Log Patterns (BALP) 1.1.5
//! (<https://profiles.ihe.net/ITI/BALP/>, read 2026-11-21).
//!
//! What was opened is a PatientRead, with the consent that permitted it as one more entity. BALP's PatientRead is
//! for what succeeded, and its AuthZconsent wants a consent: a refusal has neither, so it is a plain AuditEvent
//! (DICOM "Security Alert") that claims no profile.

use super::{
    Entry, History,
    history::{Access, Actor, Named, Outcome, Purpose, field},
};
use serde_json::{Value, json};

/// The profile that what was opened conforms to.
pub const PATIENT_READ: &str =
    "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead";

const DICOM: &str = "http://dicom.nema.org/resources/ontology/DCM";
const REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
const ENTITY_TYPE: &str = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
const ENTITY_ROLE: &str = "http://terminology.hl7.org/CodeSystem/object-role";
const RESOURCE_TYPE: &str = "http://hl7.org/fhir/resource-types";
/// 医療機関番号 (ten digits), as senders are named in JP-CLINS.
const FACILITY: &str = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no";
const OURS: &str = "urn:mikata";

/// All entries, in a collection.
pub fn audit_events(history: &History) -> Value {
    let entries: Vec<Value> = history
        .entries
        .iter()
        .map(|entry| {
            let resource = audit_event(entry, &history.facilities);
            json!({"fullUrl": format!("{OURS}:access-entry:{}", entry.leaf.seq), "resource": resource})
        })
        .collect();
    json!({"resourceType": "Bundle", "type": "collection", "entry": entries})
}

fn audit_event(entry: &Entry, facilities: &[Named]) -> Value {
    let access = entry.access();
    let opened = access.outcome == Outcome::Granted;
    let purpose = purpose_of_use(&access);
    let mut event = json!({
        "resourceType": "AuditEvent",
        "recorded": entry.field(field::AT),
        "outcomeDesc": entry.field(field::OUTCOME),
        "purposeOfEvent": [concept(REASON, purpose)],
        "source": {
            "observer": us(),
            "type": [coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4")],
        },
        "agent": agents(entry, &access, facilities),
        "entity": entities(entry, &access),
    });
    if opened && access.purpose == Purpose::Erasure {
        event["type"] = coding("http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", "destroy");
        event["action"] = json!("D");
        event["outcome"] = json!("0");
    } else if opened && matches!(access.purpose, Purpose::OwnEntry | Purpose::Deciding | Purpose::OwnLink) {
        event["type"] = coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest");
        event["subtype"] = json!([coding("http://hl7.org/fhir/restful-interaction", "update")]);
        event["action"] = json!("U");
        event["outcome"] = json!("0");
    } else if opened {
        event["meta"] = json!({"profile": [PATIENT_READ]});
        event["type"] = coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest");
        event["subtype"] = json!([coding("http://hl7.org/fhir/restful-interaction", "read")]);
        event["action"] = json!("R");
        event["outcome"] = json!("0");
        if access.purpose == Purpose::Emergency {
            // Emergency Override Started.
            event["subtype"] = json!([event["subtype"][0], coding(DICOM, "110127")]);
        }
    } else {
        event["type"] = coding(DICOM, "110113");
        event["subtype"] =
            json!([coding("https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType", "AuthZ-Role")]);
        event["action"] = json!("E");
        event["outcome"] = json!("8");
    }
    event
}

/// HL7 v3 PurposeOfUse.
fn purpose_of_use(access: &Access) -> &'static str {
    match access.purpose {
        Purpose::AccessHistory if access.actor == Actor::Operator => "HOPERAT",
        Purpose::OwnRecord | Purpose::OwnEntry | Purpose::Keeping | Purpose::AccessHistory => "PATRQT",
        // The person shared it: what for, whoever opens it does not say.
        Purpose::OwnLink | Purpose::SharedLink => "PATRQT",
        Purpose::OnBehalf | Purpose::Deciding => "FAMRQT",
        Purpose::Emergency => "ETREAT",
        Purpose::Care | Purpose::Desk | Purpose::SafetyCheck | Purpose::Unknown => "TREAT",
        // Health care operations: there is no code for the law itself.
        Purpose::Erasure => "HOPERAT",
    }
}

fn agents(entry: &Entry, access: &Access, facilities: &[Named]) -> Value {
    let who = who(entry, access, facilities);
    let mut user = json!({
        "type": concept(PARTICIPATION, "IRCP"),
        "who": who,
        "requestor": true,
        "purposeOfUse": [concept(REASON, purpose_of_use(access))],
    });
    let roles: Vec<&str> = entry.field(field::ROLE).unwrap_or_default().split_whitespace().collect();
    if !roles.is_empty() {
        user["role"] = roles.iter().map(|role| concept(&format!("{OURS}:role"), role)).collect();
    }
    let mut agents = vec![
        json!({"type": concept(DICOM, "110152"), "who": who, "requestor": false, "network": masked()}),
        json!({"type": concept(DICOM, "110153"), "who": us(), "requestor": false, "network": masked()}),
        user,
    ];
    if access.facility.is_some() {
        let provider = concept("http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV");
        agents.push(json!({"type": provider, "who": who, "requestor": false}));
    }
    Value::Array(agents)
}

/// The facility; never an individual, whom the person is not told of.
fn who(entry: &Entry, access: &Access, facilities: &[Named]) -> Value {
    match (&access.facility, access.actor) {
        (Some(code), _) => {
            let mut who =
                json!({"type": "Organization", "identifier": identifier(FACILITY, &code.to_string())});
            if let Some(named) = facilities.iter().find(|one| one.code == *code) {
                who["display"] = json!(named.name);
            }
            who
        }
        (None, Actor::Own) => patient(entry),
        (None, _) => {
            let kind = entry.field(field::ACTOR).unwrap_or("unknown");
            let mut who = json!({"identifier": identifier(&format!("{OURS}:actor"), kind)});
            if let Some(recipient) = &access.recipient {
                who["display"] = json!(recipient);
            }
            who
        }
    }
}

fn entities(entry: &Entry, access: &Access) -> Value {
    let details: Vec<Value> = [field::PURPOSE, field::KINDS, field::LINK]
        .into_iter()
        .filter_map(|name| Some(json!({"type": name, "valueString": entry.field(name)?})))
        .filter(|detail| detail["valueString"] != "")
        .collect();
    let number = entry.leaf.seq.to_string();
    let mut data = json!({
        "type": coding(ENTITY_TYPE, "2"),
        "role": coding(ENTITY_ROLE, "4"),
        "what": {"identifier": identifier(&format!("{OURS}:access-entry"), &number)},
    });
    if !details.is_empty() {
        data["detail"] = Value::Array(details);
    }
    let person = json!({
        "type": coding(ENTITY_TYPE, "1"),
        "role": coding(ENTITY_ROLE, "1"),
        "what": patient(entry),
    });
    let consents = access.consents.iter().map(|id| {
        // As it was given: what is withdrawn is a later version of the same.
        let version = format!("Consent/{id}/_history/1");
        json!({"type": coding(RESOURCE_TYPE, "Consent"), "what": {"type": "Consent", "reference": version}})
    });
    [data, person].into_iter().chain(consents).collect()
}

fn patient(entry: &Entry) -> Value {
    let pseudonym = entry.leaf.pseudonym.to_string();
    json!({"type": "Patient", "identifier": identifier(&format!("{OURS}:pseudonym"), &pseudonym)})
}

fn us() -> Value {
    json!({"type": "Device", "identifier": identifier(OURS, "mikata")})
}

/// Placeholder of the network address that the profile asks for: addresses are kept apart from the log, and handed to
/// nobody.
fn masked() -> Value {
    let url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    json!({"extension": [{"url": url, "valueCode": "masked"}]})
}

fn identifier(system: &str, value: &str) -> Value {
    json!({"system": system, "value": value})
}

fn coding(system: &str, code: &str) -> Value {
    json!({"system": system, "code": code})
}

fn concept(system: &str, code: &str) -> Value {
    json!({"coding": [coding(system, code)]})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Hash, leaf::Leaf};
    use wasm_bindgen_test::wasm_bindgen_test;

    const DECISION: &str = "6f1f3c1e-8a3f-4a6e-9a52-0c1f2b3d4e5f";

    fn entry(fields: &[(&str, &str)]) -> Entry {
        let leaf = Leaf {
            pseudonym: Hash([1; 32]),
            seq: 7,
            previous: Hash::NONE,
            commitment: Hash::NONE,
            at_millis: 1_720_000_000_000,
        };
        let at = [("at", "2024-07-03T09:46:40.000Z")];
        let fields = at.iter().chain(fields).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Entry { leaf, fields: fields.collect(), salt: Hash::NONE, sealed: None }
    }

    fn agent<'a>(event: &'a Value, code: &str) -> &'a Value {
        let agents = event["agent"].as_array().unwrap();
        let mut found = agents.iter().filter(|agent| agent["type"]["coding"][0]["code"] == code);
        let agent = found.next().unwrap_or_else(|| panic!("an agent {code}"));
        assert!(found.next().is_none(), "one agent {code}");
        agent
    }

    fn entity<'a>(event: &'a Value, code: &str) -> Vec<&'a Value> {
        let entities = event["entity"].as_array().unwrap();
        entities.iter().filter(|entity| entity["type"]["code"] == code).collect()
    }

    /// AuditEvent R4: type, recorded, agent 1..* with requestor, source.observer; entity invariant sev-1.
    fn is_an_audit_event(event: &Value) {
        assert_eq!(event["resourceType"], "AuditEvent");
        assert!(event["type"]["system"].is_string() && event["type"]["code"].is_string());
        assert!(event["recorded"].as_str().unwrap().ends_with('Z'));
        assert!(event["source"]["observer"]["identifier"]["value"].is_string());
        assert!(matches!(event["outcome"].as_str(), Some("0" | "4" | "8" | "12")));
        let agents = event["agent"].as_array().unwrap();
        assert!(agents.iter().all(|agent| agent["requestor"].is_boolean()));
        assert_eq!(agents.iter().filter(|agent| agent["requestor"] == true).count(), 1);
        assert_no_empty(event);
    }

    /// FHIR has no nulls, no empty lists, objects or strings.
    fn assert_no_empty(value: &Value) {
        match value {
            Value::Null => panic!("null"),
            Value::String(text) => assert!(!text.is_empty(), "an empty string"),
            Value::Array(all) => {
                assert!(!all.is_empty(), "an empty list");
                all.iter().for_each(assert_no_empty);
            }
            Value::Object(all) => {
                assert!(!all.is_empty(), "an empty object");
                all.values().for_each(assert_no_empty);
            }
            Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// What IHE.BasicAudit.PatientRead requires beside (BALP 1.1.5, input/fsh/PatientRead.fsh).
    fn is_a_patient_read(event: &Value) {
        is_an_audit_event(event);
        assert_eq!(event["meta"]["profile"][0], PATIENT_READ);
        assert_eq!(
            (&event["type"]["code"], &event["action"], &event["outcome"]),
            (&"rest".into(), &"R".into(), &"0".into())
        );
        assert!(event["subtype"].as_array().unwrap().iter().any(|one| one["code"] == "read"));
        for code in ["110152", "110153"] {
            let machine = agent(event, code);
            assert!(machine["who"].is_object() && machine["network"].is_object(), "{code}");
            assert!(machine.get("media").is_none());
        }
        let user = agent(event, "IRCP");
        assert_eq!(user["requestor"], true);
        assert!(user["who"].is_object() && user.get("network").is_none());
        let (data, person) = (entity(event, "2"), entity(event, "1"));
        assert_eq!((data.len(), person.len()), (1, 1));
        assert!(
            data[0]["what"].is_object() && matches!(data[0]["role"]["code"].as_str(), Some("4" | "3" | "20"))
        );
        assert_eq!(
            (&person[0]["role"]["code"], &person[0]["what"]["type"]),
            (&"1".into(), &"Patient".into())
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_was_opened_is_a_patient_read_and_names_its_consent() {
        let read = entry(&[
            ("actor", "staff"),
            ("facility", "1310000011"),
            ("individual", "abc"),
            ("purpose", "care"),
            ("outcome", "granted"),
            ("role", "doctor nurse"),
            ("kinds", "tests medicines"),
            ("consent", DECISION),
        ]);
        let named = Named { code: "1310000011".try_into().unwrap(), name: "見本病院".into() };
        let event = audit_event(&read, &[named]);
        is_a_patient_read(&event);
        let consents = entity(&event, "Consent");
        assert_eq!(consents.len(), 1);
        assert_eq!(consents[0]["what"]["reference"], format!("Consent/{DECISION}/_history/1"));
        let user = agent(&event, "IRCP");
        assert_eq!(user["purposeOfUse"][0]["coding"][0]["code"], "TREAT");
        assert_eq!(user["role"][1]["coding"][0]["code"], "nurse");
        assert_eq!(user["who"]["display"], "見本病院");
        assert_eq!(agent(&event, "PROV")["who"]["identifier"]["value"], "1310000011");
        assert!(!event.to_string().contains("abc"), "no individual");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn each_purpose_has_its_code() {
        for (purpose, code) in [
            ("own-record", "PATRQT"),
            ("on-behalf", "FAMRQT"),
            ("care", "TREAT"),
            ("desk", "TREAT"),
            ("emergency", "ETREAT"),
            ("safety-check", "TREAT"),
            ("access-history", "PATRQT"),
        ] {
            let event = audit_event(
                &entry(&[("actor", "caregiver"), ("purpose", purpose), ("outcome", "granted")]),
                &[],
            );
            is_a_patient_read(&event);
            assert_eq!(event["purposeOfEvent"][0]["coding"][0]["code"], code, "{purpose}");
            let overridden = event["subtype"].as_array().unwrap().iter().any(|one| one["code"] == "110127");
            assert_eq!(overridden, purpose == "emergency");
        }
        for (actor, purpose, code) in
            [("patient", "own-entry", "PATRQT"), ("caregiver", "deciding", "FAMRQT")]
        {
            let written = [("actor", actor), ("purpose", purpose), ("outcome", "granted")];
            let event = audit_event(&entry(&written), &[]);
            assert_eq!((&event["action"], &event["subtype"][0]["code"]), (&json!("U"), &json!("update")));
            assert_eq!(event["purposeOfEvent"][0]["coding"][0]["code"], code);
        }
        let from_where = [("actor", "operator"), ("purpose", "access-history"), ("outcome", "granted")];
        let event = audit_event(&entry(&from_where), &[]);
        assert_eq!(event["purposeOfEvent"][0]["coding"][0]["code"], "HOPERAT", "nobody's own request");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn an_erasure_is_a_deletion_and_no_reading() {
        let fields = [("actor", "operator"), ("purpose", "erasure"), ("outcome", "granted"), ("erased", "3")];
        let event = audit_event(&entry(&fields), &[]);
        is_an_audit_event(&event);
        assert!(event.get("meta").is_none());
        assert_eq!((&event["action"], &event["type"]["code"]), (&"D".into(), &"destroy".into()));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_refusal_claims_no_profile_of_what_succeeded() {
        for outcome in ["refused", "something else"] {
            let event = audit_event(
                &entry(&[
                    ("actor", "facility"),
                    ("facility", "1310000011"),
                    ("purpose", "care"),
                    ("outcome", outcome),
                ]),
                &[],
            );
            is_an_audit_event(&event);
            assert!(event.get("meta").is_none());
            assert_eq!((&event["type"]["code"], &event["outcome"]), (&"110113".into(), &"8".into()));
            assert_eq!(event["outcomeDesc"], outcome);
        }
    }
}
