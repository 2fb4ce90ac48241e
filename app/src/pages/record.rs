use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn RecordPage() -> impl IntoView {
    record_page(|_| t!("record-title"), |_| Ok(()), |_| ())
}
