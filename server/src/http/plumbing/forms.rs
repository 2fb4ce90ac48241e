//! Plain forms: they work before, and without, WebAssembly.

use super::{
    cookies::{self, with_cookie},
    form::Form,
    refused::Because,
    visitor::{LANGUAGE_COOKIE, TEXT_SIZE_COOKIE, Visitor},
};
use crate::{
    http::AppState,
    store::{
        StoreError,
        account::{self, session},
        identity::person,
    },
};
use app::{context::visit::TextSize, i18n::Locale};
use axum::{
    Extension,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use shared::ids::{AccountId, PatientId};
use uuid::Uuid;

const ONE_YEAR_SECONDS: u32 = 31_536_000;

#[derive(Deserialize)]
pub struct ChosenPerson {
    #[serde(default)]
    person: String,
    /// An account without a record of its own: a caregiver.
    #[serde(default)]
    account: String,
    /// Where they were going.
    #[serde(default)]
    return_to: String,
}

/// `POST /signin/demo`: in demo mode, a visitor becomes one of the invented people.
pub async fn sign_in_to_demo(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Form(chosen): Form<ChosenPerson>,
) -> Response {
    let Some(demo) = state.demo else { return StatusCode::NOT_FOUND.into_response() };
    let (person, account) = (Uuid::parse_str(&chosen.person), Uuid::parse_str(&chosen.account));
    let signed_in = async {
        let now = state.clock.now();
        let secret = match (person, account) {
            (Ok(id), _) => {
                let people = person::all_for_demo(&state.store, demo).await?;
                if !people.iter().any(|person| person.patient == PatientId(id)) {
                    return Ok(None);
                }
                session::create_for_demo(&state.store, demo, PatientId(id), now, &state.entropy).await?
            }
            (_, Ok(id)) => {
                let caregivers = account::caregivers_for_demo(&state.store, demo).await?;
                let Some(chosen) = caregivers.into_iter().find(|one| one.id == AccountId(id)) else {
                    return Ok(None);
                };
                session::create_for_demo_account(&state.store, demo, &chosen, now, &state.entropy).await?
            }
            _ => return Ok(None),
        };
        if let Some(old) = &visitor.session {
            session::end(&state.store, old.id).await?;
        }
        Ok(Some(secret))
    };
    match signed_in.await {
        Ok(Some(secret)) => {
            let on = Redirect::to(local_path(&chosen.return_to));
            with_cookie(on.into_response(), &cookies::session(&secret))
        }
        Ok(None) => refused(&visitor, "form-person-unknown"),
        Err(error) => unavailable(&visitor, &error),
    }
}

/// `POST /signout`
pub async fn sign_out(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> Response {
    let session = visitor.session.as_ref().map(|session| session.id);
    if let Some(id) = session.or(visitor.held.as_ref().map(|held| held.id))
        && let Err(error) = session::end(&state.store, id).await
    {
        return unavailable(&visitor, &error);
    }
    let mut response = with_cookie(Redirect::to("/signin").into_response(), &cookies::no_session());
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
pub fn local_path(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if local { path } else { "/" }
}

/// What the form asked for is not there to choose; said in the visitor's language.
pub fn refused(visitor: &Visitor, why: &'static str) -> Response {
    Because::of(why).refuse(visitor, StatusCode::BAD_REQUEST)
}

pub fn unavailable(visitor: &Visitor, error: &StoreError) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "a form could not be carried out");
    let refusal = Because::of("form-try-again").refuse(visitor, StatusCode::SERVICE_UNAVAILABLE);
    ([(header::RETRY_AFTER, "10")], refusal).into_response()
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
