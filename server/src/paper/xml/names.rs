//! What the XML calls what `shared` knows by meaning. These names stay, whatever the variants are called.

use shared::{
    labs::Standing,
    medication::Taking,
    record::{ClinicalStatus, Comparator, Criticality, Interpretation, ResultStatus, Sex},
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
        Taking::Past => "past",
    }
}

pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Low => "low",
        Standing::Within => "within",
        Standing::High => "high",
        Standing::Outside => "outside",
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
