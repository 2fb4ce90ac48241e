use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn LabSheetPage() -> impl IntoView {
    record_page(|_| t!("labs-title"), |_| Ok(()), |_| ())
}
