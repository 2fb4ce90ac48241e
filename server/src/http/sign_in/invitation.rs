//! From an invitation's code to an enrolment: plain forms.
//!
//! The code of a link stands behind its `#` and never travels in an address. Where a form leads back to itself,
//! the code is behind the `#` again, so that it need not be typed twice.

use super::passkeys::Refusal;
use crate::{
    auth::Code,
    enrolment::{self, Enrolment, NotEnrolled, invite::has_own_sign_in},
    http::{
        AppState,
        plumbing::{
            cookies,
            form::Form,
            refused::{FormRefusal, unavailable},
            visitor::Visitor,
        },
    },
    store::{
        StoreError,
        account::{
            self,
            ceremony::{self, Kind},
            invitation::{self, Aim, Open},
        },
        identity::person,
    },
};
use app::pages::account::BirthDate;
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::{ids::PatientId, name::personal_name};

#[derive(Deserialize)]
pub struct Shown {
    code: String,
    #[serde(flatten)]
    born: BirthDate,
}

/// What became of a code.
enum Opened {
    /// With the secret of what was begun.
    Yes(String),
    No(Problem),
}

/// Why not, in the address of the page that says so.
enum Problem {
    /// With how many symbols of the 32 there were.
    NotACode(usize),
    Gone,
    /// A date of birth is needed, and none that is a day was given.
    NoDate,
    /// With how many answers are left.
    WrongDate(i64),
    TooYoung,
}

impl Problem {
    fn address(&self, typed: &str) -> String {
        let problem = match self {
            Self::NotACode(found) => format!("code&found={found}"),
            Self::Gone => "gone".to_owned(),
            Self::NoDate => "date".to_owned(),
            Self::WrongDate(left) => format!("birth-date&left={left}"),
            Self::TooYoung => "young".to_owned(),
        };
        let again = match self {
            Self::Gone | Self::TooYoung => String::new(),
            _ => format!("#{}", harmless(typed)),
        };
        format!("/invitation?problem={problem}{again}")
    }
}

/// What was typed, as far as it may stand in an address.
fn harmless(typed: &str) -> String {
    typed.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').take(64).collect()
}

/// `POST /invitation`
pub async fn open(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(shown): Form<Shown>,
) -> Response {
    match try_code(&state, &shown).await {
        Ok(Opened::Yes(secret)) => {
            let answer = Redirect::to("/invitation/passkey").into_response();
            cookies::with_cookie(answer, &cookies::ceremony(Kind::Enrol, &secret))
        }
        Ok(Opened::No(problem)) => Redirect::to(&problem.address(&shown.code)).into_response(),
        Err(error) => unavailable(&visitor, &error),
    }
}

async fn try_code(state: &AppState, shown: &Shown) -> Result<Opened, StoreError> {
    let code = match Code::parse(&shown.code) {
        Ok(code) => code,
        Err(error) => return Ok(Opened::No(Problem::NotACode(error.found))),
    };
    let Some(invitation) = invitation::find(&state.store, &code, state.clock.now()).await? else {
        return Ok(Opened::No(Problem::Gone));
    };
    if let Aim::Patient { patient, .. } = invitation.aim {
        let Some(given) = shown.born.day() else { return Ok(Opened::No(Problem::NoDate)) };
        if let Some(problem) = compare(state, &invitation, patient, given).await? {
            return Ok(Opened::No(problem));
        }
    }
    let mut tx = state.store.write().await?;
    let begun = Enrolment { invitation: invitation.id, own_name: None };
    let secret = ceremony::begin(&mut tx, Kind::Enrol, &begun, state.clock.now(), &state.entropy).await?;
    tx.commit().await?;
    Ok(Opened::Yes(secret))
}

/// Whether `given` is the day on which the invited person was born; each question costs an answer beforehand.
async fn compare(
    state: &AppState,
    invitation: &Open,
    patient: PatientId,
    given: NaiveDate,
) -> Result<Option<Problem>, StoreError> {
    let Some(left) = invitation::reserve_answer(&state.store, invitation.id).await? else {
        return Ok(Some(Problem::Gone));
    };
    let person = person::find_in(&mut state.store.read().await?, patient).await?;
    let Some(person) = person.filter(|person| person.demographics.birth_date == given) else {
        return Ok(Some(if left == 0 { Problem::Gone } else { Problem::WrongDate(left) }));
    };
    invitation::give_answer_back(&state.store, invitation.id).await?;
    let young = !has_own_sign_in(person.demographics.birth_date, state.clock.today());
    Ok(young.then_some(Problem::TooYoung))
}

#[derive(Deserialize)]
pub struct Named {
    own_name: String,
}

/// `POST /invitation/name`: somebody who is to act for another, and has no account, says what they are called,
/// before they go on to another provider.
pub async fn say_name(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Form(named): Form<Named>,
) -> Response {
    let kept = async {
        let now = state.clock.now();
        let Some(secret) = cookies::begun(&headers, Kind::Enrol) else { return Ok("") };
        let begun: Option<Enrolment> = ceremony::peek(&state.store, Kind::Enrol, &secret, now).await?;
        let Some(begun) = begun else { return Ok("") };
        let Ok(own_name) = personal_name(&named.own_name) else { return Ok("?problem=name") };
        let begun = Enrolment { own_name: Some(own_name), ..begun };
        ceremony::rewrite(&state.store, Kind::Enrol, &secret, &begun).await?;
        Ok("")
    };
    match kept.await {
        Ok(problem) => Redirect::to(&format!("/invitation/passkey{problem}")).into_response(),
        Err(error) => unavailable(&visitor, &error),
    }
}

/// `POST /invitation/accept`: somebody who is signed in agrees to act for whoever invited them.
pub async fn accept(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Response {
    match try_to_accept(&state, &visitor, &headers).await {
        Ok(()) => {
            cookies::with_cookie(Redirect::to("/records").into_response(), &cookies::no_ceremony(Kind::Enrol))
        }
        Err(Refusal::NotSignedIn) => Redirect::to("/signin?return_to=/invitation/passkey").into_response(),
        Err(Refusal::NotEnrolled(NotEnrolled::OwnRecord)) => {
            FormRefusal::of("auth-error-own-record").refuse(&visitor, StatusCode::CONFLICT)
        }
        Err(Refusal::NotEnrolled(NotEnrolled::Store(error)) | Refusal::Store(error)) => {
            unavailable(&visitor, &error)
        }
        Err(_) => Redirect::to("/invitation?problem=gone").into_response(),
    }
}

async fn try_to_accept(state: &AppState, visitor: &Visitor, headers: &HeaderMap) -> Result<(), Refusal> {
    let session = visitor.session.as_ref().ok_or(Refusal::NotSignedIn)?;
    let secret = cookies::begun(headers, Kind::Enrol).ok_or(Refusal::Over)?;
    let begun: Enrolment = ceremony::finish(&state.store, Kind::Enrol, &secret, state.clock.now())
        .await?
        .ok_or(Refusal::Over)?;
    let mut tx = state.store.write().await?;
    let guest = enrolment::guest(&mut tx, begun.invitation, &state.clock).await?;
    let account = account::find_in(&mut tx, session.account).await?.ok_or(Refusal::NotSignedIn)?;
    enrolment::accept(&mut tx, &guest, &account, &state.clock).await?;
    Ok(tx.commit().await?)
}
