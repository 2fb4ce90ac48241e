//! `/invitation`: the code of an invitation and, for a patient's, the date of birth. A plain form.

use super::{birth_date::BirthDateFields, query};
use crate::components::form::PostForm;
use crate::{
    components::frame::{Frame, PageHeading},
    t,
};
use leptos::{html, prelude::*};

/// The id of the field for the code.
const CODE: &str = "invitation-code";

#[component]
pub fn InvitationPage() -> impl IntoView {
    let code = NodeRef::<html::Input>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || code.with(|field| field.iter().for_each(fill_in_code)));
    view! {
        <Frame>
            <PageHeading text=t!("invitation-title")/>
            <p class="lead">{t!("invitation-lead")}</p>
            {problem().map(|words| view! { <p class="notice notice-caution" role="alert">{words}</p> })}
            <PostForm class="form" action="/invitation">
                <p>
                    <label for=CODE>{t!("invitation-code")}</label>
                    <span class="muted" id="invitation-code-hint">{t!("invitation-code-hint")}</span>
                    <input
                        node_ref=code
                        class="text-field"
                        id=CODE
                        name="code"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        required
                        aria-describedby="invitation-code-hint"
                    />
                </p>
                <BirthDateFields/>
                <button class="button" type="submit">{t!("invitation-open")}</button>
            </PostForm>
            <p class="muted">{t!("invitation-lost")}</p>
        </Frame>
    }
}

/// The code of a link stands behind its `#`, which browsers keep to themselves.
#[cfg(feature = "hydrate")]
fn fill_in_code(field: &leptos::web_sys::HtmlInputElement) {
    let hash = window().location().hash().unwrap_or_default();
    if let Some(code) = hash.strip_prefix('#').filter(|code| !code.is_empty())
        && field.value().is_empty()
    {
        field.set_value(code);
    }
}

/// The same in a page that is as the server wrote it.
#[cfg(feature = "hydrate")]
pub fn fill_in_code_of_this_page() {
    use leptos::wasm_bindgen::JsCast;
    let field = document().get_element_by_id(CODE).and_then(|field| field.dyn_into().ok());
    if let Some(field) = field {
        fill_in_code(&field);
    }
}

/// Fault of what was sent before.
fn problem() -> Option<String> {
    let count = |key| query(key).and_then(|count| count.parse::<u8>().ok()).unwrap_or(0).to_string();
    match query("problem")?.as_str() {
        "code" => Some(t!("invitation-problem-code", found = count("found"))),
        "gone" => Some(t!("invitation-problem-gone")),
        "date" => Some(t!("invitation-problem-date")),
        "birth-date" => Some(t!("invitation-problem-birth-date", left = count("left"))),
        "own-record" => Some(t!("auth-error-own-record")),
        "young" => Some(t!("auth-error-too-young")),
        _ => None,
    }
}
