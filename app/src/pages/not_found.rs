//! Every address that leads nowhere. "Not yours" looks the same from outside.

use crate::{components::frame::Failed, error::PageError};
use leptos::prelude::*;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <Failed error=PageError::NotFound/> }
}
