//! Refusals of the desk, in the place of a page.

use super::Content;
use crate::t;
use leptos::prelude::*;

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The role does not include it.
    NotThisRole,
    /// Emergencies are for hospitals.
    NotAHospital,
    /// No such patient, or none of this facility's: one answer.
    NotFound,
    /// They, or all of their facility, did it too often: from when on not any more.
    TooOften {
        seconds: u32,
    },
    Unavailable,
    /// Another person must do it: this one did the first half, or one administrator could be both.
    NotSecond,
    /// A form that was overtaken: what it asked for can no longer be done.
    Overtaken,
}

/// Title of a refusal, and what to do about it.
pub(super) fn words(refusal: Refusal) -> (String, String) {
    match refusal {
        Refusal::NotThisRole => (t!("desk-refused-role"), t!("desk-refused-role-advice")),
        Refusal::NotAHospital => (t!("desk-refused-no-hospital"), t!("desk-refused-no-hospital-advice")),
        Refusal::NotFound => (t!("desk-refused-not-found"), t!("desk-refused-not-found-advice")),
        Refusal::TooOften { seconds } => {
            let minutes = i64::from(seconds.div_ceil(60));
            (t!("desk-refused-too-many"), t!("desk-refused-too-many-advice", minutes = minutes))
        }
        Refusal::Unavailable => (t!("desk-refused-unavailable"), t!("desk-refused-unavailable-advice")),
        Refusal::NotSecond => (t!("desk-refused-not-second"), t!("desk-refused-not-second-advice")),
        Refusal::Overtaken => (t!("desk-refused-overtaken"), t!("desk-refused-overtaken-advice")),
    }
}

pub fn refused_page(refusal: Refusal) -> Content {
    let (title, advice) = words(refusal);
    let body = view! {
        <p>{advice}</p>
        <p><a class="button button-secondary" href="/desk">{t!("desk-back")}</a></p>
    };
    Content { title, body: body.into_any() }
}
