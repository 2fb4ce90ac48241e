//! Names that are no plain facts: suspicions, names that lacked their modifiers, and statements that there is none.

use super::{
    day, list, moment_day,
    words::{clinical_status, source},
};
use crate::t;
use shared::{
    record::{About, Absence, Allergy, ClinicalStatus, Diagnosis, Facility, NoneKnown},
    summary::StatedNone,
};

/// What a diagnosis' name alone does not say: that it is only suspected, or how it stands where it is not simply there,
/// and the text it came with.
pub fn name_remarks(diagnosis: &Diagnosis) -> Vec<String> {
    let suspected = diagnosis.is_suspected().then(|| t!("diagnosis-suspected"));
    suspected.into_iter().chain(unusual_status(diagnosis)).chain(name_as_written(diagnosis)).collect()
}

/// How a diagnosis stands, where it is not simply there.
pub fn unusual_status(diagnosis: &Diagnosis) -> Option<String> {
    let is_usual = matches!(diagnosis.status, ClinicalStatus::Active | ClinicalStatus::NotStated);
    (!is_usual && !diagnosis.is_suspected()).then(|| clinical_status(diagnosis.status))
}

/// The text as it was sent, where it says less than the name.
pub fn name_as_written(diagnosis: &Diagnosis) -> Option<String> {
    diagnosis.written.clone().map(|text| t!("diagnosis-written", text = text))
}

/// The name with its remarks, for a list of names.
pub fn name_in_full(diagnosis: &Diagnosis) -> String {
    with_remarks(&diagnosis.name, &name_remarks(diagnosis))
}

/// That nobody is sure yet of the allergy, where that is so.
pub fn not_confirmed(allergy: &Allergy) -> Option<String> {
    allergy.is_unconfirmed().then(|| t!("allergy-not-confirmed"))
}

/// Not the words for diagnoses: one is not "under treatment" for an allergy.
pub fn allergy_status(status: ClinicalStatus) -> String {
    match status {
        ClinicalStatus::Active | ClinicalStatus::Recurrence | ClinicalStatus::Relapse => {
            t!("allergy-status-active")
        }
        ClinicalStatus::Inactive | ClinicalStatus::Remission => t!("allergy-status-inactive"),
        ClinicalStatus::Resolved => t!("allergy-status-resolved"),
        ClinicalStatus::Unknown | ClinicalStatus::NotStated => t!("not-stated"),
    }
}

/// That the sender calls the allergy inactive or gone.
pub fn allergy_is_over(allergy: &Allergy) -> Option<String> {
    let over = [ClinicalStatus::Inactive, ClinicalStatus::Remission, ClinicalStatus::Resolved];
    over.contains(&allergy.status).then(|| allergy_status(allergy.status))
}

/// What the name of an allergy alone does not say.
pub fn allergy_remarks(allergy: &Allergy) -> Vec<String> {
    not_confirmed(allergy).into_iter().chain(allergy_is_over(allergy)).collect()
}

/// What one reacts to, for a list of names.
pub fn allergy_name(allergy: &Allergy) -> String {
    with_remarks(&allergy.name, &allergy_remarks(allergy))
}

/// What one reacts to, with what happened.
pub fn allergy_with_reactions(allergy: &Allergy) -> String {
    let remarks: Vec<String> =
        allergy_remarks(allergy).into_iter().chain(allergy.reactions.iter().cloned()).collect();
    with_remarks(&allergy.name, &remarks)
}

fn with_remarks(name: &str, remarks: &[String]) -> String {
    match remarks.is_empty() {
        true => name.to_owned(),
        false => t!("name-with-remarks", name = name.to_owned(), remarks = list(remarks)),
    }
}

/// 「食べ物のアレルギーなし」, as one line's name.
pub fn none_known_name(none: &NoneKnown) -> String {
    let what = about(none.about);
    match none.said {
        Absence::NoneKnown => t!("none-known-name", what = what),
        Absence::NoInformation => t!("none-not-known-name", what = what),
    }
}

/// Who said so, and on which day: it is that facility's statement and nobody else's.
pub fn none_known_said(none: &NoneKnown, facilities: &[Facility]) -> String {
    let origin = &none.origin;
    let date = match none.recorded.as_ref().or(origin.updated.as_ref()) {
        Some(at) => moment_day(at),
        None => day(origin.registered_on()),
    };
    let from = source(facilities, &origin.source);
    t!("none-known-said", what = none_known_name(none), from = from, date = date)
}

/// As written, that it was taken back, and what is registered all the same.
pub fn none_known_remarks(stated: &StatedNone) -> Vec<String> {
    let StatedNone { none, against, .. } = stated;
    let mut said = Vec::new();
    if !against.is_empty() {
        said.push(t!("none-known-against", names = list(against)));
    }
    if none.is_withdrawn() {
        said.push(t!("none-known-withdrawn"));
    }
    said.push(t!("none-known-written", name = none.name.clone()));
    said.extend(none.notes.iter().cloned());
    said
}

fn about(about: About) -> String {
    match about {
        About::Allergies => t!("none-about-allergies"),
        About::MedicineAllergies => t!("none-about-medicine-allergies"),
        About::FoodAllergies => t!("none-about-food-allergies"),
        About::EnvironmentAllergies => t!("none-about-environment-allergies"),
        About::NamedAllergies => t!("none-about-named-allergies"),
        About::Diagnoses => t!("none-about-diagnoses"),
        About::Medicines => t!("none-about-medicines"),
    }
}
