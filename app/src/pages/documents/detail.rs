use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn DocumentPage() -> impl IntoView {
    record_page(|_| t!("documents-title"), |_| Ok(()), |_| ())
}
