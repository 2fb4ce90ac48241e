//! From a decision to what is passed on.

use super::laws::{facility, item, noon};
use crate::consent::KeptBack;
use crate::{
    category::{Categories, Category},
    consent::{
        Consent, Decision, Difference, Excluded, FacilityKind, Preview, Purpose, Relationships, Request,
        Rule, Said, Scope, Statement, Subject, Term, Terms, Who, Whom, decide, passed_on,
    },
    ids::ConsentId,
    record::{
        ClinicalStatus, Coding, Diagnosis, Document, DocumentKind, Measured, Observation, ObservationKind,
        Origin, Person, Prescription, Procedure, Record, ResultStatus, Section, SectionEntry, Sex,
        Unreadable, Verification,
    },
    time::Moment,
};
use chrono::NaiveDate;
use uuid::Uuid;

fn today() -> NaiveDate {
    noon().date_naive()
}

fn origin(number: u8) -> Origin {
    Origin {
        item: item(number),
        source: facility(1).into(),
        department: None,
        updated: None,
        received: noon(),
        document: None,
        long_term: false,
        unread_parts: Vec::new(),
        doubted: false,
    }
}

/// Names that no two of are alike.
fn name_of(number: u8) -> String {
    ["零", "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"][usize::from(number)].to_owned() + "くすり"
}

fn prescription(number: u8, document: Option<u8>) -> Prescription {
    Prescription {
        origin: Origin { document: document.map(item), ..origin(number) },
        name: name_of(number),
        codes: Vec::new(),
        rp: None,
        dosage: Vec::new(),
        authored: Some(Moment::Day(today())),
        said_since: None,
        quantity: None,
        prescriber: None,
        category: None,
        standing: Default::default(),
        standing_reason: None,
        notes: Vec::new(),
    }
}

fn document(number: u8, kind: DocumentKind, entries: Vec<SectionEntry>) -> Document {
    let section = Section { code: None, title: None, paragraphs: Vec::new(), entries, sections: Vec::new() };
    Document {
        origin: origin(number),
        kind,
        title: format!("文書{number}"),
        date: Moment::Day(today()),
        doctor: None,
        organization: None,
        department: None,
        addressee: None,
        visit_start: None,
        visit_end: None,
        sections: vec![section],
    }
}

fn record() -> Record {
    let birth_date = NaiveDate::from_ymd_opt(1950, 2, 3).unwrap();
    Record::empty(Person { name: "見本 花子".into(), kana: None, sex: Sex::Female, birth_date })
}

fn decision(rules: &[Rule]) -> Decision {
    let mut relationships = Relationships::default();
    relationships.knows(facility(1), Some(FacilityKind::Clinic));
    relationships.said(&facility(1), Statement { said: Said::Yes, at: noon() });
    let consents: Vec<Consent> = (1..)
        .zip(rules)
        .map(|(number, rule)| Consent {
            id: ConsentId(Uuid::from_u128(number)),
            terms: Terms { rule: rule.clone(), whom: Whom::Anyone, term: Term::Standing },
            begun_at: noon(),
            given_at: noon(),
            withdrawn_at: None,
        })
        .collect();
    let request = Request { who: Who::Facility(facility(1)), purpose: Purpose::Care };
    decide(&request, &consents, &relationships, noon())
}

fn everything() -> Rule {
    Rule::Permit(Scope::Everything)
}

fn without_item(number: u8) -> Rule {
    Rule::Exclude(Excluded::Item(item(number)), Purpose::Care)
}

fn passed(record: Record, rules: &[Rule]) -> Record {
    passed_on(record, &decision(rules), today())
}

#[test]
fn an_excluded_document_takes_along_what_stands_in_it() {
    let mut letter = record();
    letter.prescriptions = vec![prescription(1, Some(9)), prescription(2, None)];
    letter.documents = vec![document(9, DocumentKind::Referral, Vec::new())];
    let seen = passed(letter, &[everything(), without_item(9)]);
    assert!(seen.documents.is_empty());
    assert_eq!(seen.prescriptions.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["乙くすり"]);
}

fn without_subject(subject: Subject) -> Rule {
    Rule::Exclude(Excluded::Subject(subject), Purpose::Care)
}

/// By what it is a thing is kept back wherever it stands, by its department only there.
#[test]
fn a_subject_takes_what_belongs_to_it_and_the_letters_that_carry_it() {
    let coded = |number: u8, code: &str, department: Option<&str>| {
        let system = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code".to_owned();
        let codes = vec![Coding { system, code: code.into(), display: None }];
        let origin = Origin { department: department.map(str::to_owned), ..origin(number) };
        Prescription { codes, origin, ..prescription(number, None) }
    };
    const PAINKILLER: &str = "1149019F1560";
    const SLEEP: &str = "1124009F1010";
    let mut whole = record();
    whole.prescriptions = vec![
        coded(1, SLEEP, Some("内科")),
        Prescription { name: name_of(2), ..coded(2, PAINKILLER, Some("精神科")) },
        Prescription { name: name_of(2), ..coded(3, PAINKILLER, Some("整形外科")) },
    ];
    let inside = SectionEntry::from(coded(1, SLEEP, None));
    let of_ward =
        Document { department: Some("精神科".into()), ..document(8, DocumentKind::Referral, Vec::new()) };
    whole.documents = vec![
        document(7, DocumentKind::Referral, vec![inside]),
        of_ward,
        document(9, DocumentKind::Referral, Vec::new()),
    ];
    let all = passed(whole.clone(), &[everything()]);
    assert_eq!((all.prescriptions.len(), all.documents.len()), (3, 3));
    let seen = passed(whole.clone(), &[everything(), without_subject(Subject::Psychiatry)]);
    let items = |record: &Record| -> Vec<_> {
        let prescriptions = record.prescriptions.iter().map(|one| one.origin.item.clone());
        prescriptions.chain(record.documents.iter().map(|one| one.origin.item.clone())).collect()
    };
    assert_eq!(items(&seen), [item(3), item(9)]);
    let other = passed(whole, &[everything(), without_subject(Subject::Gynaecology)]);
    assert_eq!(items(&other), items(&all), "another subject takes nothing of it");
}

/// It stands in no record that is passed on, and is asked about apart.
#[test]
fn a_diagnosis_that_was_not_told_stays_back_with_its_subject() {
    let untold = |name: &str| diagnosis(1, name, Vec::new());
    let kept_back = KeptBack::of(&record(), &decision(&[everything(), without_subject(Subject::Psychiatry)]));
    assert!(kept_back.has_diagnosis(&untold("統合失調症")));
    assert!(!kept_back.has_diagnosis(&untold("膵頭部癌")));
    // A facility may say it in its name, also one that sent nothing else.
    let code = untold("腰痛症").origin.source.facility().unwrap().clone();
    let senders = [(code, "みなとメンタルクリニック".to_owned())].into();
    let rules = [everything(), without_subject(Subject::Psychiatry)];
    let kept_back = KeptBack::of_senders(&record(), senders, &decision(&rules));
    assert!(kept_back.has_diagnosis(&untold("腰痛症")));
}

#[test]
fn an_excluded_medicine_takes_its_letter_along() {
    let mut letter = record();
    letter.prescriptions = vec![prescription(1, Some(9))];
    let inside = SectionEntry::from(prescription(1, None));
    letter.documents = vec![document(9, DocumentKind::Referral, vec![inside])];
    let seen = passed(letter, &[everything(), without_item(1)]);
    assert!(seen.prescriptions.is_empty() && seen.documents.is_empty());
}

#[test]
fn a_letter_that_tells_of_an_operation_waits_for_the_consent_to_that() {
    let operation = Procedure {
        origin: origin(3),
        name: "手術".into(),
        codes: vec![],
        status: Default::default(),
        performed: None,
        notes: vec![],
    };
    let mut told = record();
    told.documents = vec![document(9, DocumentKind::Referral, vec![operation.into()])];
    assert!(passed(told.clone(), &[everything()]).documents.is_empty());
    let own = Rule::Permit(Scope::Kind(Category::Procedures));
    assert_eq!(passed(told, &[everything(), own]).documents.len(), 1);
}

#[test]
fn a_letter_stays_out_when_a_kind_that_it_tells_of_was_excluded() {
    let mut told = record();
    let inside = SectionEntry::from(prescription(1, None));
    told.documents = vec![document(9, DocumentKind::Referral, vec![inside])];
    assert_eq!(passed(told.clone(), &[everything()]).documents.len(), 1);
    let excluded = Rule::Exclude(Excluded::Scope(Scope::Kind(Category::Medicines)), Purpose::Care);
    assert!(passed(told, &[everything(), excluded]).documents.is_empty());
}

#[test]
fn a_patient_summary_is_never_passed_on_nor_what_it_brought() {
    let mut summary = record();
    summary.prescriptions = vec![prescription(1, Some(9))];
    summary.documents = vec![document(9, DocumentKind::PatientSummary, Vec::new())];
    let all = [
        everything(),
        Rule::Permit(Scope::Kind(Category::Infections)),
        Rule::Permit(Scope::Kind(Category::Procedures)),
    ];
    assert_eq!(decision(&all).shown(), Categories::ALL);
    assert_eq!(passed(summary, &all), record());
}

#[test]
fn what_could_not_be_read_stays_out_unless_all_that_it_may_be_is_shown() {
    let mut unread = record();
    unread.unreadable = vec![Unreadable {
        origin: origin(1),
        resource_type: "AllergyIntolerance".into(),
        issues: Vec::new(),
    }];
    let one = Rule::Permit(Scope::Kind(Category::Allergies));
    let other = Rule::Permit(Scope::Kind(Category::Contraindications));
    assert!(passed(unread.clone(), std::slice::from_ref(&one)).unreadable.is_empty());
    assert_eq!(passed(unread, &[one, other]).unreadable.len(), 1);
}

#[test]
fn a_preview_names_what_would_vanish() {
    let mut some = record();
    some.prescriptions = vec![prescription(1, None), prescription(2, None)];
    let (now, then) = (decision(&[everything()]), decision(&[everything(), without_item(2)]));
    let seen = Preview::of(&some, &now, today());
    let medicines = seen.kinds.iter().find(|kind| kind.category == Category::Medicines).unwrap();
    assert_eq!((medicines.count, medicines.first.len()), (2, 2));
    let changes = Difference::between(&some, &now, &then, today());
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].vanish.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["乙くすり"]);
    assert!(changes[0].appear.is_empty());
}

const YJ: &str = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code";
const ICD10: &str = "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full";

fn coded(system: &str, code: &str) -> Coding {
    Coding { system: system.to_owned(), code: code.to_owned(), display: None }
}

fn of_product(number: u8, name: &str, yj: Option<&str>) -> Prescription {
    let codes = yj.map(|code| coded(YJ, code)).into_iter().collect();
    Prescription { name: name.to_owned(), codes, ..prescription(number, None) }
}

fn diagnosis(number: u8, name: &str, codes: Vec<Coding>) -> Diagnosis {
    Diagnosis {
        origin: origin(number),
        name: name.to_owned(),
        written: None,
        codes,
        icd10: None,
        main: false,
        status: ClinicalStatus::Active,
        verification: Verification::Confirmed,
        onset: None,
        ended: None,
        recorded: None,
        doctor: None,
        notes: Vec::new(),
    }
}

fn result(number: u8, name: &str, kind: ObservationKind) -> Observation {
    Observation {
        origin: origin(number),
        kind,
        name: name.to_owned(),
        codes: Vec::new(),
        status: ResultStatus::Final,
        value: Measured::NotSent,
        interpretation: None,
        limit: None,
        ranges: Vec::new(),
        effective: Some(Moment::Day(today())),
        specimen: None,
        components: Vec::new(),
        doctor: None,
        notes: Vec::new(),
    }
}

fn medicines_after(prescriptions: Vec<Prescription>, hidden: u8) -> Vec<String> {
    let mut all = record();
    all.prescriptions = prescriptions;
    let seen = passed(all, &[everything(), without_item(hidden)]);
    seen.prescriptions.into_iter().map(|one| one.name).collect()
}

/// The first by which it was chosen, its refill, another strength, a generic by its ingredient's code, and the same
/// brand where no code came along.
#[test]
fn a_medicine_that_is_kept_back_does_not_return_with_its_next_prescription() {
    let sent = || {
        vec![
            of_product(1, "ベルソムラ錠１５ｍｇ", Some("1190023F1024")),
            of_product(2, "ベルソムラ錠15mg", Some("1190023F1024")),
            of_product(3, "ベルソムラ錠２０ｍｇ", None),
            of_product(4, "スボレキサント錠20mg「ミホン」", Some("1190023F3027")),
            of_product(5, "スボレキサント錠10mg「カクウ」", None),
            of_product(6, "アムロジピン錠５ｍｇ", Some("2171022F2041")),
        ]
    };
    assert_eq!(medicines_after(sent(), 1), ["アムロジピン錠５ｍｇ"]);
    // By whichever of them it was chosen.
    assert_eq!(medicines_after(sent(), 5), ["アムロジピン錠５ｍｇ"]);
    assert_eq!(medicines_after(sent(), 6).len(), 5);
}

#[test]
fn a_diagnosis_that_is_kept_back_is_so_in_every_list_and_letter() {
    let mut told = record();
    told.diagnoses = vec![
        diagnosis(1, "うつ病", vec![coded(ICD10, "F32.9")]),
        diagnosis(2, "抑うつ状態", vec![coded(ICD10, "F32.9")]),
        diagnosis(3, "うつ病 ", Vec::new()),
        diagnosis(4, "高血圧症", vec![coded(ICD10, "I10")]),
    ];
    let elsewhere = SectionEntry::from(diagnosis(7, "うつ病", Vec::new()));
    told.documents = vec![document(9, DocumentKind::Referral, vec![elsewhere])];
    let kept_back = KeptBack::of(&told, &decision(&[everything(), without_item(1)]));
    let untold = |name: &str| kept_back.has_diagnosis(&diagnosis(8, name, Vec::new()));
    assert!(untold("うつ病") && !untold("高血圧症"));
    let seen = passed(told, &[everything(), without_item(1)]);
    assert_eq!(seen.diagnoses.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["高血圧症"]);
    assert!(seen.documents.is_empty());
}

#[test]
fn what_has_no_code_is_not_alike_for_that() {
    let uncoded = || vec![coded("http://medis.or.jp/CodeSystem/master-disease-keyNumber", "99999999")];
    let mut told = record();
    told.diagnoses = vec![diagnosis(1, "甲状腺の病気", uncoded()), diagnosis(2, "膝の痛み", uncoded())];
    let seen = passed(told, &[everything(), without_item(1)]);
    assert_eq!(seen.diagnoses.len(), 1);
}

#[test]
fn a_test_is_kept_back_in_every_result_and_nothing_of_another_kind_is() {
    let mut told = record();
    told.observations = vec![
        result(1, "ＨｂＡ１ｃ", ObservationKind::Laboratory),
        result(2, "HbA1c", ObservationKind::Laboratory),
        result(3, "Cre", ObservationKind::Laboratory),
    ];
    told.diagnoses = vec![diagnosis(4, "HbA1c", Vec::new())];
    let seen = passed(told, &[everything(), without_item(1)]);
    assert_eq!(seen.observations.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Cre"]);
    assert_eq!(seen.diagnoses.len(), 1);
}

#[test]
fn entries_are_counted_kind_by_kind() {
    let mut told = record();
    told.diagnoses = vec![diagnosis(1, "高血圧症", Vec::new()), diagnosis(2, "胃炎", Vec::new())];
    assert_eq!(told.count(Category::Diagnoses), 2);
    assert_eq!(told.limited_to(Category::Tests.into()).count(Category::Diagnoses), 0);
}
