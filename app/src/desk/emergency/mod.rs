//! `/desk/emergency`: finding a patient who cannot be asked, and saying why their record is opened.

mod closed;
mod log;
mod running;
mod said;
mod summary;
mod words;

pub use closed::emergency_closed_page;
pub use log::{Line, Outcome, log_page};
pub use running::Running;
pub use said::Said;
pub use summary::{emergency_reason, emergency_summary_page};

use super::{
    Content,
    fields::{Field, Tick, field, must_tick, ticks},
    patient::{Patient, back, facts},
};
use crate::components::form::PostForm;
use crate::{format, t};
use leptos::prelude::*;
use shared::{address::Prefecture, emergency::Reason, record::Sex};

/// The form as it was filled in. Nothing of it is kept.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub name: String,
    pub birth_date: String,
    /// `male`, `female`, `other`, or what else was sent.
    pub sex: String,
    /// A prefecture's code.
    pub prefecture: String,
    pub address: String,
    pub reason: Option<Reason>,
    pub note: String,
    /// Fields that are missing; empty: none, or the form is new.
    pub wanting: Vec<Wanting>,
    /// To what the last attempt came.
    pub said: Option<Said>,
}

/// Reason for which a form is sent back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanting {
    Name,
    BirthDate,
    Sex,
    Prefecture,
    Address,
    Reason,
    /// "Other", and no words.
    Note,
    LongNote,
    /// The box that it is an emergency was not ticked.
    Confirmation,
}

/// The four items, all of them, and the reason; above them, what is open already.
pub fn find_page(form: Form, running: Vec<Running>) -> Content {
    let text = |name, label, hint, value: &str| Field {
        name,
        label,
        hint,
        value: value.to_owned(),
        required: true,
        ..Field::default()
    };
    let name = text("name", t!("desk-name-written"), t!("desk-emergency-name-hint"), &form.name);
    let born =
        Field { kind: "date", ..text("birth_date", t!("desk-birth-date"), String::new(), &form.birth_date) };
    let address =
        text("address", t!("desk-emergency-address"), t!("desk-emergency-address-hint"), &form.address);
    let body = view! {
        {wanting(&form.wanting)}
        {form.said.map(said::said)}
        {running::running(running)}
        {before()}
        <PostForm class="panel desk-form" action="/desk/emergency">
            <h2>{t!("desk-emergency-four-items")}</h2>
            <p>{t!("desk-emergency-four-items-explained")}</p>
            {field(name)}
            {field(born)}
            {ticks("sex", t!("desk-sex"), true, sexes(&form.sex))}
            {prefectures(&form.prefecture)}
            {field(address)}
            {reasons(&form)}
            {buttons(form.said)}
        </PostForm>
    };
    Content { title: t!("desk-emergency-title"), body: body.into_any() }
}

/// One, or one for each of those who are alike. Each of these opens a page of its own: this one stays for the others.
fn buttons(said: Option<Said>) -> AnyView {
    let Some(Said::Alike(count)) = said else {
        return view! { <button class="button" type="submit">{t!("desk-emergency-open")}</button> }
            .into_any();
    };
    let one = |number: usize| {
        view! {
            <button class="button" type="submit" name="which" value=number.to_string() formtarget="_blank">
                {t!("desk-emergency-open-numbered", number = number.to_string())}
            </button>
        }
    };
    (1..=count).map(one).collect_view().into_any()
}

/// Page for a patient whom the facility knows: the reason alone.
pub fn open_page(patient: Patient, form: Form) -> Content {
    let body = view! {
        {wanting(&form.wanting)}
        {before()}
        <div class="panel">{facts(&patient)}</div>
        <PostForm class="panel desk-form">
            {reasons(&form)}
            <button class="button" type="submit">{t!("desk-emergency-open")}</button>
        </PostForm>
        {back(&patient)}
    };
    Content { title: t!("desk-emergency-title-of", name = patient.name.clone()), body: body.into_any() }
}

/// Consequences of going on.
fn before() -> impl IntoView {
    view! { <p class="notice notice-caution">{t!("desk-emergency-before")}</p> }
}

/// List of what is missing, each named.
fn wanting(wanting: &[Wanting]) -> impl IntoView + use<> {
    (!wanting.is_empty()).then(|| {
        let items = wanting.iter().map(|one| view! { <li>{words::wanting(*one)}</li> }).collect_view();
        view! {
            <div class="notice notice-caution" role="alert">
                <p>{t!("desk-emergency-wanting")}</p>
                <ul>{items}</ul>
            </div>
        }
    })
}

fn sexes(chosen: &str) -> Vec<Tick> {
    let tick =
        |value, sex| Tick { value, label: format::sex(sex), hint: String::new(), ticked: chosen == value };
    vec![tick("male", Sex::Male), tick("female", Sex::Female), tick("other", Sex::Other)]
}

/// Their names are the same in every language.
fn prefectures(chosen: &str) -> impl IntoView + use<> {
    let chosen = chosen.to_owned();
    let options = Prefecture::all()
        .map(|one| {
            let code = one.code();
            let selected = code == chosen;
            view! { <option value=code selected=selected lang="ja">{one.name()}</option> }
        })
        .collect_view();
    view! {
        <div class="desk-field">
            <label for="field-prefecture">{t!("desk-emergency-prefecture")}</label>
            <select class="text-field" id="field-prefecture" name="prefecture" required>
                <option value="">{t!("desk-emergency-choose")}</option>
                {options}
            </select>
        </div>
    }
}

/// Why, and that it is so.
fn reasons(form: &Form) -> impl IntoView + use<> {
    let choices = Reason::ALL.map(|reason| Tick {
        value: reason.as_str(),
        label: words::reason(reason),
        hint: String::new(),
        ticked: form.reason == Some(reason),
    });
    let note = Field {
        name: "note",
        label: t!("desk-emergency-note"),
        hint: t!("desk-emergency-note-hint"),
        value: form.note.clone(),
        ..Field::default()
    };
    view! {
        {ticks("reason", t!("desk-emergency-reason"), true, choices.into())}
        {field(note)}
        {must_tick("emergency", t!("desk-emergency-confirm"))}
    }
}
