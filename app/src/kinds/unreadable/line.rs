use crate::{components::technical_term::TechnicalTerm, t};
use leptos::prelude::*;
use shared::record::{Facility, Unreadable};

pub fn line(unreadable: &Unreadable, _: &[Facility]) -> impl IntoView + use<> {
    let issues = unreadable.issues.clone();
    view! {
        <div class="notice notice-caution">
            <p class="notice-title">{t!("documents-entry-unreadable")}</p>
            <TechnicalTerm label=t!("documents-entry-unreadable-where")>
                <ul>
                    {issues.into_iter().map(|issue| view! { <li lang="en">{issue.to_string()}</li> }).collect_view()}
                </ul>
            </TechnicalTerm>
        </div>
    }
}
