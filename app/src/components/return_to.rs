//! The field of a plain form that leads the answer back to this page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn ReturnTo() -> impl IntoView {
    let location = use_location();
    let here = move || match location.search.get() {
        search if search.is_empty() => location.pathname.get(),
        search => format!("{}?{search}", location.pathname.get()),
    };
    view! { <input type="hidden" name="return_to" value=here/> }
}
