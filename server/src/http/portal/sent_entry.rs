//! `/record/sent/{item}`: what was sent of one entry and is used on no page; for its own person alone.

use crate::{
    gate::{self, Actor, Purpose, Refused},
    http::{
        AppState,
        plumbing::{refused::FormRefusal, visitor::Visitor},
    },
    store::{
        StoreError,
        record::{self, ViewSettings},
    },
};
use app::sent::{SentEntry, sent_page};
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use shared::{
    ids::{ItemId, PatientId},
    record::fate::kept,
};

/// `GET /record/sent/{item}`.
pub async fn page(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(item): Path<String>,
) -> Response {
    if visitor.session.is_none() {
        return Redirect::to("/signin").into_response();
    }
    let refuse = |status| FormRefusal::default().back("/record").refuse(&visitor, status);
    let Actor::Patient(patient) = visitor.actor else {
        return FormRefusal::of("form-consent-oneself").back("/").refuse(&visitor, StatusCode::FORBIDDEN);
    };
    let Ok(item) = ItemId::try_from(item) else { return refuse(StatusCode::NOT_FOUND) };
    match read(&state.asked_from(visitor.address), patient, &item).await {
        Ok(Some(entry)) => {
            Html(sent_page(&visitor.visit, state.front_end.stylesheets.clone(), entry)).into_response()
        }
        Ok(None) => refuse(StatusCode::NOT_FOUND),
        Err(Refused::NotPermitted) => refuse(StatusCode::FORBIDDEN),
        Err(Refused::Store(error)) => {
            tracing::error!(error = &error as &dyn std::error::Error, "reading what was sent failed");
            refuse(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// Nothing where the entry stands on none of the person's pages.
async fn read(state: &AppState, patient: PatientId, item: &ItemId) -> Result<Option<SentEntry>, Refused> {
    let actor = Actor::Patient(patient);
    let grant = gate::open(&state.store, &state.clock, &actor, patient, Purpose::OwnRecord).await?;
    let read = async {
        let settings = ViewSettings { windows: state.windows, refill: state.refill };
        let sealed = record::view_with_sent(&grant, state.clock.today(), settings, item).await?;
        let (taken, sent) = grant.release(sealed).await?;
        Ok::<_, StoreError>((taken.read_for_a_page()?, sent))
    };
    let (view, sent) = read.await?;
    // What came of an infection test is shown after a fresh proof, on a page of its own.
    if view.record.infections().any(|one| one.origin.item == *item) {
        return Ok(None);
    }
    let Some((name, origin)) = view.record.line(item) else { return Ok(None) };
    let kept = sent.map_or_else(Vec::new, |sent| kept(&sent));
    // What a person wrote themself stands in full on its page.
    let Some(code) = origin.source.facility() else { return Ok(None) };
    let facility = view.record.facility(code).and_then(|facility| facility.name.clone());
    let facility = facility.unwrap_or_else(|| code.to_string());
    Ok(Some(SentEntry { name: name.to_owned(), facility, kept }))
}
