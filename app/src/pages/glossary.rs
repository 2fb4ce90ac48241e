//! `/glossary`: what the words mean, all on one page. Open to anybody.

use crate::{
    components::frame::{Frame, PageHeading, record_page},
    context::visit::use_visit,
    t,
};
use leptos::prelude::*;

/// The keys of the glossary, in the order of the page.
pub const WORDS: [&str; 59] = [
    "contraindication",
    "allergy",
    "infection",
    "diagnosis",
    "main-diagnosis",
    "reference-range",
    "high-low",
    "outside",
    "preliminary",
    "final-report",
    "corrected",
    "cancelled",
    "censored",
    "unit-change",
    "specimen",
    "core-items",
    "long-term",
    "patient-summary",
    "care-plan",
    "referral",
    "discharge-summary",
    "checkup",
    "prescription-document",
    "facility",
    "department",
    "as-of",
    "received",
    "possibly-still",
    "as-needed",
    "external-use",
    "internal-use",
    "injection",
    "generic-name",
    "brand-name",
    "generic-product",
    "yj-code",
    "icd10",
    "jlac10",
    "egfr",
    "unreadable",
    "six-information",
    "fhir",
    "criticality",
    "remission",
    "recurrence",
    "positive-negative",
    "indeterminate",
    "not-judged",
    "interaction",
    "dialysis",
    "pregnancy-medicine",
    "other-diagnoses",
    "relapse",
    "in-progress",
    "registered-by-mistake",
    "days-supplied",
    "nothing-registered",
    "hot-code",
    "jfagy",
];

/// `/glossary`: technical terms explained, on a page that still says whose record is open.
#[component]
pub fn GlossaryPage() -> impl IntoView {
    if use_visit().record_is_open() {
        record_page(|()| t!("glossary-title"), |_| Ok(()), |_| view! { <Glossary/> }).into_any()
    } else {
        view! {
            <Frame>
                <PageHeading text=t!("glossary-title")/>
                <Glossary/>
            </Frame>
        }
        .into_any()
    }
}

#[component]
fn Glossary() -> impl IntoView {
    let words = WORDS
        .into_iter()
        .map(|word| {
            view! {
                <div id=word>
                    <dt>{t!(&format!("glossary-{word}"))}</dt>
                    <dd>{t!(&format!("glossary-{word}-means"))}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <p class="lead">{t!("glossary-lead")}</p>
        <dl class="glossary">{words}</dl>
        <p class="source-line">{t!("glossary-source")}</p>
    }
}
