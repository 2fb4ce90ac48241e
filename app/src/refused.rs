//! Page of a refused form: what was wrong and where, that nothing was changed, and the way back. Plain HTML, so that it
//! reads the same with and without scripts.

use crate::{context::visit::Visit, i18n::Locale, markup::TextToCopy, plain, t};
use http::StatusCode;
use leptos::prelude::*;

/// Content of a refusal's page.
#[derive(Clone, Debug)]
pub struct RefusedForm {
    pub status: StatusCode,
    /// Words that say why; without, the status says it.
    pub why: Option<&'static str>,
    /// The name of the field that is missing or cannot be read, as the form has it.
    pub field: Option<String>,
    /// Text that was written and not kept, to be copied.
    pub typed: Option<String>,
    /// The address of the page that the form stands on.
    pub back: String,
    /// It leads there through signing in.
    pub signed_out: bool,
    /// Something was to be changed.
    pub changing: bool,
    /// Minutes until it may be tried again.
    pub wait: Option<i64>,
}

/// The whole document.
pub fn refused_page(visit: &Visit, stylesheets: Vec<String>, refused: RefusedForm) -> String {
    plain::speaking(visit, || {
        let (title, reason) = words(refused.status);
        let home = match visit.desk {
            true => ("/desk", t!("failed-notopen-desk")),
            false => ("/", t!("failed-back-home")),
        };
        let inside = page((title.clone(), reason), refused, home);
        let tab = format!("{title} · {}", t!("app-name"));
        plain::document(visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

/// Page for a browser that asked under another name than the portal's: the same page under the right one.
pub fn other_address_page(locale: Locale, stylesheets: Vec<String>, to: String) -> String {
    let visit = Visit { locale, ..Visit::default() };
    plain::speaking(&visit, || {
        let title = t!("refused-title-other-address");
        let inside = view! {
            <div class="frame">
                <main id="main" class="main" tabindex="-1">
                    <h1>{title.clone()}</h1>
                    <p>{t!("refused-other-address")}</p>
                    <p class="cluster"><a class="button" href=to.clone()>{to.clone()}</a></p>
                </main>
            </div>
        };
        let tab = format!("{title} · {}", t!("app-name"));
        plain::document(&visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

/// A page of its own; `home`: where its reader is at home, and what the way there is called.
fn page(
    (title, reason): (String, String),
    refused: RefusedForm,
    home: (&'static str, String),
) -> impl IntoView {
    let RefusedForm { status, why, field, typed, back, signed_out, changing, wait } = refused;
    let to_it = if signed_out { t!("refused-sign-in") } else { t!("refused-back") };
    let why = why.map_or(reason, |key| t!(key));
    let unchanged = changing && status.is_client_error();
    plain::framed(
        Some(home.0),
        view! {
                    <h1>{title}</h1>
                    <p>{why}</p>
                    {wait.map(|minutes| view! { <p>{t!("refused-wait", minutes = minutes)}</p> })}
                    {field.map(|field| view! { <p>{t!("refused-field", field = field)}</p> })}
                    {unchanged.then(|| view! { <p>{t!("refused-nothing-changed")}</p> })}
                    {typed.filter(|typed| !typed.trim().is_empty()).map(written)}
                    <p class="cluster">
                        <a class="button" href=back>{to_it}</a>
                        <a class="button button-secondary" href=home.0>{home.1}</a>
                    </p>
        },
    )
}

/// Typed text, handed back so that it need not be written twice.
fn written(typed: String) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="typed-title">
            <h2 id="typed-title">{t!("refused-typed")}</h2>
            <TextToCopy labelled_by="typed-title" rows=6 text=typed.into()/>
        </section>
    }
}

/// Title of a refusal, and why it is so where nothing more is known.
fn words(status: StatusCode) -> (String, String) {
    match status {
        StatusCode::UNAUTHORIZED => (t!("failed-signin-title"), t!("failed-signin-advice")),
        StatusCode::FORBIDDEN => (t!("refused-title-not-yours"), t!("refused-not-yours")),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            (t!("refused-title-not-there"), t!("refused-not-there"))
        }
        StatusCode::CONFLICT => (t!("refused-title-overtaken"), t!("refused-overtaken")),
        StatusCode::PAYLOAD_TOO_LARGE => (t!("refused-title"), t!("refused-too-large")),
        StatusCode::TOO_MANY_REQUESTS => (t!("refused-title-too-often"), t!("auth-error-too-many")),
        status if status.is_server_error() => (t!("refused-title-unavailable"), t!("form-try-again")),
        _ => (t!("refused-title"), t!("refused-incomplete")),
    }
}
