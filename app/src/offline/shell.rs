//! The document that a snapshot is opened on, in a browser. What is done there travels with the pages.

use super::mount::mount;
use crate::{
    context::{
        visit::{self, TextSize, Visit},
        words,
    },
    i18n::Locale,
    kept, lazy,
};
use leptos::{prelude::*, web_sys::Element};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

const SHELL: &str = "[data-kept-shell]";

pub fn shell_is_here() -> bool {
    find().is_some()
}

/// Puts what opens a snapshot in the place of the document's own words, which stay where the program, or the reader's
/// words, cannot be had.
pub async fn begin() {
    let _ = within_the_pages().await;
}

#[wasm_split(pages, fallible)]
fn within_the_pages() -> Result<(), SplitLoaderError> {
    wasm_bindgen_futures::spawn_local(async {
        let Some(shell) = find() else { return };
        let Some(visit) = visit::of_this_page().and_then(|visit| in_the_readers_language(visit, &shell))
        else {
            return;
        };
        let (tag, size) = (visit.locale.tag(), visit.text_size.tag());
        visit::hold(visit);
        if !words::arrive().await || !lazy::fetch_pages().await {
            return;
        }
        if let Some(root) = document().document_element() {
            let said = [("lang", tag), ("data-text-size", size)];
            for (name, value) in said {
                let _ = root.set_attribute(name, value);
            }
        }
        shell.remove();
        mount();
    });
    Ok(())
}

fn find() -> Option<Element> {
    document().query_selector(SHELL).ok().flatten()
}

/// As it was when the snapshot was kept; where there is none, as the browser says.
fn in_the_readers_language(visit: Visit, shell: &Element) -> Option<Visit> {
    let mark = kept::mark();
    let asked = || window().navigator().language().map(|asked| Locale::from_accept_language(&asked));
    let locale = mark.as_ref().and_then(|mark| Locale::from_tag(&mark.language)).or_else(asked)?;
    let text_size = mark.and_then(|mark| TextSize::from_tag(&mark.text_size)).unwrap_or_default();
    // Names of languages, each before the address of its words.
    let words = shell.get_attribute("data-kept-shell")?;
    let catalogue = words.split(' ').skip_while(|word| *word != locale.tag()).nth(1)?.to_owned();
    Some(Visit { locale, text_size, catalogue, ..visit })
}
