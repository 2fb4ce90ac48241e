//! `/desk/sign-outs`: an administrator signs a patient out everywhere.

use super::{
    Content,
    fields::{Field, Tick, field, must_tick, ticks},
    problem,
};
use crate::{components::form::PostForm, format, t};
use leptos::prelude::*;
use shared::sign_out::Reason;

/// The form as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct SignOutForm {
    pub number: String,
    pub birth_date: String,
    pub reason: Option<Reason>,
    pub note: String,
    pub said: Option<Said>,
}

/// Outcome of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Done,
    /// Nobody whom the facility knows has this number and this date of birth.
    Nobody,
    NoNumber,
    NoBirthDate,
    NoReason,
    /// "Other" needs words.
    NoNote,
    /// Too long, or with letters that nobody sees.
    UnusableNote,
    Unconfirmed,
}

pub fn sign_outs_page(form: SignOutForm) -> Content {
    let SignOutForm { number, birth_date, reason, note, said } = form;
    let done = said == Some(Said::Done);
    let said = said.and_then(|said| match said {
        Said::Done => None,
        Said::Nobody => Some(t!("desk-sign-outs-nobody")),
        Said::NoNumber => Some(t!("desk-number-missing")),
        Said::NoBirthDate => Some(t!("desk-sign-outs-no-birth-date")),
        Said::NoReason => Some(t!("desk-sign-outs-no-reason")),
        Said::NoNote => Some(t!("desk-sign-outs-no-note")),
        Said::UnusableNote => Some(t!("desk-sign-outs-unusable-note")),
        Said::Unconfirmed => Some(t!("desk-sign-outs-unconfirmed")),
    });
    let reasons = Reason::ALL.into_iter().map(|one| Tick {
        value: one.as_str(),
        label: format::sign_out_reason(one),
        hint: String::new(),
        ticked: reason == Some(one),
    });
    let number = Field {
        name: "number",
        label: t!("desk-own-number"),
        value: number,
        required: true,
        ..Field::default()
    };
    let born = Field {
        name: "birth_date",
        label: t!("desk-birth-date"),
        kind: "date",
        value: birth_date,
        required: true,
        ..Field::default()
    };
    let note = Field {
        name: "note",
        label: t!("desk-sign-outs-note"),
        hint: t!("desk-sign-outs-note-hint"),
        value: note,
        ..Field::default()
    };
    let body = view! {
        {problem(said)}
        {done.then(|| view! { <p class="notice" role="status">{t!("desk-sign-outs-done")}</p> })}
        <p class="lead">{t!("desk-sign-outs-explained")}</p>
        <p>{t!("desk-sign-outs-opens-nothing")}</p>
        <PostForm class="panel desk-form">
            {field(number)}
            {field(born)}
            {ticks("reason", t!("desk-sign-outs-reason"), true, reasons.collect())}
            {field(note)}
            {must_tick("confirmed", t!("desk-sign-outs-confirm"))}
            <button class="button" type="submit">{t!("desk-sign-outs-end")}</button>
        </PostForm>
        <p class="muted">{t!("desk-find-recorded")}</p>
    };
    Content { title: t!("desk-sign-outs-title"), body: body.into_any() }
}
