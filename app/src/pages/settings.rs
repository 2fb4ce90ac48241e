use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn SettingsPage() -> impl IntoView {
    record_page(|_| t!("settings-title"), |_| Ok(()), |_| ())
}
