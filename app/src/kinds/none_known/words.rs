use crate::{
    format::{day, list, moment_day, source},
    t,
};
use shared::{
    record::{About, Absence, Facility, NoneKnown},
    summary::StatedNone,
};

/// 「食べ物のアレルギーなし」, as one line's name.
pub fn name(none: &NoneKnown) -> String {
    let what = about(none.about);
    match none.said {
        Absence::NoneKnown => t!("none-known-name", what = what),
        Absence::NoInformation => t!("none-not-known-name", what = what),
    }
}

/// Who said so, and on which day: it is that facility's statement and nobody else's.
pub fn said(none: &NoneKnown, facilities: &[Facility]) -> String {
    let origin = &none.origin;
    let date = match none.recorded.as_ref().or(origin.updated.as_ref()) {
        Some(at) => moment_day(at),
        None => day(origin.registered_on()),
    };
    let from = source(facilities, &origin.source);
    t!("none-known-said", what = name(none), from = from, date = date)
}

/// As written, that it was taken back, and what is registered all the same.
pub fn remarks(stated: &StatedNone) -> Vec<String> {
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
