//! Names for the enums of `shared`, people and places.

use crate::t;
use chrono::NaiveDate;
use shared::{
    category::{Categories, Category},
    identity_paper::IdentityPaper,
    ids::FacilityCode,
    labs::{CoreItem, LabGroup, NotCompared, Standing, TestSeries},
    medication::Taking,
    record::{
        ClinicalStatus, DocumentKind, Facility, MeasuringLimit, Observation, Performed, Prescription,
        ResultStatus, Sex, Standing as Became,
    },
    sign_out,
    source::Source,
};

/// A kind of information, in a word or two.
pub fn category(category: Category) -> String {
    match category {
        Category::Diagnoses => t!("category-diagnoses"),
        Category::Allergies => t!("category-allergies"),
        Category::Contraindications => t!("category-contraindications"),
        Category::Infections => t!("category-infections"),
        Category::Tests => t!("category-tests"),
        Category::Medicines => t!("category-medicines"),
        Category::Procedures => t!("category-procedures"),
        Category::Immunizations => t!("category-immunizations"),
        Category::Checkups => t!("category-checkups"),
        Category::Documents => t!("category-documents"),
    }
}

/// What a kind of information holds, in a sentence.
pub fn category_means(category: Category) -> String {
    match category {
        Category::Diagnoses => t!("category-diagnoses-means"),
        Category::Allergies => t!("category-allergies-means"),
        Category::Contraindications => t!("category-contraindications-means"),
        Category::Infections => t!("category-infections-means"),
        Category::Tests => t!("category-tests-means"),
        Category::Medicines => t!("category-medicines-means"),
        Category::Procedures => t!("category-procedures-means"),
        Category::Immunizations => t!("category-immunizations-means"),
        Category::Checkups => t!("category-checkups-means"),
        Category::Documents => t!("category-documents-means"),
    }
}

/// Several kinds of information, one after another.
pub fn categories(categories: Categories) -> String {
    let words: Vec<String> = categories.iter().map(category).collect();
    list(&words)
}

/// A facility's name, or its number where no name was sent.
pub fn facility(facilities: &[Facility], code: &FacilityCode) -> String {
    facilities
        .iter()
        .find(|facility| facility.code == *code)
        .and_then(|facility| facility.name.clone())
        .unwrap_or_else(|| t!("facility-unnamed", code = code.to_string()))
}

/// Who a fact comes from.
pub fn source(facilities: &[Facility], source: &Source) -> String {
    match source {
        Source::Facility(code) => facility(facilities, code),
        Source::Insurer(number) => t!("source-insurer", number = number.to_string()),
        Source::Municipality(code) => t!("source-municipality", code = code.to_string()),
        Source::Person => t!("source-person"),
        Source::Program(_) => t!("source-program"),
    }
}

pub fn sex(sex: Sex) -> String {
    match sex {
        Sex::Male => t!("sex-male"),
        Sex::Female => t!("sex-female"),
        Sex::Other => t!("sex-other"),
        Sex::Unknown => t!("sex-unknown"),
    }
}

pub fn age(years: Option<u32>) -> String {
    match years {
        Some(years) => t!("age-in-years", years = years),
        None => t!("age-unknown"),
    }
}

/// How a result stands to its range, in words.
pub fn standing(standing: Standing) -> String {
    match standing {
        Standing::CriticallyLow => t!("standing-critically-low"),
        Standing::CriticallyHigh => t!("standing-critically-high"),
        Standing::Critical => t!("standing-critical"),
        Standing::Low => t!("standing-low"),
        Standing::Within => t!("standing-within"),
        Standing::High => t!("standing-high"),
        Standing::Outside => t!("standing-outside"),
        Standing::NotJudged => t!("standing-not-judged"),
    }
}

/// `↑H`, `↓L`: the mark beside a value outside its range. Always with the words for those who
/// cannot see it.
pub fn standing_mark(standing: Standing) -> Option<String> {
    match standing {
        Standing::CriticallyLow => Some(t!("standing-mark-critically-low")),
        Standing::CriticallyHigh => Some(t!("standing-mark-critically-high")),
        Standing::Critical => Some(t!("standing-mark-critical")),
        Standing::Low => Some(t!("standing-mark-low")),
        Standing::High => Some(t!("standing-mark-high")),
        Standing::Outside => Some(t!("standing-mark-outside")),
        Standing::Within | Standing::NotJudged => None,
    }
}

/// How a result stands to its range; where it came with one and is not held against it, why not.
pub fn compared(result: &Observation) -> String {
    match NotCompared::of_result(result) {
        Some(why) => not_compared(why),
        None => standing(Standing::of(result)),
    }
}

/// That the true value lies beyond what can be measured.
pub fn measuring_limit(limit: MeasuringLimit) -> String {
    match limit {
        MeasuringLimit::Below => t!("labs-below-measurable"),
        MeasuringLimit::Above => t!("labs-above-measurable"),
    }
}

/// That a result is not held against its range, and why.
pub fn not_compared(why: NotCompared) -> String {
    let why = match why {
        NotCompared::NoNumber => t!("not-compared-no-number"),
        NotCompared::SeveralRanges => t!("not-compared-several-ranges"),
        NotCompared::OtherUnit => t!("not-compared-other-unit"),
        NotCompared::NoUnit => t!("not-compared-no-unit"),
        NotCompared::Words => t!("not-compared-words"),
        NotCompared::Contradicting => t!("not-compared-contradicting"),
        NotCompared::OnlyABound => t!("not-compared-only-a-bound"),
        NotCompared::NotReported => t!("not-compared-not-reported"),
        NotCompared::InDoubt => t!("not-compared-in-doubt"),
    };
    t!("not-compared", why = why)
}

pub fn result_status(status: ResultStatus) -> String {
    match status {
        ResultStatus::Registered => t!("result-status-registered"),
        ResultStatus::Preliminary => t!("result-status-preliminary"),
        ResultStatus::Final => t!("result-status-final"),
        ResultStatus::Amended => t!("result-status-amended"),
        ResultStatus::Corrected => t!("result-status-corrected"),
        ResultStatus::Cancelled => t!("result-status-cancelled"),
        ResultStatus::EnteredInError => t!("result-status-entered-in-error"),
        ResultStatus::Unknown => t!("result-status-unknown"),
    }
}

/// What became of a procedure that did not simply take place.
pub fn performed(status: Performed) -> Option<String> {
    match status {
        Performed::Done => None,
        Performed::InProgress => Some(t!("performed-in-progress")),
        Performed::Prepared => Some(t!("performed-prepared")),
        Performed::OnHold => Some(t!("performed-on-hold")),
        Performed::Stopped => Some(t!("performed-stopped")),
        Performed::NotDone => Some(t!("performed-not-done")),
        Performed::Mistake => Some(t!("performed-mistake")),
        Performed::NotKnown => Some(t!("performed-not-known")),
    }
}

pub fn document_kind(kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Referral => t!("document-kind-referral"),
        DocumentKind::DischargeSummary => t!("document-kind-discharge-summary"),
        DocumentKind::PatientSummary => t!("document-kind-patient-summary"),
        DocumentKind::Checkup => t!("document-kind-checkup"),
        DocumentKind::Prescription => t!("document-kind-prescription"),
        DocumentKind::Other => t!("document-kind-other"),
    }
}

/// The glossary's word for a kind of document.
pub fn document_kind_word(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::Referral => Some("referral"),
        DocumentKind::DischargeSummary => Some("discharge-summary"),
        DocumentKind::PatientSummary => Some("patient-summary"),
        DocumentKind::Checkup => Some("checkup"),
        DocumentKind::Prescription => Some("prescription-document"),
        DocumentKind::Other => None,
    }
}

pub fn lab_group(group: LabGroup) -> String {
    match group {
        LabGroup::BloodSugar => t!("lab-group-blood-sugar"),
        LabGroup::Kidney => t!("lab-group-kidney"),
        LabGroup::Liver => t!("lab-group-liver"),
        LabGroup::Lipids => t!("lab-group-lipids"),
        LabGroup::BloodCount => t!("lab-group-blood-count"),
        LabGroup::Electrolytes => t!("lab-group-electrolytes"),
        LabGroup::Protein => t!("lab-group-protein"),
        LabGroup::Pancreas => t!("lab-group-pancreas"),
        LabGroup::Muscle => t!("lab-group-muscle"),
        LabGroup::Heart => t!("lab-group-heart"),
        LabGroup::Inflammation => t!("lab-group-inflammation"),
        LabGroup::Coagulation => t!("lab-group-coagulation"),
        LabGroup::Urine => t!("lab-group-urine"),
        LabGroup::BloodType => t!("lab-group-blood-type"),
        LabGroup::Other => t!("lab-group-other"),
    }
}

/// A core item's name in the reader's language.
pub fn core_item(code: &str) -> String {
    t!(&format!("lab-item-{}", code.to_lowercase()))
}

/// The same for one result of it, whose code may say more.
pub fn core_item_of(code: &str, result: &Observation) -> String {
    core_item(CoreItem::key_of(code, [result.codes.as_slice()]))
}

/// A test's name: a core item's in the reader's language, any other as the laboratory wrote it.
pub fn test_name(series: &TestSeries) -> String {
    match series.core_key() {
        Some(key) => core_item(key),
        None => series.name.clone(),
    }
}

pub fn clinical_status(status: ClinicalStatus) -> String {
    match status {
        ClinicalStatus::Active => t!("clinical-status-active"),
        ClinicalStatus::Recurrence => t!("clinical-status-recurrence"),
        ClinicalStatus::Relapse => t!("clinical-status-relapse"),
        ClinicalStatus::Inactive => t!("clinical-status-inactive"),
        ClinicalStatus::Remission => t!("clinical-status-remission"),
        ClinicalStatus::Resolved => t!("clinical-status-resolved"),
        ClinicalStatus::Unknown => t!("clinical-status-unknown"),
        ClinicalStatus::NotStated => t!("clinical-status-not-stated"),
    }
}

pub fn taking(taking: Taking) -> String {
    match taking {
        Taking::Now => t!("taking-now"),
        Taking::PossiblyStill => t!("taking-possibly-still"),
        Taking::NotYet => t!("taking-not-yet"),
        Taking::Continued => t!("taking-continued"),
        Taking::Changed => t!("taking-changed"),
        Taking::ToBeAsked => t!("taking-to-be-asked"),
        Taking::Stated(_) => t!("taking-stated"),
        Taking::Past => t!("taking-past"),
    }
}

/// What a later prescription or the sender says of one medicine, with its day; `None`: its days alone tell.
pub fn stated(taking: Taking, since: Option<NaiveDate>) -> Option<String> {
    let date = since.map_or_else(|| t!("stated-undated"), super::dates::day);
    Some(match taking {
        Taking::Now | Taking::PossiblyStill | Taking::NotYet | Taking::Past => return None,
        Taking::Continued => t!("stated-continued", date = date),
        Taking::Changed => t!("stated-changed", date = date),
        Taking::ToBeAsked => t!("stated-to-be-asked", date = date),
        Taking::Stated(standing) => became(standing, date),
    })
}

/// What became of a prescription, on a day in words.
fn became(standing: Became, date: String) -> String {
    match standing {
        Became::Issued => t!("standing-issued", date = date),
        Became::OnHold => t!("standing-on-hold", date = date),
        Became::Stopped => t!("standing-stopped", date = date),
        Became::Cancelled => t!("standing-cancelled", date = date),
        Became::Draft => t!("standing-draft", date = date),
        Became::NotOrdered => t!("standing-not-ordered", date = date),
        Became::Mistake => t!("standing-mistake", date = date),
        Became::NotKnown => t!("standing-not-known", date = date),
    }
}

/// What became of a prescription that was not simply issued.
pub fn standing_of(prescription: &Prescription) -> Option<String> {
    let issued = prescription.standing.is_issued();
    (!issued).then(|| became(prescription.standing, super::dates::day(prescription.standing_since())))
}

/// Several things in one line, in the reader's punctuation.
pub fn list(parts: &[String]) -> String {
    parts.join(&t!("list-separator"))
}

/// Why somebody was signed out everywhere.
pub fn sign_out_reason(reason: sign_out::Reason) -> String {
    match reason {
        sign_out::Reason::Asked => t!("sign-out-asked"),
        sign_out::Reason::LeftOpen => t!("sign-out-left-open"),
        sign_out::Reason::Unusual => t!("sign-out-unusual"),
        sign_out::Reason::Other => t!("sign-out-other"),
    }
}

/// What somebody's identity was checked with.
pub fn identity_paper(paper: IdentityPaper) -> String {
    match paper {
        IdentityPaper::MyNumberCard => t!("paper-my-number-card"),
        IdentityPaper::DrivingLicence => t!("paper-driving-licence"),
        IdentityPaper::Passport => t!("paper-passport"),
        IdentityPaper::ResidenceCard => t!("paper-residence-card"),
        IdentityPaper::EligibilityCertificate => t!("paper-eligibility-certificate"),
        IdentityPaper::TwoPapers => t!("paper-two-papers"),
    }
}
