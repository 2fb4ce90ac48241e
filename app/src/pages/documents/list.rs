use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn DocumentListPage() -> impl IntoView {
    record_page(|_| t!("documents-title"), |_| Ok(()), |_| ())
}
