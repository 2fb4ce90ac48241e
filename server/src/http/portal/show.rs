//! `/show/{file}`: what a person hands to somebody who treats, as paper and as a file. Their own record alone, after a
//! fresh proof; infection tests only where they ask for them.

use super::ports;
use crate::{
    auth::Actor,
    http::{
        AppState,
        plumbing::{pace, page_error, refused::FormRefusal, visitor::Visitor},
        sign_in::step_up,
    },
    paper::{self, PaperError},
    store::{
        account::session::Session,
        record::{Taken, contact::NamedContact},
    },
};
use app::{
    health_link::chart_text,
    i18n::Locale,
    pages::show::PAGE,
    paper::{CarriedPaper, SummaryPaper},
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::{
    category::Category,
    functions::Functions,
    health_link::Contents,
    ids::PatientId,
    ips::{Chosen, Ips, Made, document::Document},
    medication::knowledge::KnowledgeBase,
    record::RecordView,
    summary::EmergencySummary,
};
use std::sync::Arc;

/// What can be handed out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    /// What matters first in an emergency, to carry along.
    Emergency,
    Summary,
    /// The patient summary as an International Patient Summary.
    Document,
    /// That document as lines for a chart.
    Text,
}

impl File {
    fn named(name: &str) -> Option<Self> {
        match name {
            "emergency.pdf" => Some(Self::Emergency),
            "summary.pdf" => Some(Self::Summary),
            "summary.json" => Some(Self::Document),
            "summary.txt" => Some(Self::Text),
            _ => None,
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Emergency | Self::Summary => "application/pdf",
            Self::Document => "application/fhir+json",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

#[derive(Deserialize)]
pub struct Asked {
    /// `yes`: infection tests stand in it, too.
    #[serde(default)]
    infections: String,
}

/// The person whose own record is open, and their session. Otherwise to signing in, and from there to `page`.
pub(super) fn oneself<'a>(
    visitor: &'a Visitor,
    page: &str,
) -> Result<(PatientId, &'a Session), Box<Response>> {
    match (&visitor.actor, &visitor.session) {
        (Actor::Patient(own), Some(session)) => Ok((*own, session)),
        (_, None) => Err(Box::new(Redirect::to(&format!("/signin?return_to={page}")).into_response())),
        _ => {
            let refusal = FormRefusal::of("show-oneself").back("/");
            Err(Box::new(refusal.refuse(visitor, StatusCode::FORBIDDEN)))
        }
    }
}

/// `GET /show/{file}`
pub async fn file(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let patient = match oneself(&visitor, PAGE) {
        Ok((patient, _)) => patient,
        Err(answer) => return *answer,
    };
    let Some(file) = File::named(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let now = state.clock.now();
    if let Some(to_verify) = step_up::before_export(&visitor, now, PAGE) {
        return to_verify;
    }
    if let Err(too_soon) = pace::take_files(&state, &visitor.actor) {
        return too_soon.refuse(visitor.visit.locale, "refused-too-often-files");
    }
    let asked_from = &state.asked_from(visitor.address);
    let (view, contacts) = match ports::own_with_contacts(asked_from, patient, Taken::read).await {
        Ok(read) => read,
        Err(error) => return page_error::refusal(error),
    };
    let handed = HandedOut {
        view: chosen(&view, asked.infections == "yes"),
        contacts,
        at: now,
        locale: visitor.visit.locale,
        functions: visitor.visit.functions,
        salt: state.entropy.bytes(),
    };
    let knowledge = Arc::clone(state.knowledge.base());
    match ports::aside(&state, move || handed.make(file, &knowledge)).await {
        Ok(Ok(bytes)) => answer(file, &name, bytes),
        Ok(Err(error)) => failed(&visitor, &error),
        Err(error) => page_error::refusal(error),
    }
}

/// What goes out of what the person sees.
pub(super) fn chosen(view: &RecordView, infections: bool) -> RecordView {
    let shown = if infections { view.shown } else { view.shown.without(Category::Infections) };
    let (record, checked) = (view.record.clone().chosen(shown), view.checked.and(shown));
    RecordView { shown, checked, record, ..view.clone() }
}

/// What of it goes into a link.
pub(super) fn chosen_for(contents: Contents) -> Chosen {
    match contents {
        Contents::Summary => Chosen::whole(),
        Contents::Medicines => Chosen::medicines_with_allergies(),
    }
}

/// The FHIR document of what was chosen, as JSON.
pub(super) fn document(view: &RecordView, chosen: &Chosen, locale: Locale, made: Made) -> String {
    Ips::of(view, chosen, &app::ips_words::ips_words(locale), &made).to_json()
}

/// Everything that a file is made of.
struct HandedOut {
    view: RecordView,
    contacts: Vec<NamedContact>,
    at: DateTime<Utc>,
    locale: Locale,
    functions: Functions,
    salt: [u8; 32],
}

impl HandedOut {
    fn make(self, file: File, knowledge: &KnowledgeBase) -> Result<Vec<u8>, PaperError> {
        let Self { view, contacts, at: printed_at, locale, functions, salt } = self;
        match file {
            File::Emergency => {
                let summary = EmergencySummary::of(&view, knowledge, functions);
                let contacts = contacts.into_iter().map(|one| one.contact).collect();
                let paper = CarriedPaper { summary, view: &view, printed_at, contacts };
                paper::draw(&paper.sheet(locale), printed_at, locale)
            }
            File::Summary => {
                let paper = SummaryPaper { view: &view, printed_at };
                paper::draw(&paper.sheet(locale), printed_at, locale)
            }
            File::Document | File::Text => {
                let json = document(&view, &Chosen::whole(), locale, Made { at: printed_at, salt });
                match Document::read(&json) {
                    Ok(document) if file == File::Text => Ok(chart_text(&document, locale).into_bytes()),
                    Ok(_) => Ok(json.into_bytes()),
                    // Ours is read in full; tests say so.
                    Err(_) => Err(PaperError::Document),
                }
            }
        }
    }
}

/// Whose it is stands in the file, not in its name: names of files are read over shoulders.
fn answer(file: File, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"mikata-{name}\"");
    let headers =
        [(header::CONTENT_TYPE, file.content_type().to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

fn failed(visitor: &Visitor, error: &PaperError) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "a file could not be made");
    FormRefusal::of("form-try-again").back(PAGE).refuse(visitor, StatusCode::SERVICE_UNAVAILABLE)
}
