//! `/desk/questions`: patients' questions about this facility's entries in their access log, and its answers.

use super::{Content, problem, words};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{
    format,
    markup::{TextArea, TextToCopy},
    t,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::log::question::{LONGEST, TextError};

/// A question with the entry it is about.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: String,
    /// Name of the patient who asks.
    pub patient: String,
    pub asked_at: DateTime<Utc>,
    pub text: String,
    pub entry_at: DateTime<Utc>,
    /// Purpose by its name in the database.
    pub purpose: String,
    pub permitted: bool,
    /// The member of staff who made the entry; `None`: one of the facility's systems.
    pub member: Option<String>,
    /// Time and text of the answer.
    pub answer: Option<(DateTime<Utc>, String)>,
}

/// An answer that was not kept. What was typed is handed back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Of the question.
    pub id: String,
    pub typed: String,
    pub why: NotKept,
}

/// Reason for which an answer was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// It is to be written again.
    Text(TextError),
    /// Another answer came first, and stands.
    Answered,
    /// The question was taken back, or is none of this facility's.
    Gone,
    /// It takes a newer proof that it is still they.
    Unproved,
}

/// Those that wait first, as they come.
pub fn questions_page(questions: Vec<Question>, reply: Option<Reply>) -> Content {
    let (waiting, answered): (Vec<Question>, Vec<Question>) =
        questions.into_iter().partition(|question| question.answer.is_none());
    let nothing = waiting.is_empty().then(|| view! { <p class="empty">{t!("desk-questions-none")}</p> });
    let said = reply.as_ref().map(|reply| said(reply.why));
    let left_over = reply.as_ref().filter(|reply| !matches!(reply.why, NotKept::Text(_) | NotKept::Unproved));
    let prove = reply.as_ref().is_some_and(|reply| reply.why == NotKept::Unproved).then(|| {
        view! {
            <p>
                <a href="/verify?return_to=/desk/questions" target="_blank" rel="noopener">
                    {t!("desk-answer-prove")}
                </a>
            </p>
        }
    });
    let left_over = left_over.map(|reply| left_over_text(reply.typed.clone()));
    let waiting = waiting
        .into_iter()
        .map(|question| {
            let typed = reply.as_ref().filter(|reply| reply.id == question.id);
            let typed = typed.map(|reply| reply.typed.clone()).unwrap_or_default();
            view! { <li class="card">{facts(&question)}{form(&question, typed)}</li> }
        })
        .collect_view();
    let any_answered = !answered.is_empty();
    let answered = answered
        .into_iter()
        .map(|question| view! { <li class="card">{facts(&question)}{answer(question)}</li> })
        .collect_view();
    let body = view! {
        {problem(said)}
        {prove}
        {left_over}
        <p class="lead">{t!("desk-questions-explained")}</p>
        <h2>{t!("desk-questions-waiting")}</h2>
        {nothing}
        <ol class="card-list">{waiting}</ol>
        {any_answered.then(|| view! {
            <h2>{t!("desk-questions-answered")}</h2>
            <ol class="card-list">{answered}</ol>
        })}
    };
    Content { title: t!("desk-questions-title"), body: body.into_any() }
}

fn said(why: NotKept) -> String {
    match why {
        NotKept::Text(TextError::Empty) => t!("desk-answer-empty"),
        NotKept::Text(TextError::TooLong(found)) => {
            t!("desk-answer-too-long", longest = LONGEST as i64, found = found as i64)
        }
        NotKept::Text(TextError::Unseen { at, .. }) => t!("desk-answer-unseen", at = at as i64),
        NotKept::Answered => t!("desk-answer-overtaken"),
        NotKept::Gone => t!("desk-answer-gone"),
        NotKept::Unproved => t!("desk-answer-unproved"),
    }
}

/// Typed text that no form takes any more, to be copied. Nothing typed, nothing to copy.
fn left_over_text(typed: String) -> Option<impl IntoView> {
    (!typed.is_empty()).then(|| {
        view! {
            <div class="desk-field">
                <label for="answer-left-over">{t!("desk-answer-left-over")}</label>
                <TextToCopy id="answer-left-over" rows=4 text=typed.into()/>
            </div>
        }
    })
}

fn facts(question: &Question) -> impl IntoView + use<> {
    let Question { patient, asked_at, text, entry_at, purpose, permitted, member, .. } = question.clone();
    let who = match member {
        Some(name) => t!("desk-question-member", name = name),
        None => t!("desk-question-machine"),
    };
    let outcome = if permitted { t!("desk-question-opened") } else { t!("desk-question-refused") };
    let about = t!(
        "desk-question-entry",
        at = format::instant(entry_at),
        purpose = words::purpose(&purpose),
        outcome = outcome
    );
    view! {
        <h3 class="card-title"><bdi>{as_sent(t!("desk-question-from", name = patient))}</bdi></h3>
        <p>{as_sent(about)}</p>
        <p><bdi>{as_sent(who)}</bdi></p>
        <p class="prose"><bdi>{as_sent(text)}</bdi></p>
        <p class="source-line">{t!("desk-question-asked-at", at = format::instant(asked_at))}</p>
    }
}

fn form(question: &Question, typed: String) -> impl IntoView + use<> {
    let id = format!("answer-{}", question.id);
    let hint = format!("{id}-hint");
    view! {
        <PostForm class="desk-form" action=format!("/desk/questions/{}", question.id)>
            <div class="desk-field">
                <label for=id.clone()>{t!("desk-answer")}</label>
                <p class="desk-hint" id=hint.clone()>{t!("desk-answer-hint", longest = LONGEST as i64)}</p>
                <TextArea id name="answer" rows=4 longest=LONGEST described_by=hint text=typed.into()/>
            </div>
            <button class="button" type="submit">{t!("desk-answer-send")}</button>
        </PostForm>
    }
}

fn answer(question: Question) -> Option<impl IntoView> {
    let (at, text) = question.answer?;
    Some(view! {
        <p><strong>{t!("desk-answered")}</strong></p>
        <p class="prose"><bdi>{as_sent(text)}</bdi></p>
        <p class="source-line">{t!("desk-answered-at", at = format::instant(at))}</p>
    })
}
