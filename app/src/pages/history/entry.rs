//! `/history/{entry}`: one entry, and what the person asks the facility about it. Plain forms.

use super::{content::EntryContent, facts::facts, use_history, words};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{components::awaited::awaited_page, error::PageError, format, markup::TextArea, t};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};
use shared::log::{
    History,
    question::{A_DAY, Answer, LONGEST, Question, TextError},
};

/// A question that was not kept, to be written again: what the form's answer shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    pub typed: String,
    pub problem: AskProblem,
}

/// Reason for which a question was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskProblem {
    Text(TextError),
    /// No facility asked for this entry.
    NoFacility,
    /// One about this entry waits already.
    Waiting,
    TooMany,
}

/// Content of the page; with `returned`, after a form that was not kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct PageContent {
    entry: EntryContent,
    returned: Option<Returned>,
}

#[component]
pub fn EntryPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("entry"));
    let seq: Option<u64> = number.and_then(|number| number.parse().ok());
    let returned = use_context::<Returned>();
    let content = use_history(seq, move |history: &History| {
        let entry = seq.and_then(|seq| EntryContent::of(history, seq)).ok_or(PageError::NotFound)?;
        Ok(PageContent { entry, returned: returned.clone() })
    });
    awaited_page(
        content,
        |content| t!("entry-title", number = content.entry.line.seq.to_string()),
        |content| view! { <Shown content/> },
    )
}

#[component]
fn Shown(content: PageContent) -> impl IntoView {
    let PageContent { entry, returned } = content;
    let access = &entry.line.access;
    let caregiver = entry.line.caregiver.as_ref();
    let who = words::who(access.actor, access.facility.as_ref(), caregiver, &entry.facilities);
    let whose = t!("whose-record", name = entry.person.clone());
    let seq = entry.line.seq;
    let asked = entry.questions.iter().map(|question| one(question, seq)).collect_view();
    let none = entry.questions.is_empty();
    let may_ask = entry.may_ask();
    let has_facility = access.facility.is_some();
    view! {
        <p><bdi>{as_sent(whose)}</bdi></p>
        <div class="card">
            <h2 class="card-title"><bdi>{as_sent(who)}</bdi></h2>
            {facts(&entry.line)}
        </div>
        <section class="section" id="questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{t!("entry-questions-title")}</h2>
            {(!has_facility).then(|| view! { <p>{t!("entry-no-facility")}</p> })}
            {(!none).then(|| view! { <ol class="card-list">{asked}</ol> })}
            {returned.as_ref().map(|returned| view! {
                <p class="notice notice-caution" role="alert">{problem(returned.problem)}</p>
            })}
            {may_ask.then(|| view! { <AskForm seq typed=returned.map(|one| one.typed).unwrap_or_default()/> })}
        </section>
        <p class="screen-only back"><a href="/history" rel="external">{t!("entry-back")}</a></p>
    }
}

fn one(question: &Question, seq: u64) -> impl IntoView + use<> {
    let Question { id, asked_at, text, answer, .. } = question.clone();
    let after = match answer {
        Some(Answer { at, text }) => view! {
            <h3 class="card-title">{t!("entry-answer")}</h3>
            <p class="prose"><bdi>{as_sent(text)}</bdi></p>
            <p class="source-line">{t!("entry-answered-at", at = format::instant(at))}</p>
        }
        .into_any(),
        None => view! {
            <p>{t!("entry-waits")}</p>
            <PostForm class="screen-only" action=format!("/history/{seq}/withdraw")>
                <input type="hidden" name="question" value=id.to_string()/>
                <button class="button button-secondary" type="submit" data-may-wait>{t!("entry-withdraw")}</button>
            </PostForm>
        }
        .into_any(),
    };
    view! {
        <li class="card">
            <h3 class="card-title">{t!("entry-question")}</h3>
            <p class="prose"><bdi>{as_sent(text)}</bdi></p>
            <p class="source-line">{t!("entry-asked-at", at = format::instant(asked_at))}</p>
            {after}
        </li>
    }
}

#[component]
fn AskForm(seq: u64, typed: String) -> impl IntoView {
    view! {
        <PostForm class="check-form screen-only" action=format!("/history/{seq}/question")>
            <label for="ask-text">{t!("entry-ask")}</label>
            <div class="muted" id="ask-hint">
                <p>{t!("entry-ask-goes-to")}</p>
                <p>{t!("entry-ask-limits", longest = LONGEST as i64, a_day = A_DAY as i64)}</p>
            </div>
            <TextArea id="ask-text" name="text" rows=6 longest=LONGEST described_by="ask-hint" text=typed.into()/>
            <button class="button" type="submit" data-may-wait>{t!("entry-ask-submit")}</button>
        </PostForm>
    }
}

fn problem(problem: AskProblem) -> String {
    match problem {
        AskProblem::Text(TextError::Empty) => t!("entry-problem-empty"),
        AskProblem::Text(TextError::TooLong(found)) => {
            t!("entry-problem-too-long", longest = LONGEST as i64, found = found as i64)
        }
        AskProblem::Text(TextError::Unseen { at, .. }) => t!("entry-problem-unseen", at = at as i64),
        AskProblem::NoFacility => t!("entry-no-facility"),
        AskProblem::Waiting => t!("entry-problem-waiting"),
        AskProblem::TooMany => t!("entry-problem-too-many", a_day = A_DAY as i64),
    }
}
