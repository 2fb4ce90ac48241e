//! `POST /fhir` receives a facility's Bundle; `GET /fhir/Bundle/{id}` returns its sender the exact bytes.

use super::arriving::{self, Arrived, NotTaken};
use crate::{
    http::{
        AppState,
        plumbing::pace::{TooSoon, What, Who},
    },
    ingest::{
        EntryStatus, Outcome, Receipt, ReceiveError,
        intake::{Full, IntakeError},
    },
    store::{
        facility::key::{self, Presented, Scope},
        record::transmission,
    },
};
use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use shared::{
    element::MAX_TRANSMISSION_BYTES,
    record::{Issue, ItemKind, Severity},
    set::Member,
};
use uuid::Uuid;

pub(in crate::http) const FHIR_JSON: &str = "application/fhir+json; charset=utf-8";

/// `POST /fhir`: one Bundle from the facility whose key is presented. 201 stored, 200 unchanged,
/// 202 kept and held until an operator has said whose record it is; otherwise an OperationOutcome.
pub async fn receive(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let facility = match authenticate(&state, &parts.headers, Scope::Send).await {
        Ok(key) => key.facility,
        Err(response) => return *response,
    };
    if let Err(response) = acceptable_type(&parts.headers) {
        return *response;
    }
    let most = MAX_TRANSMISSION_BYTES;
    let arrived = match arriving::take(&state.intake.budget, &facility, &parts.headers, body, most).await {
        Ok(arrived) => arrived,
        Err(why) => return not_taken(&why, most),
    };
    let Arrived { bytes, held: _held } = arrived;
    match state.intake.receive(&state.store, &state.clock, &state.entropy, &facility, bytes).await {
        Ok(receipt) => accepted(&receipt),
        Err(IntakeError::Full(full)) => too_much(full),
        Err(IntakeError::BrokenOff) => {
            tracing::error!(facility = %facility, "reading a transmission was broken off");
            unavailable()
        }
        Err(IntakeError::Receive(ReceiveError::Refused(refused))) => {
            tracing::info!(facility = %facility, issues = refused.issues.len(), "a transmission was refused");
            let issues: Vec<Value> = refused.issues.iter().map(outcome_issue).collect();
            outcome(StatusCode::BAD_REQUEST, issues)
        }
        Err(IntakeError::Receive(ReceiveError::Store(error))) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a transmission could not be stored");
            unavailable()
        }
    }
}

/// `GET /fhir/Bundle/{id}`: the received bytes, to their sender alone.
pub async fn original(State(state): State<AppState>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let key = match authenticate(&state, &headers, Scope::Send).await {
        Ok(key) => key,
        Err(response) => return *response,
    };
    if let Err(too_soon) = state.paces.take(What::Original, &Who::key(&key), state.clock.now()) {
        return too_often(too_soon);
    }
    let facility = key.facility;
    let found = match Uuid::parse_str(&id) {
        Ok(id) => transmission::original(&state.store, &facility, id).await,
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some(bytes)) => ([(header::CONTENT_TYPE, FHIR_JSON)], bytes).into_response(),
        Ok(None) => {
            refuse(StatusCode::NOT_FOUND, "not-found", "There is no transmission of yours at this address.")
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "an original could not be read");
            unavailable()
        }
    }
}

/// Authenticates the key of a request and checks its scope.
pub(in crate::http) async fn authenticate(
    state: &AppState,
    headers: &HeaderMap,
    scope: Scope,
) -> Result<Presented, Box<Response>> {
    let secret = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, secret)| secret.trim());
    let found = match secret {
        Some(secret) => key::authenticate(&state.store, secret).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(key)) => {
            // Not being able to note it is no reason to turn a facility away.
            if let Err(error) = key::note_use(&state.store, &key, state.clock.now()).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "the use of a key was not noted");
            }
            if key.scopes.contains(scope) { Ok(key) } else { Err(Box::new(out_of_scope(scope))) }
        }
        Ok(None) => {
            let mut response = refuse(
                StatusCode::UNAUTHORIZED,
                "login",
                "A valid facility key is needed: send `Authorization: Bearer KEY`.",
            );
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer realm=\"fhir\""));
            Err(Box::new(response))
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a facility key could not be checked");
            Err(Box::new(unavailable()))
        }
    }
}

fn out_of_scope(wanted: Scope) -> Response {
    let wanted = wanted.as_str();
    let diagnostics = format!(
        "This key is not for this: one with the scope {wanted:?} is needed (the facility's administrator makes it)."
    );
    refuse(StatusCode::FORBIDDEN, "forbidden", &diagnostics)
}

fn acceptable_type(headers: &HeaderMap) -> Result<(), Box<Response>> {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = sent.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if matches!(essence.as_str(), "application/fhir+json" | "application/json") {
        Ok(())
    } else {
        Err(Box::new(refuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not-supported",
            &format!("Content-Type application/fhir+json expected, found {essence:?}."),
        )))
    }
}

/// Why a body was not taken.
pub(in crate::http) fn not_taken(why: &NotTaken, most: usize) -> Response {
    match why {
        NotTaken::TooLong => refuse(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-long",
            &format!(
                "One transmission may have at most {most} bytes ({} MB); send several.",
                most / 1_000_000
            ),
        ),
        NotTaken::Incomplete => refuse(
            StatusCode::BAD_REQUEST,
            "incomplete",
            "The transmission ended before all of it had arrived. Nothing was stored; send it again.",
        ),
        NotTaken::TooSlow => refuse(
            StatusCode::REQUEST_TIMEOUT,
            "timeout",
            "The transmission came too slowly. Nothing was stored; send it again.",
        ),
        NotTaken::NotGzip => refuse(
            StatusCode::BAD_REQUEST,
            "structure",
            "Content-Encoding says gzip, and the body is no complete gzip stream. Nothing was stored.",
        ),
        NotTaken::Encoding(_) => {
            let mut response = refuse(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-supported",
                &format!("Content-Encoding: {why}."),
            );
            response.headers_mut().insert(header::ACCEPT_ENCODING, header::HeaderValue::from_static("gzip"));
            response
        }
        NotTaken::Full(full) => too_much(*full),
    }
}

/// The answer to what comes while too much is under way: at once, and with when to come again.
fn too_much(full: Full) -> Response {
    let (status, after, diagnostics) = match full {
        Full::Sender => (
            StatusCode::TOO_MANY_REQUESTS,
            "2",
            "Too much of yours is under way at once. Nothing of this was stored; send it again when some of it is \
            answered.",
        ),
        Full::Everybody => (
            StatusCode::SERVICE_UNAVAILABLE,
            "5",
            "Too much is being received at once. Nothing of this was stored; send it again later.",
        ),
    };
    let mut response = refuse(status, "throttled", diagnostics);
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static(after));
    response
}

/// The answer to a key that asks too often.
pub(in crate::http) fn too_often(too_soon: TooSoon) -> Response {
    let diagnostics = format!(
        "Asked too often within a short while (docs/overload.md says how often). Nothing was looked up; ask again in \
        {} s.",
        too_soon.seconds
    );
    too_soon.on(refuse(StatusCode::TOO_MANY_REQUESTS, "throttled", &diagnostics))
}

/// The service's answer: what became of each entry, and where the original is.
fn accepted(receipt: &Receipt) -> Response {
    let status = match receipt.outcome {
        Outcome::Created => StatusCode::CREATED,
        Outcome::Unchanged => StatusCode::OK,
        Outcome::Held => StatusCode::ACCEPTED,
    };
    let location = format!("/fhir/Bundle/{}", receipt.transmission_id);
    let mut issues: Vec<Value> = receipt.warnings.iter().map(outcome_issue).collect();
    if receipt.outcome == Outcome::Held {
        issues.push(json!({
            "severity": "information",
            "code": "business-rule",
            "diagnostics": "Kept, and held: an operator must first decide whose record this is \
                (the insured id is known, but birth date, sex or kana name do not agree). \
                It is not lost and need not be sent again.",
        }));
    }
    let entries: Vec<Value> = receipt
        .entries
        .iter()
        .map(|entry| {
            json!({"response": {
                "status": match entry.status {
                    EntryStatus::Stored => "201 Created",
                    EntryStatus::Unchanged => "200 OK",
                    EntryStatus::Late | EntryStatus::Held => "202 Accepted",
                },
                "location": match entry.kind {
                    // FHIR has no such type: the document is the Bundle itself.
                    ItemKind::Document => location.clone(),
                    kind => format!("{}?identifier={}|{}", kind.as_str(), entry.identifier.system, entry.identifier.value),
                },
            }})
        })
        .collect();
    let mut answer = json!({
        "resourceType": "Bundle",
        "type": "transaction-response",
        "link": [{"relation": "self", "url": location}],
        "entry": entries,
    });
    if !issues.is_empty() {
        let outcome = json!({"resource": {"resourceType": "OperationOutcome", "issue": issues},
            "response": {"status": status.as_str()}});
        if let Some(entries) = answer["entry"].as_array_mut() {
            entries.push(outcome);
        }
    }
    if answer["entry"].as_array().is_some_and(Vec::is_empty) {
        answer.as_object_mut().map(|object| object.remove("entry"));
    }
    (status, [(header::CONTENT_TYPE, FHIR_JSON), (header::LOCATION, location.as_str())], answer.to_string())
        .into_response()
}

pub(in crate::http) fn outcome_issue(issue: &Issue) -> Value {
    let (severity, code) = match issue.severity {
        Severity::Warning | Severity::Part | Severity::Doubt => ("warning", "informational"),
        Severity::Error => ("error", "invalid"),
    };
    json!({
        "severity": severity,
        "code": code,
        "expression": [issue.path],
        "diagnostics": format!("{}: expected {}, found {}", issue.path, issue.expected, issue.found),
    })
}

pub(in crate::http) fn refuse(status: StatusCode, code: &str, diagnostics: &str) -> Response {
    outcome(status, vec![json!({"severity": "error", "code": code, "diagnostics": diagnostics})])
}

fn unavailable() -> Response {
    let mut response = refuse(
        StatusCode::SERVICE_UNAVAILABLE,
        "transient",
        "The record store cannot be reached. Nothing was stored; send it again later.",
    );
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("30"));
    response
}

fn outcome(status: StatusCode, issues: Vec<Value>) -> Response {
    let body = json!({"resourceType": "OperationOutcome", "issue": issues});
    (status, [(header::CONTENT_TYPE, FHIR_JSON)], body.to_string()).into_response()
}
