//! Every change that was made, and how to take it back.

use super::{content::ConsentContent, words};
use crate::components::as_sent::as_sent;
use crate::components::form::{PostForm, WrittenFor};
use crate::t;
use leptos::prelude::*;
use shared::{consent::Change, ids::ConsentId};

#[component]
pub fn Changes(content: ConsentContent) -> impl IntoView {
    let changes = content.sharing.history.iter().map(|change| one(&content, change)).collect_view();
    let count = changes.len() as i64;
    let is_open = content.open == Some("history");
    view! {
        <section id="history" aria-labelledby="history-title">
            <details class="details on-paper" open=is_open>
                <summary id="history-title">{t!("consent-history-open", count = count)}</summary>
                <p>{t!("consent-history-explained")}</p>
                {if count == 0 {
                    view! { <p>{t!("consent-history-none")}</p> }.into_any()
                } else {
                    view! { <ol class="card-list">{changes}</ol> }.into_any()
                }}
                <p class="onward"><a href="/consent/fhir" rel="external">{t!("consent-download")}</a></p>
                <p class="muted screen-only">{t!("consent-download-verify")}</p>
            </details>
        </section>
    }
}

fn one(content: &ConsentContent, change: &Change) -> impl IntoView + use<> {
    // An entry of the access log leads to where the decision that permitted it was given.
    let list = |title: String, ids: &[ConsentId], anchor: &str| {
        let said =
            content.said_of(ids).into_iter().map(|one| view! { <li>{as_sent(one)}</li> }).collect_view();
        let places = ids.iter().map(|id| view! { <span id=format!("{anchor}-{id}")></span> }).collect_view();
        (!ids.is_empty()).then(|| view! { <p>{places}{title}</p><ul>{said}</ul> })
    };
    let at = words::instant(change.at);
    let label = format!("{at}: {}", t!("consent-undo"));
    view! {
        <li class="card">
            <h3 class="card-title">{words::change(change.kind)}</h3>
            <p class="muted">{at}</p>
            {list(t!("consent-history-given"), &change.given, "given")}
            {list(t!("consent-history-withdrawn"), &change.withdrawn, "withdrawn")}
            <PostForm action="/consent/undo">
                <WrittenFor/>
                <input type="hidden" name="id" value=change.id.to_string()/>
                <button class="button button-choice" type="submit" aria-label=label>{t!("consent-undo")}</button>
            </PostForm>
        </li>
    }
}
