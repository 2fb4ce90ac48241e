use crate::{components::frame::record_page, t};
use leptos::prelude::*;

#[component]
pub fn MedicinesPage() -> impl IntoView {
    record_page(|_| t!("medicines-title"), |_| Ok(()), |_| ())
}
