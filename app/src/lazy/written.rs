//! The page as the server wrote it, in a browser that has just opened it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::cell::Cell;

/// Attribute of a page that stays as it was written.
pub const MARK: &str = "data-as-written";

/// Attribute of a document whose next pages come without the server.
const HAS_PAGES: &str = "data-has-pages";

thread_local! {
    static FIRST: Cell<bool> = const { Cell::new(true) };
}

/// Notes that the code of every page is here.
pub fn pages_are_here() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(HAS_PAGES, "");
    }
}

/// Whether the code of every page is here, with the words that they say.
pub fn has_pages() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(HAS_PAGES))
}

/// Whether this is the page that the document came with: asked once for each page, since the next is another.
pub fn is_first() -> bool {
    FIRST.replace(false)
}

/// Whether the server says that the page in this document needs no code of its own.
pub fn stays() -> bool {
    matches!(document().query_selector(&format!(".frame[{MARK}]")), Ok(Some(_)))
}

/// Takes the written page over without looking into it: it is replaced whole by the next one.
pub fn as_it_is() -> AnyView {
    crate::markup::as_written()
}

/// Where the reader is going.
pub fn address() -> String {
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    if search.is_empty() { path } else { format!("{path}?{search}") }
}

/// Lets the server write the page instead: its code is not here.
pub fn by_the_server(address: &str) -> AnyView {
    // If the browser refuses, the reader taps again.
    let _ = window().location().assign(address);
    ().into_any()
}
