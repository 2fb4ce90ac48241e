//! What two invented facilities send about invented people: a record of the size that is usual, the same for
//! everybody but for the name, the insured id and the birth date.
#![allow(dead_code, reason = "each benchmark uses its own part of this file")]

use serde_json::{Value, json};
use std::ops::Range;

pub const HOSPITAL: &str = "1310000001";
pub const CLINIC: &str = "1310000002";

/// The day on which all of it was written, and the day the benchmarks take it to be.
pub const DAY: &str = "2024-07-07";
const AT: &str = "2024-07-07T10:00:00+09:00";

const CLINS: &str = "http://jpfhir.jp/fhir/clins";
const CORE: &str = "http://jpfhir.jp/fhir/core";
const ECS: &str = "http://jpfhir.jp/fhir/eCS";
const HL7: &str = "http://terminology.hl7.org/CodeSystem";
const INSTANCE: &str = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier";
const INSTITUTION: &str = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no";
const PATIENT: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";

/// 病名管理番号, ICD-10, name.
const DIAGNOSES: [[&str; 3]; 4] = [
    ["20061593", "I10", "高血圧症"],
    ["99999999", "E11.9", "２型糖尿病"],
    ["20058911", "I20.9", "狭心症"],
    ["99999999", "M81.99", "骨粗鬆症"],
];

/// JLAC10, name, value, unit, range.
const RESULTS: [[&str; 6]; 10] = [
    ["3D046000001906202", "HbA1c（NGSP）", "7.1", "%", "4.9", "6.0"],
    ["3D010129902327101", "空腹時血糖", "132", "mg/dL", "73", "109"],
    ["3C015000002327101", "クレアチニン", "0.83", "mg/dL", "0.46", "0.79"],
    ["3B035000002327201", "AST(GOT)", "22", "U/L", "13", "30"],
    ["3B045000002327201", "ALT(GPT)", "17", "U/L", "7", "23"],
    ["3F077000002327101", "LDLコレステロール", "118", "mg/dL", "65", "163"],
    ["3F070000002327101", "HDLコレステロール", "55", "mg/dL", "48", "103"],
    ["3H010000002326101", "ナトリウム", "141", "mmol/L", "138", "145"],
    ["3H015000002326101", "カリウム", "4.30", "mmol/L", "3.6", "4.8"],
    ["2A030000001930101", "ヘモグロビン", "12.9", "g/dL", "11.6", "14.8"],
];

/// YJ code and name.
const MEDICINES: [[&str; 2]; 4] = [
    ["2171022F4028", "アムロジンＯＤ錠５ｍｇ"],
    ["3962002F1110", "メトホルミン塩酸塩錠２５０ｍｇ「ＳＮ」"],
    ["2189015F1015", "アトルバスタチンカルシウム５ｍｇ錠"],
    ["1149019F1560", "ロキソニン錠６０ｍｇ"],
];

const ADVICE: &str = "血圧のお薬は、いまのまま続けてください。\r\n塩分は1日6グラムまでを目安に。\r\n\
    めまいがあるときは、受診日を待たずにお電話ください。";

/// Somebody who does not exist. Two numbers are two people.
#[derive(Clone, Copy, Debug)]
pub struct Invented(pub u32);

impl Invented {
    /// Everything that is sent about this person, with its sender.
    pub fn bundles(self) -> Vec<(&'static str, Vec<u8>)> {
        let collection = |facility, tag, entries| (facility, self.collection(facility, tag, entries));
        [
            collection(CLINIC, "Condition", diagnoses(CLINIC, &DIAGNOSES[..2])),
            collection(HOSPITAL, "Condition", diagnoses(HOSPITAL, &DIAGNOSES[2..])),
            collection(HOSPITAL, "AllergyIntolerance", vec![contraindication(HOSPITAL)]),
            collection(CLINIC, "Observation", RESULTS.iter().map(|test| result(CLINIC, test)).collect()),
            collection(
                CLINIC,
                "MedicationRequest",
                MEDICINES.iter().map(|one| medicine(CLINIC, one)).collect(),
            ),
            (CLINIC, self.patient_summary(CLINIC)),
        ]
        .map(|(facility, bundle)| (facility, bundle.to_string().into_bytes()))
        .into()
    }

    /// A diagnosis that this person has not been told, in a list of its own; another `number` is another diagnosis.
    pub fn untold(self, facility: &str, number: usize) -> Vec<u8> {
        let mut list = diagnoses(facility, &[["99999999", "C25.9", "膵癌"]]);
        list[0]["identifier"][0]["value"] = json!(format!("{facility}-untold-{number}"));
        list[0]["meta"]["tag"] =
            json!([{"system": format!("{CLINS}/CodeSystem/JP_ehrshrs_indication"), "code": "UNINFORMED"}]);
        let mut bundle = self.collection(facility, "Condition", list);
        bundle["identifier"]["value"] = json!(format!("{facility}^2024^untold-{number}-{}", self.0));
        bundle.to_string().into_bytes()
    }

    /// The results of these numbers, each of a day of its own, in one report.
    pub fn results(self, facility: &str, numbers: Range<usize>) -> Vec<u8> {
        let day = |number: usize| {
            format!("20{:02}-{:02}-{:02}", 10 + number / 336 % 14, 1 + number / 28 % 12, 1 + number % 28)
        };
        let one = |number: usize| {
            let mut one = result(facility, &RESULTS[number % RESULTS.len()]);
            one["identifier"][0]["value"] = json!(format!("{facility}-result-{number}"));
            one["effectiveDateTime"] = json!(format!("{}T10:00:00+09:00", day(number / RESULTS.len())));
            one
        };
        let mut bundle = self.collection(facility, "Observation", numbers.clone().map(one).collect());
        let last = numbers.end;
        bundle["identifier"]["value"] = json!(format!("{facility}^2024^results-{last}-{}", self.0));
        bundle.to_string().into_bytes()
    }

    fn patient(self) -> Value {
        let name = |family: &str, given: &str, code: &str| {
            json!({"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                "valueCode": code}], "text": format!("{family} {given}"), "family": family, "given": [given]})
        };
        let number = self.0;
        json!({
            "resourceType": "Patient",
            "meta": {"lastUpdated": AT, "profile": [format!("{ECS}/StructureDefinition/JP_Patient_eCS")]},
            "identifier": [{"system": format!("{CLINS}/Idsystem/JP_Insurance_memberID"),
                "value": format!("99{:06}:見本:{number}:01", number % 1_000_000)}],
            "name": [name("見本", &format!("花子{number}"), "IDE"), name("ミホン", "ハナコ", "SYL")],
            "gender": "female",
            "birthDate": format!("19{:02}-{:02}-{:02}", 30 + number % 60, 1 + number % 12, 1 + number % 28),
            "address": [{"text": "架空県見本市例示町1-2-3"}],
        })
    }

    fn bundle(self, facility: &str, kind: &str, profile: &str, serial: &str, entries: Vec<Value>) -> Value {
        json!({
            "resourceType": "Bundle", "type": kind, "timestamp": AT,
            "meta": {"lastUpdated": AT, "profile": [format!("{CLINS}/StructureDefinition/{profile}")]},
            "identifier": {"system": format!("{CLINS}/bundle-identifier"),
                "value": format!("{facility}^2024^{serial}-{}", self.0)},
            "entry": entries,
        })
    }

    /// A registration of one type.
    fn collection(self, facility: &str, tag: &str, resources: Vec<Value>) -> Value {
        let mut entries = vec![json!({"fullUrl": PATIENT, "resource": self.patient()})];
        entries.extend(numbered(resources));
        let mut bundle = self.bundle(facility, "collection", "JP_Bundle_CLINS", tag, entries);
        bundle["meta"]["tag"] =
            json!([{"system": format!("{CLINS}/CodeSystem/BundleResourceType_CS"), "code": tag}]);
        bundle
    }

    /// 患者サマリー（療養計画書）: a plan and the diagnoses it is about.
    pub fn patient_summary(self, facility: &str) -> Value {
        let about = diagnoses(facility, &DIAGNOSES);
        let mut references = vec![json!({"reference": address(6)})];
        references.extend((0..about.len()).map(|number| json!({"reference": address(number + 100)})));
        let composition = json!({
            "resourceType": "Composition", "status": "final", "title": "患者サマリー（療養計画書）",
            "meta": {"lastUpdated": AT,
                "profile": ["http://jpfhir.jp/fhir/ePCS/StructureDefinition/JP_Composition_ePCS"]},
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/composition-clinicaldocument-versionNumber",
                "valueString": "1.0"}],
            "identifier": {"system": INSTANCE, "value": format!("{facility}-summary-{}", self.0)},
            "type": {"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes",
                "code": "56447-6", "display": "計画書"}]},
            "category": [{"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-subtypecodes",
                "code": "OUTPATIENT", "display": "外来文書"}]}],
            "subject": {"reference": PATIENT}, "encounter": {"reference": address(5)},
            "date": AT, "author": [{"reference": address(3)}, {"reference": address(4)}],
            "section": [{"title": "計画サマリー", "code": {"coding": [{
                "system": format!("{CLINS}/CodeSystem/document-section"),
                "code": "422", "display": "計画サマリーセクション"}]}, "entry": references}],
        });
        let [mut visit, doctor] = contained();
        visit["identifier"] = json!([{"system": INSTANCE, "value": format!("{facility}-visit")}]);
        let organization = json!({
            "resourceType": "Organization", "name": "例示内科クリニック（架空）",
            "identifier": [{"system": INSTITUTION, "value": facility}],
            "type": [{"coding": [{"system": format!("{HL7}/organization-type"), "code": "prov"}]}],
            "extension": [department()],
        });
        let plan = json!({
            "resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "療養計画",
            "meta": {"lastUpdated": AT, "profile": [format!("{ECS}/StructureDefinition/JP_CarePlan_ePCS")]},
            "identifier": [{"system": INSTANCE, "value": format!("{facility}-plan")}],
            "description": ADVICE, "subject": {"reference": PATIENT}, "period": {"start": DAY},
        });
        let entry = |number, resource| json!({"fullUrl": address(number), "resource": resource});
        let mut entries = vec![
            entry(2, composition),
            json!({"fullUrl": PATIENT, "resource": self.patient()}),
            entry(3, doctor),
            entry(4, organization),
            entry(5, visit),
            entry(6, plan),
        ];
        entries.extend(numbered(about));
        self.bundle(facility, "document", "JP_Bundle_ePCS", "summary", entries)
    }
}

fn address(number: usize) -> String {
    format!("urn:uuid:00000000-0000-4000-8000-{number:012}")
}

fn numbered(resources: Vec<Value>) -> impl Iterator<Item = Value> {
    let addressed = |(number, resource)| json!({"fullUrl": address(number + 100), "resource": resource});
    resources.into_iter().enumerate().map(addressed)
}

fn contained() -> [Value; 2] {
    [
        json!({"resourceType": "Encounter", "id": "visit", "status": "finished",
            "class": {"system": format!("{HL7}/v3-ActCode"), "code": "AMB", "display": "外来"},
            "period": {"start": DAY}}),
        json!({"resourceType": "Practitioner", "id": "doctor",
            "identifier": [{"system": "urn:oid:1.2.392.100495.20.3.41.11310000002", "value": "D1"}],
            "name": [{"text": "例示 医師一"}]}),
    ]
}

fn department() -> Value {
    json!({"url": format!("{ECS}/Extension/StructureDefinition/JP_eCS_Department"),
        "valueCodeableConcept": {"text": "内科", "coding": [{
            "system": "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment", "code": "01", "display": "内科"}]}})
}

/// A resource with what every entry carries, and `more`.
fn resource(facility: &str, kind: &str, profile: &str, serial: &str, more: Value) -> Value {
    let subject = if kind == "AllergyIntolerance" { "patient" } else { "subject" };
    let mut resource = json!({
        "resourceType": kind,
        "meta": {"lastUpdated": AT, "profile": [format!("{ECS}/StructureDefinition/{profile}")]},
        "identifier": [{"system": INSTANCE, "value": format!("{facility}-{serial}")}],
        "extension": [
            {"url": format!("{CLINS}/Extension/StructureDefinition/JP_eCS_InstitutionNumber"),
                "valueIdentifier": {"system": INSTITUTION, "value": facility}},
            department(),
        ],
        "contained": contained(),
        "encounter": {"reference": "#visit"},
        subject: {"reference": PATIENT},
    });
    if let (Some(resource), Value::Object(more)) = (resource.as_object_mut(), more) {
        resource.extend(more);
    }
    resource
}

fn coded(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": system, "code": code}]})
}

fn diagnoses(facility: &str, names: &[[&str; 3]]) -> Vec<Value> {
    let diagnosis = |[number, icd10, name]: &[&str; 3]| {
        let display = if *number == "99999999" { "未コード化傷病名" } else { name };
        resource(
            facility,
            "Condition",
            "JP_Condition_eCS",
            icd10,
            json!({
                "clinicalStatus": coded(&format!("{HL7}/condition-clinical"), "active"),
                "verificationStatus": coded(&format!("{HL7}/condition-ver-status"), "confirmed"),
                "category": [coded(&format!("{HL7}/condition-category"), "encounter-diagnosis")],
                "code": {"coding": [
                    {"system": "http://medis.or.jp/CodeSystem/master-disease-keyNumber", "code": number,
                        "display": display},
                    {"system": format!("{CORE}/mhlw/CodeSystem/ICD10-2013-full"), "code": icd10, "display": name},
                ], "text": name},
                "onsetDateTime": "2018-04-01", "recorder": {"reference": "#doctor"},
            }),
        )
    };
    names.iter().map(diagnosis).collect()
}

/// 薬剤禁忌.
fn contraindication(facility: &str) -> Value {
    let name = "サワシリン細粒１０％";
    resource(
        facility,
        "AllergyIntolerance",
        "JP_AllergyIntolerance_eCS",
        "allergy",
        json!({
            "clinicalStatus": coded(&format!("{HL7}/allergyintolerance-clinical"), "active"),
            "verificationStatus": coded(&format!("{HL7}/allergyintolerance-verification"), "confirmed"),
            "category": ["medication"], "criticality": "high",
            "code": {"coding": [{"system": format!("{CORE}/CodeSystem/YCM/JP_JfagyMedicationAllergen_CS"),
                "code": "YCM6131001C1210", "display": name}], "text": name},
            "recordedDate": DAY, "reaction": [{"manifestation": [{"text": "アナフィラキシー"}]}],
        }),
    )
}

fn amount(value: &str, unit: &str) -> Value {
    let number: serde_json::Number = value.parse().expect("the amounts above are numbers");
    json!({"value": number, "unit": unit})
}

fn result(facility: &str, [code, name, value, unit, low, high]: &[&str; 6]) -> Value {
    resource(
        facility,
        "Observation",
        "JP_Observation_LabResult_eCS",
        code,
        json!({
            "status": "final",
            "category": [coded(&format!("{CORE}/CodeSystem/JP_SimpleObservationCategory_CS"), "laboratory")],
            "code": {"coding": [
                {"system": format!("{CLINS}/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS"),
                    "code": format!("L{code}"), "display": name},
                {"system": format!("{CLINS}/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS"),
                    "code": code, "display": name},
            ], "text": name},
            "effectiveDateTime": AT, "issued": AT, "performer": [{"reference": "#doctor"}],
            "specimen": {"display": "血清"}, "valueQuantity": amount(value, unit),
            "referenceRange": [{"low": amount(low, unit), "high": amount(high, unit)}],
        }),
    )
}

fn medicine(facility: &str, [code, name]: &[&str; 2]) -> Value {
    let usage = "１日１回朝食後　服用";
    let tablets = || {
        let mut one = amount("1", "錠");
        one["system"] = json!(format!("{CORE}/mhlw/CodeSystem/MedicationUnitMERIT9Code"));
        one
    };
    let days = |count: u32| json!({"value": count, "unit": "日", "system": "http://unitsofmeasure.org", "code": "d"});
    resource(
        facility,
        "MedicationRequest",
        "JP_MedicationRequest_eCS",
        code,
        json!({
            "status": "completed", "intent": "order",
            "identifier": [
                {"system": format!("{CORE}/mhlw/IdSystem/Medication-RPGroupNumber"), "value": "1"},
                {"system": format!("{CORE}/mhlw/IdSystem/MedicationAdministrationIndex"), "value": "1"},
                {"system": INSTANCE, "value": format!("{facility}-{code}")},
            ],
            "medicationCodeableConcept": {"coding": [
                {"system": "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", "code": code, "display": name}
            ], "text": name},
            "authoredOn": AT, "requester": {"reference": "#doctor"},
            "dosageInstruction": [{
                "extension": [{"url": format!("{CORE}/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse"),
                    "valuePeriod": {"start": DAY}}],
                "text": usage,
                "timing": {"code": {"coding": [{"system": format!("{CORE}/mhlw/CodeSystem/MedicationUsage_ePrescription"),
                    "code": "1011000400000000", "display": usage}], "text": usage}},
                "doseAndRate": [{"doseQuantity": tablets(),
                    "rateRatio": {"numerator": tablets(), "denominator": days(1)}}],
            }],
            "dispenseRequest": {"expectedSupplyDuration": days(28)},
        }),
    )
}
