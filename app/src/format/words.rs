//! Names for the enums of `shared`, people and places.

use crate::t;
use shared::{
    category::{Categories, Category},
    identity_paper::IdentityPaper,
    ids::FacilityCode,
    labs::{CoreItem, LabGroup, NotCompared, Standing, TestSeries},
    record::{Facility, MeasuringLimit, Observation, Sex},
    sign_out,
    source::Source,
};

/// A kind of information, in a word or two. Its words are known by its name: app/tests/words.rs says that it has them.
pub fn category(category: Category) -> String {
    t!(&format!("category-{}", category.as_str()))
}

/// Content of a kind of information, in a sentence.
pub fn category_means(category: Category) -> String {
    t!(&format!("category-{}-means", category.as_str()))
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

/// Name of a source.
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

/// Standing of a result to its range, in words.
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

/// Standing of a result to its range; where it came with one and is not held against it, why not.
pub fn compared(result: &Observation) -> String {
    match NotCompared::of_result(result) {
        Some(why) => not_compared(why),
        None => standing(Standing::of(result)),
    }
}

/// Words for a true value that lies beyond what can be measured.
pub fn measuring_limit(limit: MeasuringLimit) -> String {
    match limit {
        MeasuringLimit::Below => t!("labs-below-measurable"),
        MeasuringLimit::Above => t!("labs-above-measurable"),
    }
}

/// Reason for which a result is not held against its range.
pub fn not_compared(why: NotCompared) -> String {
    let why = match why {
        NotCompared::NoNumber => t!("not-compared-no-number"),
        NotCompared::SeveralRanges => t!("not-compared-several-ranges"),
        NotCompared::OtherUnit => t!("not-compared-other-unit"),
        NotCompared::NoUnit => t!("not-compared-no-unit"),
        NotCompared::Words => t!("not-compared-words"),
        NotCompared::Contradicting => t!("not-compared-contradicting"),
        NotCompared::Reversed => t!("not-compared-reversed"),
        NotCompared::RangeUnread => t!("not-compared-range-unread"),
        NotCompared::OnlyABound => t!("not-compared-only-a-bound"),
        NotCompared::NotReported => t!("not-compared-not-reported"),
        NotCompared::InDoubt => t!("not-compared-in-doubt"),
    };
    t!("not-compared", why = why)
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

/// Name of a core item for one result of it, whose code may say more.
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

/// Several things in one line, in the reader's punctuation.
pub fn list(parts: &[String]) -> String {
    parts.join(&t!("list-separator"))
}

/// Reason for which a person was signed out everywhere.
pub fn sign_out_reason(reason: sign_out::Reason) -> String {
    match reason {
        sign_out::Reason::Asked => t!("sign-out-asked"),
        sign_out::Reason::LeftOpen => t!("sign-out-left-open"),
        sign_out::Reason::Unusual => t!("sign-out-unusual"),
        sign_out::Reason::Other => t!("sign-out-other"),
    }
}

/// Name of the paper by which an identity was checked.
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
