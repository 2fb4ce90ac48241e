//! Elements of one entry that were sent and are used on no page: plain HTML, the same with and without scripts.

use crate::{
    components::{as_sent::as_sent, unreadable::part},
    context::visit::Visit,
    format, plain, t,
};
use leptos::prelude::*;
use shared::record::fate::KeptElement;

/// An entry of the record, and what of it is kept and changes nothing.
#[derive(Clone, Debug)]
pub struct SentEntry {
    pub name: String,
    pub facility: String,
    pub kept: Vec<KeptElement>,
}

/// The whole document.
pub fn sent_page(visit: &Visit, stylesheets: Vec<String>, entry: SentEntry) -> String {
    plain::speaking(visit, || {
        let title = t!("sent-title");
        let tab = format!("{title} · {}", t!("app-name"));
        let SentEntry { name, facility, kept } = entry;
        let list = match kept.is_empty() {
            true => view! { <p class="empty">{t!("sent-nothing")}</p> }.into_any(),
            false => listed(kept).into_any(),
        };
        let inside = plain::framed(
            Some("/"),
            view! {
                            <p class="back"><a href="/record">{t!("sent-back")}</a></p>
                            <h1>{title}</h1>
                            <p class="card-title" lang=format::written_lang(&name)>{name.clone()}</p>
                            <p class="lead">{as_sent(t!("sent-lead", facility = facility.clone()))}</p>
                            {list}
                            <p>{as_sent(t!("sent-ask", facility = facility))}</p>
            },
        );
        plain::document(visit, stylesheets, None, tab.into(), inside).to_html()
    })
}

fn listed(kept: Vec<KeptElement>) -> impl IntoView {
    let count = kept.len() as i64;
    let elements = kept
        .into_iter()
        .map(|KeptElement { path, values }| {
            let values = values
                .into_iter()
                .map(|(at, said)| {
                    let at = (!at.is_empty()).then(|| view! { <span class="muted" lang="en">{at}": "</span> });
                    view! { <div class="prose">{at}<span lang=format::written_lang(&said)>{said.clone()}</span></div> }
                })
                .collect_view();
            view! {
                <div>
                    <dt>{in_words(&path)}" "<span class="code" lang="en">{path.clone()}</span></dt>
                    <dd>{values}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <details class="details">
            <summary>{t!("sent-kept", count = count)}</summary>
            <dl class="data-list">{elements}</dl>
        </details>
    }
}

/// Subject of an element, in a patient's words.
fn in_words(path: &str) -> String {
    let known = path.rsplit('.').find_map(|step| {
        Some(match step.split('[').next().unwrap_or(step) {
            "identifier" => t!("sent-part-number"),
            "subject" | "patient" => t!("sent-part-patient"),
            "encounter" => t!("sent-part-visit"),
            "text" => t!("sent-part-text"),
            "evidence" | "reasonCode" | "reasonReference" => t!("sent-part-reason"),
            "basedOn" | "partOf" | "hasMember" | "derivedFrom" | "supportingInformation" => {
                t!("sent-part-related")
            }
            "lotNumber" | "manufacturer" | "expirationDate" => t!("sent-part-product"),
            "site" | "route" | "doseQuantity" => t!("sent-part-how"),
            "insurance" => t!("sent-part-insurance"),
            "telecom" | "address" | "contact" => t!("sent-part-contact"),
            "meta" => t!("sent-part-sending"),
            "category" | "type" => t!("sent-part-kind"),
            _ => return None,
        })
    });
    known.unwrap_or_else(|| part(path))
}
