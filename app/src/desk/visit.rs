//! `/desk/patients/{id}/visit`: states that a patient is here, by what they showed; and their one-time code, typed at
//! `/desk`.

use super::{
    Content,
    fields::{Field, Tick, field, ticks},
    patient::{Patient, back, facts},
    problem,
};
use crate::{components::form::PostForm, pages::consent::shown_at_desk, t};
use leptos::prelude::*;
use shared::consent::Shown;

/// Why no visit was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing was chosen.
    NothingShown,
    /// It cannot be stated for this patient here. Why is the patient's to say.
    NotHere,
}

/// Before a visit is stated: what was looked at.
pub fn visit_page(patient: Patient, said: Option<Said>) -> Content {
    let said = said.map(|said| match said {
        Said::NothingShown => t!("desk-visit-nothing-shown"),
        Said::NotHere => t!("desk-visit-not-here"),
    });
    let shown = Shown::ALL.map(|shown| Tick {
        value: shown.as_str(),
        label: shown_at_desk(shown),
        hint: String::new(),
        ticked: false,
    });
    let body = view! {
        {problem(said)}
        <div class="panel">{facts(&patient)}</div>
        <PostForm class="panel desk-form">
            <p>{t!("desk-visit-explained")}</p>
            {ticks("shown", t!("desk-visit-shown"), true, shown.into_iter().collect())}
            <button class="button" type="submit">{t!("desk-visit-state")}</button>
        </PostForm>
        {code_form()}
        {back(&patient)}
    };
    Content { title: t!("desk-visit-title", name = patient.name.clone()), body: body.into_any() }
}

/// Where the patient's one-time code is typed.
pub(super) fn code_form() -> impl IntoView {
    let code = Field {
        name: "code",
        label: t!("desk-code"),
        hint: t!("desk-code-hint"),
        required: true,
        secret: true,
        ..Field::default()
    };
    view! {
        <PostForm class="panel desk-form" action="/desk/code">
            <h2>{t!("desk-code-title")}</h2>
            {field(code)}
            <button class="button" type="submit">{t!("desk-code-use")}</button>
        </PostForm>
    }
}
