//! `/desk/patients/{patient}`: who a patient is, and what the desk can do for them. No record.

use super::{
    staff_request::{Rejection, StaffRequest, answered},
    way_in,
};
use crate::{
    auth::Duty,
    gate::AtTheDesk,
    store::{
        StoreError,
        facility::{self, desk as look},
        identity::death,
        sharing::representation,
    },
};
use app::desk::{self, May, Patient, Place, Representative, SaidToHaveDied, SignIn, State};
use axum::{extract::Path, http::StatusCode, response::Response};
use shared::{
    delegation::{Closed, powers},
    time::{Moment, age_in_years, tokyo_day},
};

/// `GET /desk/patients/{patient}`
pub async fn page(request: StaffRequest, Path(id): Path<String>) -> Response {
    answered(try_to_show(&request, &id).await)
}

async fn try_to_show(request: &StaffRequest, id: &str) -> Result<Response, Rejection> {
    let person = request.patient(id).await?;
    let unavailable = |error: StoreError| Box::new(request.unavailable(&error));
    let sign_in = sign_in(request, &person).await.map_err(unavailable)?;
    let way_in = way_in::standing(request, &person).await.map_err(unavailable)?;
    let representatives = representatives(request, &person).await.map_err(unavailable)?;
    let hints = look::death_hints(&request.state.store, person.patient()).await.map_err(unavailable)?;
    let said_to_have_died = hints.last().filter(|_| person.died_on().is_none()).map(|hint| SaidToHaveDied {
        on: Moment::try_from(hint.said_on.as_str()).ok(),
        received: tokyo_day(hint.received_at),
    });
    let died_as_stated = death::stated(&request.state.store, person.patient()).await.map_err(unavailable)?;
    let may = |duty| request.staff.may(duty);
    let may = May {
        read: request.staff.treats(),
        decide_ways_in: may(Duty::DecideWaysIn),
        state_visit: may(Duty::StateVisits),
        break_glass: request.may_break_glass(),
        invite: may(Duty::InvitePatients),
        note_death: may(Duty::NoteDeaths),
        attest: may(Duty::Attest),
        suspend: may(Duty::Suspend),
        lift: may(Duty::LiftSuspension),
    };
    let patient = as_shown(request, &person);
    let here = patient.address();
    Ok(request.show(StatusCode::OK, Some(Place::Patients), here, || {
        desk::patient_page(
            patient,
            sign_in,
            way_in,
            representatives,
            may,
            (said_to_have_died, died_as_stated),
        )
    }))
}

/// As the desk shows somebody.
pub fn as_shown(request: &StaffRequest, person: &AtTheDesk) -> Patient {
    let who = person.demographics();
    Patient {
        id: person.patient().to_string(),
        name: who.name.clone(),
        kana: who.kana.clone(),
        sex: who.sex,
        birth_date: who.birth_date,
        age: age_in_years(who.birth_date, request.state.clock.today()),
        died_on: person.died_on(),
    }
}

pub async fn sign_in(request: &StaffRequest, person: &AtTheDesk) -> Result<SignIn, StoreError> {
    let found = look::ways_in(&request.state.store, person.patient(), request.state.clock.now()).await?;
    Ok(SignIn {
        can_sign_in: found.can_sign_in && person.died_on().is_none(),
        invited_until: found.invited_until.map(tokyo_day),
    })
}

pub async fn representatives(
    request: &StaffRequest,
    person: &AtTheDesk,
) -> Result<Vec<Representative>, StoreError> {
    let mut shown = Vec::new();
    for one in representation::of_patient(&request.state.store, person.patient()).await? {
        let (state, needs_another) = (state(request, person, &one), one.needs_another());
        let attested_by = match &one.attested_by {
            Some(code) => {
                let found = facility::find(&request.state.store, code).await?;
                Some(found.map_or_else(|| code.to_string(), |facility| facility.name))
            }
            None => None,
        };
        shown.push(Representative {
            id: one.id.to_string(),
            label: one.label,
            basis: one.mandate.basis,
            until: one.mandate.until,
            categories: one.mandate.categories,
            needs_another,
            paper: one.paper,
            state,
            attested_by,
        });
    }
    Ok(shown)
}

fn state(request: &StaffRequest, person: &AtTheDesk, one: &representation::Representative) -> State {
    match powers(&one.mandate, person.subject(), request.state.clock.today()) {
        Ok(_) => State::InForce,
        Err(Closed::Suspended) if one.suspended_by.as_ref() == Some(&request.staff.facility) => {
            State::SuspendedHere
        }
        Err(Closed::Suspended) => State::SuspendedElsewhere,
        Err(closed) => State::Closed(closed),
    }
}
