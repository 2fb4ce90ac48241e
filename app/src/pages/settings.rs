//! `/settings`: the language, the size of letters, and in a demonstration what that means. Open to anybody.

use crate::{
    components::{
        frame::{Frame, PageHeading, record_page},
        language_form::LanguageForm,
        text_size_form::TextSizeForm,
        waiting_people::WaitingPeople,
    },
    context::visit::{OpenRecord, use_visit},
    keeping::KeepSection,
    push::PushSwitch,
    t,
};
use leptos::prelude::*;

/// `/settings`: how pages are shown, on a page that still says whose record is open.
#[component]
pub fn SettingsPage() -> impl IntoView {
    if use_visit().record_is_open() {
        record_page(|()| t!("settings-title"), |_| Ok(()), |_| view! { <Settings/> }).into_any()
    } else {
        view! {
            <Frame>
                <PageHeading text=t!("settings-title")/>
                <Settings/>
            </Frame>
        }
        .into_any()
    }
}

#[component]
fn Settings() -> impl IntoView {
    let visit = use_visit();
    view! {
        <WaitingPeople/>
        <section class="section" aria-labelledby="language-title">
            <h2 id="language-title">{t!("settings-language-title")}</h2>
            <p>{t!("settings-language-explained")}</p>
            <LanguageForm every=true/>
        </section>
        <section class="section" aria-labelledby="text-size-title">
            <h2 id="text-size-title">{t!("text-size")}</h2>
            <p>{t!("settings-text-size-explained")}</p>
            <TextSizeForm titled=true/>
        </section>
        {visit
            .signed_in
            .then(|| view! {
                <section class="section" aria-labelledby="signins-title">
                    <h2 id="signins-title">{t!("signins-title")}</h2>
                    <p>{t!("settings-signins-explained")}</p>
                    <p><a href="/signins" rel="external">{t!("settings-signins-open")}</a></p>
                </section>
            })}
        {(visit.signed_in && !visit.desk).then(|| view! {
            <section class="section" aria-labelledby="settings-people">
                <h2 id="settings-people">{t!("settings-people-title")}</h2>
                <p><a href="/people" rel="external">{t!("people-title")}</a></p>
                <p><a href="/records" rel="external">{t!("records-title")}</a></p>
            </section>
        })}
        {(visit.record == crate::context::visit::OpenRecord::Own).then(|| view! {
            <section class="section" aria-labelledby="history-title">
                <h2 id="history-title">{t!("history-title")}</h2>
                <p>{t!("history-lead")}</p>
                <p><a href="/history">{t!("history-open")}</a></p>
            </section>
        })}
        {(visit.signed_in && !visit.desk).then(|| view! { <PushSwitch/> })}
        {(visit.signed_in && visit.record_is_open() && visit.keep_days > 0)
            .then(|| view! { <KeepSection days=visit.keep_days is_own=visit.record == OpenRecord::Own/> })}
        {(visit.record == OpenRecord::Own)
            .then(|| view! {
                <section class="section" aria-labelledby="sharing-title">
                    <h2 id="sharing-title">{t!("consent-title")}</h2>
                    <p>{t!("consent-lead")}</p>
                    <p><a href="/consent" rel="external">{t!("consent-open")}</a></p>
                </section>
            })}
        <section class="section" aria-labelledby="install-title">
            <h2 id="install-title">{t!("settings-install-title")}</h2>
            <p><a href="/install" rel="external">{t!("settings-install-how")}</a></p>
        </section>
        <section class="section" aria-labelledby="words-title">
            <h2 id="words-title">{t!("glossary-title")}</h2>
            <p><a href="/glossary">{t!("glossary-all")}</a></p>
        </section>
        {visit
            .demo
            .then(|| view! {
                <section class="section" aria-labelledby="demo-title">
                    <h2 id="demo-title">{t!("settings-demo-title")}</h2>
                    <p>{t!("settings-demo-explained")}</p>
                    <p><a href="/signin" rel="external">{t!("settings-demo-change-person")}</a></p>
                </section>
            })}
    }
}
