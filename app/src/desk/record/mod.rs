//! `/desk/patients/{id}/record`: what a patient shares, for those who treat them, in one view of a desktop's screen: what
//! must not be overlooked, what the patient has and takes, what was measured and found. Every line with its source;
//! below it, and behind a tap, all the rest.
//!
//! Kinds of information that are not shown have no section and are not named: one sentence says, always, that
//! not everything may be shown.

mod copy;
mod emergency;
mod findings;
mod trial;

pub use emergency::emergency_summary;
pub use trial::{FIELD as TRIAL_FIELD, LONGEST as LONGEST_TRIAL, Trial, Tried};

use super::{Content, Patient};
use crate::components::as_sent::as_sent;
use crate::{
    context::{checked::Checked, visit::use_visit},
    format,
    kinds::{
        KINDS, prescription,
        row::{ForCare, Part, Place},
    },
    t,
};
use chrono::{DateTime, Utc};
use findings::{findings_as_text, findings_in_brief, grave, list_of_findings};
use leptos::prelude::*;
use shared::{
    functions::Function,
    ids::ItemId,
    medication::knowledge::Words,
    record::{Facility, RecordView, Untold},
    time::tokyo_day,
};
use std::collections::BTreeMap;

/// A record as it is passed on to a facility for care.
#[derive(Clone, Debug)]
pub struct CareRecord {
    pub patient: Patient,
    pub view: RecordView,
    pub untold: Vec<Untold>,
    /// Where any of it comes from.
    pub facilities: Vec<Facility>,
    /// Generic names of the medicines that are recognised for certain, by their items.
    pub generic_names: BTreeMap<ItemId, Words>,
    /// Findings of the check of medicines in `view`; `None`: there is nothing that it may look at, or it is not in use.
    pub checked: Option<Checked>,
    /// A prescription that is tried against it; `None`: as for `checked`.
    pub trial: Option<Trial>,
    pub last_look: LastLook,
    /// Shown because of an emergency, without consent.
    pub emergency: Option<InEmergency>,
}

/// When whoever looks looked last for care, on an earlier day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastLook {
    At(DateTime<Utc>),
    /// They never did.
    Never,
    NotTold,
}

/// A record that is open for a while.
#[derive(Clone, Debug)]
pub struct InEmergency {
    /// `/desk/emergency/{access}`
    pub address: String,
    pub until: DateTime<Utc>,
}

/// The record, as far as this facility may see it.
pub fn care_page(shown: CareRecord) -> Content {
    format::hold_names(&shown.view);
    let name = shown.patient.name.clone();
    let title = match &shown.emergency {
        Some(_) => t!("desk-emergency-record-title", name = name),
        None => t!("desk-care-title", name = name),
    };
    let head = head(&shown);
    let trial = shown.trial.as_ref().map(trial::form);
    let answer = shown.trial.clone().map(|trial| trial::answer(trial, &shown.facilities));
    let back = match &shown.emergency {
        Some(open) => {
            let address = open.address.clone();
            view! { <p><a href=address>{t!("desk-emergency-back-to-summary")}</a></p> }.into_any()
        }
        None => super::patient::back(&shown.patient).into_any(),
    };
    let parts = parts(&shown);
    let copy = copy::copy(&shown.patient, &shown.view, &parts, !shown.untold.is_empty());
    let jumps = parts
        .iter()
        .map(|part| view! { <li><a href=format!("#{}", part.id)>{part.title.clone()}</a></li> })
        .collect_view();
    let (at_first_sight, below): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(Part::is_at_first_sight);
    let (facts, findings): (Vec<Part>, Vec<Part>) =
        at_first_sight.into_iter().partition(|part| part.place == Place::Facts);
    let columns = [facts, findings].into_iter().filter(|parts| !parts.is_empty()).map(|parts| {
        view! { <div class="care-column">{parts.into_iter().map(section).collect_view()}</div> }
    });
    let body = view! {
        {head}
        <div class="care-tools">
            {trial}
            <nav class="care-contents" aria-label=t!("desk-care-contents")><ul class="jump-list care-jumps">{jumps}</ul></nav>
            {copy}
        </div>
        {answer}
        <div class="care-sight">{columns.collect_view()}</div>
        <div class="care-parts">{below.into_iter().map(section).collect_view()}</div>
        {back}
    };
    Content { title, body: body.into_any() }
}

/// Whose record it is, as far as it is shown, and what of it must be known before any of it is read.
fn head(shown: &CareRecord) -> impl IntoView + use<> {
    let about = match &shown.emergency {
        Some(open) => open_until(open).into_any(),
        None => {
            view! { <p class="muted care-about">{t!("desk-care-not-all")}{last_look(shown.last_look)}</p> }
                .into_any()
        }
    };
    let untold = shown.untold.len();
    let unread = shown.view.record.unreadable.len();
    view! {
        <p class="care-who">
            <strong><bdi>{as_sent(shown.patient.name.clone())}</bdi></strong>
            " "{as_sent(who_in_words(&shown.patient, &shown.view))}
        </p>
        {about}
        {(unread > 0).then(|| view! {
            <p class="notice notice-caution"><a href="#unreadable">{t!("desk-care-unreadable-some", count = unread as i64)}</a></p>
        })}
        {(untold > 0).then(|| view! {
            <p class="notice notice-caution"><a href="#untold">{t!("desk-care-untold-some", count = untold as i64)}</a></p>
        })}
    }
}

/// From when on something is marked as new.
fn last_look(looked: LastLook) -> Option<impl IntoView> {
    let said = match looked {
        LastLook::At(at) => t!("desk-care-since-last-look", date = format::day(tokyo_day(at))),
        LastLook::Never => t!("desk-care-first-look"),
        LastLook::NotTold => return None,
    };
    Some(view! { " "<span class="care-last-look">{said}</span> })
}

/// Notice until when it is open, and that everybody concerned is told.
pub fn open_until(open: &InEmergency) -> impl IntoView + use<> {
    let until = format::instant(open.until);
    view! { <p class="notice notice-caution">{t!("desk-emergency-open-until", until = until)}</p> }
}

/// Nothing is passed on: and nothing here says whether there is anything.
pub fn withheld_page(patient: &Patient) -> Content {
    let body = view! {
        <p>{t!("desk-care-withheld")}</p>
        <p class="muted">{t!("desk-care-withheld-advice")}</p>
        {super::patient::back(patient)}
    };
    Content { title: t!("desk-care-title", name = patient.name.clone()), body: body.into_any() }
}

/// Kana, birth, sex and as of when.
fn who_in_words(patient: &Patient, view: &RecordView) -> String {
    let born = t!("paper-born", date = format::date(patient.birth_date), age = format::age(patient.age));
    let parts = [
        patient.kana.clone(),
        Some(born),
        Some(format::sex(patient.sex)),
        patient.died_on.map(|day| t!("desk-care-died", date = format::date(day))),
        Some(t!("desk-care-as-of", date = format::date(view.as_of))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

/// The sections of the kinds that are shown, in the order in which they matter.
fn parts(shown: &CareRecord) -> Vec<Part> {
    let care = ForCare {
        view: &shown.view,
        untold: &shown.untold,
        facilities: &shown.facilities,
        generic_names: &shown.generic_names,
        last_look: match shown.last_look {
            LastLook::At(at) => Some(at),
            LastLook::Never | LastLook::NotTold => None,
        },
    };
    let mut check = check(&shown.view, shown.checked.clone(), &shown.facilities);
    let mut parts = Vec::new();
    for kind in &KINDS {
        parts.extend((kind.parts)(&care));
        // What the check says stands after the medicines that it looked at.
        if kind.name == prescription::NAME {
            parts.extend(check.take());
        }
    }
    parts
}

fn check(view: &RecordView, checked: Option<Checked>, facilities: &[Facility]) -> Option<Part> {
    if view.may_be_checked() && !use_visit().functions.contains(Function::MedicationCheck) {
        let text = vec![t!("desk-care-check-off")];
        let said = view! { <p class="notice">{t!("desk-care-check-off")}</p> };
        let part = Part::of("check", t!("desk-care-check"), said);
        return Some(part.at_first_sight(Place::Findings, None, text));
    }
    let checked = checked?;
    let title = match grave(&checked) {
        0 => t!("desk-care-check"),
        count => t!("desk-care-check-grave", count = count as i64),
    };
    let (text, brief) = (findings_as_text(&checked, facilities), findings_in_brief(&checked, facilities));
    let full = list_of_findings(checked, facilities).into_any();
    Some(Part::of("check", title, brief).at_first_sight(Place::Findings, Some(full), text))
}

fn section(part: Part) -> impl IntoView {
    let Part { id, title, place, body, full, folded, .. } = part;
    let title_id = format!("{id}-title");
    let named_by = title_id.clone();
    let heading = view! { <h2 id=title_id>{title.clone()}</h2> };
    let content = match folded {
        true => view! {
            <details class="details details-plain care-folded"><summary>{heading}</summary>{body}</details>
        }
        .into_any(),
        false => view! { {heading}{body} }.into_any(),
    };
    let full = full.map(|full| view! {
        <details class="details details-plain care-full">
            <summary>{t!("desk-care-in-full")}<span class="visually-hidden">{t!("desk-care-in-full-of", title = title)}</span></summary>
            {full}
        </details>
    });
    view! {
        <section class="panel care-part" class:care-wide={place == Place::Across} id=id aria-labelledby=named_by>
            {content}
            {full}
        </section>
    }
}
