use super::{name_as_written, status};
use crate::{
    components::{technical_term::Codes, unreadable::UnreadParts},
    kinds::line::{lines, name, period},
    t,
};
use leptos::prelude::*;
use shared::record::{ClinicalStatus, Diagnosis, Facility};

pub fn line(diagnosis: &Diagnosis, facilities: &[Facility]) -> impl IntoView + use<> {
    let mut tags = Vec::new();
    if diagnosis.main {
        tags.push(("tag tag-main", t!("documents-main-diagnosis")));
    }
    if diagnosis.is_suspected() {
        tags.push(("tag", t!("diagnosis-suspected")));
    } else if diagnosis.status != ClinicalStatus::NotStated {
        tags.push(("tag tag-quiet", status(diagnosis.status)));
    }
    let mut said: Vec<String> = name_as_written(diagnosis).into_iter().collect();
    said.extend(period(diagnosis.onset.as_ref(), diagnosis.ended.as_ref()));
    said.extend(diagnosis.doctor.clone().map(|name| t!("documents-by-doctor", name = name)));
    said.extend(diagnosis.notes.iter().cloned());
    let codes = diagnosis.icd10.iter().chain(&diagnosis.codes).cloned().collect();
    view! {
        {name(&diagnosis.name, tags)}
        {lines(said)}
        <UnreadParts origin=&diagnosis.origin facilities/>
        <Codes codes/>
    }
}
