//! Plain forms: they work before, and without, WebAssembly.

use super::{
    AppState,
    visitor::{LANGUAGE_COOKIE, SESSION_COOKIE, TEXT_SIZE_COOKIE, Visitor},
};
use crate::store::{StoreError, person, session};
use app::{
    context::visit::TextSize,
    i18n::{Locale, embedded},
};
use axum::{
    Extension, Form,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::ids::PatientId;
use uuid::Uuid;

const ONE_YEAR_SECONDS: u32 = 31_536_000;

#[derive(Deserialize)]
pub struct ChosenPerson {
    person: String,
}

/// `POST /signin/demo`: in demo mode, a visitor becomes one of the invented people.
pub async fn sign_in_to_demo(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<ChosenPerson>,
) -> Response {
    let Some(demo) = state.demo else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(id) = Uuid::parse_str(&chosen.person) else {
        return refused(&visitor, "form-person-unknown");
    };
    let signed_in = async {
        let people = person::all_for_demo(&state.store, demo).await?;
        if !people.iter().any(|person| person.patient == PatientId(id)) {
            return Ok(None);
        }
        if let Some(old) = &visitor.session {
            session::end(&state.store, old.id).await?;
        }
        let now = state.clock.now();
        session::create_for_demo(&state.store, demo, PatientId(id), now, &state.entropy).await.map(Some)
    };
    match signed_in.await {
        Ok(Some(secret)) => with_cookie(Redirect::to("/").into_response(), &session_cookie(&secret, None)),
        Ok(None) => refused(&visitor, "form-person-unknown"),
        Err(error) => unavailable(&visitor, &error),
    }
}

/// `POST /signout`
pub async fn sign_out(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    if let Some(session) = &visitor.session
        && let Err(error) = session::end(&state.store, session.id).await
    {
        return unavailable(&visitor, &error);
    }
    let mut response = with_cookie(Redirect::to("/signin").into_response(), &session_cookie("", Some(0)));
    // What the browser still holds of the record goes too.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

#[derive(Deserialize)]
pub struct ChosenLanguage {
    language: String,
    #[serde(default)]
    return_to: String,
}

/// `POST /settings/language`
pub async fn choose_language(
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<ChosenLanguage>,
) -> Response {
    let Some(locale) = Locale::from_tag(&chosen.language) else {
        return refused(&visitor, "form-language-unknown");
    };
    remembered(LANGUAGE_COOKIE, locale.tag(), &chosen.return_to)
}

#[derive(Deserialize)]
pub struct ChosenTextSize {
    size: String,
    #[serde(default)]
    return_to: String,
}

/// `POST /settings/text-size`
pub async fn choose_text_size(
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<ChosenTextSize>,
) -> Response {
    let Some(size) = TextSize::from_tag(&chosen.size) else {
        return refused(&visitor, "form-text-size-unknown");
    };
    remembered(TEXT_SIZE_COOKIE, size.tag(), &chosen.return_to)
}

/// Keeps a choice in this browser for a year and leads back.
fn remembered(name: &str, value: &str, return_to: &str) -> Response {
    let cookie =
        format!("{name}={value}; Path=/; Max-Age={ONE_YEAR_SECONDS}; Secure; HttpOnly; SameSite=Lax");
    with_cookie(Redirect::to(local_path(return_to)).into_response(), &cookie)
}

/// Only a path of ours: never an address that leads elsewhere.
fn local_path(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if local { path } else { "/" }
}

fn session_cookie(secret: &str, max_age: Option<u32>) -> String {
    let max_age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    format!("{SESSION_COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax{max_age}")
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    match HeaderValue::from_str(cookie) {
        Ok(value) => {
            response.headers_mut().append(header::SET_COOKIE, value);
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What the form asked for is not there to choose; said in the visitor's language.
pub(super) fn refused(visitor: &Visitor, why: &str) -> Response {
    (StatusCode::BAD_REQUEST, said(visitor, why)).into_response()
}

pub(super) fn unavailable(visitor: &Visitor, error: &StoreError) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "a form could not be carried out");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")], said(visitor, "form-try-again"))
        .into_response()
}

fn said(visitor: &Visitor, key: &str) -> String {
    format!("{}\n", embedded::words(visitor.visit.locale).say(key, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_never_leads_to_another_site() {
        for (path, expected) in [
            ("/labs?x=1", "/labs?x=1"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(local_path(path), expected, "{path}");
        }
    }
}
