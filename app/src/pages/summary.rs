use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn SummaryPage() -> impl IntoView {
    record_page(|_| t!("summary-title"), |_| Ok(()), |_| ())
}
