//! A page that cannot be shown: what happened and what to do, with the right HTTP status.

use super::{frame::Frame, heading::PageHeading};
use crate::{context::visit::use_visit, error::PageError, format, t};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn Failed(
    error: PageError,
    /// As in [`Frame`], where a record was read and has nothing to show here.
    #[prop(optional_no_strip)]
    written_from: Option<String>,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    answer_with_status(error);
    let (title, advice) = match error {
        PageError::SignInFirst => (t!("failed-signin-title"), t!("failed-signin-advice")),
        PageError::NotFound => (t!("failed-notfound-title"), t!("failed-notfound-advice")),
        PageError::NotOpen => (t!("failed-notopen-title"), t!("failed-notopen-advice")),
        PageError::OnlyThemself => (t!("failed-themself-title"), t!("failed-themself-advice")),
        PageError::Unavailable => (t!("failed-unavailable-title"), t!("failed-unavailable-advice")),
        PageError::TooOften { seconds } => {
            let minutes = i64::from(seconds.div_ceil(60));
            (t!("failed-too-often-title"), t!("failed-too-often-advice", minutes = minutes))
        }
        PageError::Outdated => (t!("failed-outdated-title"), t!("failed-outdated-advice")),
    };
    view! {
        <Frame written_from>
            <PageHeading text=title/>
            <p>{advice}</p>
            <WayOut error/>
        </Frame>
    }
}

/// The one thing to do now, and the way home. The links ask the server, not the program in this tab.
#[component]
fn WayOut(error: PageError) -> impl IntoView {
    let here = use_location().pathname;
    let (address, words) = match error {
        PageError::SignInFirst => (Some(sign_in()), t!("failed-signin-action")),
        // Home is the record that they may see.
        PageError::NotFound | PageError::OnlyThemself => (None, String::new()),
        PageError::NotOpen if use_visit().desk => (Some("/desk".to_owned()), t!("failed-notopen-desk")),
        PageError::NotOpen => (Some("/records".to_owned()), t!("failed-notopen-action")),
        PageError::Unavailable | PageError::TooOften { .. } => {
            (Some(here.get_untracked()), t!("failed-unavailable-action"))
        }
        PageError::Outdated => (Some(here.get_untracked()), t!("failed-outdated-action")),
    };
    let home = match error {
        PageError::OnlyThemself => t!("failed-themself-action"),
        _ => t!("failed-back-home"),
    };
    view! {
        <p class="cluster">
            {address.map(|address| view! { <a class="button" href=address rel="external">{words}</a> })}
            <a class="button button-secondary" href="/" rel="external">{home}</a>
        </p>
    }
}

/// Link to the sign-in that goes on to this page.
fn sign_in() -> String {
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    let here = if search.is_empty() { path } else { format!("{path}?{search}") };
    if here == "/" { "/signin".to_owned() } else { format!("/signin?return_to={}", format::in_query(&here)) }
}

/// A caregiver who has just signed in, on the way to the record that they will open.
#[cfg(feature = "ssr")]
fn has_not_chosen() -> bool {
    let visit = use_visit();
    visit.signed_in && !visit.desk && visit.whose.is_none()
}

#[cfg(feature = "ssr")]
fn answer_with_status(error: PageError) {
    use http::StatusCode;
    use leptos_axum::ResponseOptions;
    let status = match error {
        PageError::SignInFirst => {
            leptos_axum::redirect(&sign_in());
            // Also for those who do not say that they accept HTML.
            StatusCode::FOUND
        }
        PageError::NotFound => StatusCode::NOT_FOUND,
        PageError::NotOpen if has_not_chosen() => {
            leptos_axum::redirect("/records");
            StatusCode::FOUND
        }
        PageError::NotOpen | PageError::OnlyThemself => StatusCode::FORBIDDEN,
        PageError::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
        PageError::Unavailable | PageError::Outdated => StatusCode::SERVICE_UNAVAILABLE,
    };
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
        if let PageError::TooOften { seconds } = error {
            response.insert_header(http::header::RETRY_AFTER, http::HeaderValue::from(seconds));
        }
    }
}
