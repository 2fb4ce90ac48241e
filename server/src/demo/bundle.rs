//! Writes JP-CLINS Bundles, for invented people only.

use chrono::NaiveDate;
use serde_json::{Value, json};

const INSTITUTION: &str = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no";
const INSTANCE: &str = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier";
const ECS: &str = "http://jpfhir.jp/fhir/eCS/StructureDefinition";
const PATIENT_URL: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";

/// An invented person, as a facility's registration desk would send them.
pub struct Invented {
    pub name: [&'static str; 2],
    pub kana: [&'static str; 2],
    pub gender: &'static str,
    pub born: NaiveDate,
    /// 被保険者番号 of an insurer that does not exist.
    pub insured_id: &'static str,
}

/// Where and when an entry is written.
#[derive(Clone, Copy)]
pub struct Desk {
    pub facility: &'static str,
    /// 診療科: SS-MIX2 code and name.
    pub department: (&'static str, &'static str),
    pub doctor: &'static str,
    pub day: NaiveDate,
}

impl Desk {
    fn instant(&self) -> String {
        format!("{}T10:00:00+09:00", self.day)
    }

    fn extensions(&self) -> Value {
        json!([
            {"url": "http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber",
             "valueIdentifier": {"system": INSTITUTION, "value": self.facility}},
            {"url": "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department",
             "valueCodeableConcept": {"coding": [{"system": "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment",
                "code": self.department.0, "display": self.department.1}], "text": self.department.1}}
        ])
    }

    fn contained(&self) -> Value {
        json!([
            {"resourceType": "Encounter", "id": "visit", "status": "finished",
             "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB", "display": "外来"},
             "period": {"start": self.day.to_string()}},
            {"resourceType": "Practitioner", "id": "doctor",
             "identifier": [{"system": format!("urn:oid:1.2.392.100495.20.3.41.1{}", self.facility), "value": "D1"}],
             "name": [{"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                "valueCode": "IDE"}], "text": self.doctor}]}
        ])
    }

    /// What every entry carries.
    fn entry(&self, kind: &str, profile: &str, serial: &str) -> Value {
        json!({
            "resourceType": kind,
            "meta": {"lastUpdated": self.instant(), "profile": [format!("{ECS}/{profile}|1")]},
            "identifier": [{"system": INSTANCE, "value": format!("{}-{serial}", self.facility)}],
            "extension": self.extensions(),
            "contained": self.contained(),
        })
    }
}

fn add(mut resource: Value, more: Value) -> Value {
    if let (Some(resource), Some(more)) = (resource.as_object_mut(), more.as_object()) {
        resource.extend(more.clone());
    }
    resource
}

pub fn flagged(mut resource: Value, code: &str) -> Value {
    resource["meta"]["tag"] = json!([
        {"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication", "code": code}
    ]);
    resource
}

impl Invented {
    fn patient(&self, desk: &Desk) -> Value {
        let name = |parts: &[&str; 2], code: &str| {
            json!({"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                "valueCode": code}], "text": parts.join(" "), "family": parts[0], "given": [parts[1]]})
        };
        json!({
            "resourceType": "Patient",
            "meta": {"lastUpdated": desk.instant(), "profile": [format!("{ECS}/JP_Patient_eCS")]},
            "identifier": [
                {"system": "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID", "value": self.insured_id}
            ],
            "name": [name(&self.name, "IDE"), name(&self.kana, "SYL")],
            "gender": self.gender,
            "birthDate": self.born.to_string(),
            "address": [{"text": "架空県見本市例示町1-2-3"}],
        })
    }

    /// A registration (collection) of one type.
    pub fn collection(&self, desk: &Desk, tag: &str, serial: &str, resources: Vec<Value>) -> Value {
        let mut entries = vec![json!({"fullUrl": PATIENT_URL, "resource": self.patient(desk)})];
        entries.extend(resources.into_iter().enumerate().map(|(number, mut resource)| {
            let subject = if tag == "AllergyIntolerance" { "patient" } else { "subject" };
            resource[subject] = json!({"reference": PATIENT_URL});
            json!({"fullUrl": format!("urn:uuid:00000000-0000-4000-8000-{:012}", number + 100), "resource": resource})
        }));
        json!({
            "resourceType": "Bundle", "type": "collection", "timestamp": desk.instant(),
            "meta": {"lastUpdated": desk.instant(),
                "profile": ["http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_CLINS|1"],
                "tag": [{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS", "code": tag}]},
            "identifier": {"system": "http://jpfhir.jp/fhir/clins/bundle-identifier",
                "value": format!("{}^{}^{serial}", desk.facility, desk.day.format("%Y"))},
            "entry": entries,
        })
    }

    /// 患者サマリー（療養計画書）: what the clinic advises, and the diagnoses it is about.
    pub fn patient_summary(
        &self,
        desk: &Desk,
        clinic: &str,
        serial: &str,
        advice: &str,
        diagnoses: Vec<Value>,
    ) -> Value {
        let url = |number: usize| format!("urn:uuid:00000000-0000-4000-8000-{number:012}");
        let plan = json!({
            "resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "療養計画",
            "meta": {"lastUpdated": desk.instant(), "profile": [format!("{ECS}/JP_CarePlan_ePCS")]},
            "identifier": [{"system": INSTANCE, "value": format!("{}-{serial}-plan", desk.facility)}],
            "description": advice, "subject": {"reference": PATIENT_URL},
            "period": {"start": desk.day.to_string()},
        });
        let mut references = vec![json!({"reference": url(6)})];
        references.extend((0..diagnoses.len()).map(|number| json!({"reference": url(number + 100)})));
        let composition = json!({
            "resourceType": "Composition", "status": "final", "title": "患者サマリー（療養計画書）",
            "meta": {"lastUpdated": desk.instant(),
                "profile": ["http://jpfhir.jp/fhir/ePCS/StructureDefinition/JP_Composition_ePCS|1"]},
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/composition-clinicaldocument-versionNumber",
                "valueString": "1.0"}],
            "identifier": {"system": INSTANCE, "value": format!("{}-{serial}", desk.facility)},
            "type": {"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes",
                "code": "56447-6", "display": "計画書"}]},
            "category": [{"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-subtypecodes",
                "code": "OUTPATIENT", "display": "外来文書"}]}],
            "subject": {"reference": PATIENT_URL}, "encounter": {"reference": url(5)},
            "date": desk.instant(), "author": [{"reference": url(3)}, {"reference": url(4)}],
            "section": [{"title": "計画サマリー", "code": {"coding": [{
                "system": "http://jpfhir.jp/fhir/clins/CodeSystem/document-section",
                "code": "422", "display": "計画サマリーセクション"}]}, "entry": references}],
        });
        let mut visit = desk.contained()[0].clone();
        visit["identifier"] =
            json!([{"system": INSTANCE, "value": format!("{}-{serial}-visit", desk.facility)}]);
        let organization = json!({
            "resourceType": "Organization", "name": clinic,
            "identifier": [{"system": INSTITUTION, "value": desk.facility}],
            "type": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/organization-type", "code": "prov"}]}],
            "extension": [desk.extensions()[1]],
        });
        let mut entries: Vec<Value> = [
            (2, composition),
            (1, self.patient(desk)),
            (3, desk.contained()[1].clone()),
            (4, organization),
            (5, visit),
            (6, plan),
        ]
        .into_iter()
        .map(|(number, resource)| json!({"fullUrl": url(number), "resource": resource}))
        .collect();
        entries.extend(diagnoses.into_iter().enumerate().map(|(number, mut diagnosis)| {
            diagnosis["subject"] = json!({"reference": PATIENT_URL});
            json!({"fullUrl": url(number + 100), "resource": diagnosis})
        }));
        json!({
            "resourceType": "Bundle", "type": "document", "timestamp": desk.instant(),
            "meta": {"lastUpdated": desk.instant(),
                "profile": ["http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_ePCS|1"]},
            "identifier": {"system": "http://jpfhir.jp/fhir/clins/bundle-identifier",
                "value": format!("{}^{}^{serial}", desk.facility, desk.day.format("%Y"))},
            "entry": entries,
        })
    }
}

/// 病名管理番号 of a diagnosis that is given in words only.
pub const UNCODED: &str = "99999999";

/// 傷病名. `codes`: 病名管理番号 and ICD-10.
pub fn condition(
    desk: &Desk,
    serial: &str,
    name: &str,
    codes: [&str; 2],
    onset: NaiveDate,
    main: bool,
) -> Value {
    let mut condition = add(
        desk.entry("Condition", "JP_Condition_eCS", serial),
        json!({
            "clinicalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]},
            "verificationStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "confirmed"}]},
            "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-category", "code": "encounter-diagnosis"}]}],
            "code": {"coding": [
                {"system": "http://medis.or.jp/CodeSystem/master-disease-keyNumber", "code": codes[0],
                    "display": if codes[0] == UNCODED { "未コード化傷病名" } else { name }},
                {"system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full", "code": codes[1], "display": name},
            ], "text": name},
            "encounter": {"reference": "#visit"},
            "onsetDateTime": onset.to_string(),
            "recorder": {"reference": "#doctor"},
        }),
    );
    if main && let Some(extensions) = condition["extension"].as_array_mut() {
        extensions.push(json!({
            "url": "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_DiagnosisType",
            "valueCodeableConcept": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/ex-diagnosistype",
                "code": "principal", "display": "主病名"}]}}));
    }
    condition
}

/// アレルギー. `code`: J-FAGY system's last part, code.
pub fn allergy(
    desk: &Desk,
    serial: &str,
    name: &str,
    code: [&str; 2],
    category: &str,
    high: bool,
    reaction: &str,
) -> Value {
    add(
        desk.entry("AllergyIntolerance", "JP_AllergyIntolerance_eCS", serial),
        json!({
            "clinicalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}]},
            "verificationStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "code": "confirmed"}]},
            "category": [category],
            "criticality": if high { "high" } else { "low" },
            "code": {"coding": [{"system": format!("http://jpfhir.jp/fhir/core/CodeSystem/{}", code[0]), "code": code[1], "display": name}], "text": name},
            "encounter": {"reference": "#visit"},
            "recordedDate": desk.day.to_string(),
            "reaction": [{"manifestation": [{"text": reaction}]}],
        }),
    )
}

/// One result. `test`: JLAC10 system's name part (`CoreLabo`, `InfectionLabo`), code, display, name.
pub fn result(desk: &Desk, serial: &str, test: [&str; 4], specimen: &str, value: Value) -> Value {
    let resource = add(
        desk.entry("Observation", "JP_Observation_LabResult_eCS", serial),
        json!({
            "status": "final",
            "category": [{"coding": [{"system": "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS", "code": "laboratory"}]}],
            "code": {"coding": [
                {"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS", "code": format!("L{}", test[1]), "display": test[3]},
                {"system": format!("http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_{}_CS", test[0]), "code": test[1], "display": test[2]},
            ], "text": test[3]},
            "effectiveDateTime": desk.instant(),
            "issued": desk.instant(),
            "encounter": {"reference": "#visit"},
            "performer": [{"reference": "#doctor"}],
            "specimen": {"display": specimen},
        }),
    );
    add(resource, value)
}

/// A number with its unit and range, as [`result`]'s value.
pub fn number(value: &str, unit: &str, low: Option<&str>, high: Option<&str>) -> Value {
    let quantity = |text: &str| {
        let number: serde_json::Number = text.parse().expect("the demonstration's numbers are numbers");
        json!({"value": number, "unit": unit})
    };
    let mut range = json!({});
    if let Some(low) = low {
        range["low"] = quantity(low);
    }
    if let Some(high) = high {
        range["high"] = quantity(high);
    }
    json!({"valueQuantity": quantity(value), "referenceRange": [range]})
}

/// How a medicine is taken.
pub struct Use {
    /// 電子処方箋用法コード and its words.
    pub code: [&'static str; 2],
    pub per_dose: &'static str,
    pub per_day: Option<&'static str>,
    pub unit: &'static str,
    pub days: Option<u32>,
}

/// 処方: one medicine. `product`: YJ code and name.
pub fn prescription(desk: &Desk, serial: &str, product: [&str; 2], usage: &Use) -> Value {
    let amount = |text: &str| {
        let number: serde_json::Number = text.parse().expect("the demonstration's amounts are numbers");
        json!({"value": number, "unit": usage.unit,
            "system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUnitMERIT9Code"})
    };
    let mut dose = json!({"doseQuantity": amount(usage.per_dose)});
    if let Some(per_day) = usage.per_day {
        dose["rateRatio"] = json!({"numerator": amount(per_day),
            "denominator": {"value": 1, "unit": "日", "system": "http://unitsofmeasure.org", "code": "d"}});
    }
    let mut prescription = add(
        desk.entry("MedicationRequest", "JP_MedicationRequest_eCS", serial),
        json!({
            "status": "completed", "intent": "order",
            "identifier": [
                {"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber", "value": "1"},
                {"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex", "value": "1"},
                {"system": INSTANCE, "value": format!("{}-{serial}", desk.facility)},
            ],
            "medicationCodeableConcept": {"coding": [
                {"system": "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", "code": product[0], "display": product[1]}
            ], "text": product[1]},
            "authoredOn": desk.instant(),
            "requester": {"reference": "#doctor"},
            "encounter": {"reference": "#visit"},
            "dosageInstruction": [{
                "extension": [{"url": "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse",
                    "valuePeriod": {"start": desk.day.to_string()}}],
                "text": usage.code[1],
                "timing": {"code": {"coding": [{"system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription",
                    "code": usage.code[0], "display": usage.code[1]}], "text": usage.code[1]}},
                "doseAndRate": [dose],
            }],
        }),
    );
    if let Some(days) = usage.days {
        prescription["dispenseRequest"] = json!({"expectedSupplyDuration":
            {"value": days, "unit": "日", "system": "http://unitsofmeasure.org", "code": "d"}});
    }
    prescription
}
