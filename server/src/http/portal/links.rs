//! `/show/link`: links by which a person shares something of their own record. The browser encrypts what goes into one; the
//! key never comes here.

use super::{ports, show};
use crate::{
    auth::Actor,
    gate::Refused,
    http::{
        AppState,
        plumbing::{
            headers::plain_page,
            pace::{What, Who},
            page_error,
            refused::{self, FormRefusal},
            sent_json::{NotRead, SentJson},
            visitor::Visitor,
        },
        sign_in::step_up,
    },
    links::{self, Choice},
    store::{
        account::session::Session,
        record::Taken,
        sharing::health_link::{self, LinkFile, LinkId},
    },
};
use app::{
    context::visit::Visit,
    error::PageError,
    health_link::{
        LINKS_PAGE, LinkPage, LinksSaid, VIEWER_PAGE, links_page, make_page,
        sent::{LinkRefusal, MadeLink, SentFile, SentLink},
    },
    i18n::Locale,
};
use axum::{
    Extension, Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::{
    health_link::{ContentType, Contents, Label, LinkUrl, Loopback, Passcode, Until, jwe},
    ids::PatientId,
    ips::Made,
};
use uuid::Uuid;

/// Bytes of a file, decrypted.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Files of a link.
const MOST_FILES: usize = 1;

/// Bytes of what is posted here.
pub const MOST_SENT: usize = 8 * 1024 * 1024;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    said: String,
}

/// `GET /show/link`: what is shared now and was, and the way to a new one.
pub async fn page(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(asked): Query<Asked>,
) -> Response {
    let patient = match show::oneself(&visitor, LINKS_PAGE) {
        Ok((patient, _)) => patient,
        Err(answer) => return *answer,
    };
    let now = state.clock.now();
    let links = match health_link::of_person(&state.store, patient).await {
        Ok(links) => links,
        Err(error) => return refused::unavailable(&visitor, &error),
    };
    let page = LinkPage { links, now, said: LinksSaid::from_name(&asked.said) };
    plain_page(StatusCode::OK, links_page(&visitor.visit, state.front_end.assets().stylesheets, page))
}

/// `GET /show/link/new`: the page that makes one, after a fresh proof.
pub async fn new(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    if let Err(answer) = show::oneself(&visitor, LINKS_PAGE) {
        return *answer;
    }
    if let Some(to_verify) = step_up::before_export(&visitor, state.clock.now(), "/show/link/new") {
        return to_verify;
    }
    let program = state.front_end.link_program("make_link");
    let stylesheets = state.front_end.assets().stylesheets;
    let catalogue = state.front_end.viewer_catalogue(visitor.visit.locale).to_owned();
    let visit = Visit { catalogue, ..visitor.visit.clone() };
    let html = make_page(&visit, stylesheets, &program, &visitor.nonce);
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    contents: String,
    #[serde(default)]
    infections: String,
    /// The language of the document; otherwise that of the page.
    #[serde(default)]
    lang: String,
}

/// `GET /show/link/document`: the FHIR document that goes into a link, as it is chosen. After a fresh proof.
pub async fn document(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let (patient, session) = match own(&visitor) {
        Ok(own) => own,
        Err(error) => return page_error::refusal(error),
    };
    let now = state.clock.now();
    if !step_up::is_fresh(session, now, step_up::TO_SEND) {
        return not_proved();
    }
    let Some(contents) = Contents::from_name(&wanted.contents) else {
        return problem(StatusCode::BAD_REQUEST, "contents", "summary or medicines expected");
    };
    if let Err(too_soon) = state.paces.take(What::Export, &Who::Patient(patient), now) {
        return too_soon.refuse(visitor.visit.locale, "refused-too-often-files");
    }
    let asked_from = &state.asked_from(visitor.address);
    let (view, _) = match ports::own_with_contacts(asked_from, patient, Taken::read).await {
        Ok(read) => read,
        Err(error) => return page_error::refusal(error),
    };
    let view = show::chosen(&view, wanted.infections == "yes");
    let locale = Locale::from_tag(&wanted.lang).unwrap_or(visitor.visit.locale);
    let salt = state.entropy.bytes();
    let made = ports::aside(&state, move || {
        show::document(&view, &show::chosen_for(contents), locale, Made { at: now, salt })
    });
    match made.await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/fhir+json")], json).into_response(),
        Err(error) => page_error::refusal(error),
    }
}

/// `POST /show/link`: keeps the encrypted files of a new link, and says where they are. After a fresh proof.
pub async fn make(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    sent: Result<SentJson<SentLink>, NotRead>,
) -> Response {
    let (patient, session) = match own(&visitor) {
        Ok(own) => own,
        Err(error) => return page_error::refusal(error),
    };
    let SentJson(sent) = match sent {
        Ok(sent) => sent,
        Err(problem) => return problem.into_response(),
    };
    let now = state.clock.now();
    if !step_up::is_fresh(session, now, step_up::TO_SEND) {
        return not_proved();
    }
    let choice = match read(sent, now) {
        Ok(choice) => choice,
        Err((field, why)) => return problem(StatusCode::UNPROCESSABLE_ENTITY, field, &why),
    };
    if let Err(too_soon) = state.paces.take(What::MakeLink, &Who::Patient(patient), now) {
        return too_soon.refuse(visitor.visit.locale, "refused-too-often-files");
    }
    let AppState { store, clock, entropy, .. } = &state.asked_from(visitor.address);
    let expires = choice.expires;
    match links::make(store, clock, entropy, (&visitor.actor, session.account, patient), choice).await {
        Ok(links::Made::Made(secret)) => {
            let url = state.public_url.to(&format!("/link/{secret}"));
            if let Err(error) = LinkUrl::written(&url, Loopback::Permitted) {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the public address is too long for links"
                );
                return page_error::refusal(PageError::Unavailable);
            }
            let answer = MadeLink { url, expires, viewer: state.public_url.to(VIEWER_PAGE) };
            (StatusCode::CREATED, Json(answer)).into_response()
        }
        Ok(links::Made::Full) => problem(StatusCode::CONFLICT, "full", "as many links are open as may be"),
        Ok(links::Made::Before) => problem(StatusCode::CONFLICT, "id", "a link of this id was made before"),
        Err(Refused::NotPermitted) => page_error::refusal(PageError::OnlyThemself),
        Err(Refused::Store(error)) => refused::unavailable(&visitor, &error),
    }
}

fn own(visitor: &Visitor) -> Result<(PatientId, &Session), PageError> {
    match (&visitor.actor, &visitor.session) {
        (Actor::Patient(own), Some(session)) => Ok((*own, session)),
        (_, None) => Err(PageError::SignInFirst),
        _ => Err(PageError::OnlyThemself),
    }
}

/// What was chosen; otherwise which field is wrong, and why.
fn read(sent: SentLink, now: chrono::DateTime<chrono::Utc>) -> Result<Choice, (&'static str, String)> {
    let id = sent.id.parse().map(LinkId).map_err(|_| ("id", "a UUID expected".to_owned()))?;
    let label = Label::read(&sent.label).map_err(|why| ("label", why.to_string()))?;
    let label = label.ok_or(("label", "a label expected: for whom it is".to_owned()))?;
    let contents = Contents::from_name(&sent.contents);
    let contents = contents.ok_or(("contents", "summary or medicines expected".to_owned()))?;
    let until = Until::read(&sent.until).and_then(|until| until.ends(now));
    let expires = until.map_err(|why| ("until", why.to_string()))?;
    let passcode = sent.passcode.as_deref().map(Passcode::read).transpose();
    let passcode = passcode.map_err(|why| ("passcode", why.to_string()))?;
    if passcode.as_ref().is_some_and(|passcode| !passcode.is_long_enough()) {
        return Err(("passcode", "at least six letters expected".to_owned()));
    }
    if sent.files.is_empty() || sent.files.len() > MOST_FILES {
        return Err(("files", format!("{MOST_FILES} file expected, found {}", sent.files.len())));
    }
    let mut files = Vec::new();
    for SentFile { content_type, jwe: text } in sent.files {
        let content_type = ContentType::from(content_type);
        if content_type != ContentType::FhirJson {
            return Err(("files", "application/fhir+json expected".to_owned()));
        }
        jwe::check(&text, MOST_BYTES).map_err(|why| ("files", why.to_string()))?;
        files.push(LinkFile { content_type, jwe: text });
    }
    // Medicines alone have none in them.
    let with_infections = sent.infections && contents == Contents::Summary;
    let once = sent.once;
    let label = label.as_str().to_owned();
    Ok(Choice { id, label, contents, with_infections, expires, passcode, once, files })
}

fn problem(status: StatusCode, field: &str, why: &str) -> Response {
    let refusal = LinkRefusal { error: field.to_owned(), message: why.to_owned() };
    (status, Json(refusal)).into_response()
}

/// The page asks for the proof again.
fn not_proved() -> Response {
    problem(StatusCode::FORBIDDEN, "proof", "a fresh proof expected")
}

/// `POST /show/link/{id}/end`. Sent again, it is ended all the same.
pub async fn end(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    let patient = match show::oneself(&visitor, LINKS_PAGE) {
        Ok((patient, _)) => patient,
        Err(answer) => return *answer,
    };
    let Ok(id) = Uuid::parse_str(&id) else {
        return FormRefusal::default().back(LINKS_PAGE).refuse(&visitor, StatusCode::NOT_FOUND);
    };
    let AppState { store, clock, .. } = &state.asked_from(visitor.address);
    match links::end(store, clock, &visitor.actor, patient, LinkId(id)).await {
        Ok(()) => Redirect::to(&format!("{LINKS_PAGE}?said={}", LinksSaid::Ended.name())).into_response(),
        Err(Refused::NotPermitted) => {
            FormRefusal::of("show-oneself").back("/").refuse(&visitor, StatusCode::FORBIDDEN)
        }
        Err(Refused::Store(error)) => refused::unavailable(&visitor, &error),
    }
}
