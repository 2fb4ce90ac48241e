//! The language switch: a plain form, so that it works before and without scripts.

use super::form::PostForm;
use super::return_to::ReturnTo;
use crate::{context::visit::use_visit, i18n::Locale, t};
use leptos::prelude::*;

/// Buttons for the other languages, or with `every` for all of them, the one in use marked.
/// The answer leads back to this page.
#[component]
pub fn LanguageForm(#[prop(optional)] every: bool) -> impl IntoView {
    let current = use_visit().locale;
    let class = if every { "button button-secondary" } else { "button button-quiet" };
    view! {
        <PostForm class="language-form cluster" action="/settings/language" label=(!every).then(|| t!("language-choice"))>
            <ReturnTo/>
            {Locale::ALL
                .into_iter()
                .filter(|locale| every || *locale != current)
                .map(|locale| view! {
                    <button
                        class=class
                        type="submit"
                        name="language"
                        value=locale.tag()
                        lang=locale.tag()
                        aria-current=(locale == current).then_some("true")
                    >
                        {locale.own_name()}
                    </button>
                })
                .collect_view()}
        </PostForm>
    }
}
