//! An invented person with something of everything.

use app::ports::DemoPerson;
use chrono::{NaiveDate, TimeZone, Utc};
use shared::{
    category::Categories,
    decimal::Decimal,
    ids::{FacilityCode, ItemId, PatientId},
    record::{
        Allergy, AllergyCategory, CarePlan, ClinicalStatus, Coding, Criticality, Diagnosis, Document,
        DocumentKind, Facility, Immunization, Interpretation, Issue, Measured, Observation, ObservationKind,
        Origin, Person, Procedure, Quantity, Record, RecordView, ReferenceRange, ResultStatus, SCHEMA,
        Section, SectionEntry, Severity, Sex, Unreadable, Vaccination, Verification,
    },
    time::Moment,
};
use uuid::Uuid;

const HOSPITAL: &str = "1310000011";
const CLINIC: &str = "1310000029";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn moment(text: &str) -> Option<Moment> {
    Some(Moment::try_from(text).unwrap())
}

fn person() -> Person {
    Person {
        name: "架空 花子".into(),
        kana: Some("カクウ ハナコ".into()),
        sex: Sex::Female,
        birth_date: day("1944-07-03"),
    }
}

pub fn demo_person() -> DemoPerson {
    let person = person();
    DemoPerson {
        id: "one".into(),
        name: person.name,
        kana: person.kana,
        sex: person.sex,
        birth_date: person.birth_date,
        age: Some(82),
    }
}

pub fn empty() -> RecordView {
    RecordView {
        schema: SCHEMA,
        whose: PatientId(Uuid::nil()),
        as_of: day("2026-11-20"),
        version: "empty".into(),
        shown: Categories::ALL,
        checked: Categories::ALL,
        refill: Default::default(),
        private_use: Vec::new(),
        english: Default::default(),
        record: Record::empty(person()),
    }
}

fn origin(facility: &str, item: &str) -> Origin {
    Origin {
        item: ItemId::derive(PatientId(Uuid::nil()), &[facility, item]),
        source: FacilityCode::try_from(facility).unwrap().into(),
        department: Some("内科".into()),
        updated: moment("2026-11-01"),
        received: Utc.with_ymd_and_hms(2026, 11, 2, 3, 0, 0).unwrap(),
        document: None,
        long_term: false,
        doubted: false,
        unread_parts: Vec::new(),
    }
}

fn issue(severity: Severity, path: &str) -> Issue {
    Issue { severity, path: path.into(), found: "\"2024-13-40\"".into(), expected: "a date".into() }
}

fn diagnosis(name: &str, main: bool, verification: Verification) -> Diagnosis {
    Diagnosis {
        origin: origin(CLINIC, name),
        name: name.into(),
        written: None,
        codes: vec![Coding {
            system: "http://medis.or.jp/CodeSystem/master-disease-keyNumber".into(),
            code: "20061593".into(),
            display: Some(name.into()),
        }],
        icd10: Some(Coding {
            system: "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full".into(),
            code: "I10".into(),
            display: None,
        }),
        main,
        status: ClinicalStatus::Active,
        verification,
        onset: moment("2012-04"),
        ended: None,
        recorded: moment("2026-11-01"),
        doctor: Some("例示 医師一".into()),
        notes: vec!["家庭での血圧を朝と夜に測ってください。".into()],
    }
}

fn allergy(name: &str, category: AllergyCategory, criticality: Criticality) -> Allergy {
    Allergy {
        origin: Origin { long_term: true, ..origin(HOSPITAL, name) },
        name: name.into(),
        codes: Vec::new(),
        categories: vec![category],
        criticality,
        status: ClinicalStatus::Active,
        verification: Verification::Confirmed,
        onset: moment("1998"),
        recorded: moment("2020-02-03"),
        reactions: vec!["じんましん".into(), "息苦しさ".into()],
        severe_reaction: false,
        notes: Vec::new(),
    }
}

fn infection(on: &str, value: &str, verdict: Interpretation) -> Observation {
    Observation {
        origin: origin(HOSPITAL, on),
        kind: ObservationKind::Infection,
        name: "HBs抗原".into(),
        codes: vec![Coding {
            system: "http://medis.or.jp/CodeSystem/master-JLAC10-17digits".into(),
            code: "5F016141002329811".into(),
            display: None,
        }],
        status: ResultStatus::Final,
        value: Measured::Quantity(Quantity {
            value: Decimal::try_from(value).unwrap(),
            comparator: None,
            unit: Some("IU/mL".into()),
        }),
        interpretation: Some(verdict),
        limit: None,
        ranges: vec![ReferenceRange {
            low: None, high: None, text: Some("0.05 未満".into()), unread: false
        }],
        effective: moment(on),
        specimen: Some("血清".into()),
        components: Vec::new(),
        doctor: None,
        notes: Vec::new(),
    }
}

fn letter() -> Document {
    let origin = origin(CLINIC, "letter");
    Document {
        kind: DocumentKind::PatientSummary,
        title: "患者サマリー".into(),
        date: Moment::try_from("2026-10-30").unwrap(),
        doctor: Some("例示 医師一".into()),
        organization: Some("例示内科クリニック（架空）".into()),
        department: Some("内科".into()),
        addressee: None,
        visit_start: moment("2026-10-30"),
        visit_end: None,
        sections: vec![Section {
            code: None,
            title: Some("療養上の計画・アドバイス".into()),
            paragraphs: vec!["塩分を一日六グラムまでにしましょう。".into()],
            entries: vec![
                SectionEntry::from(diagnosis("脂質異常症", false, Verification::Confirmed)),
                SectionEntry::from(allergy("ヨード造影剤", AllergyCategory::Medication, Criticality::Low)),
                SectionEntry::CarePlan(CarePlan {
                    title: None,
                    description: "塩分を一日六グラムまでにしましょう。\n散歩を毎日三十分続けましょう。"
                        .into(),
                    start: None,
                    end: None,
                }),
            ],
            sections: Vec::new(),
        }],
        origin,
    }
}

pub fn full() -> RecordView {
    let mut partly = diagnosis("二型糖尿病", false, Verification::Confirmed);
    partly.onset = None;
    partly.origin.unread_parts = vec![issue(Severity::Part, "Condition.onsetDateTime")];
    let facility = |code: &str, name: &str| Facility {
        code: FacilityCode::try_from(code).unwrap(),
        name: Some(name.into()),
        last_received: Utc.with_ymd_and_hms(2026, 11, 2, 3, 0, 0).unwrap(),
    };
    let record = Record {
        facilities: vec![facility(HOSPITAL, "架空中央病院"), facility(CLINIC, "例示内科クリニック（架空）")],
        diagnoses: vec![
            partly,
            diagnosis("高血圧症", true, Verification::Confirmed),
            diagnosis("胃がんの疑い", false, Verification::Suspected),
            Diagnosis {
                status: ClinicalStatus::Resolved,
                ..diagnosis("肺炎", false, Verification::Confirmed)
            },
        ],
        allergies: vec![
            allergy("そば", AllergyCategory::Food, Criticality::Low),
            allergy("ペニシリン系抗菌薬", AllergyCategory::Medication, Criticality::High),
        ],
        observations: vec![
            infection("2026-03-10", "0.01", Interpretation::Negative),
            infection("2021-03-10", "0.02", Interpretation::Negative),
        ],
        procedures: vec![Procedure {
            origin: origin(HOSPITAL, "operation"),
            name: "白内障の手術".into(),
            codes: Vec::new(),
            status: Default::default(),
            performed: moment("2019-06"),
            notes: Vec::new(),
        }],
        immunizations: vec![Immunization {
            origin: origin(CLINIC, "vaccine"),
            vaccine: "インフルエンザワクチン".into(),
            codes: Vec::new(),
            occurred: moment("2026-10-15"),
            status: Vaccination::Given,
            notes: Vec::new(),
        }],
        documents: vec![letter()],
        unreadable: vec![Unreadable {
            origin: origin(HOSPITAL, "unreadable"),
            resource_type: "AllergyIntolerance".into(),
            issues: vec![issue(Severity::Error, "Bundle.entry[3].resource.code.text")],
        }],
        ..Record::empty(person())
    };
    RecordView { version: "full".into(), record, ..empty() }
}
