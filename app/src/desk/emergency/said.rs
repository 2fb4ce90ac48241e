//! Outcome of an attempt to open a record.

use super::words;
use crate::{
    desk::refused::{self, Refusal},
    t,
};
use leptos::prelude::*;
use shared::emergency::Fruitless;

/// Why nothing was opened, or not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A search without a result.
    Nothing(Fruitless),
    /// So many have the four items whom nothing tells apart.
    Alike(usize),
    Refused(Refusal),
    /// It took too long: nothing was looked for before they prove again who they are.
    ProveAgain,
}

pub fn said(said: Said) -> impl IntoView {
    let body = match said {
        Said::Nothing(outcome) => view! { <p>{words::fruitless(outcome)}</p> }.into_any(),
        Said::Alike(count) => view! {
            <p class="notice-title">{t!("desk-emergency-alike", count = count.to_string())}</p>
            <p>{t!("desk-emergency-alike-who")}</p>
            <p>{t!("desk-emergency-alike-advice")}</p>
        }
        .into_any(),
        Said::Refused(refusal) => {
            let (title, advice) = refused::words(refusal);
            view! { <p class="notice-title">{title}</p><p>{advice}</p> }.into_any()
        }
        // A page of its own, so that this one keeps what was typed.
        Said::ProveAgain => view! {
            <p class="notice-title">{t!("desk-emergency-prove")}</p>
            <p>{t!("desk-emergency-prove-advice")}</p>
            <p>
                <a href="/verify?return_to=/desk/emergency" target="_blank" rel="noopener">
                    {t!("desk-emergency-prove-open")}
                </a>
            </p>
        }
        .into_any(),
    };
    view! { <div class="notice notice-caution" role="alert">{body}</div> }
}
