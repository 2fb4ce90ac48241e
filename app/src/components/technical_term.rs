//! The technical term, one tap away: a plain `<details>`, which needs no script.

use crate::components::as_sent::as_sent;
use crate::{format, t};
use leptos::prelude::*;
use shared::record::Coding;

/// Disclosure "in technical terms". `label`: other words for the disclosure, if these do not fit.
#[component]
pub fn TechnicalTerm(#[prop(optional, into)] label: Option<String>, children: Children) -> impl IntoView {
    view! {
        <details class="details">
            <summary>{label.unwrap_or_else(|| t!("technical-term"))}</summary>
            {children().into_any()}
        </details>
    }
}

/// The codes of an item, one tap away. Nothing at all is rendered where no code tells anything.
#[component]
pub fn Codes(codes: Vec<Coding>) -> impl IntoView {
    let told = codes.iter().any(format::tells_something);
    told.then(|| view! { <TechnicalTerm><CodeList codes/></TechnicalTerm> })
}

/// The codes of an item, each under the name of its system. Dummy codes are left out.
#[component]
pub fn CodeList(codes: Vec<Coding>) -> impl IntoView {
    let mut told: Vec<Coding> = Vec::new();
    for coding in codes.into_iter().filter(format::tells_something) {
        if !told.contains(&coding) {
            told.push(coding);
        }
    }
    (!told.is_empty()).then(|| {
        let lines = told
            .into_iter()
            .map(|coding| {
                let meaning =
                    coding.display.clone().map(|display| view! { " "<span>{as_sent(display)}</span> });
                view! {
                    <div>
                        <dt>{as_sent(format::code_system(&coding))}</dt>
                        <dd><span class="code">{as_sent(coding.code)}</span>{meaning}</dd>
                    </div>
                }
            })
            .collect_view();
        view! { <dl class="data-list">{lines}</dl> }
    })
}
