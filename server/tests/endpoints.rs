//! Walks every route as every kind of actor. A new route without a line in [`expectations`] fails.

mod portal;

use axum::http::{Method, StatusCode};
use portal::{NOTHING, Portal, Who};

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
const CONFLICT: StatusCode = StatusCode::CONFLICT;
const BAD: StatusCode = StatusCode::BAD_REQUEST;

const fn page(path: &'static str) -> Expected {
    Expected { path, method: "GET", nobody: TO_SIGN_IN, patient: OK, facility_key: TO_SIGN_IN }
}

/// A form that only somebody who is signed in can send.
const fn form(path: &'static str) -> Expected {
    Expected { method: "POST", nobody: AFTER_FORM, patient: AFTER_FORM, facility_key: AFTER_FORM, path }
}

const fn same(path: &'static str, method: &'static str, all: StatusCode) -> Expected {
    Expected { path, method, nobody: all, patient: all, facility_key: all }
}

/// A page of the desk, which a patient who is signed in does not get either. What each role gets of it
/// stands in `staff.rs`.
const fn desk(path: &'static str, method: &'static str) -> Expected {
    Expected { path, method, nobody: TO_SIGN_IN, patient: StatusCode::FORBIDDEN, facility_key: TO_SIGN_IN }
}

/// A form by which a patient decides about sharing.
const fn decision(path: &'static str, patient: StatusCode) -> Expected {
    Expected { path, method: "POST", nobody: AFTER_FORM, patient, facility_key: AFTER_FORM }
}

/// Ids in the addresses are well-formed and belong to nothing.
fn expectations() -> Vec<Expected> {
    vec![
        desk("/desk", "GET"),
        desk("/desk/find", "POST"),
        desk("/desk/patients/{patient}", "GET"),
        desk("/desk/patients/{patient}/record", "GET"),
        desk("/desk/patients/{patient}/invitation", "GET"),
        desk("/desk/patients/{patient}/invitation", "POST"),
        desk("/desk/patients/{patient}/death", "GET"),
        desk("/desk/patients/{patient}/death", "POST"),
        desk("/desk/patients/{patient}/representatives", "GET"),
        desk("/desk/patients/{patient}/representatives", "POST"),
        desk("/desk/patients/{patient}/representatives/{mandate}", "GET"),
        desk("/desk/patients/{patient}/representatives/{mandate}", "POST"),
        desk("/desk/staff", "GET"),
        desk("/desk/staff/new", "GET"),
        desk("/desk/staff/new", "POST"),
        desk("/desk/staff/{account}", "GET"),
        desk("/desk/staff/{account}", "POST"),
        desk("/desk/staff/{account}/invitation", "POST"),
        desk("/desk/staff/{account}/remove", "GET"),
        desk("/desk/staff/{account}/remove", "POST"),
        desk("/desk/keys", "GET"),
        desk("/desk/keys/new", "GET"),
        desk("/desk/keys/new", "POST"),
        desk("/desk/keys/{key}/revoke", "GET"),
        desk("/desk/keys/{key}/revoke", "POST"),
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
        page("/history"),
        page("/consent"),
        Expected { nobody: NOT_SIGNED_IN, facility_key: NOT_SIGNED_IN, ..page("/api/sharing") },
        Expected { nobody: NOT_SIGNED_IN, facility_key: NOT_SIGNED_IN, ..page("/consent/fhir") },
        // A form that says nothing is refused; who is not signed in is led to where one signs in.
        decision("/consent/preset", BAD),
        decision("/consent/switches", BAD),
        decision("/consent/item", BAD),
        decision("/consent/withdraw", AFTER_FORM),
        decision("/consent/undo", AFTER_FORM),
        same("/settings", "GET", OK),
        same("/glossary", "GET", OK),
        page("/people"),
        page("/people/new"),
        page("/records"),
        // Forms of another record, or of none, change nothing.
        Expected { patient: BAD, ..form("/people/new") },
        Expected { patient: BAD, ..form("/people/{id}/confirm") },
        Expected { patient: BAD, ..form("/people/{id}/end") },
        Expected { patient: BAD, ..form("/records") },
        same("/signin", "GET", OK),
        // The test's portal knows no other provider.
        same("/signin/outside/{name}", "GET", AFTER_FORM),
        same("/signin/outside/{name}/back", "GET", AFTER_FORM),
        same("/signin/elsewhere/{problem}", "GET", StatusCode::FORBIDDEN),
        Expected {
            path: "/api/record",
            method: "GET",
            nobody: NOT_SIGNED_IN,
            patient: OK,
            facility_key: NOT_SIGNED_IN,
        },
        Expected {
            path: "/api/access-history",
            method: "GET",
            nobody: NOT_SIGNED_IN,
            patient: OK,
            facility_key: NOT_SIGNED_IN,
        },
        Expected {
            path: "/api/access-history/{file}",
            method: "GET",
            nobody: NOT_SIGNED_IN,
            patient: OK,
            facility_key: NOT_SIGNED_IN,
        },
        // Nothing is sealed yet; the key is for everybody.
        same("/log/checkpoint", "GET", NOT_FOUND),
        same("/log/key", "GET", OK),
        same("/knowledge/{file}", "GET", NOT_FOUND),
        // What an invitation began stands in a cookie of its own: nobody here has one.
        same("/invitation", "GET", OK),
        same("/invitation/passkey", "GET", OK),
        page("/verify"),
        page("/signins"),
        same("/auth/sign-in/options", "POST", OK),
        // An empty body is no credential.
        same("/auth/sign-in", "POST", BAD),
        // 見本 花子 has no passkey.
        Expected {
            path: "/auth/verify/options",
            method: "POST",
            nobody: NOT_SIGNED_IN,
            patient: CONFLICT,
            facility_key: NOT_SIGNED_IN,
        },
        Expected {
            path: "/auth/verify",
            method: "POST",
            nobody: NOT_SIGNED_IN,
            patient: BAD,
            facility_key: NOT_SIGNED_IN,
        },
        Expected {
            path: "/auth/passkeys/options",
            method: "POST",
            nobody: NOT_SIGNED_IN,
            patient: OK,
            facility_key: NOT_SIGNED_IN,
        },
        same("/auth/passkeys", "POST", BAD),
        same("/invitation", "POST", AFTER_FORM),
        same("/invitation/accept", "POST", AFTER_FORM),
        Expected {
            path: "/verify/demo",
            method: "POST",
            nobody: BAD,
            patient: AFTER_FORM,
            facility_key: BAD,
        },
        same("/signins/rename", "POST", AFTER_FORM),
        same("/signins/remove", "POST", AFTER_FORM),
        same("/signins/end", "POST", AFTER_FORM),
        same("/signins/end-others", "POST", AFTER_FORM),
        same("/signins/end-all", "POST", AFTER_FORM),
        same("/signin/demo", "POST", BAD),
        same("/signin/demo-staff", "POST", BAD),
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
        let (address, body) = portal::example(&path, NOTHING);
        for (who, status) in [
            (Who::Nobody, expected.nobody),
            (Who::Patient, expected.patient),
            (Who::FacilityKey, expected.facility_key),
        ] {
            let method: Method = method.parse().unwrap();
            let answer = portal.ask(who, method.clone(), &address, body).await;
            assert_eq!(answer.status, status, "{method} {address} as {who:?}: {}", answer.text());
            if who == Who::Patient && matches!(address.as_str(), "/signout" | "/signins/end-all") {
                portal.sign_in_again().await;
            }
        }
    }
    assert_eq!(server::http::addresses().len(), expectations.len(), "an expectation has no route");
}

#[tokio::test]
async fn no_answer_leaves_without_its_headers() {
    let portal = Portal::new().await;
    for address in
        ["/", "/labs", "/api/record", "/nowhere", "/fhir/Bundle/x", "/healthz", "/pkg/nothing.js", "/desk"]
    {
        let answer = portal.ask(Who::Patient, Method::GET, address, "").await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{address}");
    }
    let desk = portal.ask(Who::Patient, Method::GET, "/desk", "").await;
    assert_eq!(desk.header("cache-control"), "no-store");
    assert!(!desk.header("content-security-policy").contains("script-src"), "no script runs at the desk");
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
    let addresses = [
        "/signin/demo",
        "/signin/demo-staff",
        "/signout",
        "/settings/language",
        "/settings/text-size",
        "/desk/find",
        "/desk/staff/new",
        "/desk/keys/new",
    ];
    for address in addresses {
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
