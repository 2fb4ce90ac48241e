//! CDS Hooks 2.0: a prescribing system that speaks the standard asks before an order is signed, and gets
//! cards (docs/cds-hooks.md). What is said of the record is masked, but where the patient shows their medicines.

mod cards;

use super::{
    arriving::{self, Arrived},
    fhir,
};
use crate::{
    gate::{self, Actor, CheckAnswer, Comparison, Refused},
    http::{
        AppState,
        plumbing::pace::{TooSoon, What, Who},
    },
    ingest,
    store::{
        StoreError,
        facility::{self, key::Scope},
        function,
    },
};
use axum::{
    Json,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cards::Compared;
use serde_json::{Value, json};
use shared::{
    fhir::order::{self, Hook, Question},
    functions::Function,
    identity::{Claim, InsuredId},
    ids::FacilityCode,
    medication::check::{Asker, Medicine, among_drafts},
};
use std::collections::BTreeMap;

/// The largest request, in bytes: hundreds of drafts fit.
const MAX_REQUEST_BYTES: usize = 1_000_000;

/// The id of the service for a hook.
fn service_id(hook: Hook) -> String {
    format!("mikata-{}", hook.as_str())
}

/// `GET /cds-services`: which services there are. It says nothing about anybody, so it asks for no key.
pub async fn discover() -> Response {
    let services: Vec<Value> = Hook::ALL.iter().map(|hook| description(*hook)).collect();
    Json(json!({"services": services})).into_response()
}

fn description(hook: Hook) -> Value {
    json!({
        "hook": hook.as_str(),
        "id": service_id(hook),
        "title": "重複投薬・併用禁忌の確認 / Duplicates and contraindicated combinations",
        "description": "処方しようとする薬どうし、および登録されている他施設の薬との重複投薬・併用禁忌を確認します。\
            患者の同意がなければ、登録されている薬については有無のみを返します。 / Compares draft prescriptions with each \
            other and with medicines on record from other facilities. Without consent, of the record only \
            whether something was found is said.",
        "usageRequirements": "Needs a facility's API key: `Authorization: Bearer mk_…`. Needs the Patient with insured \
            id, kana name, sex and birth date (prefetch `patient`) to find the record; without it, only the drafts \
            are compared with each other. No FHIR server is called.",
        "prefetch": {"patient": "Patient/{{context.patientId}}"},
    })
}

/// `POST /cds-services/{id}`: cards for the drafts of a facility whose key is presented.
pub async fn answer(State(state): State<AppState>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let key = match fhir::authenticate(&state, &parts.headers, Scope::Check).await {
        Ok(key) => key,
        Err(response) => return as_json(*response),
    };
    let state = state.asked_from(state.trusted_proxies.origin(&parts.extensions, &parts.headers));
    let who = Who::key(&key);
    if let Err(too_soon) = state.paces.take(What::Question, &who, state.clock.now()) {
        return as_json(fhir::too_often(too_soon));
    }
    let facility = key.facility;
    let Some(hook) = Hook::ALL.into_iter().find(|hook| service_id(*hook) == id) else {
        return refuse(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is no such service: GET /cds-services lists them.",
        );
    };
    if let Err(response) = acceptable_type(&parts.headers) {
        return *response;
    }
    let most = MAX_REQUEST_BYTES;
    let arrived = match arriving::take(&state.intake.budget, &facility, &parts.headers, body, most).await {
        Ok(arrived) => arrived,
        Err(why) => return as_json(fhir::not_taken(&why, most)),
    };
    let Arrived { bytes, held: _held } = arrived;
    let question = match order::read(&bytes, hook, &facility, state.clock.now()) {
        Ok(question) => question,
        Err(refused) => {
            tracing::info!(facility = %facility, issues = refused.issues.len(), "a question was refused");
            let issues: Vec<Value> = refused.issues.iter().map(fhir::outcome_issue).collect();
            return outcome(StatusCode::BAD_REQUEST, issues);
        }
    };
    if let Err(too_soon) = take_about(&state, &who, &question) {
        return as_json(fhir::too_often(too_soon));
    }
    let answered = async {
        // Before anything is looked up: a question that nothing answers stands in nobody's log.
        let used = function::in_use(&state.store, state.demo.is_some()).await?;
        match used.contains(Function::MedicationCheck) {
            true => compare(&state, &facility, &question).await.map(Some),
            false => Ok(None),
        }
    };
    match answered.await {
        Ok(Some(compared)) => Json(json!({"cards": cards::of(&compared, &state.entropy)})).into_response(),
        Ok(None) => Json(json!({"cards": [cards::not_in_use(&state.entropy)]})).into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a question could not be answered");
            let mut response = refuse(
                StatusCode::SERVICE_UNAVAILABLE,
                "transient",
                "The record store cannot be reached, so nothing was compared; ask again later.",
            );
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
            response
        }
    }
}

/// Counted by whom the question names, before anybody is looked for.
fn take_about(state: &AppState, who: &Who, question: &Question) -> Result<(), TooSoon> {
    let Some(Claim { insured_id: InsuredId { system, value }, .. }) = &question.claim else { return Ok(()) };
    state.paces.take_about(What::QuestionAbout, who, &format!("{system}|{value}"), state.clock.now())
}

async fn compare(
    state: &AppState,
    facility: &FacilityCode,
    question: &Question,
) -> Result<Compared, StoreError> {
    let as_of = state.clock.today();
    let drafts: Vec<Medicine> =
        question.drafts.iter().map(|draft| Medicine::of_draft(draft, as_of)).collect();
    let demographics = question.claim.as_ref().map(|claim| &claim.demographics);
    let asker = Asker {
        facility: facility.clone(),
        as_of,
        birth_date: demographics.map(|one| one.birth_date),
        sex: demographics.map(|one| one.sex),
    };
    let knowledge = state.knowledge.base();
    let record = match drafts.is_empty() {
        // Nothing to compare: then no record is opened either.
        true => None,
        false => {
            let refill = state.refill;
            told(state, question, Comparison { asker: &asker, drafts: &drafts, knowledge, refill }).await?
        }
    };
    let among = among_drafts(&asker, &drafts, knowledge);
    let names = names(state, record.as_ref()).await?;
    Ok(Compared { drafts, among, record, names })
}

/// What may be said of the record; nothing where it is not certain whose it is.
async fn told(
    state: &AppState,
    question: &Question,
    comparison: Comparison<'_>,
) -> Result<Option<CheckAnswer>, StoreError> {
    let Some(claim) = &question.claim else { return Ok(None) };
    let Some(patient) = ingest::find_person(&state.store, claim).await? else { return Ok(None) };
    let actor = Actor::Facility(comparison.asker.facility.clone());
    match gate::open_for_check(&state.store, &state.clock, &actor, patient, question.oral_consent).await {
        Ok(permit) => permit.compare(comparison).await.map(Some),
        // Linked to another person since it was found.
        Err(Refused::NotPermitted) => Ok(None),
        Err(Refused::Store(error)) => Err(error),
    }
}

/// How the facilities are called from which a named medicine comes.
async fn names(
    state: &AppState,
    record: Option<&CheckAnswer>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut names = BTreeMap::new();
    for code in record.iter().flat_map(|told| &told.causes).filter_map(|cause| cause.facility.as_deref()) {
        let Ok(known) = FacilityCode::try_from(code) else { continue };
        if let Some(found) = facility::find(&state.store, &known).await? {
            names.insert(code.to_owned(), found.name);
        }
    }
    Ok(names)
}

fn acceptable_type(headers: &HeaderMap) -> Result<(), Box<Response>> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = sent.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if essence == "application/json" {
        return Ok(());
    }
    let expected = format!("Content-Type application/json expected, found {essence:?}.");
    Err(Box::new(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-supported", &expected)))
}

fn refuse(status: StatusCode, code: &str, diagnostics: &str) -> Response {
    outcome(status, vec![json!({"severity": "error", "code": code, "diagnostics": diagnostics})])
}

fn outcome(status: StatusCode, issues: Vec<Value>) -> Response {
    (status, Json(json!({"resourceType": "OperationOutcome", "issue": issues}))).into_response()
}

fn as_json(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
