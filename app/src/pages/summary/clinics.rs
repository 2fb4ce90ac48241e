//! Clinics side by side: what each wrote for the patient, newest visit first.

use crate::components::as_sent::as_sent;
use crate::{
    components::{empty::Empty, technical_term::TechnicalTerm, term::TermHeading},
    format,
    kinds::diagnosis,
    t,
};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    category::Category,
    record::{CarePlan, Diagnosis, Facility},
    summary::ClinicBlock,
};

pub fn clinics(blocks: Vec<ClinicBlock>, facilities: &[Facility], as_of: NaiveDate) -> impl IntoView + use<> {
    let facilities = facilities.to_vec();
    view! {
        <section class="section" aria-labelledby="summary-clinics">
            <TermHeading id="summary-clinics" text=t!("summary-clinics") word="care-plan"/>
            {if blocks.is_empty() {
                view! { <Empty what=t!("summary-clinics-what") of=Category::Documents facilities as_of/> }.into_any()
            } else {
                view! {
                    <div class="grid summary-clinics">
                        {blocks.into_iter().map(|shown| clinic(shown, &facilities)).collect_view()}
                    </div>
                }.into_any()
            }}
        </section>
    }
}

fn clinic(block: ClinicBlock, facilities: &[Facility]) -> impl IntoView + use<> {
    let id = format!("clinic-{}", block.document);
    let named_by = id.clone();
    let facility = format::source(facilities, &block.source);
    let name = block.clinic.clone().unwrap_or_else(|| facility.clone());
    let document = format!("/documents/{}", block.document);
    let (main, others): (Vec<Diagnosis>, Vec<Diagnosis>) =
        block.diagnoses.into_iter().partition(|diagnosis| diagnosis.main);
    let visit = format::moment_day(&block.last_visit);
    let begins = block.plans.first().map(|plan| beginning(&plan.description));
    view! {
        <article class="card card-folded" aria-labelledby=named_by>
            <details class="folded">
                <summary>
                    <h3 id=id class="folded-name">{as_sent(name)}</h3>
                    <span class="folded-facts">{t!("home-advice-visit", date = visit)}</span>
                    {begins.map(|said| view! { <span class="clinic-begins screen-only">{as_sent(said)}</span> })}
                </summary>
                <div class="folded-rest">
                    <h4>{t!("summary-plan")}</h4>
                    {block.plans.into_iter().map(plan).collect_view()}
                    <dl class="data-list">
                        <div><dt>{t!("summary-last-visit")}</dt><dd>{format::moment(&block.last_visit)}</dd></div>
                        {block.department.map(|name| view! {
                            <div><dt>{t!("summary-department")}</dt><dd>{as_sent(name)}</dd></div>
                        })}
                        {block.doctor.map(|name| view! {
                            <div><dt>{t!("summary-doctor")}</dt><dd>{as_sent(name)}</dd></div>
                        })}
                        {diagnoses(t!("summary-main-diagnosis"), main)}
                        {diagnoses(t!("summary-other-diagnoses"), others)}
                        {diagnoses(t!("diagnosis-suspected"), block.suspected)}
                    </dl>
                    <p class="muted">{t!("summary-shown-until", date = format::date(block.shown_until))}</p>
                    <p class="source-line">
                        {as_sent(t!("summary-sent-by", facility = facility))}
                        " "
                        <a class="screen-only" href=document>{t!("summary-open-document")}</a>
                    </p>
                </div>
            </details>
        </article>
    }
}

/// Longest beginning of a plan that is read without opening it.
const BEGINNING: usize = 60;

/// What a plan begins with, and by its end that there is more.
fn beginning(words: &str) -> String {
    let mut letters = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect::<Vec<_>>();
    if letters.len() > BEGINNING {
        letters.truncate(BEGINNING);
        letters.push('…');
    }
    letters.into_iter().collect()
}

fn diagnoses(name: String, diagnoses: Vec<Diagnosis>) -> impl IntoView {
    (!diagnoses.is_empty()).then(|| {
        view! {
            <div>
                <dt>{name}</dt>
                {diagnoses.into_iter().map(|shown| view! { <dd>{diagnosis(shown)}</dd> }).collect_view()}
            </div>
        }
    })
}

fn diagnosis(diagnosis: Diagnosis) -> impl IntoView {
    let written = diagnosis::name_as_written(&diagnosis);
    let status = diagnosis::unusual_status(&diagnosis);
    let since = diagnosis.onset.as_ref().map(|onset| t!("summary-since", month = format::month_of(onset)));
    let code = diagnosis.icd10.as_ref().map(|class| t!("summary-icd10-print", code = class.code.clone()));
    let class = diagnosis.icd10.map(|class| match class.display {
        Some(name) => t!("summary-icd10-named", code = class.code, name = name),
        None => t!("summary-icd10", code = class.code),
    });
    view! {
        {as_sent(format::told_name(&diagnosis.name))}
        {status.map(|said| view! { " "<span class="tag tag-quiet">{said}</span> })}
        {written.map(|said| view! { " " <span class="muted">{as_sent(said)}</span> })}
        {since.map(|said| view! { " " <span class="muted">{said}</span> })}
        {code.map(|said| view! { <span class="print-only">{said}</span> })}
        {class.map(|said| view! { <TechnicalTerm label=t!("summary-icd10-label")><p>{as_sent(said)}</p></TechnicalTerm> })}
    }
}

fn plan(plan: CarePlan) -> impl IntoView {
    let (start, end) = (plan.start.as_ref().map(format::moment), plan.end.as_ref().map(format::moment));
    let period = match (start, end) {
        (Some(start), Some(end)) => Some(t!("summary-plan-from-to", start = start, end = end)),
        (Some(start), None) => Some(t!("summary-plan-from", start = start)),
        (None, Some(end)) => Some(t!("summary-plan-to", end = end)),
        (None, None) => None,
    };
    view! {
        {plan.title.map(|title| view! { <p class="plan-title">{as_sent(title)}</p> })}
        <p class="prose" lang=format::written_lang(&plan.description)>{plan.description.clone()}</p>
        {period.map(|said| view! { <p class="muted">{said}</p> })}
    }
}
