//! The web app manifest, in the language of whoever reads it.

use crate::http::plumbing::{assets::ASKED_ANEW, visitor::language};
use app::{
    i18n::{Locale, embedded},
    shell::{PAPER, THEME_LIGHT},
};
use axum::{
    Json,
    extract::Query,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    lang: String,
}

/// `GET /manifest.webmanifest`: browsers bring no cookie here, so pages name their language in `lang`.
pub async fn manifest(Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let locale = Locale::from_tag(&asked.lang).unwrap_or_else(|| language(&headers));
    let mut answer = Json(written(locale)).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    headers.insert(header::CACHE_CONTROL, ASKED_ANEW);
    answer
}

fn written(locale: Locale) -> Value {
    let words = embedded::words(locale);
    let said = |key| words.say(key, &[]);
    let shortcut = |name: String, url: &str| json!({ "name": name, "url": url });
    json!({
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": said("app-name"),
        "short_name": said("app-name"),
        "description": said("install-description"),
        "lang": locale.tag(),
        "dir": "ltr",
        "display": "standalone",
        "theme_color": THEME_LIGHT,
        "background_color": PAPER,
        "categories": ["medical", "health"],
        "icons": [
            { "src": "/favicon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any" },
            icon("/pkg/icon-192.png", "192x192", "any"),
            icon("/pkg/icon-512.png", "512x512", "any"),
            icon("/pkg/icon-maskable-512.png", "512x512", "maskable"),
            icon("/pkg/icon-monochrome-512.png", "512x512", "monochrome"),
        ],
        "screenshots": screenshots(locale),
        "shortcuts": [
            shortcut(said("medicines-show-title"), "/medicines/show"),
            shortcut(said("install-check"), "/medicines/check"),
            shortcut(said("history-title"), "/history"),
        ],
    })
}

/// What a browser shows where it offers to install: invented people's pages (`e2e/support/screenshots.mjs --install`).
fn screenshots(locale: Locale) -> Vec<Value> {
    let words = embedded::words(locale);
    let pages = [("home", "place-home"), ("test", "labs-title")];
    let screens = [("390", "390x844", "narrow"), ("1280", "1280x900", "wide")];
    let of = |(page, label): (&str, &str)| {
        screens.map(|(width, sizes, form_factor)| {
            json!({
                "src": format!("/pkg/screenshot-{page}-{width}-{}.jpg", locale.tag()),
                "type": "image/jpeg",
                "sizes": sizes,
                "form_factor": form_factor,
                "label": words.say(label, &[]),
            })
        })
    };
    pages.into_iter().flat_map(of).collect()
}

fn icon(src: &str, sizes: &str, purpose: &str) -> Value {
    json!({ "src": src, "type": "image/png", "sizes": sizes, "purpose": purpose })
}
