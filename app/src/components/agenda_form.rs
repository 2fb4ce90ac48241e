//! The form that puts a question on the agenda of the next visit.

use super::form::{PostForm, WrittenFor};
use crate::markup::TextArea;
use leptos::prelude::*;
use shared::agenda::LONGEST;

/// Where the agenda stands.
pub const AGENDA: &str = "/agenda";

/// With these words in it already.
#[component]
pub fn AgendaForm(label: String, hint: String, action: String, begun: String) -> impl IntoView {
    view! {
        <PostForm class="check-form screen-only" action=AGENDA>
            <div>
                <label for="agenda-words">{label}</label>
                <p class="muted" id="agenda-words-hint">{hint}</p>
                <TextArea
                    id="agenda-words"
                    name="words"
                    rows=3
                    longest=LONGEST
                    described_by="agenda-words-hint"
                    text=begun.into()
                />
            </div>
            <WrittenFor/>
            <button class="button" type="submit">{action}</button>
        </PostForm>
    }
}
