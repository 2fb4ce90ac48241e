use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    record_page(|_| t!("home-title"), |_| Ok(()), |_| ())
}
