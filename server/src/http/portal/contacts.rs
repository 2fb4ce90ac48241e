//! `/own/contact`: whom to ring about a person in an emergency, for whoever is signed in to their own record.

use super::own::{oneself, too_often, whole, whose};
use crate::{
    contacts,
    gate::Refused,
    http::{
        AppState,
        plumbing::{
            form::Form,
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
    },
    store::record::contact::Entered,
};
use app::own::{ContactFilled, ContactSaid, PAGE};
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use shared::contact::ContactForm;
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
    let AppState { store, clock, entropy, .. } = &state.asked_from(visitor.address);
    let (said, wrong) = match fields.read() {
        Err(wrong) => (ContactSaid::Wrong, wrong),
        Ok(contact) => {
            match contacts::enter(store, clock, entropy, &visitor.actor, patient, &contact).await {
                Ok(Entered::Entered | Entered::Before) => return to_page(ContactSaid::Entered),
                Ok(Entered::Full) => (ContactSaid::Full, Vec::new()),
                Err(refused) => return refuse(&visitor, refused),
            }
        }
    };
    let form = ContactFilled { fields, wrong, said: Some(said) };
    whole(&state, &visitor, None, None, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What was typed, for whoever is sent away with it.
fn typed(fields: &ContactForm) -> String {
    [&fields.name, &fields.relation, &fields.telephone].map(String::as_str).join(" ").trim().to_owned()
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
    let AppState { store, clock, .. } = &state.asked_from(visitor.address);
    match contacts::delete(store, clock, &visitor.actor, patient, id).await {
        Ok(()) => to_page(ContactSaid::Deleted),
        Err(refused) => refuse(&visitor, refused),
    }
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
