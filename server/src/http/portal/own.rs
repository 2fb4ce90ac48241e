//! `/own`: what a person enters of themself, for whoever is signed in to their own record: no caregiver, no staff.

use super::ports;
use crate::{
    auth::Actor,
    gate::{self, Purpose, Refused},
    http::{
        AppState,
        plumbing::{
            form::Form,
            headers::plain_page,
            page_error,
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
    },
    ingest::{TypedError, readers::typed::NotTyped, receive_typed},
    store::{
        StoreError,
        record::{self, ViewSettings},
    },
};
use app::own::{
    Correction, Filled, OwnPage, PAGE, Said, correction_page, deletion_page, kind_name, own_page,
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::{
    fhir::own::id_of,
    ids::{ItemId, PatientId},
    own::{
        Change, OwnEntry, OwnKind, TypedEntry, Wrong,
        form::{MedicineForm, PressureForm},
        read,
    },
};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Asked {
    /// What was carried out before.
    #[serde(default)]
    said: String,
}

/// `GET /own`: both lists and both forms.
pub async fn page(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(asked): Query<Asked>,
) -> Response {
    match whose(&visitor) {
        Ok(_) => {
            let forms = (empty_pressure(&state), empty_medicine(&state));
            whole(&state, &visitor, Said::from_name(&asked.said), forms, StatusCode::OK).await
        }
        Err(answer) => *answer,
    }
}

async fn whole(
    state: &AppState,
    visitor: &Visitor,
    said: Option<Said>,
    (pressure, medicine): (Filled<PressureForm>, Filled<MedicineForm>),
    status: StatusCode,
) -> Response {
    match ports::read_record(&state.asked_from(visitor.address), &visitor.actor).await {
        Ok(view) => {
            let page = OwnPage { view: &view, said, pressure, medicine };
            plain_page(status, own_page(&visitor.visit, state.front_end.stylesheets.clone(), page))
        }
        Err(error) => page_error::refusal(error),
    }
}

/// The id of the entry is chosen here: a form that is sent twice writes one.
fn empty<F>(state: &AppState, fields: F) -> Filled<F> {
    Filled { id: state.entropy.uuid().to_string(), fields, wrong: Vec::new(), corrects: None }
}

fn empty_pressure(state: &AppState) -> Filled<PressureForm> {
    empty(state, PressureForm::at(state.clock.now()))
}

fn empty_medicine(state: &AppState) -> Filled<MedicineForm> {
    empty(state, MedicineForm::taken())
}

/// A form that writes an entry.
#[derive(Deserialize)]
pub struct Sent<F> {
    #[serde(default)]
    id: String,
    /// The item that it corrects; empty: it enters a new one.
    #[serde(default)]
    corrects: String,
    #[serde(flatten)]
    fields: F,
}

/// `POST /own/blood-pressure`
pub async fn write_pressure(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(sent): Form<Sent<PressureForm>>,
) -> Response {
    let read = sent.fields.read().map(OwnEntry::BloodPressure);
    write(&state, &visitor, sent, read).await
}

/// `POST /own/medicine`
pub async fn write_medicine(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(sent): Form<Sent<MedicineForm>>,
) -> Response {
    let read = sent.fields.read().map(OwnEntry::Medicine);
    write(&state, &visitor, sent, read).await
}

async fn write<F: Fields>(
    state: &AppState,
    visitor: &Visitor,
    sent: Sent<F>,
    read: Result<OwnEntry, Vec<Wrong>>,
) -> Response {
    let patient = match whose(visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    let Ok(id) = Uuid::parse_str(&sent.id) else { return incomplete(visitor, "id") };
    let corrects = match sent.corrects.as_str() {
        "" => None,
        item => match ItemId::try_from(item.to_owned()) {
            Ok(item) => Some(item),
            Err(_) => return incomplete(visitor, "corrects"),
        },
    };
    let (done, carried) = match (read, &corrects) {
        (Ok(entry), None) => {
            let entry = TypedEntry { id, change: Change::Enter(entry) };
            (Said::Entered, carry_out(state, visitor, patient, entry).await)
        }
        (Ok(entry), Some(_)) => {
            let entry = TypedEntry { id, change: Change::Correct(entry) };
            (Said::Corrected, carry_out(state, visitor, patient, entry).await)
        }
        (Err(wrong), _) => (Said::Wrong, Err(NotTyped::Wrong(wrong).into())),
    };
    let (said, wrong) = match carried {
        Ok(()) => return to_page(done),
        Err(TypedError::NotTyped(NotTyped::Wrong(wrong))) => (Said::Wrong, wrong),
        Err(TypedError::NoSuchEntry) => (Said::Gone, Vec::new()),
        Err(TypedError::EnteredBefore) => (Said::EnteredBefore, Vec::new()),
        Err(TypedError::Late) => (Said::Late, Vec::new()),
        Err(error) => return refuse(visitor, error),
    };
    // What was deleted, or entered before, is entered under an id of its own, once it is sent again.
    let (id, corrects) = match said {
        Said::Gone | Said::EnteredBefore => (state.entropy.uuid(), None),
        _ => (id, corrects),
    };
    let status = match said {
        Said::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    F::page(state, visitor, said, Filled { id: id.to_string(), fields: sent.fields, wrong, corrects }, status)
        .await
}

/// The fields of a form, and the page that hands them back.
trait Fields: Clone + Sized {
    async fn page(
        state: &AppState,
        visitor: &Visitor,
        said: Said,
        form: Filled<Self>,
        status: StatusCode,
    ) -> Response;
}

impl Fields for PressureForm {
    async fn page(
        state: &AppState,
        visitor: &Visitor,
        said: Said,
        form: Filled<Self>,
        status: StatusCode,
    ) -> Response {
        match form.corrects.clone() {
            Some(item) => corrected(state, visitor, &item, Some(said), Correction::Pressure(form), status),
            None => whole(state, visitor, Some(said), (form, empty_medicine(state)), status).await,
        }
    }
}

impl Fields for MedicineForm {
    async fn page(
        state: &AppState,
        visitor: &Visitor,
        said: Said,
        form: Filled<Self>,
        status: StatusCode,
    ) -> Response {
        match form.corrects.clone() {
            Some(item) => corrected(state, visitor, &item, Some(said), Correction::Medicine(form), status),
            None => whole(state, visitor, Some(said), (empty_pressure(state), form), status).await,
        }
    }
}

fn corrected(
    state: &AppState,
    visitor: &Visitor,
    item: &ItemId,
    said: Option<Said>,
    form: Correction,
    status: StatusCode,
) -> Response {
    let stylesheets = state.front_end.stylesheets.clone();
    plain_page(status, correction_page(&visitor.visit, stylesheets, item, said, form))
}

/// `GET /own/{item}`: an entry, to be corrected.
pub async fn correction(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(item): Path<String>,
) -> Response {
    let (item, id, entry) = match found(&state, &visitor, item).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let (id, wrong, corrects) = (id.to_string(), Vec::new(), Some(item.clone()));
    let form = match &entry {
        OwnEntry::BloodPressure(entry) => {
            Correction::Pressure(Filled { id, fields: PressureForm::of(entry), wrong, corrects })
        }
        OwnEntry::Medicine(entry) => {
            Correction::Medicine(Filled { id, fields: MedicineForm::of(entry), wrong, corrects })
        }
    };
    corrected(&state, &visitor, &item, None, form, StatusCode::OK)
}

/// `GET /own/{item}/delete`: asks once more.
pub async fn deletion(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(item): Path<String>,
) -> Response {
    match found(&state, &visitor, item).await {
        Ok((item, id, entry)) => {
            let stylesheets = state.front_end.stylesheets.clone();
            plain_page(
                StatusCode::OK,
                deletion_page(&visitor.visit, stylesheets, &item, id.to_string(), &entry),
            )
        }
        Err(answer) => *answer,
    }
}

#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    id: String,
    #[serde(default)]
    kind: String,
}

/// `POST /own/{item}/delete`
pub async fn delete(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(named): Form<Named>,
) -> Response {
    let patient = match whose(&visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    let Ok(id) = Uuid::parse_str(&named.id) else { return incomplete(&visitor, "id") };
    let kind = OwnKind::ALL.into_iter().find(|kind| kind_name(*kind) == named.kind);
    let Some(kind) = kind else { return incomplete(&visitor, "kind") };
    match carry_out(&state, &visitor, patient, TypedEntry { id, change: Change::Delete(kind) }).await {
        // Sent again, it is deleted all the same.
        Ok(()) | Err(TypedError::NoSuchEntry) => to_page(Said::Deleted),
        Err(error) => refuse(&visitor, error),
    }
}

async fn carry_out(
    state: &AppState,
    visitor: &Visitor,
    patient: PatientId,
    entry: TypedEntry,
) -> Result<(), TypedError> {
    let AppState { store, clock, entropy, .. } = &state.asked_from(visitor.address);
    receive_typed(store, clock, entropy, &visitor.actor, patient, &entry).await.map(drop)
}

/// An own entry that stands, and its id.
async fn found(
    state: &AppState,
    visitor: &Visitor,
    item: String,
) -> Result<(ItemId, Uuid, OwnEntry), Box<Response>> {
    let patient = whose(visitor)?;
    let refuse = |status| Box::new(FormRefusal::default().back(PAGE).refuse(visitor, status));
    let item = ItemId::try_from(item).map_err(|_| refuse(StatusCode::NOT_FOUND))?;
    match stored(&state.asked_from(visitor.address), patient, &item).await {
        Ok(Some((id, entry))) => Ok((item, id, entry)),
        Ok(None) => Err(refuse(StatusCode::NOT_FOUND)),
        Err(Refused::NotPermitted) => Err(refuse(StatusCode::FORBIDDEN)),
        Err(Refused::Store(error)) => Err(Box::new(refused::unavailable(visitor, &error))),
    }
}

async fn stored(
    state: &AppState,
    patient: PatientId,
    item: &ItemId,
) -> Result<Option<(Uuid, OwnEntry)>, Refused> {
    let actor = Actor::Patient(patient);
    let grant = gate::open(&state.store, &state.clock, &actor, patient, Purpose::OwnRecord).await?;
    let read = async {
        let settings = ViewSettings { windows: state.windows, refill: state.refill };
        let sealed = record::view_with_sent(&grant, state.clock.today(), settings, item).await?;
        let (taken, sent) = grant.release(sealed).await?;
        Ok::<_, StoreError>((taken.read_for_a_page()?, sent))
    };
    let (view, sent) = read.await?;
    Ok(sent.and_then(|sent| id_of(&sent)).zip(read::entry(&view.record, item)))
}

fn to_page(said: Said) -> Response {
    Redirect::to(&format!("{PAGE}?said={}", said.name())).into_response()
}

fn incomplete(visitor: &Visitor, field: &str) -> Response {
    FormRefusal::of("refused-incomplete")
        .field(Some(field))
        .back(PAGE)
        .refuse(visitor, StatusCode::BAD_REQUEST)
}

fn refuse(visitor: &Visitor, error: TypedError) -> Response {
    match error {
        TypedError::NotPermitted => oneself(visitor),
        TypedError::Store(error) => refused::unavailable(visitor, &error),
        error => {
            tracing::error!(error = &error as &dyn std::error::Error, "an own entry could not be stored");
            incomplete(visitor, "id")
        }
    }
}

fn oneself(visitor: &Visitor) -> Response {
    FormRefusal::of("form-own-oneself").back("/").refuse(visitor, StatusCode::FORBIDDEN)
}

fn whose(visitor: &Visitor) -> Result<PatientId, Box<Response>> {
    match (&visitor.actor, &visitor.session) {
        (Actor::Patient(own), Some(_)) => Ok(*own),
        (_, None) => Err(Box::new(Redirect::to("/signin?return_to=/own").into_response())),
        _ => Err(Box::new(oneself(visitor))),
    }
}
