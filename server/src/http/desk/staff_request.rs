//! A request of a member of staff: who asks, and what their roles let them do.

use crate::{
    auth::{Actor, Duty, Role, Staff, sign_out},
    gate::{self, AtTheDesk, Grant, Purpose, Refused},
    http::{
        AppState,
        plumbing::{
            pace::{TooSoon, What, Who},
            visitor::Visitor,
        },
        sign_in::step_up,
    },
    store::{
        StoreError,
        account::session::Session,
        facility,
        log::question,
        sharing::emergency::{self, Stated},
    },
};
use app::{
    context::checked::Checked,
    desk::{self, Content, Desk, Place, Refusal},
    i18n::Locale,
};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use chrono::NaiveDate;
use shared::{
    consent::{FacilityKind, Shown},
    functions::{Function, Functions},
    ids::PatientId,
    record::RecordView,
};
use uuid::Uuid;

/// A request by a signed-in member of a facility's staff. Anybody else gets no page of the desk.
pub struct StaffRequest {
    pub staff: Staff,
    pub state: AppState,
    session: Session,
    visitor: Visitor,
    around: Around,
}

/// The answer that ends a request early.
pub type Rejection = Box<Response>;

impl FromRequestParts<AppState> for StaffRequest {
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
        let around = match around(state, &staff).await {
            Ok(around) => around,
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a desk's facility was not found");
                return Err((StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")]).into_response());
            }
        };
        let state = state.asked_from(visitor.address);
        Ok(Self { staff, state, session, visitor, around })
    }
}

/// What the frame of every page says of the facility, and what waits there for whoever asks.
struct Around {
    facility_name: String,
    /// What sort of place it is, if that was said.
    kind: Option<FacilityKind>,
    /// What happened in emergencies and they have not seen, where that is theirs to see.
    unseen: i64,
    /// How many patients' questions wait for an answer, where answering them is theirs.
    open_questions: u64,
}

async fn around(state: &AppState, staff: &Staff) -> Result<Around, StoreError> {
    let (store, code) = (&state.store, &staff.facility);
    let known = facility::known(store, code).await?;
    let (name, kind) = known.map_or((None, None), |known| (Some(known.name), known.kind));
    let unseen = match staff.may(Duty::WatchEmergencies) {
        true => emergency::unseen(store, code, staff.account).await?,
        false => 0,
    };
    let open_questions = match staff.may(Duty::AnswerQuestions) {
        true => question::count_open(store, code).await?,
        false => 0,
    };
    Ok(Around { facility_name: name.unwrap_or_else(|| code.to_string()), kind, unseen, open_questions })
}

impl StaffRequest {
    /// The language they read.
    pub fn locale(&self) -> Locale {
        self.visitor.visit.locale
    }

    pub fn facility_name(&self) -> &str {
        &self.around.facility_name
    }

    /// What judges and is in use here.
    pub fn functions(&self) -> Functions {
        self.visitor.visit.functions
    }

    /// What the check of medicines finds in what they are shown; `None`: nothing that it may look at, or it is not in
    /// use, which their page says.
    pub fn checked(&self, view: &RecordView) -> Option<Checked> {
        let in_use = self.functions().contains(Function::MedicationCheck);
        in_use.then(|| Checked::of(view, self.state.knowledge.base())).flatten()
    }

    /// # Errors
    /// A page that says so, where none of their roles includes the duty.
    pub fn must_be_allowed(&self, duty: Duty) -> Result<(), Rejection> {
        if self.staff.may(duty) {
            return Ok(());
        }
        Err(Box::new(self.refuse(Refusal::NotThisRole)))
    }

    /// # Errors
    /// A page that says so, where the facility is no hospital, or nobody said what it is.
    pub fn must_be_a_hospital(&self) -> Result<(), Rejection> {
        if self.is_hospital() {
            return Ok(());
        }
        Err(Box::new(self.refuse(Refusal::NotAHospital)))
    }

    fn is_hospital(&self) -> bool {
        self.around.kind == Some(FacilityKind::Hospital)
    }

    /// Whether they may open a record in an emergency here.
    pub fn may_break_glass(&self) -> bool {
        self.staff.may(Duty::BreakGlass) && self.is_hospital()
    }

    /// Counts what they do.
    ///
    /// # Errors
    /// A page that says so, where they or their facility do it too often.
    pub fn must_not_hurry(&self, what: What) -> Result<(), Rejection> {
        self.keeps_pace(what).map_err(|why| Box::new(self.refuse(why)))
    }

    /// Counts what they do about somebody, as the address names them.
    ///
    /// # Errors
    /// As [`StaffRequest::must_not_hurry`]: whether or not there is such a person.
    pub fn must_not_hurry_about(&self, what: What, whom: &str) -> Result<(), Rejection> {
        let (who, now) = (Who::staff(&self.staff), self.state.clock.now());
        let taken = self.state.paces.take_about(what, &who, whom, now);
        taken.map_err(|too_soon| Box::new(self.refuse(too_often(too_soon))))
    }

    /// Counts what they do.
    ///
    /// # Errors
    /// They or their facility do it too often.
    pub fn keeps_pace(&self, what: What) -> Result<(), Refusal> {
        let taken = self.state.paces.take(what, &Who::staff(&self.staff), self.state.clock.now());
        taken.map_err(too_often)
    }

    /// Before a form for something grave is shown.
    ///
    /// # Errors
    /// The way to where they prove that it is still they.
    pub fn must_be_fresh_to_begin(&self, here: &str) -> Result<(), Rejection> {
        self.must_be_fresh(here, step_up::TO_SHOW)
    }

    /// Before something grave is done; `form` is the page it is asked for on.
    ///
    /// # Errors
    /// As [`StaffRequest::must_be_fresh_to_begin`].
    pub fn must_be_fresh_to_act(&self, form: &str) -> Result<(), Rejection> {
        self.must_be_fresh(form, step_up::TO_SEND)
    }

    /// Whether something grave may be done without another proof.
    pub fn is_fresh_to_act(&self) -> bool {
        self.is_fresh(step_up::TO_SEND)
    }

    fn must_be_fresh(&self, return_to: &str, within: chrono::Duration) -> Result<(), Rejection> {
        if self.is_fresh(within) {
            return Ok(());
        }
        Err(Box::new(step_up::to_verify(return_to)))
    }

    fn is_fresh(&self, within: chrono::Duration) -> bool {
        step_up::is_fresh(&self.session, self.state.clock.now(), within)
    }

    /// The person of an address, looked up and entered in the log.
    ///
    /// # Errors
    /// "Not found", byte for byte the same for somebody of another facility and for nobody; and where they ask too
    /// often, whoever it is.
    pub async fn patient(&self, id: &str) -> Result<AtTheDesk, Rejection> {
        self.must_be_allowed(Duty::FindPatients)?;
        let Ok(id) = Uuid::parse_str(id) else { return Err(Box::new(self.refuse(Refusal::NotFound))) };
        self.must_not_hurry_about(What::Look, &id.to_string())?;
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

    /// Opens somebody's record in an emergency from now on: the id of the access.
    ///
    /// # Errors
    /// [`Refused::NotPermitted`] as [`gate::break_glass`] says.
    pub async fn break_glass(&self, patient: PatientId, stated: Stated) -> Result<Uuid, Refused> {
        let AppState { store, clock, entropy, .. } = &self.state;
        gate::break_glass(store, clock, entropy, &self.visitor.actor, patient, stated).await
    }

    /// States that somebody is here, and enters that in their log.
    ///
    /// # Errors
    /// [`Refused::NotPermitted`] as [`gate::state_visit`] says.
    pub async fn state_visit(&self, person: &AtTheDesk, shown: Shown) -> Result<(), Refused> {
        let AppState { store, clock, .. } = &self.state;
        gate::state_visit(store, clock, &self.visitor.actor, person.patient(), shown).await
    }

    /// Signs somebody out everywhere, and enters that in their log.
    ///
    /// # Errors
    /// [`Refused::NotPermitted`] as [`gate::sign_out`] says.
    pub async fn sign_out(
        &self,
        patient: PatientId,
        born: NaiveDate,
        stated: &sign_out::Stated,
    ) -> Result<(), Refused> {
        let AppState { store, clock, entropy, .. } = &self.state;
        gate::sign_out(store, clock, entropy, &self.visitor.actor, (patient, Some(born)), stated).await
    }

    /// Opens a record in an emergency that was begun, or records that it stays shut.
    ///
    /// # Errors
    /// [`Refused::NotPermitted`] also where it is over, and where everything was excluded.
    pub async fn open_in_emergency(&self, patient: PatientId) -> Result<Grant, Refused> {
        let AppState { store, clock, .. } = &self.state;
        gate::open(store, clock, &self.visitor.actor, patient, Purpose::Emergency).await
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
            facility: self.around.facility_name.clone(),
            person: self.session.name.clone(),
            roles: self.staff.roles.iter().map(Role::as_str).collect(),
            places: self.places(),
            open_questions: self.around.open_questions,
            place,
            here: here.into(),
            unseen: if place == Some(Place::EmergencyLog) { 0 } else { self.around.unseen },
        };
        (status, Html(desk.render(content))).into_response()
    }

    /// The places that their roles open.
    pub fn places(&self) -> Vec<Place> {
        let may = |duty| self.staff.may(duty);
        let places = [
            (Place::Patients, may(Duty::FindPatients)),
            (Place::Emergency, self.may_break_glass()),
            (Place::Staff, may(Duty::ManageStaff)),
            (Place::Keys, may(Duty::ManageKeys)),
            (Place::Questions, may(Duty::AnswerQuestions)),
            (Place::EmergencyLog, may(Duty::WatchEmergencies)),
            (Place::SignOuts, may(Duty::EndSignIns)),
        ];
        places.into_iter().filter(|(_, opens)| *opens).map(|(place, _)| place).collect()
    }

    pub fn refuse(&self, refusal: Refusal) -> Response {
        self.refuse_on(refusal, None, "/desk", || desk::refused_page(refusal))
    }

    /// The same on a page that says it: one that hands back what was typed.
    pub fn refuse_on(
        &self,
        refusal: Refusal,
        place: Option<Place>,
        here: &str,
        content: impl FnOnce() -> Content,
    ) -> Response {
        let status = match refusal {
            Refusal::NotThisRole | Refusal::NotAHospital | Refusal::NotSecond => StatusCode::FORBIDDEN,
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Refusal::Overtaken => StatusCode::CONFLICT,
            Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut response = self.show(status, place, here, content);
        if let Some(seconds) = match refusal {
            Refusal::TooOften { seconds } => Some(seconds),
            Refusal::Unavailable => Some(10),
            _ => None,
        } {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        }
        response
    }

    pub fn unavailable(&self, error: &StoreError) -> Response {
        self.refuse(self.failed(error))
    }

    /// What is said after it was logged.
    pub fn failed(&self, error: &StoreError) -> Refusal {
        tracing::error!(error = error as &dyn std::error::Error, "the desk could not carry something out");
        Refusal::Unavailable
    }
}

fn too_often(TooSoon { seconds }: TooSoon) -> Refusal {
    Refusal::TooOften { seconds }
}

/// What a handler of the desk comes to: the answer, on whichever way.
pub fn answered(result: Result<Response, Rejection>) -> Response {
    result.unwrap_or_else(|rejection| *rejection)
}
