use super::{course_in_words, dose_per_day, standing_of, usage_in_words};
use crate::{
    components::{technical_term::Codes, unreadable::UnreadParts},
    format,
    kinds::line::{lines, name},
    t,
};
use leptos::prelude::*;
use shared::{
    medication::Course,
    record::{Facility, Prescription},
};

pub fn line(prescription: &Prescription, facilities: &[Facility]) -> impl IntoView + use<> {
    let mut said: Vec<String> = prescription.standing_reason.clone().into_iter().collect();
    let tags = standing_of(prescription).map(|said| ("tag tag-strong", said));
    for dosage in &prescription.dosage {
        let days = dosage.days.map(|days| t!("documents-days", count = days));
        let parts: Vec<String> =
            [usage_in_words(dosage), dose_per_day(dosage), days].into_iter().flatten().collect();
        if !parts.is_empty() {
            said.push(format::list(&parts));
        }
        said.extend(dosage.additional.iter().cloned());
    }
    said.push(course_in_words(prescription, &Course::of(prescription)));
    said.extend(prescription.prescriber.clone().map(|name| t!("documents-by-doctor", name = name)));
    said.extend(prescription.notes.iter().cloned());
    view! {
        {name(&prescription.name, tags.into_iter().collect())}
        {lines(said)}
        <UnreadParts origin=&prescription.origin facilities/>
        <Codes codes=prescription.codes.clone()/>
    }
}
