use crate::{format, t};
use leptos::prelude::*;
use shared::log::question::Question;

/// Questions named here; each stands with its entry.
const SHOWN: usize = 5;

/// Questions about entries, where there are any: an answer must be found without looking for it.
#[component]
pub fn Questions(questions: Vec<Question>) -> impl IntoView {
    if questions.is_empty() {
        return ().into_any();
    }
    let lines = questions.iter().take(SHOWN).map(one).collect_view();
    view! {
        <section class="section" aria-labelledby="asked-title">
            <h2 id="asked-title">{t!("history-questions-title")}</h2>
            <ul class="link-list">{lines}</ul>
        </section>
    }
    .into_any()
}

fn one(question: &Question) -> impl IntoView + use<> {
    let number = question.seq.to_string();
    let words = match &question.answer {
        Some(answer) => {
            t!("history-question-answered", number = number.clone(), at = format::instant(answer.at))
        }
        None => {
            t!("history-question-waits", number = number.clone(), at = format::instant(question.asked_at))
        }
    };
    view! { <li><a href=format!("/history/{number}#questions") rel="external">{words}</a></li> }
}
