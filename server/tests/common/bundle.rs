//! The smallest Bundles that pass the form check.

use serde_json::{Value, json};

const ECS: &str = "http://jpfhir.jp/fhir/eCS/StructureDefinition";
const INSTITUTION: &str = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no";
const INSTANCE: &str = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier";
const INSURED: &str = "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID";
const PATIENT: &str = "urn:uuid:00000000-0000-4000-8000-000000000001";
const AT: &str = "2024-07-07T10:00:00+09:00";

/// Somebody invented, as one desk writes them.
#[derive(Clone, Debug)]
pub struct Someone {
    pub insured: String,
    pub name: String,
    pub kana: Option<String>,
    pub gender: String,
    pub born: String,
    pub local: Option<String>,
    pub address: String,
}

/// A person with everything that is needed to recognise her.
pub fn hanako() -> Someone {
    Someone {
        insured: "00000001:見本:1001:01".into(),
        name: "見本 花子".into(),
        kana: Some("ミホン ハナコ".into()),
        gender: "female".into(),
        born: "1950-02-03".into(),
        local: None,
        address: "東京都架空区見本町1-2-3".into(),
    }
}

/// Somebody else entirely.
pub fn taro() -> Someone {
    Someone {
        insured: "00000002:見本:2002:01".into(),
        name: "例示 太郎".into(),
        kana: Some("レイジ タロウ".into()),
        gender: "male".into(),
        born: "1961-11-30".into(),
        local: None,
        address: "東京都架空区例示町4-5".into(),
    }
}

impl Someone {
    pub fn insured_as(mut self, insured: &str) -> Self {
        self.insured = insured.into();
        self
    }

    pub fn called(mut self, name: &str, kana: &str) -> Self {
        (self.name, self.kana) = (name.into(), Some(kana.into()));
        self
    }

    pub fn living_at(mut self, address: &str) -> Self {
        self.address = address.into();
        self
    }

    pub fn born_on(mut self, born: &str) -> Self {
        self.born = born.into();
        self
    }

    fn patient(&self) -> Value {
        let name = |text: &str, code: &str| {
            json!({"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                "valueCode": code}], "text": text})
        };
        let mut names = vec![name(&self.name, "IDE")];
        names.extend(self.kana.iter().map(|kana| name(kana, "SYL")));
        let mut identifiers = vec![json!({"system": INSURED, "value": self.insured})];
        identifiers.extend(
            self.local.iter().map(
                |number| json!({"system": "urn:oid:1.2.392.100495.20.3.51.11310000001", "value": number}),
            ),
        );
        json!({
            "resourceType": "Patient", "meta": {"lastUpdated": AT, "profile": [format!("{ECS}/JP_Patient_eCS")]},
            "identifier": identifiers, "name": names, "gender": self.gender, "birthDate": self.born,
            "address": [{"text": self.address}],
        })
    }

    fn bundle(&self, kind: &str, facility: &str, serial: &str, entries: Vec<Value>) -> Value {
        json!({
            "resourceType": "Bundle", "type": kind, "timestamp": AT,
            "meta": {"lastUpdated": AT, "profile": ["http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_CLINS"]},
            "identifier": {"system": "http://jpfhir.jp/fhir/clins/bundle-identifier",
                "value": format!("{facility}^2024^{serial}")},
            "entry": entries,
        })
    }

    /// A registration; without resources a withdrawal.
    pub fn collection(&self, facility: &str, serial: &str, tag: &str, resources: &[Line]) -> Value {
        let mut entries = vec![json!({"fullUrl": PATIENT, "resource": self.patient()})];
        entries.extend(resources.iter().enumerate().map(
            |(number, line)| json!({"fullUrl": address(number + 100), "resource": line.resource(facility)}),
        ));
        let mut bundle = self.bundle("collection", facility, serial, entries);
        bundle["meta"]["tag"] =
            json!([{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS", "code": tag}]);
        bundle
    }

    pub fn conditions(&self, facility: &str, serial: &str, lines: &[Line]) -> Value {
        self.collection(facility, serial, "Condition", lines)
    }

    pub fn results(&self, facility: &str, serial: &str, lines: &[Line]) -> Value {
        self.collection(facility, serial, "Observation", lines)
    }

    pub fn prescriptions(&self, facility: &str, serial: &str, lines: &[Line]) -> Value {
        self.collection(facility, serial, "MedicationRequest", lines)
    }

    /// A patient summary (患者サマリー) of 2024-07-07 with these diagnoses.
    pub fn summary(&self, facility: &str, serial: &str, advice: &str, lines: &[Line]) -> Value {
        let mut references = vec![json!({"reference": address(6)})];
        references.extend((0..lines.len()).map(|number| json!({"reference": address(number + 100)})));
        let composition = json!({
            "resourceType": "Composition", "status": "final", "title": "患者サマリー（療養計画書）",
            "meta": {"lastUpdated": AT, "profile": ["http://jpfhir.jp/fhir/ePCS/StructureDefinition/JP_Composition_ePCS"]},
            "identifier": {"system": INSTANCE, "value": format!("{facility}-{serial}")},
            "type": {"coding": [{"system": "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes", "code": "56447-6"}]},
            "subject": {"reference": PATIENT}, "date": AT,
            "author": [{"reference": address(3)}, {"reference": address(4)}],
            "section": [{"title": "計画サマリー", "code": {"coding": [{
                "system": "http://jpfhir.jp/fhir/clins/CodeSystem/document-section", "code": "422"}]},
                "entry": references}],
        });
        let plan = json!({
            "resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "療養計画",
            "meta": {"lastUpdated": AT, "profile": [format!("{ECS}/JP_CarePlan_ePCS")]},
            "identifier": [{"system": INSTANCE, "value": format!("{facility}-{serial}-plan")}],
            "description": advice, "subject": {"reference": PATIENT}, "period": {"start": "2024-07-07"},
        });
        let doctor = json!({"resourceType": "Practitioner", "name": [{"text": "架空 医師"}]});
        let clinic = json!({"resourceType": "Organization", "name": "架空医院",
            "identifier": [{"system": INSTITUTION, "value": facility}]});
        let mut entries: Vec<Value> =
            [(2, composition), (1, self.patient()), (3, doctor), (4, clinic), (6, plan)]
                .into_iter()
                .map(|(number, resource)| json!({"fullUrl": address(number), "resource": resource}))
                .collect();
        entries.extend(lines.iter().enumerate().map(
            |(number, line)| json!({"fullUrl": address(number + 100), "resource": line.resource(facility)}),
        ));
        self.bundle("document", facility, serial, entries)
    }
}

fn address(number: usize) -> String {
    format!("urn:uuid:00000000-0000-4000-8000-{number:012}")
}

/// One diagnosis, one result or one prescribed medicine.
#[derive(Clone, Debug)]
pub struct Line {
    kind: &'static str,
    serial: String,
    name: String,
    code: String,
    department: Option<&'static str>,
    flag: Option<&'static str>,
    value: String,
    verification: &'static str,
    days: u32,
}

/// A diagnosis named `name` under the identifier `serial`.
pub fn diagnosis(serial: &str, name: &str) -> Line {
    Line {
        kind: "Condition",
        serial: serial.into(),
        name: name.into(),
        code: "99999999".into(),
        department: None,
        flag: None,
        value: String::new(),
        verification: "confirmed",
        days: 0,
    }
}

/// The medicine `name`, prescribed from `start` on for so many days.
pub fn medicine(serial: &str, name: &str, start: &str, days: u32) -> Line {
    Line { kind: "MedicationRequest", value: start.into(), days, ..diagnosis(serial, name) }
}

/// A result `value` of the test `name`.
pub fn result(serial: &str, name: &str, value: &str) -> Line {
    Line {
        kind: "Observation",
        value: value.into(),
        code: "3D010129902399801".into(),
        ..diagnosis(serial, name)
    }
}

impl Line {
    pub fn of(mut self, department: &'static str) -> Self {
        self.department = Some(department);
        self
    }

    pub fn flagged(mut self, flag: &'static str) -> Self {
        self.flag = Some(flag);
        self
    }

    pub fn verified_as(mut self, verification: &'static str) -> Self {
        self.verification = verification;
        self
    }

    fn resource(&self, facility: &str) -> Value {
        let mut extensions = vec![json!({
            "url": "http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber",
            "valueIdentifier": {"system": INSTITUTION, "value": facility}})];
        // The department is mandatory, its code is not: without one it is no unit of a list.
        let department = match self.department {
            Some(code) => json!({"text": code, "coding": [{
                "system": "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment", "code": code, "display": code}]}),
            None => json!({"text": "診療科"}),
        };
        extensions.push(json!({
            "url": "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department",
            "valueCodeableConcept": department}));
        let profile = match self.kind {
            "Condition" => "JP_Condition_eCS",
            "MedicationRequest" => "JP_MedicationRequest_eCS",
            _ => "JP_Observation_LabResult_eCS",
        };
        let mut resource = json!({
            "resourceType": self.kind,
            "meta": {"lastUpdated": AT, "profile": [format!("{ECS}/{profile}")]},
            "identifier": [{"system": INSTANCE, "value": self.serial}],
            "extension": extensions,
            "contained": [
                {"resourceType": "Encounter", "id": "visit", "status": "finished",
                 "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"}},
                {"resourceType": "Practitioner", "id": "doctor", "name": [{"text": "架空 医師"}]}
            ],
            "subject": {"reference": PATIENT},
            "encounter": {"reference": "#visit"},
        });
        let more = match self.kind {
            "Condition" => self.condition(),
            "MedicationRequest" => self.medication_request(),
            _ => self.observation(),
        };
        if let (Some(resource), Some(more)) = (resource.as_object_mut(), more.as_object()) {
            resource.extend(more.clone());
        }
        if let Some(flag) = self.flag {
            resource["meta"]["tag"] = json!([{"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication", "code": flag}]);
        }
        resource
    }

    fn condition(&self) -> Value {
        let coding = |system: &str, code: &str| json!({"coding": [{"system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code}]});
        json!({
            "clinicalStatus": coding("condition-clinical", "active"),
            "verificationStatus": coding("condition-ver-status", self.verification),
            "category": [coding("condition-category", "encounter-diagnosis")],
            "code": {"coding": [{"system": "http://medis.or.jp/CodeSystem/master-disease-keyNumber",
                "code": self.code, "display": "未コード化傷病名"}], "text": self.name},
            "onsetDateTime": "2024-06-01", "recorder": {"reference": "#doctor"},
        })
    }

    fn medication_request(&self) -> Value {
        json!({
            "status": "completed", "intent": "order", "authoredOn": self.value,
            "identifier": [
                {"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber", "value": "1"},
                {"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex", "value": "1"},
                {"system": INSTANCE, "value": self.serial}],
            "medicationCodeableConcept": {"text": self.name, "coding": [{
                "system": "http://jpfhir.jp/fhir/eCS/CodeSystem/MedicationCodeNocoded_CS", "code": "NOCODED",
                "display": "標準コードなし"}]},
            "requester": {"reference": "#doctor"},
            "dosageInstruction": [{
                "extension": [{"url": "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse",
                    "valuePeriod": {"start": self.value}}],
                "text": "１日１回朝食後　服用",
                "timing": {"code": {"text": "１日１回朝食後　服用", "coding": [{
                    "system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription",
                    "code": "1011000400000000", "display": "１日１回朝食後　服用"}]}}}],
            "dispenseRequest": {"expectedSupplyDuration":
                {"value": self.days, "unit": "日", "system": "http://unitsofmeasure.org", "code": "d"}},
        })
    }

    fn observation(&self) -> Value {
        json!({
            "status": "final",
            "category": [{"coding": [{
                "system": "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS", "code": "laboratory"}]}],
            "code": {"coding": [
                {"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS",
                    "code": format!("L-{}", self.name), "display": self.name},
                {"system": "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS",
                    "code": self.code, "display": self.name}], "text": self.name},
            "effectiveDateTime": AT, "issued": AT, "performer": [{"reference": "#doctor"}],
            "specimen": {"display": "血清"}, "valueString": self.value,
        })
    }
}
