//! `/show`: what one shows or hands to somebody who treats, from the counter of a pharmacy to a file for another hospital.

use crate::{
    components::frame::record_page,
    context::{
        kept::use_kept,
        visit::{OpenRecord, use_visit},
    },
    t,
};
use leptos::prelude::*;

/// Where it stands.
pub const PAGE: &str = "/show";

#[component]
pub fn ShowPage() -> impl IntoView {
    record_page(|()| t!("show-title"), |_| Ok(()), |_| view! { <Ways/> })
}

#[component]
fn Ways() -> impl IntoView {
    let visit = use_visit();
    let is_own = visit.record == OpenRecord::Own;
    let (decides, files) = (is_own || visit.decides, is_own && use_kept().is_none());
    view! {
        <ul class="card-list">
            {way("/medicines/show", None, t!("show-counter"), t!("show-counter-what"))}
            {way("/summary", None, t!("show-doctor"), t!("show-doctor-what"))}
            {(is_own && use_kept().is_none()).then(|| way("/show/link", Some("external"), t!("show-link"), t!("show-link-what")))}
            {decides.then(|| way("/consent", Some("external"), t!("show-consent"), t!("show-consent-what")))}
        </ul>
        {files.then(|| view! { <Files/> })}
    }
}

fn way(address: &'static str, rel: Option<&'static str>, name: String, what: String) -> impl IntoView {
    view! {
        <li class="card">
            <p class="card-title"><a href=address rel=rel>{name}</a></p>
            <p class="muted">{what}</p>
        </li>
    }
}

/// Paper and files: the server makes them, after a fresh proof.
#[component]
fn Files() -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="show-paper">
            <h2 id="show-paper">{t!("show-paper")}</h2>
            <p class="muted">{t!("show-proof-first")}</p>
            <ul class="card-list">
                {file("emergency.pdf", t!("show-emergency"), t!("show-emergency-what"))}
                {file("summary.pdf", t!("show-summary"), t!("show-summary-what"))}
                {file("summary.txt", t!("show-text"), t!("show-text-what"))}
                {file("summary.json", t!("show-fhir"), t!("show-fhir-what"))}
            </ul>
        </section>
    }
}

/// Infections stand in it only where that is asked for.
fn file(name: &'static str, title: String, what: String) -> impl IntoView {
    let address = format!("{PAGE}/{name}");
    let (with, of) = (format!("{address}?infections=yes"), title.clone());
    view! {
        <li class="card">
            <p class="card-title"><a href=address rel="external">{title}</a></p>
            <p class="muted">{what}</p>
            <p>
                <a href=with rel="external">
                    {t!("show-with-infections")}<span class="visually-hidden">{t!("show-of", what = of)}</span>
                </a>
            </p>
        </li>
    }
}
