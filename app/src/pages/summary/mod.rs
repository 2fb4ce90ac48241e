//! The patient summary, laid out as the ministry's image of it (患者サマリー), on screen and on A4.

mod clinics;
mod medicines;
mod profile;
mod tests;

use crate::components::as_sent::as_sent;
use crate::{
    components::frame::record_page, context::record::Page, format, kinds::unreadable::UnreadableItems, t,
};
use leptos::prelude::*;
use shared::{record::Person, summary::PatientSummary};

/// `/summary`: basic data, profile, medicines, representative tests, and a block per clinic.
#[component]
pub fn SummaryPage() -> impl IntoView {
    record_page(
        |_| t!("summary-title"),
        |view| Ok(PatientSummary::of(&view.record, view.as_of, view.refill)),
        summary,
    )
}

fn summary(page: Page<PatientSummary>) -> impl IntoView {
    let Page { as_of, facilities, content, .. } = page;
    view! {
        <div class="summary">
            <p class="lead screen-only">{t!("summary-lead", date = format::date(as_of))}</p>
            {basic(&content.person, content.age)}
            {profile::profile(
                content.allergies,
                content.contraindications,
                content.none_known,
                content.infections,
                &facilities,
                as_of,
            )}
            {medicines::medicines(content.medicines, &facilities, as_of)}
            {tests::tests(content.tests, &facilities, as_of)}
            {clinics::clinics(content.clinics, &facilities, as_of)}
            <UnreadableItems items=content.unreadable facilities/>
        </div>
    }
}

fn basic(person: &Person, age: Option<u32>) -> impl IntoView + use<> {
    let kana = person.kana.clone().map(|kana| view! { " " <span class="muted">{as_sent(kana)}</span> });
    view! {
        <section class="section" aria-labelledby="summary-basic">
            <h2 id="summary-basic">{t!("summary-basic")}</h2>
            <dl class="data-list summary-basic">
                <div><dt>{t!("summary-name")}</dt><dd>{as_sent(person.name.clone())}{kana}</dd></div>
                <div><dt>{t!("summary-sex")}</dt><dd>{format::sex(person.sex)}</dd></div>
                <div><dt>{t!("summary-birth-date")}</dt><dd>{format::date(person.birth_date)}</dd></div>
                <div><dt>{t!("summary-age")}</dt><dd>{format::age(age)}</dd></div>
            </dl>
        </section>
    }
}
