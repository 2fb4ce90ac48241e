//! Subjects to keep back as a whole, with what each takes.

use super::{
    content::SubjectsAsked,
    wanted::{SUBJECTS_BEFORE, subject_field},
    words,
};
use crate::{components::as_sent::as_sent, format, t};
use leptos::prelude::*;
use shared::consent::Subject;

/// How many names of what a subject takes stand in its list; of the others it says how many.
const FIRST: usize = 5;

/// `change`: a subject was ticked, or is not any more.
#[component]
pub fn KeepBack(
    asked: SubjectsAsked,
    in_emergencies: bool,
    change: Callback<(Subject, bool)>,
) -> impl IntoView {
    let SubjectsAsked { kept, before, by_more, taken } = asked;
    let boxes = taken.iter().map(|(subject, _)| {
        let subject = *subject;
        let is_by_more = by_more.contains(subject);
        view! {
            <li>
                <label class="check-box">
                    <input
                        type="checkbox"
                        name=subject_field(subject)
                        value="on"
                        checked=is_by_more || kept.contains(subject)
                        disabled=is_by_more
                        on:change:target=move |event| change.run((subject, event.target().checked()))
                    />
                    <span>
                        {words::subject(subject)}
                        {is_by_more.then(|| view! { " "<span class="muted">{t!("consent-subjects-by-more")}</span> })}
                    </span>
                </label>
            </li>
        }
    });
    let boxes = boxes.collect_view();
    let lists =
        taken.iter().map(|(subject, names)| view! { <li>{takes(*subject, names)}</li> }).collect_view();
    view! {
        <fieldset class="consent-subjects">
            <legend>{t!("consent-subjects-label")}</legend>
            <ul class="consent-kinds">{boxes}</ul>
            <input type="hidden" name=SUBJECTS_BEFORE value=before.to_string()/>
            {in_emergencies.then(|| view! { <p class="notice notice-caution">{t!("consent-subjects-emergency")}</p> })}
            <details class="details details-plain">
                <summary>{t!("consent-subjects-open")}</summary>
                <p class="muted">{t!("consent-subjects-explained")}</p>
                <ul>{lists}</ul>
            </details>
        </fieldset>
    }
}

/// What a subject takes of this record, in a sentence.
fn takes(subject: Subject, names: &[String]) -> AnyView {
    let name = words::subject(subject);
    let first: Vec<String> = names.iter().take(FIRST).map(|name| format::told_name(name)).collect();
    let said = match names.len() {
        0 => t!("consent-subjects-takes-nothing", subject = name),
        count if count > FIRST => t!(
            "consent-subjects-takes-more",
            subject = name,
            names = format::list(&first),
            more = (count - FIRST) as i64
        ),
        _ => t!("consent-subjects-takes", subject = name, names = format::list(&first)),
    };
    as_sent(said)
}
