//! The patient summary, laid out as the ministry's image of it (患者サマリー), on screen and on A4.

mod clinics;
mod illnesses;
mod medicines;
mod profile;
mod tests;

use crate::components::as_sent::as_sent;
use crate::{
    components::frame::record_page,
    context::record::Page,
    format,
    kinds::{diagnosis, unreadable::UnreadableItems},
    t,
};
use leptos::prelude::*;
use shared::{record::Person, summary::PatientSummary};

/// `/summary`: what must not be given, illnesses, medicines, representative tests, and a block per clinic.
#[component]
pub fn SummaryPage() -> impl IntoView {
    record_page(
        |_| t!("summary-title"),
        |view| Ok((PatientSummary::of(&view.record, view.as_of, view.refill), diagnosis::Listed::of(view))),
        summary,
    )
}

fn summary(page: Page<(PatientSummary, diagnosis::Listed)>) -> impl IntoView {
    let Page { as_of, facilities, content: (content, diagnoses), .. } = page;
    view! {
        <div class="summary">
            <p class="muted screen-only">{t!("summary-lead")}</p>
            <p class="screen-only print-way">
                <button class="button button-secondary" type="button" data-prints="">{t!("summary-print")}</button>
            </p>
            {basic(&content.person, content.age)}
            {profile::profile(
                &content.allergies,
                &content.contraindications,
                &content.none_known,
                content.infections.len(),
                &facilities,
                as_of,
            )}
            {illnesses::illnesses(&diagnoses, &facilities, as_of)}
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
            <h2 id="summary-basic" class="visually-hidden">{t!("summary-basic")}</h2>
            <dl class="data-list summary-basic">
                <div><dt>{t!("summary-name")}</dt><dd>{as_sent(format::told_person(person))}{kana}</dd></div>
                <div><dt>{t!("summary-sex")}</dt><dd>{format::sex(person.sex)}</dd></div>
                <div><dt>{t!("summary-birth-date")}</dt><dd>{format::date(person.birth_date)}</dd></div>
                <div><dt>{t!("summary-age")}</dt><dd>{format::age(age)}</dd></div>
            </dl>
        </section>
    }
}
