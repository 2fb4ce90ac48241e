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
            pace::{TooSoon, What, Who},
            page_error,
            refused::{self, FormRefusal},
            visitor::Visitor,
        },
    },
    ingest::{TypedError, readers::typed::NotTyped, receive_typed, version_of},
    store::{
        StoreError,
        record::{self, Taken, ViewSettings},
    },
};
use app::own::{
    ContactFilled, ContactSaid, Correction, Filled, Forms, OwnPage, PAGE, Said, deletion_page, form_page,
    kind_name, own_page,
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
        Change, OwnEntry, OwnKind, Shown, TypedEntry, Wrong,
        form::{AllergyForm, MedicineForm, PressureForm},
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

/// `GET /own`: all lists and all forms.
pub async fn page(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Query(asked): Query<Asked>,
) -> Response {
    match whose(&visitor) {
        Ok(_) => {
            let (said, contact) = (Said::from_name(&asked.said), ContactSaid::from_name(&asked.said));
            let contact = ContactFilled { said: contact, ..ContactFilled::default() };
            whole(&state, &visitor, said, None, contact, StatusCode::OK).await
        }
        Err(answer) => *answer,
    }
}

/// A form that is handed back, of this kind, and among the others.
type HandedBack = (OwnKind, Forms);

/// The whole page, as it stands now.
pub(super) async fn whole(
    state: &AppState,
    visitor: &Visitor,
    said: Option<Said>,
    handed_back: Option<HandedBack>,
    contact: ContactFilled,
    status: StatusCode,
) -> Response {
    let patient = match whose(visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    let asked = &state.asked_from(visitor.address);
    let (view, contacts) = match ports::own_with_contacts(asked, patient, Taken::read_for_a_page).await {
        Ok(read) => read,
        Err(error) => return page_error::refusal(error),
    };
    let (handed_back, forms) = match handed_back {
        Some((kind, forms)) => (Some(kind), forms),
        None => (None, empty_forms(state)),
    };
    let contacts = contacts.into_iter().map(|one| (one.id.to_string(), one.contact)).collect();
    let page = OwnPage { view: &view, said, forms, handed_back, contacts, contact };
    plain_page(status, own_page(&visitor.visit, state.front_end.stylesheets.clone(), page))
}

fn not_read(visitor: &Visitor, refused: Refused) -> Response {
    match refused {
        Refused::NotPermitted => FormRefusal::default().back(PAGE).refuse(visitor, StatusCode::FORBIDDEN),
        Refused::Store(error) => refused::unavailable(visitor, &error),
    }
}

/// The id of the entry is chosen here: a form that is sent twice writes one.
fn empty<F>(state: &AppState, fields: F) -> Filled<F> {
    let id = state.entropy.uuid().to_string();
    Filled { id, fields, wrong: Vec::new(), corrects: None, stands: None }
}

fn empty_forms(state: &AppState) -> Forms {
    Forms {
        pressure: empty(state, PressureForm::at(state.clock.now())),
        medicine: empty(state, MedicineForm::taken()),
        allergy: empty(state, AllergyForm::default()),
    }
}

/// A form that writes an entry.
#[derive(Deserialize)]
pub struct Sent<F> {
    #[serde(default)]
    id: String,
    /// The item that it corrects; empty: it enters a new one.
    #[serde(default)]
    corrects: String,
    /// The version that it was shown with.
    #[serde(default)]
    version: String,
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

/// `POST /own/allergy`
pub async fn write_allergy(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(sent): Form<Sent<AllergyForm>>,
) -> Response {
    let read = sent.fields.read().map(OwnEntry::Allergy);
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
        _ if sent.version.is_empty() => return incomplete(visitor, "version"),
        item => match ItemId::try_from(item.to_owned()) {
            Ok(item) => Some(Shown { item, version: sent.version.clone() }),
            Err(_) => return incomplete(visitor, "corrects"),
        },
    };
    let filled = |id: Uuid, wrong, corrects, stands| Filled {
        id: id.to_string(),
        fields: sent.fields.clone(),
        wrong,
        corrects,
        stands,
    };
    if let Err(too_soon) = take(state, patient) {
        // Alone: what comes too often costs no look at the record.
        let said = Some(Said::TooSoon(too_soon.minutes()));
        let form = F::alone(filled(id, Vec::new(), corrects, None));
        return too_soon.on(alone(state, visitor, said, form, StatusCode::TOO_MANY_REQUESTS));
    }
    let (done, carried) = match (read, &corrects) {
        (Ok(entry), None) => {
            let entry = TypedEntry { id, change: Change::Enter(entry) };
            (Said::Entered, carry_out(state, visitor, patient, entry, None).await)
        }
        (Ok(entry), Some(shown)) => {
            let entry = TypedEntry { id, change: Change::Correct(entry) };
            (Said::Corrected, carry_out(state, visitor, patient, entry, Some(shown)).await)
        }
        (Err(wrong), _) => (Said::Wrong, Err(NotTyped::Wrong(wrong).into())),
    };
    let (said, wrong) = match carried {
        Ok(()) => return to_page(done),
        Err(TypedError::NotTyped(NotTyped::Wrong(wrong))) => (Said::Wrong, wrong),
        Err(TypedError::Gone) => (Said::Gone, Vec::new()),
        Err(TypedError::Changed) => (Said::Changed, Vec::new()),
        Err(TypedError::EnteredBefore) => (Said::EnteredBefore, Vec::new()),
        Err(TypedError::Late) => (Said::Late, Vec::new()),
        Err(error) => return refuse(visitor, error),
    };
    let status = match said {
        Said::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    let form = match (said, corrects) {
        // What was deleted, or entered before, is entered under an id of its own, once it is sent again.
        (Said::Gone | Said::EnteredBefore, _) => filled(state.entropy.uuid(), wrong, None, None),
        // Sent again, it replaces what is shown beside it.
        (Said::Changed, Some(shown)) => match found(state, visitor, shown.item.to_string()).await {
            Ok(Found { shown, entry, .. }) => filled(id, wrong, Some(shown), Some(entry)),
            Err(answer) => return *answer,
        },
        (_, corrects) => filled(id, wrong, corrects, None),
    };
    match form.corrects {
        Some(_) => alone(state, visitor, Some(said), F::alone(form), status),
        None => {
            let forms = F::among_the_others(form, empty_forms(state));
            whole(state, visitor, Some(said), Some((F::KIND, forms)), ContactFilled::default(), status).await
        }
    }
}

/// Counts what somebody writes of themself.
fn take(state: &AppState, patient: PatientId) -> Result<(), TooSoon> {
    state.paces.take(What::OwnEntry, &Who::Patient(patient), state.clock.now())
}

/// Refuses what comes too often, with what was `typed`.
pub(super) fn too_often(
    state: &AppState,
    visitor: &Visitor,
    patient: PatientId,
    typed: &str,
) -> Result<(), Box<Response>> {
    take(state, patient).map_err(|too_soon| {
        let why = FormRefusal::of("refused-too-often-own").wait(too_soon.minutes()).typed(typed).back(PAGE);
        Box::new(too_soon.on(why.refuse(visitor, StatusCode::TOO_MANY_REQUESTS)))
    })
}

/// The fields of a form, and where it is handed back.
trait Fields: Clone + Sized {
    const KIND: OwnKind;

    fn alone(form: Filled<Self>) -> Correction;

    fn among_the_others(form: Filled<Self>, others: Forms) -> Forms;
}

impl Fields for PressureForm {
    const KIND: OwnKind = OwnKind::BloodPressure;

    fn alone(form: Filled<Self>) -> Correction {
        Correction::Pressure(form)
    }

    fn among_the_others(pressure: Filled<Self>, others: Forms) -> Forms {
        Forms { pressure, ..others }
    }
}

impl Fields for MedicineForm {
    const KIND: OwnKind = OwnKind::Medicine;

    fn alone(form: Filled<Self>) -> Correction {
        Correction::Medicine(form)
    }

    fn among_the_others(medicine: Filled<Self>, others: Forms) -> Forms {
        Forms { medicine, ..others }
    }
}

impl Fields for AllergyForm {
    const KIND: OwnKind = OwnKind::Allergy;

    fn alone(form: Filled<Self>) -> Correction {
        Correction::Allergy(form)
    }

    fn among_the_others(allergy: Filled<Self>, others: Forms) -> Forms {
        Forms { allergy, ..others }
    }
}

fn alone(
    state: &AppState,
    visitor: &Visitor,
    said: Option<Said>,
    form: Correction,
    status: StatusCode,
) -> Response {
    plain_page(status, form_page(&visitor.visit, state.front_end.stylesheets.clone(), said, form))
}

/// `GET /own/{item}`: an entry, to be corrected.
pub async fn correction(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(item): Path<String>,
) -> Response {
    let Found { shown, id, entry } = match found(&state, &visitor, item).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let (id, wrong, corrects, stands) = (id.to_string(), Vec::new(), Some(shown), None);
    let form = match &entry {
        OwnEntry::BloodPressure(entry) => {
            Correction::Pressure(Filled { id, fields: PressureForm::of(entry), wrong, corrects, stands })
        }
        OwnEntry::Medicine(entry) => {
            Correction::Medicine(Filled { id, fields: MedicineForm::of(entry), wrong, corrects, stands })
        }
        OwnEntry::Allergy(entry) => {
            Correction::Allergy(Filled { id, fields: AllergyForm::of(entry), wrong, corrects, stands })
        }
    };
    alone(&state, &visitor, None, form, StatusCode::OK)
}

/// `GET /own/{item}/delete`: asks once more.
pub async fn deletion(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(item): Path<String>,
) -> Response {
    asked_once_more(&state, &visitor, item, None, StatusCode::OK).await
}

async fn asked_once_more(
    state: &AppState,
    visitor: &Visitor,
    item: String,
    said: Option<Said>,
    status: StatusCode,
) -> Response {
    match found(state, visitor, item).await {
        Ok(Found { shown, id, entry }) => {
            let stylesheets = state.front_end.stylesheets.clone();
            plain_page(
                status,
                deletion_page(&visitor.visit, stylesheets, said, &shown, id.to_string(), &entry),
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
    /// The version that it was shown with.
    #[serde(default)]
    version: String,
}

/// `POST /own/{item}/delete`
pub async fn delete(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(item): Path<String>,
    Form(named): Form<Named>,
) -> Response {
    let patient = match whose(&visitor) {
        Ok(patient) => patient,
        Err(answer) => return *answer,
    };
    let Ok(id) = Uuid::parse_str(&named.id) else { return incomplete(&visitor, "id") };
    let kind = OwnKind::ALL.into_iter().find(|kind| kind_name(*kind) == named.kind);
    let Some(kind) = kind else { return incomplete(&visitor, "kind") };
    if named.version.is_empty() {
        return incomplete(&visitor, "version");
    }
    let Ok(item) = ItemId::try_from(item) else { return no_such_entry(&visitor) };
    if let Err(answer) = too_often(&state, &visitor, patient, "") {
        return *answer;
    }
    let shown = Shown { item, version: named.version };
    let deletion = TypedEntry { id, change: Change::Delete(kind) };
    match carry_out(&state, &visitor, patient, deletion, Some(&shown)).await {
        // Sent again, it is deleted all the same.
        Ok(()) | Err(TypedError::Gone) => to_page(Said::Deleted),
        Err(TypedError::Changed) => {
            let (item, said) = (shown.item.to_string(), Some(Said::StillThere));
            asked_once_more(&state, &visitor, item, said, StatusCode::CONFLICT).await
        }
        Err(error) => refuse(&visitor, error),
    }
}

async fn carry_out(
    state: &AppState,
    visitor: &Visitor,
    patient: PatientId,
    entry: TypedEntry,
    shown: Option<&Shown>,
) -> Result<(), TypedError> {
    let AppState { store, clock, entropy, .. } = &state.asked_from(visitor.address);
    receive_typed(store, clock, entropy, &visitor.actor, patient, &entry, shown).await.map(drop)
}

/// An own entry that stands.
struct Found {
    shown: Shown,
    id: Uuid,
    entry: OwnEntry,
}

async fn found(state: &AppState, visitor: &Visitor, item: String) -> Result<Found, Box<Response>> {
    let patient = whose(visitor)?;
    let item = ItemId::try_from(item).map_err(|_| Box::new(no_such_entry(visitor)))?;
    match stored(&state.asked_from(visitor.address), patient, item).await {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(Box::new(no_such_entry(visitor))),
        Err(refused) => Err(Box::new(not_read(visitor, refused))),
    }
}

async fn stored(state: &AppState, patient: PatientId, item: ItemId) -> Result<Option<Found>, Refused> {
    let actor = Actor::Patient(patient);
    let grant = gate::open(&state.store, &state.clock, &actor, patient, Purpose::OwnRecord).await?;
    let read = async {
        let settings = ViewSettings { windows: state.windows, refill: state.refill };
        let sealed = record::view_with_sent(&grant, state.clock.today(), settings, &item).await?;
        let (taken, sent) = grant.release(sealed).await?;
        Ok::<_, StoreError>((taken.read_for_a_page()?, sent))
    };
    let (view, sent) = read.await?;
    let of_sent = sent.and_then(|sent| Some((id_of(&sent)?, version_of(&sent))));
    let found = of_sent.zip(read::entry(&view.record, &item));
    Ok(found.map(|((id, version), entry)| Found { shown: Shown { item, version }, id, entry }))
}

fn no_such_entry(visitor: &Visitor) -> Response {
    FormRefusal::default().back(PAGE).refuse(visitor, StatusCode::NOT_FOUND)
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
        TypedError::NoSuchEntry => no_such_entry(visitor),
        TypedError::Store(error) => refused::unavailable(visitor, &error),
        error => {
            tracing::error!(error = &error as &dyn std::error::Error, "an own entry could not be stored");
            incomplete(visitor, "id")
        }
    }
}

pub(super) fn oneself(visitor: &Visitor) -> Response {
    FormRefusal::of("form-own-oneself").back("/").refuse(visitor, StatusCode::FORBIDDEN)
}

pub(super) fn whose(visitor: &Visitor) -> Result<PatientId, Box<Response>> {
    match (&visitor.actor, &visitor.session) {
        (Actor::Patient(own), Some(_)) => Ok(*own),
        (_, None) => Err(Box::new(Redirect::to("/signin?return_to=/own").into_response())),
        _ => Err(Box::new(oneself(visitor))),
    }
}
