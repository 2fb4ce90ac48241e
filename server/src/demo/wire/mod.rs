//! How invented facts look on the wire: JP-CLINS resources and Bundles.

mod bundle;
mod clinical;
mod prescription;
mod result;

pub use bundle::{collection, patient_summary};
pub use clinical::{allergy, condition};
pub use prescription::prescription;
pub use result::result;

use super::place::Desk;
use chrono::NaiveDate;
use serde_json::{Value, json};

const INSTITUTION: &str = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no";
/// Followed by the ten digits of the facility.
const LOCAL_NUMBER: &str = "urn:oid:1.2.392.100495.20.3.51.1";
const INSTANCE: &str = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier";
/// The system of insured ids.
pub const INSURED: &str = "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID";
const ECS: &str = "http://jpfhir.jp/fhir/eCS/StructureDefinition";
const PATIENT_URL: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";
const ENTRY_IN_KANJI: &str = "IDE";
const ENTRY_IN_KANA: &str = "SYL";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

/// An invented person, as a facility's registration desk sends them.
#[derive(Clone, Debug)]
pub struct Invented {
    /// Family and given name.
    pub name: [String; 2],
    pub kana: [String; 2],
    pub sex: Sex,
    pub born: NaiveDate,
    /// 被保険者番号, of an insurer that does not exist.
    pub insured_id: String,
    /// 患者番号. Facilities number each for themselves; the invented ones happen to agree.
    pub number: String,
    /// Of a ward that does not exist, in a prefecture that does: in an emergency people are found by it.
    pub address: String,
}

impl Invented {
    fn patient(&self, desk: &Desk) -> Value {
        let name = |[family, given]: &[String; 2], form: &str| {
            json!({"extension": [represented(form)], "text": format!("{family} {given}"),
                "family": family, "given": [given]})
        };
        json!({
            "resourceType": "Patient",
            "meta": {"lastUpdated": desk.instant(), "profile": [format!("{ECS}/JP_Patient_eCS")]},
            "identifier": [
                {"system": INSURED, "value": self.insured_id},
                {"system": format!("{LOCAL_NUMBER}{}", desk.facility.code), "value": self.number}
            ],
            "name": [name(&self.name, ENTRY_IN_KANJI), name(&self.kana, ENTRY_IN_KANA)],
            "gender": match self.sex { Sex::Male => "male", Sex::Female => "female" },
            "birthDate": self.born.to_string(),
            "address": [{"text": self.address}],
        })
    }
}

fn represented(form: &str) -> Value {
    json!({"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation", "valueCode": form})
}

fn facility_and_department(desk: &Desk) -> Value {
    json!([
        {"url": "http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber",
         "valueIdentifier": {"system": INSTITUTION, "value": desk.facility.code}},
        {"url": "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department",
         "valueCodeableConcept": {"coding": [{"system": "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment",
            "code": desk.department.code, "display": desk.department.name}], "text": desk.department.name}}
    ])
}

fn visit(desk: &Desk) -> Value {
    json!({"resourceType": "Encounter", "id": "visit", "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB", "display": "外来"},
        "period": {"start": desk.day.to_string()}})
}

/// By name alone: of thousands of results each carries its doctor.
fn doctor(desk: &Desk) -> Value {
    json!({"resourceType": "Practitioner", "id": "doctor", "name": [{"text": desk.doctor}]})
}

/// What every entry carries. `serial`: unique within the facility, and stable.
fn entry(desk: &Desk, kind: &str, profile: &str, serial: &str, more: Value) -> Value {
    let mut entry = json!({
        "resourceType": kind,
        "meta": {"lastUpdated": desk.instant(), "profile": [format!("{ECS}/{profile}|1")]},
        "identifier": [{"system": INSTANCE, "value": format!("{}-{serial}", desk.facility.code)}],
        "extension": facility_and_department(desk),
        "contained": [visit(desk), doctor(desk)],
        "encounter": {"reference": "#visit"},
    });
    if let (Value::Object(entry), Value::Object(more)) = (&mut entry, more) {
        entry.extend(more);
    }
    entry
}

fn flag(resource: &mut Value, code: &str) {
    resource["meta"]["tag"] =
        json!([{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication", "code": code}]);
}

/// A JSON number with exactly these digits.
fn number(text: &str) -> Value {
    let number: serde_json::Number = text.parse().expect("the demonstration's numbers are numbers");
    Value::Number(number)
}
