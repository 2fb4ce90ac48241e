//! A prescription that is tried against the whole record before it is written. It informs and never decides.

use super::findings::list_of_findings;
use crate::components::as_sent::as_sent;
use crate::{components::findings::words, context::checked::Checked, format, t};
use leptos::prelude::*;
use shared::{
    medication::{check::Unchecked, knowledge::Words},
    record::Facility,
};

/// The field of the address that names the medicine.
pub const FIELD: &str = "try";

/// Longer than the name of any medicine.
pub const LONGEST: usize = 100;

/// A medicine by name or code, and what was found; nothing was asked where the name is empty.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    pub typed: String,
    pub answer: Option<Tried>,
}

#[derive(Clone, Debug)]
pub struct Tried {
    pub checked: Checked,
    /// Its generic name; `None`: it was not recognised for certain.
    pub recognised_as: Option<Words>,
}

/// The line to try one. It changes nothing: whoever reloads the page asks the same again.
pub fn form(trial: &Trial) -> impl IntoView + use<> {
    view! {
        <form class="care-trial" method="get" role="search" aria-label=t!("desk-care-try")>
            <label for="care-try">{t!("desk-care-try")}</label>
            <input
                class="text-field"
                id="care-try"
                name=FIELD
                type="search"
                autocomplete="off"
                maxlength=LONGEST.to_string()
                placeholder=t!("desk-care-try-hint")
                value=trial.typed.clone()
            />
            <button class="button button-secondary" type="submit">{t!("desk-care-try-submit")}</button>
        </form>
    }
}

/// The answer. Its heading says how the medicine was understood.
pub fn answer(trial: Trial, facilities: &[Facility]) -> impl IntoView + use<> {
    let Trial { typed, answer } = trial;
    answer.map(|Tried { checked, recognised_as }| {
        let title = t!("desk-care-tried", name = typed);
        let suggestions = suggestions(&checked.suggestions);
        let understood = match recognised_as {
            Some(name) => {
                view! { <p>{as_sent(t!("desk-care-tried-as", name = words(&name)))}</p> }.into_any()
            }
            None => view! { <p class="notice notice-caution">{t!("desk-care-tried-unknown")}</p> }.into_any(),
        };
        // Of what was not recognised nothing is said to be found among others.
        let compared = !not_compared(&checked) || !checked.findings.findings.is_empty();
        let found = compared.then(|| list_of_findings(checked, facilities));
        view! {
            <section class="panel care-part care-tried" id="tried" aria-labelledby="tried-title">
                <h2 id="tried-title">{as_sent(title)}</h2>
                {understood}
                {suggestions}
                {found}
            </section>
        }
    })
}

/// Whether the medicine that was asked about, the last of all, was compared with nothing.
fn not_compared(checked: &Checked) -> bool {
    let asked = checked.names.medicines.len();
    let uncertain = |why: &Unchecked| !matches!(why, Unchecked::Contradictory(_));
    checked.findings.not_checked.iter().any(|one| one.index + 1 == asked && uncertain(&one.why))
}

fn suggestions(names: &[String]) -> impl IntoView + use<> {
    let links = names.iter().map(|name| {
        let address = format!("?{FIELD}={}", format::in_query(name));
        view! { <li><a href=address lang=format::written_lang(name)>{name.clone()}</a></li> }
    });
    (!names.is_empty()).then(|| {
        view! {
            <p>{t!("desk-care-try-meant")}</p>
            <ul class="jump-list">{links.collect_view()}</ul>
        }
    })
}
