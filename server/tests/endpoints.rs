//! Walks every route as every kind of actor. A new route without a line in [`expectations`] fails.

mod portal;

use axum::http::{Method, StatusCode};
use portal::{Portal, Who};

/// What each kind of actor gets at an address: nobody, a patient, and a facility's key used as if it
/// opened pages.
struct Expected {
    path: &'static str,
    method: &'static str,
    nobody: StatusCode,
    patient: StatusCode,
    facility_key: StatusCode,
}

const OK: StatusCode = StatusCode::OK;
const TO_SIGN_IN: StatusCode = StatusCode::FOUND;
const AFTER_FORM: StatusCode = StatusCode::SEE_OTHER;
const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
const NOT_SIGNED_IN: StatusCode = StatusCode::UNAUTHORIZED;
const BAD: StatusCode = StatusCode::BAD_REQUEST;
const UNREADABLE_FORM: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

const fn page(path: &'static str) -> Expected {
    Expected { path, method: "GET", nobody: TO_SIGN_IN, patient: OK, facility_key: TO_SIGN_IN }
}

const fn same(path: &'static str, method: &'static str, all: StatusCode) -> Expected {
    Expected { path, method, nobody: all, patient: all, facility_key: all }
}

/// A form by which a patient decides about sharing.
const fn decision(path: &'static str, patient: StatusCode) -> Expected {
    let other = if patient.as_u16() == UNREADABLE_FORM.as_u16() { patient } else { AFTER_FORM };
    Expected { path, method: "POST", nobody: other, patient, facility_key: other }
}

/// Ids in the addresses are well-formed and belong to nothing.
fn expectations() -> Vec<Expected> {
    vec![
        page("/"),
        page("/medicines"),
        page("/medicines/check"),
        page("/medicines/show"),
        page("/labs"),
        page("/labs/{test}"),
        page("/record"),
        page("/summary"),
        page("/documents"),
        Expected { patient: NOT_FOUND, ..page("/documents/{id}") },
        page("/consent"),
        Expected { nobody: NOT_SIGNED_IN, facility_key: NOT_SIGNED_IN, ..page("/api/sharing") },
        Expected { nobody: NOT_SIGNED_IN, facility_key: NOT_SIGNED_IN, ..page("/consent/fhir") },
        // A form that says nothing is refused; who is not signed in is led to where one signs in.
        decision("/consent/preset", BAD),
        decision("/consent/switches", BAD),
        decision("/consent/item", BAD),
        decision("/consent/withdraw", UNREADABLE_FORM),
        decision("/consent/undo", UNREADABLE_FORM),
        same("/settings", "GET", OK),
        same("/glossary", "GET", OK),
        same("/signin", "GET", OK),
        Expected {
            path: "/api/record",
            method: "GET",
            nobody: NOT_SIGNED_IN,
            patient: OK,
            facility_key: NOT_SIGNED_IN,
        },
        same("/knowledge/{file}", "GET", NOT_FOUND),
        same("/signin/demo", "POST", BAD),
        same("/signout", "POST", AFTER_FORM),
        same("/settings/language", "POST", AFTER_FORM),
        same("/settings/text-size", "POST", AFTER_FORM),
        // A person's cookie is no key; an empty body is no Bundle.
        Expected {
            path: "/fhir",
            method: "POST",
            nobody: NOT_SIGNED_IN,
            patient: NOT_SIGNED_IN,
            facility_key: BAD,
        },
        Expected {
            path: "/fhir/Bundle/{id}",
            method: "GET",
            nobody: NOT_SIGNED_IN,
            patient: NOT_SIGNED_IN,
            facility_key: NOT_FOUND,
        },
        // What there is to ask, anybody may know; to ask, a key is needed, and an empty body is no question.
        same("/cds-services", "GET", OK),
        Expected {
            path: "/cds-services/{id}",
            method: "POST",
            nobody: NOT_SIGNED_IN,
            patient: NOT_SIGNED_IN,
            facility_key: BAD,
        },
        same("/healthz", "GET", OK),
        same("/i18n/{file}", "GET", NOT_FOUND),
    ]
}

#[tokio::test]
async fn every_route_answers_every_actor_as_expected() {
    let portal = Portal::new().await;
    let expectations = expectations();
    for (path, method) in server::http::addresses() {
        let found = expectations.iter().find(|expected| expected.path == path && expected.method == method);
        let expected = found.unwrap_or_else(|| panic!("{method} {path} has no expectation: add one"));
        let address = path
            .replace("{test}", "core-hba1c")
            .replace("/cds-services/{id}", "/cds-services/mikata-order-sign")
            .replace("/documents/{id}", "/documents/00000000000000000000000000000000")
            .replace("{id}", "00000000-0000-4000-8000-000000000000")
            .replace("{file}", "ja-0000000000000000.ftl");
        let body = match path.as_str() {
            "/signin/demo" => "person=00000000-0000-4000-8000-000000000000",
            "/settings/language" => "language=en&return_to=%2Flabs",
            "/settings/text-size" => "size=large&return_to=%2Flabs",
            _ => "",
        };
        for (who, status) in [
            (Who::Nobody, expected.nobody),
            (Who::Patient, expected.patient),
            (Who::FacilityKey, expected.facility_key),
        ] {
            let method: Method = method.parse().unwrap();
            let answer = portal.ask(who, method.clone(), &address, body).await;
            assert_eq!(answer.status, status, "{method} {address} as {who:?}: {}", answer.text());
            if who == Who::Patient && address == "/signout" {
                portal.sign_in_again().await;
            }
        }
    }
    assert_eq!(server::http::addresses().len(), expectations.len(), "an expectation has no route");
}

#[tokio::test]
async fn no_answer_leaves_without_its_headers() {
    let portal = Portal::new().await;
    for address in ["/", "/labs", "/api/record", "/nowhere", "/fhir/Bundle/x", "/healthz", "/pkg/nothing.js"]
    {
        let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{address}");
    }
    for address in ["/", "/labs", "/record", "/summary", "/api/record", "/nowhere"] {
        let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
        assert_eq!(answer.header("cache-control"), "no-store", "{address}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self' 'nonce-") && policy.contains("'wasm-unsafe-eval'"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }
}

#[tokio::test]
async fn posts_from_other_sites_are_refused() {
    let portal = Portal::new().await;
    for address in ["/signin/demo", "/signout", "/settings/language", "/settings/text-size"] {
        for site in ["cross-site", "same-site", "none"] {
            let answer = portal.post_from(site, address, "language=en").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} from {site}");
        }
    }
    let still_signed_in = portal.ask(Who::Patient, Method::GET, "/api/record", "").await;
    assert_eq!(still_signed_in.status, OK);
}

#[tokio::test]
async fn a_record_that_has_not_changed_is_not_sent_again() {
    let portal = Portal::new().await;
    let first = portal.ask(Who::Patient, Method::GET, "/api/record", "").await;
    let tag = first.header("etag").to_owned();
    let second = portal.ask_if_changed("/api/record", &tag).await;
    assert_eq!(second.status, StatusCode::NOT_MODIFIED);
    assert!(second.body.is_empty());
}

#[tokio::test]
async fn demo_mode_off_offers_nobody_and_signs_nobody_in() {
    let portal = Portal::without_demo().await;
    let page = portal.ask(Who::Nobody, Method::GET, "/signin", "").await;
    assert_eq!(page.status, OK);
    assert!(!page.text().contains("/signin/demo"), "the demonstration's form is offered");
    let body = format!("person={}", portal.patient());
    let answer = portal.ask(Who::Nobody, Method::POST, "/signin/demo", &body).await;
    assert_eq!(answer.status, NOT_FOUND);
}
