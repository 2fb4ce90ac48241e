//! Forms about mandates: confirm, end, resign, open another person's record.

use crate::{
    auth::Actor,
    http::{
        AppState,
        plumbing::{
            form::Form,
            refused::{refused, unavailable},
            visitor::Visitor,
        },
        sign_in::step_up,
    },
    store::{
        StoreError,
        account::{
            self,
            session::{self, Session},
        },
        sharing::{
            emergency_notice::{self, Choice},
            mandate,
        },
    },
};
use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::ids::PatientId;
use uuid::Uuid;

/// Every form about a record says whose it was written for.
#[derive(Deserialize)]
pub struct About {
    patient: String,
}

/// `POST /people/{id}/confirm`: whoever accepted is whom the person meant.
pub async fn confirm(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Form(about): Form<About>,
) -> Response {
    let (session, own) = match whoever_decides(&visitor, &about.patient) {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let now = state.clock.now();
    if !step_up::is_fresh(session, now, step_up::TO_SEND) {
        return step_up::to_verify("/people");
    }
    let done = async {
        let mut tx = state.store.write().await?;
        let done = match Uuid::parse_str(&id) {
            Ok(id) => mandate::confirm(&mut tx, id, own, now).await?,
            Err(_) => false,
        };
        tx.commit().await?;
        Ok(done)
    };
    back_to_people(&visitor, done.await)
}

/// `POST /people/{id}/end`: takes back what was given, or an invitation that waits. To close needs no new proof:
/// it is done at once.
pub async fn end(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Form(about): Form<About>,
) -> Response {
    let (session, own) = match whoever_decides(&visitor, &about.patient) {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let done = async {
        let mut tx = state.store.write().await?;
        let found = match Uuid::parse_str(&id) {
            Ok(id) => mandate::find(&mut tx, id).await?,
            Err(_) => None,
        };
        let theirs = found
            .filter(|one| one.patient == own && one.terms.basis.is_taken_back_by_the_person())
            .map(|one| one.id);
        let done = match theirs {
            Some(id) => mandate::end(&mut tx, id, own, session.account, state.clock.now()).await?,
            None => false,
        };
        tx.commit().await?;
        Ok(done)
    };
    back_to_people(&visitor, done.await)
}

#[derive(Deserialize)]
pub struct Telling {
    patient: String,
    #[serde(default)]
    tell: String,
    #[serde(default)]
    hospital: String,
}

/// `POST /people/{id}/emergency`: whether somebody who acts for the person is told when an emergency begins, and where.
/// To be told less needs no new proof.
pub async fn in_emergencies(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    Form(form): Form<Telling>,
) -> Response {
    let (session, own) = match whoever_decides(&visitor, &form.patient) {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let now = state.clock.now();
    let choice = Choice { tell: form.tell == "yes", hospital: form.hospital == "yes" };
    if choice.tell && !step_up::is_fresh(session, now, step_up::TO_SEND) {
        return step_up::to_verify("/people");
    }
    let done = async {
        let mut tx = state.store.write().await?;
        let done = match Uuid::parse_str(&id) {
            Ok(id) => emergency_notice::choose(&mut tx, id, own, choice, now).await?,
            Err(_) => false,
        };
        tx.commit().await?;
        Ok(done)
    };
    back_to_people(&visitor, done.await)
}

#[derive(Deserialize)]
pub struct Chosen {
    person: String,
    /// The place that they switch from.
    #[serde(default)]
    return_to: String,
}

/// `POST /records`: opens one's own record, or that of somebody one acts for.
pub async fn open_record(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<Chosen>,
) -> Response {
    let Some(session) = &visitor.session else { return Redirect::to("/signin").into_response() };
    if matches!(visitor.actor, Actor::Staff(_)) {
        return refused(&visitor, "records-not-yours");
    }
    let Ok(person) = Uuid::parse_str(&chosen.person).map(PatientId) else {
        return refused(&visitor, "records-not-yours");
    };
    let opened = async {
        if session.own == Some(person) {
            session::act_for(&state.store, session.id, None).await?;
            return Ok(true);
        }
        let today = state.clock.today();
        let powers = mandate::powers_now(&state.store, session.account, person, today).await?;
        if powers.is_none_or(|powers| powers.seen.is_empty()) {
            return Ok(false);
        }
        session::act_for(&state.store, session.id, Some(person)).await?;
        Ok(true)
    };
    match opened.await {
        Ok(true) => Redirect::to(place_of_a_record(&chosen.return_to)).into_response(),
        Ok(false) => refused(&visitor, "records-not-yours"),
        Err(error) => unavailable(&visitor, &error),
    }
}

/// The place that somebody switched from, which every record has; home, where it is none of those.
fn place_of_a_record(wanted: &str) -> &'static str {
    const PLACES: [&str; 6] = ["/", "/medicines", "/labs", "/record", "/summary", "/documents"];
    PLACES.into_iter().find(|place| *place == wanted).unwrap_or("/")
}

/// `POST /records/resign`: whoever acts for somebody gives that back. To close needs no new proof. It stands in what
/// both read: the person in "who can see my record", whoever acted in their own sign-ins.
pub async fn resign(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<Chosen>,
) -> Response {
    let Some(session) = &visitor.session else { return Redirect::to("/signin").into_response() };
    let Ok(person) = Uuid::parse_str(&chosen.person).map(PatientId) else {
        return refused(&visitor, "records-not-yours");
    };
    match give_back(&state, &visitor, session, person).await {
        Ok(true) => Redirect::to("/records?done=resigned").into_response(),
        Ok(false) => refused(&visitor, "records-not-yours"),
        Err(error) => unavailable(&visitor, &error),
    }
}

async fn give_back(
    state: &AppState,
    visitor: &Visitor,
    session: &Session,
    person: PatientId,
) -> Result<bool, StoreError> {
    let (now, today) = (state.clock.now(), state.clock.today());
    // Whom they cannot see they are told nothing about: over, taken back and suspended are one answer.
    let all = mandate::all_for_account(&state.store, session.account, today).await?;
    let Some(one) = all.into_iter().find(|one| one.person.patient == person && one.powers.is_some()) else {
        return Ok(false);
    };
    let mut tx = state.store.write().await?;
    if !mandate::resign(&mut tx, session.account, person, now).await? {
        return Ok(false);
    }
    account::note(&mut tx, session.account, "resigned", &one.person.demographics.name, now).await?;
    tx.commit().await?;
    if visitor.actor.open_record() == Some(person) {
        session::act_for(&state.store, session.id, None).await?;
    }
    Ok(true)
}

/// The session and the record of a person who decides about their own record, when `patient`, as the form says,
/// is that record.
pub(super) fn whoever_decides<'a>(
    visitor: &'a Visitor,
    patient: &str,
) -> Result<(&'a Session, PatientId), Box<Response>> {
    let Some(session) = &visitor.session else { return Err(Redirect::to("/signin").into_response().into()) };
    match &visitor.actor {
        Actor::Patient(own) if own.to_string() == patient => Ok((session, *own)),
        _ => Err(refused(visitor, "people-other-record").into()),
    }
}

fn back_to_people(visitor: &Visitor, done: Result<bool, StoreError>) -> Response {
    match done {
        Ok(true) => Redirect::to("/people").into_response(),
        Ok(false) => refused(visitor, "people-nothing-there"),
        Err(error) => unavailable(visitor, &error),
    }
}
