//! Names the typed fields of a form: a page from before is refused, and hands all of them back.

use leptos::prelude::*;

/// The hidden field that names such a field.
pub const TYPED_FIELD: &str = "form_typed";

/// Mark beside a typed field that is no secret.
#[component]
pub fn Typed(name: &'static str) -> impl IntoView {
    view! { <input type="hidden" name=TYPED_FIELD value=name/> }
}
