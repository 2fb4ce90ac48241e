//! `/desk/patients/{id}/record`: what a patient shares, for those who treat them. Made for a short look: what
//! must not be overlooked first, every line with its source, and a list of what is on the page to jump from.
//!
//! Kinds of information that are not shown have no section and are not named: one sentence says, always, that
//! not everything may be shown.

mod emergency;
mod findings;

pub use emergency::{EmergencyPaper, Line, Sheet, SheetPart, drawn, emergency_summary};

use super::{Content, Patient};
use crate::components::as_sent::as_sent;
use crate::{
    context::{checked::Checked, visit::use_visit},
    format,
    kinds::{
        KINDS, prescription,
        row::{ForCare, Part},
    },
    t,
};
use chrono::{DateTime, Utc};
use findings::{grave, list_of_findings};
use leptos::prelude::*;
use shared::{
    functions::Function,
    record::{Facility, RecordView, Untold},
};

/// A record as it is passed on to a facility for care.
#[derive(Clone, Debug)]
pub struct CareRecord {
    pub patient: Patient,
    pub view: RecordView,
    pub untold: Vec<Untold>,
    /// Where any of it comes from.
    pub facilities: Vec<Facility>,
    /// Findings of the check of medicines in `view`; `None`: there is nothing that it may look at, or it is not in use.
    pub checked: Option<Checked>,
    /// Shown because of an emergency, without consent.
    pub emergency: Option<InEmergency>,
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
    let emergency = shown.emergency.clone();
    let name = shown.patient.name.clone();
    let title = match &emergency {
        Some(_) => t!("desk-emergency-record-title", name = name),
        None => t!("desk-care-title", name = name),
    };
    let about = match &emergency {
        Some(open) => open_until(open).into_any(),
        None => view! { <p class="muted">{t!("desk-care-not-all")}</p> }.into_any(),
    };
    let back = match emergency {
        Some(open) => {
            view! { <p><a href=open.address>{t!("desk-emergency-back-to-summary")}</a></p> }.into_any()
        }
        None => super::patient::back(&shown.patient).into_any(),
    };
    let who = who(&shown.patient, &shown.view);
    let unread = shown.view.record.unreadable.len();
    let parts = parts(shown);
    let jumps = parts
        .iter()
        .map(|part| view! { <li><a href=format!("#{}", part.id)>{part.title.clone()}</a></li> })
        .collect_view();
    let sections = parts.into_iter().map(section).collect_view();
    let body = view! {
        {who}
        {about}
        {(unread > 0).then(|| view! {
            <p class="notice notice-caution"><a href="#unreadable">{t!("desk-care-unreadable-some", count = unread as i64)}</a></p>
        })}
        <nav aria-label=t!("desk-care-contents")><ul class="jump-list">{jumps}</ul></nav>
        <div class="care-parts">{sections}</div>
        {back}
    };
    Content { title, body: body.into_any() }
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

fn who(patient: &Patient, view: &RecordView) -> impl IntoView + use<> {
    let died_on = patient.died_on.map(|day| t!("desk-care-died", date = format::date(day)));
    let born = t!("desk-born", date = format::date(patient.birth_date), age = format::age(patient.age));
    view! {
        <p class="care-who">
            <strong><bdi>{as_sent(patient.name.clone())}</bdi></strong>
            " "<span>{patient.kana.clone().map(as_sent)}</span>
            " · "{born}" · "{format::sex(patient.sex)}
            {died_on.map(|said| view! { " · "{said} })}
            " · "{t!("desk-care-as-of", date = format::date(view.as_of))}
        </p>
    }
}

/// The sections of the kinds that are shown, in the order in which they matter.
fn parts(shown: CareRecord) -> Vec<Part> {
    let CareRecord { view, untold, facilities, checked, .. } = shown;
    let care = ForCare { view: &view, untold: &untold, facilities: &facilities };
    let mut check = check(&view, checked, &facilities);
    let mut parts = Vec::new();
    for kind in &KINDS {
        parts.extend((kind.parts)(&care));
        // What the check says stands below the medicines that it looked at.
        if kind.name == prescription::NAME {
            parts.append(&mut check);
        }
    }
    parts
}

fn check(view: &RecordView, checked: Option<Checked>, facilities: &[Facility]) -> Vec<Part> {
    let is_off = view.may_be_checked() && !use_visit().functions.contains(Function::MedicationCheck);
    let off = is_off.then(|| {
        let said = view! { <p class="notice">{t!("desk-care-check-off")}</p> };
        Part::of("check", t!("desk-care-check"), said).wide()
    });
    let found = checked.map(|checked| {
        let title = match grave(&checked) {
            0 => t!("desk-care-check"),
            count => t!("desk-care-check-grave", count = count as i64),
        };
        Part::of("check", title, list_of_findings(checked, facilities)).wide()
    });
    off.into_iter().chain(found).collect()
}

fn section(part: Part) -> impl IntoView {
    let title_id = format!("{}-title", part.id);
    let named_by = title_id.clone();
    view! {
        <section class="panel care-part" class:care-wide=part.wide id=part.id aria-labelledby=named_by>
            <h2 id=title_id>{part.title}</h2>
            {part.body}
        </section>
    }
}
