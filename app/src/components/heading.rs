//! The heading of a page: one `h1`, the tab's title, and where reading starts after navigation.

use crate::components::as_sent::as_sent;
use crate::{context::title::use_announced, markup::TabTitle, t};
use leptos::{html, prelude::*};

/// Name of a place, for the browser's tab.
#[derive(Clone)]
struct Place(String);

/// What the tab is called on a page whose heading names something of a record: browsers keep titles.
pub fn provide_place(name: String) {
    provide_context(Place(name));
}

/// The page's `h1`, the tab's title, and after navigation the place where focus goes.
#[component]
pub fn PageHeading(text: String) -> impl IntoView {
    let announced = use_announced();
    let heading = NodeRef::<html::H1>::new();
    let said = text.clone();
    Effect::new(move || {
        if let Some(element) = heading.get() {
            let first = announced.pages_shown.with_value(|shown| *shown == 0);
            announced.pages_shown.update_value(|shown| *shown += 1);
            if !first {
                announced.title.set(said.clone());
                // Once the page is on screen: what is not in the document yet takes no focus.
                request_animation_frame(move || {
                    let _ = element.focus();
                });
            }
        }
    });
    let tab = use_context::<Place>().map_or_else(|| text.clone(), |Place(name)| name);
    view! {
        <TabTitle text=format!("{tab} · {}", t!("app-name")).into()/>
        <h1 node_ref=heading tabindex="-1">{as_sent(text)}</h1>
    }
}
