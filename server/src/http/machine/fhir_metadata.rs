//! `GET /fhir/metadata`, and FHIR answers for addresses and methods that do not exist.

use super::fhir::{FHIR_JSON, refuse};
use crate::http::AppState;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// When what [`statement`] says last changed.
const CHANGED: &str = "2026-11-29";

/// `GET /fhir/metadata`: the CapabilityStatement, of what exists and no more.
pub async fn statement(State(state): State<AppState>) -> Response {
    let url = format!("{}/fhir", state.public_url.origin());
    let statement = json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": CHANGED,
        "kind": "instance",
        "software": {"name": "Mikata", "version": env!("CARGO_PKG_VERSION")},
        "implementation": {"description": "Mikata: registration of JP-CLINS Bundles by facilities", "url": url},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [{
            "mode": "server",
            "documentation": "POST one Bundle to the base: a JP-CLINS collection or document, or a transaction. \
                Nothing is searched, changed or deleted by address; what was received goes back to its sender alone.",
            "security": {
                "cors": false,
                "description": "Authorization: Bearer KEY, with a key that the facility's administrator made for sending.",
            },
            "resource": [{
                "type": "Bundle",
                "interaction": [{"code": "read", "documentation": "The received bytes, to the facility that sent them."}],
                "versioning": "no-version",
                "readHistory": false,
                "updateCreate": false,
            }],
            "interaction": [{
                "code": "transaction",
                "documentation": "POST to the base. Also for Bundles of the types collection and document.",
            }],
        }],
    });
    ([(header::CONTENT_TYPE, FHIR_JSON)], statement.to_string()).into_response()
}

/// The base takes Bundles, by POST.
pub async fn only_post() -> Response {
    let words = "This address takes one Bundle, by POST. What there is stands at /fhir/metadata.";
    not_allowed("POST", words)
}

/// One's own transmission can be read again, by its id.
pub async fn only_by_id() -> Response {
    let words =
        "Bundles are sent to /fhir, by POST, and read again at /fhir/Bundle/{id}; they are not searched.";
    not_here(words)
}

pub async fn only_get() -> Response {
    not_allowed(
        "GET, HEAD",
        "This address can be read, and takes nothing. Bundles are sent to /fhir, by POST.",
    )
}

/// What this door does not have.
pub async fn nothing() -> Response {
    not_here(
        "There is no such address. Bundles are sent to /fhir, by POST; what there is stands at /fhir/metadata.",
    )
}

fn not_here(words: &str) -> Response {
    refuse(StatusCode::NOT_FOUND, "not-supported", words)
}

fn not_allowed(methods: &'static str, words: &str) -> Response {
    let mut response = refuse(StatusCode::METHOD_NOT_ALLOWED, "not-supported", words);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    response
}
