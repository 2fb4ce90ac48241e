//! Facilities that treat the person, as they said it, and how to say something else.

use super::{content::ConsentContent, words};
use crate::components::as_sent::as_sent;
use crate::{components::form::PostForm, context::visit::use_visit, t};
use leptos::prelude::*;
use shared::{
    consent::{Relationship, State, undoing},
    ids::FacilityCode,
};

#[component]
pub fn Treating(content: ConsentContent) -> impl IntoView {
    let is_open = content.open == Some("treating");
    let sharing = content.sharing;
    let whose = use_visit().whose.map(|whose| whose.to_string()).unwrap_or_default();
    let lines: Vec<_> = sharing
        .relationships
        .0
        .iter()
        .map(|(code, one)| {
            let name = sharing.names.get(code).cloned().unwrap_or_else(|| code.to_string());
            line(whose.clone(), code, name, one, one.state(sharing.now))
        })
        .collect();
    let none = lines.is_empty();
    let waiting = sharing.relationships.asked(sharing.now).count() as i64;
    view! {
        <section id="treating" aria-labelledby="treating-title">
            <details class="details on-paper" open=is_open>
            <summary id="treating-title">{t!("consent-treating-open", count = lines.len() as i64, waiting = waiting)}</summary>
            <p>{t!("consent-treating-explained")}</p>
            {if none {
                view! { <p>{t!("consent-treating-none")}</p> }.into_any()
            } else {
                view! { <ul class="card-list">{lines}</ul> }.into_any()
            }}
            <p class="onward"><a href="/consent/code" rel="external">{t!("consent-treating-code")}</a></p>
            </details>
        </section>
    }
}

fn line(
    whose: String,
    code: &FacilityCode,
    name: String,
    one: &Relationship,
    state: State,
) -> impl IntoView + use<> {
    let confirmed = state == State::Confirmed;
    let denied = matches!(state, State::Denied { .. });
    let buttons = [
        (!confirmed).then(|| ("yes", t!("treating-yes"))),
        (!denied).then(|| {
            (
                "no",
                if matches!(state, State::Visit { .. }) { t!("treating-not-me") } else { t!("treating-no") },
            )
        }),
        undoing(&one.statements).map(|_| ("undo", t!("treating-undo"))),
    ];
    let buttons = buttons
        .into_iter()
        .flatten()
        .map(|(answer, words)| {
            let label = format!("{name}: {words}");
            view! {
                <button class="button button-choice" type="submit" name="answer" value=answer aria-label=label>{words}</button>
            }
        })
        .collect_view();
    view! {
        <li class="card" data-state=state_name(state)>
            <p class="card-title">{as_sent(name.clone())}</p>
            <p>{words::state(state)}</p>
            <PostForm class="cluster" action="/consent/treating">
                <input type="hidden" name="patient" value=whose/>
                <input type="hidden" name="facility" value=code.to_string()/>
                {buttons}
            </PostForm>
        </li>
    }
}

fn state_name(state: State) -> &'static str {
    match state {
        State::None => "none",
        State::Asked => "asked",
        State::Confirmed => "confirmed",
        State::Kept => "kept",
        State::Visit { .. } => "visit",
        State::Denied { .. } => "denied",
    }
}
