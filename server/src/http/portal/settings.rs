//! How pages are shown in this browser: language and size of text.

use crate::http::plumbing::{
    cookies::with_cookie,
    form::Form,
    local_path::local_path,
    refused::refused,
    visitor::{LANGUAGE_COOKIE, TEXT_SIZE_COOKIE, Visitor},
};
use app::{context::visit::TextSize, i18n::Locale};
use axum::{
    Extension,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

const ONE_YEAR_SECONDS: u32 = 31_536_000;

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
