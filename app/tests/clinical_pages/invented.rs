//! An invented person's record with something of every kind.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    category::Categories,
    decimal::Decimal,
    ids::{FacilityCode, ItemId, PatientId},
    record::*,
    time::Moment,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn moment(text: &str) -> Option<Moment> {
    Some(Moment::try_from(text).unwrap())
}

fn code() -> FacilityCode {
    FacilityCode::try_from("1318814790").unwrap()
}

fn received() -> DateTime<Utc> {
    "2026-10-02T00:00:00Z".parse().unwrap()
}

fn origin(item: &str) -> Origin {
    Origin {
        item: ItemId::derive(PatientId(uuid::Uuid::nil()), &[item]),
        source: code().into(),
        department: Some("内科".into()),
        updated: moment("2026-10-01"),
        received: received(),
        document: None,
        long_term: false,
        unread_parts: Vec::new(),
        doubted: false,
    }
}

fn coding(system: &str, code: &str, display: Option<&str>) -> Coding {
    Coding { system: system.into(), code: code.into(), display: display.map(Into::into) }
}

fn issue(path: &str) -> Issue {
    Issue {
        severity: Severity::Part,
        path: path.into(),
        found: "\"abc\"".into(),
        expected: "a number".into(),
    }
}

fn percent(text: &str) -> Quantity {
    Quantity { value: Decimal::try_from(text).unwrap(), comparator: None, unit: Some("%".into()) }
}

fn result(item: &str, value: Measured, at: &str, status: ResultStatus) -> Observation {
    Observation {
        origin: origin(item),
        kind: ObservationKind::Laboratory,
        name: "ＨｂＡ１ｃ（ＮＧＳＰ）".into(),
        codes: vec![coding(
            "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS",
            "3D046000001906202",
            Some("HbA1c-NGSP"),
        )],
        status,
        value,
        interpretation: None,
        limit: None,
        ranges: vec![ReferenceRange {
            low: Some(percent("4.6")),
            high: Some(percent("6.2")),
            text: None,
            unread: false,
        }],
        effective: moment(at),
        specimen: Some("血液".into()),
        components: Vec::new(),
        doctor: None,
        notes: Vec::new(),
    }
}

fn results() -> Vec<Observation> {
    let mut newest =
        result("newest", Measured::Quantity(percent("6.20")), "2026-10-01", ResultStatus::Preliminary);
    newest.interpretation = Some(Interpretation::High);
    let older =
        result("older", Measured::Quantity(percent("5.9")), "2026-04-01T09:30:00+09:00", ResultStatus::Final);
    let mut local = result("local", Measured::NotSent, "2026-10-01", ResultStatus::Final);
    local.name = "院内検査".into();
    local.codes =
        vec![coding("http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS", "X1", None)];
    local.components = vec![Component {
        name: "第一成分".into(),
        value: Measured::Text("(±)".into()),
        interpretation: Some(Interpretation::Abnormal),
        limit: None,
        ranges: Vec::new(),
    }];
    local.origin.unread_parts = vec![issue("Observation.valueQuantity.value")];
    let mut infection = result("infection", Measured::Text("陰性".into()), "2025-03-01", ResultStatus::Final);
    infection.kind = ObservationKind::Infection;
    infection.name = "HBs抗原".into();
    infection.codes = Vec::new();
    infection.origin.long_term = true;
    vec![newest, older, local, infection]
}

fn medicine(item: &str, name: &str, days: Option<u32>) -> Prescription {
    Prescription {
        origin: origin(item),
        name: name.into(),
        codes: vec![coding("http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", "2171022F1320", None)],
        rp: Some(("1".into(), None)),
        dosage: vec![Dosage {
            text: Some("1日1回 朝食後 30日分".into()),
            usage: Some("1日1回 朝食後".into()),
            usage_codes: Vec::new(),
            additional: vec!["食後すぐに".into()],
            as_needed: false,
            route: None,
            route_code: None,
            start: Some(day("2026-11-01")),
            stated_end: None,
            days,
            per_dose: None,
            per_day: Some(Amount { value: Decimal::try_from("1").unwrap(), unit: Some("錠".into()) }),
            ..Dosage::default()
        }],
        authored: moment("2026-11-01"),
        said_since: None,
        quantity: None,
        prescriber: Some("港 太郎".into()),
        category: None,
        standing: Default::default(),
        standing_reason: None,
        notes: Vec::new(),
    }
}

fn allergy(item: &str, name: &str, criticality: Criticality) -> Allergy {
    Allergy {
        origin: origin(item),
        name: name.into(),
        codes: Vec::new(),
        categories: vec![AllergyCategory::Medication],
        criticality,
        status: ClinicalStatus::Active,
        verification: Verification::Confirmed,
        onset: moment("2020-05"),
        recorded: None,
        reactions: vec!["じんましん".into()],
        severe_reaction: false,
        notes: Vec::new(),
    }
}

fn diagnosis(name: &str, verification: Verification) -> Diagnosis {
    Diagnosis {
        origin: origin(name),
        name: name.into(),
        written: None,
        codes: Vec::new(),
        icd10: Some(coding("http://hl7.org/fhir/sid/icd-10", "I10", Some("本態性高血圧"))),
        main: true,
        status: ClinicalStatus::Active,
        verification,
        onset: moment("2019-06"),
        ended: None,
        recorded: None,
        doctor: None,
        notes: Vec::new(),
    }
}

fn section(title: &str, paragraphs: &[&str], entries: Vec<SectionEntry>, sections: Vec<Section>) -> Section {
    Section {
        code: None,
        title: Some(title.into()),
        paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
        entries,
        sections,
    }
}

fn document(item: &str, kind: DocumentKind, title: &str, sections: Vec<Section>) -> Document {
    Document {
        origin: origin(item),
        kind,
        title: title.into(),
        date: Moment::try_from("2026-10-01").unwrap(),
        doctor: Some("港 太郎".into()),
        organization: Some("みなと内科".into()),
        department: Some("内科".into()),
        addressee: None,
        visit_start: moment("2026-10-01"),
        visit_end: None,
        sections,
    }
}

fn documents() -> Vec<Document> {
    let plan = CarePlan {
        title: None,
        description: "減塩を続けましょう。\n毎朝、血圧を測ってください。".into(),
        start: moment("2026-10-01"),
        end: None,
    };
    let summary = section(
        "計画サマリー",
        &[],
        vec![
            SectionEntry::CarePlan(plan),
            SectionEntry::from(diagnosis("本態性高血圧症", Verification::Confirmed)),
        ],
        Vec::new(),
    );
    let unreadable = Unreadable {
        origin: origin("unreadable in a letter"),
        resource_type: "Observation".into(),
        issues: vec![issue("Bundle.entry[3].resource.code")],
    };
    let attachment =
        Attachment { title: "胸部X線".into(), content_type: Some("image/png".into()), included: false };
    let structure = section(
        "構造情報セクション",
        &[],
        Vec::new(),
        vec![
            section(
                "傷病名",
                &[],
                vec![
                    SectionEntry::from(diagnosis("本態性高血圧症", Verification::Confirmed)),
                    SectionEntry::from(diagnosis("肺癌の疑い", Verification::Suspected)),
                ],
                Vec::new(),
            ),
            section("現病歴", &["咳が続く。\n熱はない。"], Vec::new(), Vec::new()),
            section("検査結果", &[], results().into_iter().map(SectionEntry::from).collect(), Vec::new()),
            section(
                "そのほか",
                &[],
                vec![
                    SectionEntry::from(allergy("in a letter", "ペニシリン", Criticality::High)),
                    SectionEntry::from(medicine("in a letter", "アムロジピン錠５ｍｇ", Some(30))),
                    SectionEntry::Attachment(attachment),
                    SectionEntry::Words("紹介先の担当：桜 花子".into()),
                    unreadable.into(),
                ],
                Vec::new(),
            ),
        ],
    );
    let mut letter = document("letter", DocumentKind::Referral, "診療情報提供書", vec![structure]);
    letter.addressee = Some("さくら総合病院 御中".into());
    vec![
        document("summary", DocumentKind::PatientSummary, "患者サマリー（療養計画書）", vec![summary]),
        letter,
    ]
}

pub fn view() -> RecordView {
    let mut view = empty();
    let mut patch = medicine("patch", "ロキソプロフェンテープ", None);
    patch.origin.document = Some(documents()[1].origin.item.clone());
    view.record.facilities =
        vec![Facility { code: code(), name: Some("みなと内科".into()), last_received: received() }];
    view.record.observations = results();
    view.record.prescriptions = vec![medicine("tablet", "アムロジピン錠５ｍｇ", Some(30)), patch];
    view.record.allergies = vec![
        allergy("penicillin", "ペニシリン", Criticality::High),
        allergy("aspirin", "アスピリン", Criticality::Low),
    ];
    view.record.documents = documents();
    view.record.unreadable = vec![Unreadable {
        origin: origin("unreadable"),
        resource_type: "Observation".into(),
        issues: vec![issue("Observation.valueQuantity")],
    }];
    view
}

/// The same person with a document of which nothing could be read.
pub fn with_unreadable_document() -> RecordView {
    let mut view = view();
    view.record.unreadable = vec![Unreadable {
        origin: origin("unreadable-document"),
        resource_type: "Document".into(),
        issues: vec![issue("Bundle.entry[0].resource.date")],
    }];
    view
}

/// The same person before anything arrived.
pub fn empty() -> RecordView {
    let person = Person {
        name: "見本 花子".into(),
        kana: Some("ミホン ハナコ".into()),
        sex: Sex::Female,
        birth_date: day("1944-02-29"),
    };
    RecordView {
        schema: SCHEMA,
        whose: PatientId(uuid::Uuid::nil()),
        as_of: day("2026-11-20"),
        version: "0".into(),
        shown: Categories::ALL,
        checked: Categories::ALL,
        refill: Default::default(),
        private_use: Vec::new(),
        english: Default::default(),
        record: Record::empty(person),
    }
}
