//! `/own/contact`: whom to ring about a person in an emergency, for whoever is signed in to their own record.

use super::own::{oneself, too_often, whole, whose};
use crate::{
    gate::{self, Refused},
    http::{
        AppState,
        plumbing::{
            form::Form,
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
    },
    store::{
        StoreError,
        record::contact::{self, Entered},
    },
};
use app::own::{ContactFilled, ContactSaid, PAGE};
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::{
    contact::{Contact, ContactForm},
    ids::PatientId,
};
use uuid::Uuid;

/// `POST /own/contact`: enters one. What cannot be entered is handed back as it was typed.
pub async fn enter(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(fields): Form<ContactForm>,
) -> Response {
    let patient = match whose(&visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    if let Err(answer) = too_often(&state, &visitor, patient, &typed(&fields)) {
        return *answer;
    }
    let (said, wrong) = match fields.read() {
        Err(wrong) => (ContactSaid::Wrong, wrong),
        Ok(contact) => match entered(&state, &visitor, patient, &contact).await {
            Ok(Entered::Entered | Entered::Before) => return to_page(ContactSaid::Entered),
            Ok(Entered::Full) => (ContactSaid::Full, Vec::new()),
            Err(refused) => return refuse(&visitor, refused),
        },
    };
    let form = ContactFilled { fields, wrong, said: Some(said) };
    whole(&state, &visitor, None, None, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What was typed, for whoever is sent away with it.
fn typed(fields: &ContactForm) -> String {
    [&fields.name, &fields.relation, &fields.telephone].map(String::as_str).join(" ").trim().to_owned()
}

async fn entered(
    state: &AppState,
    visitor: &Visitor,
    patient: PatientId,
    contact: &Contact,
) -> Result<Entered, Refused> {
    let AppState { store, clock, entropy, .. } = &state.asked_from(visitor.address);
    let permit = gate::open_own_entries(store, clock, &visitor.actor, patient).await?;
    Ok(contact::enter(permit, contact, clock.now(), entropy).await?)
}

/// `POST /own/contact/{id}/delete`. Sent again, it is gone all the same.
pub async fn delete(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    let patient = match whose(&visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    let Ok(id) = Uuid::parse_str(&id) else {
        return FormRefusal::default().back(PAGE).refuse(&visitor, StatusCode::NOT_FOUND);
    };
    if let Err(answer) = too_often(&state, &visitor, patient, "") {
        return *answer;
    }
    match deleted(&state, &visitor, patient, id).await {
        Ok(()) => to_page(ContactSaid::Deleted),
        Err(refused) => refuse(&visitor, refused),
    }
}

async fn deleted(state: &AppState, visitor: &Visitor, patient: PatientId, id: Uuid) -> Result<(), Refused> {
    let AppState { store, clock, .. } = &state.asked_from(visitor.address);
    let permit = gate::open_own_entries(store, clock, &visitor.actor, patient).await?;
    Ok::<_, StoreError>(contact::delete(permit, id).await?).map_err(Refused::Store)
}

fn to_page(said: ContactSaid) -> Response {
    Redirect::to(&format!("{PAGE}?said={}#contact", said.name())).into_response()
}

fn refuse(visitor: &Visitor, refused: Refused) -> Response {
    match refused {
        Refused::NotPermitted => oneself(visitor),
        Refused::Store(error) => refused::unavailable(visitor, &error),
    }
}
