//! Names that are no plain facts: suspicions, names that lacked their modifiers, and statements that there is none.

use super::{day, list, moment_day, words::facility};
use crate::t;
use shared::{
    record::{About, Absence, Allergy, Diagnosis, Facility, NoneKnown},
    summary::StatedNone,
};

/// What a diagnosis' name alone does not say: that it is only suspected, and the text it came with.
pub fn name_remarks(diagnosis: &Diagnosis) -> Vec<String> {
    let suspected = diagnosis.is_suspected().then(|| t!("diagnosis-suspected"));
    suspected.into_iter().chain(name_as_written(diagnosis)).collect()
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

/// What one reacts to, for a list of names.
pub fn allergy_name(allergy: &Allergy) -> String {
    with_remarks(&allergy.name, not_confirmed(allergy).as_slice())
}

/// What one reacts to, with what happened.
pub fn allergy_with_reactions(allergy: &Allergy) -> String {
    let remarks: Vec<String> =
        not_confirmed(allergy).into_iter().chain(allergy.reactions.iter().cloned()).collect();
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
    let from = facility(facilities, &origin.facility);
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
