//! `/desk`: finding a patient by an exact number.

use super::{
    Content,
    fields::{Field, field},
    patient::{Patient, facts},
    problem,
    visit::code_form,
};
use crate::components::as_sent::as_sent;
use crate::components::form::PostForm;
use crate::{format, t};
use leptos::prelude::*;
use shared::category::Categories;

/// Fault of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    NoNumber,
    MalformedInsuredId,
    /// No such patient, or none of this facility's: one answer.
    NotFound,
    /// No code of a patient that works here now.
    NoSuchCode,
}

/// What was typed to find somebody, to be corrected.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub by_insured_id: bool,
    pub number: String,
    /// Insurer, symbol, number and branch.
    pub card: [String; 4],
}

/// A patient of whom this facility read something that was corrected since. Who it is stands behind their number, where
/// the desk looks people up.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The facility's own numbers of them.
    pub numbers: Vec<String>,
    pub kinds: Categories,
}

/// For a role that opens no place.
pub fn home_page() -> Content {
    let body = view! { <p>{t!("desk-home-none")}</p> };
    Content { title: t!("desk-home-title"), body: body.into_any() }
}

/// `demo`: in a demonstration, a number to try.
pub fn find_page(
    said: Option<Said>,
    typed: Typed,
    demo: Option<&'static str>,
    corrected: Vec<Corrected>,
) -> Content {
    let about_code = said == Some(Said::NoSuchCode);
    let said = said.map(|said| match said {
        Said::NoNumber => t!("desk-number-missing"),
        Said::MalformedInsuredId => t!("desk-insured-malformed"),
        Said::NotFound => t!("desk-find-nobody"),
        Said::NoSuchCode => t!("desk-code-unknown"),
    });
    let Typed { by_insured_id, number, card: [insurer, symbol, insured, branch] } = typed;
    // What is wrong is said where it was typed.
    let [about_number, about_card] = [!about_code && !by_insured_id, !about_code && by_insured_id];
    let said_where = |here: bool| problem(said.clone().filter(|_| here));
    let number = Field {
        name: "number",
        label: t!("desk-own-number"),
        required: true,
        value: number,
        ..Field::default()
    };
    let part = |name, label, value, numeric, required| Field {
        name,
        label,
        value,
        numeric,
        required,
        ..Field::default()
    };
    let body = view! {
        {corrections(corrected)}
        <p class="lead">{t!("desk-find-explained")}</p>
        {demo.map(|number| view! { <p class="notice">{as_sent(t!("desk-find-demo", number = number))}</p> })}
        <PostForm class="panel desk-form" action="/desk/find">
            <h2>{t!("desk-find-by-own-number")}</h2>
            {said_where(about_number)}
            {field(number)}
            <button class="button" type="submit" name="by" value="own-number">{t!("desk-find")}</button>
        </PostForm>
        <PostForm class="panel desk-form" action="/desk/find">
            <h2>{t!("desk-find-by-insured-id")}</h2>
            {said_where(about_card)}
            <div class="desk-row">
                {field(Field { hint: t!("desk-insurer-hint"), ..part("insurer", t!("desk-insurer"), insurer, true, true) })}
                {field(part("symbol", t!("desk-symbol"), symbol, false, false))}
                {field(part("insured", t!("desk-insured-number"), insured, false, true))}
                {field(Field { hint: t!("desk-branch-hint"), ..part("branch", t!("desk-branch"), branch, true, false) })}
            </div>
            <button class="button" type="submit" name="by" value="insured-id">{t!("desk-find")}</button>
        </PostForm>
        {said_where(about_code)}
        {code_form()}
        <p class="muted">{t!("desk-find-recorded")}</p>
    };
    Content { title: t!("desk-find-title"), body: body.into_any() }
}

fn corrections(corrected: Vec<Corrected>) -> impl IntoView {
    (!corrected.is_empty()).then(|| {
        let lines = corrected
            .into_iter()
            .map(|one| {
                let kinds: Vec<String> = one.kinds.iter().map(format::category).collect();
                let kinds = format::list(&kinds);
                let said = match one.numbers.is_empty() {
                    true => t!("desk-corrected-without-number", kinds = kinds),
                    false => t!("desk-corrected-number", number = format::list(&one.numbers), kinds = kinds),
                };
                view! { <li>{said}</li> }
            })
            .collect_view();
        view! {
            <section class="section notice notice-caution">
                <h2 class="notice-title">{t!("desk-corrected-title")}</h2>
                <ul>{lines}</ul>
                <p>{t!("desk-corrected-explained")}</p>
            </section>
        }
    })
}

/// Page for a number of several people: the card of the one at the desk says which.
pub fn several_page(people: Vec<Patient>) -> Content {
    let body = view! {
        <p class="lead">{t!("desk-several-explained")}</p>
        <ul class="card-list">
            {people.into_iter().map(|person| {
                let address = person.address();
                view! {
                    <li class="card">
                        {facts(&person)}
                        <p><a class="button button-secondary" href=address>{as_sent(t!("desk-open-this-person", name = person.name))}</a></p>
                    </li>
                }
            }).collect_view()}
        </ul>
    };
    Content { title: t!("desk-several-title"), body: body.into_any() }
}
