//! `POST /signin/demo`: signs in as one of the invented people. Demonstrations only.

use crate::{
    http::{
        AppState,
        plumbing::{
            cookies::{self, with_cookie},
            form::Form,
            local_path::local_path,
            refused::{refused, unavailable},
            visitor::Visitor,
        },
    },
    store::{
        account::{self, session},
        identity::person,
    },
};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::ids::{AccountId, PatientId};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct ChosenPerson {
    #[serde(default)]
    person: String,
    /// An account without a record of its own: a caregiver.
    #[serde(default)]
    account: String,
    /// Where they were going.
    #[serde(default)]
    return_to: String,
}

/// `POST /signin/demo`: in demo mode, a visitor becomes one of the invented people.
pub async fn sign_in_to_demo(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<ChosenPerson>,
) -> Response {
    let Some(demo) = state.demo else { return StatusCode::NOT_FOUND.into_response() };
    let (person, account) = (Uuid::parse_str(&chosen.person), Uuid::parse_str(&chosen.account));
    let signed_in = async {
        let now = state.clock.now();
        let secret = match (person, account) {
            (Ok(id), _) => {
                let people = person::all_for_demo(&state.store, demo).await?;
                if !people.iter().any(|person| person.patient == PatientId(id)) {
                    return Ok(None);
                }
                session::create_for_demo(&state.store, demo, PatientId(id), now, &state.entropy).await?
            }
            (_, Ok(id)) => {
                let caregivers = account::caregivers_for_demo(&state.store, demo).await?;
                let Some(chosen) = caregivers.into_iter().find(|one| one.id == AccountId(id)) else {
                    return Ok(None);
                };
                session::create_for_demo_account(&state.store, demo, &chosen, now, &state.entropy).await?
            }
            _ => return Ok(None),
        };
        if let Some(old) = &visitor.session {
            session::end(&state.store, old.id).await?;
        }
        Ok(Some(secret))
    };
    match signed_in.await {
        Ok(Some(secret)) => {
            let on = Redirect::to(local_path(&chosen.return_to));
            with_cookie(on.into_response(), &cookies::session(&secret))
        }
        Ok(None) => refused(&visitor, "form-person-unknown"),
        Err(error) => unavailable(&visitor, &error),
    }
}
