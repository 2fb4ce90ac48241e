//! Whoever sits at the desk: one of a facility's staff, and what their roles let them do.

use crate::{
    auth::{Actor, Duty, Role, Staff},
    gate::{self, AtTheDesk, Grant, Purpose, Refused},
    http::{AppState, verified, visitor::Visitor},
    store::{StoreError, facility, question, session::Session},
};
use app::desk::{self, Content, Desk, Place, Refusal};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use shared::ids::PatientId;
use uuid::Uuid;

/// One of a facility's staff, signed in. Whoever else asks gets no page of the desk.
pub struct Seat {
    pub staff: Staff,
    pub state: AppState,
    session: Session,
    visitor: Visitor,
    facility_name: String,
    /// How many patients' questions wait for their facility's answer, where answering them is theirs.
    open_questions: u64,
}

/// What is answered instead of going on.
pub type Otherwise = Box<Response>;

impl FromRequestParts<AppState> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Some(visitor) = parts.extensions.get::<Visitor>().cloned() else {
            return Err(StatusCode::INTERNAL_SERVER_ERROR.into_response());
        };
        let Some(session) = visitor.session.clone() else {
            return Err((StatusCode::FOUND, [(header::LOCATION, "/signin")]).into_response());
        };
        let Actor::Staff(staff) = visitor.actor.clone() else {
            let page = desk::outside(&visitor.visit, state.front_end.stylesheets.clone());
            return Err((StatusCode::FORBIDDEN, Html(page)).into_response());
        };
        let found = around(state, &staff).await;
        let (facility_name, open_questions) = match found {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a desk's facility was not found");
                return Err((StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")]).into_response());
            }
        };
        Ok(Self { staff, state: state.clone(), session, visitor, facility_name, open_questions })
    }
}

/// What the frame of every page says: the facility's name, and how many questions wait.
async fn around(state: &AppState, staff: &Staff) -> Result<(String, u64), StoreError> {
    let found = facility::find(&state.store, &staff.facility).await?;
    let name = found.map_or_else(|| staff.facility.to_string(), |facility| facility.name);
    let open = match staff.may(Duty::AnswerQuestions) {
        true => question::count_open(&state.store, &staff.facility).await?,
        false => 0,
    };
    Ok((name, open))
}

impl Seat {
    pub fn facility_name(&self) -> &str {
        &self.facility_name
    }

    /// # Errors
    /// A page that says so, where none of their roles includes the duty.
    pub fn must_be_allowed(&self, duty: Duty) -> Result<(), Otherwise> {
        if self.staff.may(duty) {
            return Ok(());
        }
        Err(Box::new(self.refuse(Refusal::NotThisRole)))
    }

    /// Before a form for something grave is shown.
    ///
    /// # Errors
    /// The way to where they prove that it is still they.
    pub fn must_be_fresh_to_begin(&self, here: &str) -> Result<(), Otherwise> {
        self.must_be_fresh(here, verified::TO_SHOW)
    }

    /// Before something grave is done; `form` is the page it is asked for on.
    ///
    /// # Errors
    /// As [`Seat::must_be_fresh_to_begin`].
    pub fn must_be_fresh_to_act(&self, form: &str) -> Result<(), Otherwise> {
        self.must_be_fresh(form, verified::TO_SEND)
    }

    fn must_be_fresh(&self, return_to: &str, within: chrono::Duration) -> Result<(), Otherwise> {
        if verified::is_fresh(&self.session, self.state.clock.now(), within) {
            return Ok(());
        }
        Err(Box::new(verified::to_verify(return_to)))
    }

    /// The person of an address, looked up and entered in the log.
    ///
    /// # Errors
    /// "Not found", byte for byte the same for somebody of another facility and for nobody.
    pub async fn patient(&self, id: &str) -> Result<AtTheDesk, Otherwise> {
        self.must_be_allowed(Duty::FindPatients)?;
        let Ok(id) = Uuid::parse_str(id) else { return Err(Box::new(self.refuse(Refusal::NotFound))) };
        match self.look_up(PatientId(id)).await {
            Ok(Some(person)) => Ok(person),
            Ok(None) => Err(Box::new(self.refuse(Refusal::NotFound))),
            Err(error) => Err(Box::new(self.unavailable(&error))),
        }
    }

    pub async fn look_up(&self, id: PatientId) -> Result<Option<AtTheDesk>, StoreError> {
        let AppState { store, clock, .. } = &self.state;
        match gate::open_for_desk(store, clock, &self.visitor.actor, id).await {
            Ok(permit) => permit.person().await.map(Some),
            Err(Refused::NotPermitted) => Ok(None),
            Err(Refused::Store(error)) => Err(error),
        }
    }

    /// Opens somebody's record for their care, or records that it stays shut.
    ///
    /// # Errors
    /// [`Refused::NotPermitted`] also where their roles do not treat.
    pub async fn open_for_care(&self, person: &AtTheDesk) -> Result<Grant, Refused> {
        let AppState { store, clock, .. } = &self.state;
        gate::open(store, clock, &self.visitor.actor, person.patient(), Purpose::Care).await
    }

    /// A page of the desk. `here`: its address, to come back to.
    pub fn show(
        &self,
        status: StatusCode,
        place: Option<Place>,
        here: impl Into<String>,
        content: impl FnOnce() -> Content,
    ) -> Response {
        let desk = Desk {
            visit: self.visitor.visit.clone(),
            stylesheets: self.state.front_end.stylesheets.clone(),
            facility: self.facility_name.clone(),
            person: self.session.name.clone(),
            roles: self.staff.roles.iter().map(Role::as_str).collect(),
            places: self.places(),
            open_questions: self.open_questions,
            place,
            here: here.into(),
        };
        (status, Html(desk.render(content))).into_response()
    }

    /// The places that their roles open.
    pub fn places(&self) -> Vec<Place> {
        let places = [
            (Place::Patients, Duty::FindPatients),
            (Place::Staff, Duty::ManageStaff),
            (Place::Keys, Duty::ManageKeys),
            (Place::Questions, Duty::AnswerQuestions),
        ];
        places.into_iter().filter(|(_, duty)| self.staff.may(*duty)).map(|(place, _)| place).collect()
    }

    pub fn refuse(&self, refusal: Refusal) -> Response {
        let status = match refusal {
            Refusal::NotThisRole => StatusCode::FORBIDDEN,
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::TooManyLookUps => StatusCode::TOO_MANY_REQUESTS,
            Refusal::Overtaken => StatusCode::CONFLICT,
            Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut response = self.show(status, None, "/desk", || desk::refused_page(refusal));
        if let Some(seconds) = match refusal {
            Refusal::TooManyLookUps => Some("60"),
            Refusal::Unavailable => Some("10"),
            _ => None,
        } {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static(seconds));
        }
        response
    }

    pub fn unavailable(&self, error: &StoreError) -> Response {
        tracing::error!(error = error as &dyn std::error::Error, "the desk could not carry something out");
        self.refuse(Refusal::Unavailable)
    }
}

/// What a handler of the desk comes to: the answer, on whichever way.
pub fn answered(result: Result<Response, Otherwise>) -> Response {
    result.unwrap_or_else(|otherwise| *otherwise)
}
