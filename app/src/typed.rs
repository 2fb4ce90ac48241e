//! Which fields of a form somebody types in: a page from before is refused, and hands all of it back.

use leptos::prelude::*;

/// The hidden field that names such a field.
pub const TYPED_FIELD: &str = "form_typed";

/// Beside a field that somebody types in and that is no secret.
#[component]
pub fn Typed(name: &'static str) -> impl IntoView {
    view! { <input type="hidden" name=TYPED_FIELD value=name/> }
}
