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
        allergy::allergies,
        diagnosis::{diagnoses, untold_diagnoses},
        document::documents,
        immunization::immunizations,
        observation::results_side_by_side as results,
        prescription::{courses, medicines},
        procedure::procedures,
        unreadable::unreadable,
    },
    pages::record::RecordContent,
    t,
};
use chrono::{DateTime, Utc};
use findings::{grave, list_of_findings};
use leptos::prelude::*;
use shared::{
    category::Category,
    functions::Function,
    labs::LabSheet,
    record::{Facility, RecordView, Untold},
};

/// What is passed on to a facility for care.
#[derive(Clone, Debug)]
pub struct CareRecord {
    pub patient: Patient,
    pub view: RecordView,
    pub untold: Vec<Untold>,
    /// Where any of it comes from.
    pub facilities: Vec<Facility>,
    /// What the check of medicines finds in `view`; `None`: there is nothing that it may look at, or it is not in use.
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

/// A section of the page.
struct Part {
    id: &'static str,
    title: String,
    /// Takes the whole width of the page.
    wide: bool,
    body: AnyView,
}

impl Part {
    fn of(id: &'static str, title: String, body: impl IntoView + 'static) -> Self {
        Self { id, title, wide: false, body: body.into_any() }
    }

    fn wide(self) -> Self {
        Self { wide: true, ..self }
    }
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

/// Until when it is open, and that everybody concerned is told.
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
    let content = RecordContent::of(&view);
    let (record, kinds) = (&view.record, view.shown);
    let facilities = facilities.as_slice();
    let may_see = |kind| kinds.contains(kind);
    let written = content.documents.iter().any(|document| !document.allergies.is_empty());
    let parts = [
        may_see(Category::Contraindications).then(|| {
            let list = allergies(content.contraindications, &[], written, facilities);
            Part::of("contraindications", t!("desk-care-contraindications"), list)
        }),
        may_see(Category::Allergies).then(|| {
            let list = allergies(content.allergies, &content.no_allergies, written, facilities);
            Part::of("allergies", t!("desk-care-allergies"), list)
        }),
        may_see(Category::Diagnoses).then(|| {
            let (none, former) = (&content.no_others, content.former_diagnoses);
            let list = diagnoses(content.diagnoses, content.suspected, former, none, facilities);
            Part::of("diagnoses", t!("desk-care-diagnoses"), list)
        }),
        (!untold.is_empty())
            .then(|| Part::of("untold", t!("desk-care-untold"), untold_diagnoses(untold, facilities))),
        may_see(Category::Medicines)
            .then(|| Part::of("medicines", t!("desk-care-medicines"), medicines(&view))),
        may_see(Category::Medicines)
            .then(|| courses(&view))
            .flatten()
            .map(|bars| Part::of("timeline", t!("medicines-timeline"), bars).wide()),
        (view.may_be_checked() && !use_visit().functions.contains(Function::MedicationCheck)).then(|| {
            let said = view! { <p class="notice">{t!("desk-care-check-off")}</p> };
            Part::of("check", t!("desk-care-check"), said).wide()
        }),
        checked.map(|checked| {
            let title = match grave(&checked) {
                0 => t!("desk-care-check"),
                count => t!("desk-care-check-grave", count = count as i64),
            };
            Part::of("check", title, list_of_findings(checked, facilities)).wide()
        }),
        may_see(Category::Infections).then(|| {
            let title = t!("desk-care-infections");
            Part::of("infections", title.clone(), results(title, content.infections, facilities)).wide()
        }),
        may_see(Category::Tests).then(|| {
            let tests = LabSheet::of(record).tests().cloned().collect();
            let title = t!("desk-care-tests");
            Part::of("tests", title.clone(), results(title, tests, facilities)).wide()
        }),
        may_see(Category::Procedures).then(|| {
            Part::of("procedures", t!("desk-care-procedures"), procedures(content.procedures, facilities))
        }),
        may_see(Category::Immunizations).then(|| {
            let list = immunizations(content.immunizations, facilities);
            Part::of("immunizations", t!("desk-care-immunizations"), list)
        }),
        (may_see(Category::Documents) || may_see(Category::Checkups))
            .then(|| Part::of("documents", t!("desk-care-documents"), documents(record))),
        (!record.unreadable.is_empty())
            .then(|| Part::of("unreadable", t!("desk-care-unreadable"), unreadable(record))),
    ];
    parts.into_iter().flatten().collect()
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
