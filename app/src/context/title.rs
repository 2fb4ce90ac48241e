//! The title of the page on screen, for the tab and for the polite announcement after navigation.

use leptos::prelude::*;

/// The live region's text, and whether a first page has already been shown: focus moves to the heading from the second
/// page on, never on arrival.
#[derive(Clone, Copy)]
pub struct Announced {
    pub title: RwSignal<String>,
    pub pages_shown: StoredValue<u32>,
}

/// Mark of a page that may stay in a browser as the server wrote it, for the frame that says so.
#[derive(Clone, Copy)]
pub struct StaysAsWritten;

pub fn provide_title() {
    provide_context(Announced { title: RwSignal::new(String::new()), pages_shown: StoredValue::new(0) });
}

pub fn use_announced() -> Announced {
    expect_context::<Announced>()
}
