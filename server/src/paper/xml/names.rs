//! What the XML calls what `shared` knows by meaning. These names stay, whatever the variants are called.

use shared::{
    labs::Standing,
    medication::{
        Taking,
        check::{Category, FindingKind},
        knowledge::{Severity, Verification},
    },
    record::{
        About, Absence, Allergy, ClinicalStatus, Comparator, Criticality, Days, Gravity, Interpretation,
        MeasuringLimit, ResultStatus, Sex, Standing as Said,
    },
};

pub fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}

pub fn criticality(criticality: Criticality) -> &'static str {
    match criticality {
        Criticality::Low => "low",
        Criticality::High => "high",
        Criticality::UnableToAssess => "unable-to-assess",
        Criticality::NotStated => "not-stated",
    }
}

pub fn status(status: ClinicalStatus) -> &'static str {
    match status {
        ClinicalStatus::Active => "active",
        ClinicalStatus::Recurrence => "recurrence",
        ClinicalStatus::Relapse => "relapse",
        ClinicalStatus::Inactive => "inactive",
        ClinicalStatus::Remission => "remission",
        ClinicalStatus::Resolved => "resolved",
        ClinicalStatus::Unknown => "unknown",
        ClinicalStatus::NotStated => "not-stated",
    }
}

pub fn taking(taking: Taking) -> &'static str {
    match taking {
        Taking::Now => "now",
        Taking::PossiblyStill => "possibly-still",
        Taking::NotYet => "not-yet",
        Taking::Continued => "continued",
        Taking::Changed => "changed",
        Taking::ToBeAsked => "to-be-asked",
        Taking::Stated(standing) => standing.as_str(),
        Taking::SaidTaken => Said::SaidTaken.as_str(),
        Taking::SaidStopped => Said::SaidStopped.as_str(),
        Taking::Past => "past",
    }
}

/// Whether it is for every day, and how that is known.
pub fn days(days: &Days) -> Option<&'static str> {
    match days {
        Days::EveryDay => None,
        Days::Certain(_) => Some("certain"),
        Days::AsWritten(_) => Some("as-written"),
        Days::Contradicting { .. } => Some("contradicting"),
    }
}

pub fn standing(standing: Standing) -> &'static str {
    match standing {
        // How grave the laboratory called it, its interpretation says.
        Standing::CriticallyLow | Standing::Low => "low",
        Standing::Within => "within",
        Standing::High | Standing::CriticallyHigh => "high",
        Standing::Outside | Standing::Critical => "outside",
        Standing::NotJudged => "not-judged",
    }
}

pub fn result_status(status: ResultStatus) -> &'static str {
    match status {
        ResultStatus::Registered => "registered",
        ResultStatus::Preliminary => "preliminary",
        ResultStatus::Final => "final",
        ResultStatus::Amended => "amended",
        ResultStatus::Corrected => "corrected",
        ResultStatus::Cancelled => "cancelled",
        ResultStatus::EnteredInError => "entered-in-error",
        ResultStatus::Unknown => "unknown",
    }
}

pub fn interpretation(said: Interpretation) -> &'static str {
    match said {
        Interpretation::CriticallyLow => "critically-low",
        Interpretation::Low => "low",
        Interpretation::Normal => "normal",
        Interpretation::High => "high",
        Interpretation::CriticallyHigh => "critically-high",
        Interpretation::Abnormal => "abnormal",
        Interpretation::CriticallyAbnormal => "critically-abnormal",
        Interpretation::Positive => "positive",
        Interpretation::Negative => "negative",
        Interpretation::Indeterminate => "indeterminate",
    }
}

pub fn comparator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Less => "less",
        Comparator::LessOrEqual => "less-or-equal",
        Comparator::GreaterOrEqual => "greater-or-equal",
        Comparator::Greater => "greater",
    }
}

pub fn verified(allergy: &Allergy) -> &'static str {
    if allergy.is_unconfirmed() { "unconfirmed" } else { "stated" }
}

pub fn measuring_limit(limit: MeasuringLimit) -> &'static str {
    match limit {
        MeasuringLimit::Below => "below",
        MeasuringLimit::Above => "above",
    }
}

pub fn gravity(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Grave => "grave",
        Gravity::NotKnown => "not-known",
        Gravity::Mild => "mild",
    }
}

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Contraindicated => "contraindicated",
        Severity::Serious => "serious",
        Severity::Caution => "caution",
    }
}

pub fn verification(verification: Verification) -> &'static str {
    match verification {
        Verification::Unverified => "unverified",
        Verification::Seen => "seen",
        Verification::Confirmed => "confirmed",
    }
}

pub fn finding(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Allergy => "allergy",
        FindingKind::Interaction => "interaction",
        FindingKind::Pregnancy => "pregnancy",
        FindingKind::Disease => "disease",
        FindingKind::Renal => "kidney",
        FindingKind::Age => "age",
        FindingKind::Sex => "sex",
        FindingKind::Duplicate => "duplicate",
        FindingKind::DuplicateClass => "duplicate-class",
    }
}

pub fn category(category: Category) -> &'static str {
    match category {
        Category::Allergies => "allergies",
        Category::Conditions => "diagnoses",
        Category::Kidney => "kidney",
        Category::Pregnancy => "pregnancy",
        Category::Age => "age",
        Category::Sex => "sex",
        Category::OverTheCounter => "over-the-counter",
    }
}

pub fn none_about(about: About) -> &'static str {
    match about {
        About::Allergies => "allergies",
        About::MedicineAllergies => "medicine-allergies",
        About::FoodAllergies => "food-allergies",
        About::EnvironmentAllergies => "environment-allergies",
        About::NamedAllergies => "named-allergies",
        About::Diagnoses => "diagnoses",
        About::Medicines => "medicines",
    }
}

pub fn absence(said: Absence) -> &'static str {
    match said {
        Absence::NoneKnown => "none-known",
        Absence::NoInformation => "no-information",
    }
}
