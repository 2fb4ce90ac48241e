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
    let Some(shell) = find() else { return };
    // Nothing is done where that does not arrive.
    let Ok(Some(visit)) = read(shell.clone()).await else { return };
    let said = [("lang", visit.locale.tag()), ("data-text-size", visit.text_size.tag())];
    describe(&visit);
    if !words::arrive().await || !lazy::fetch_pages().await {
        return;
    }
    if let Some(root) = document().document_element() {
        for (name, value) in said {
            let _ = root.set_attribute(name, value);
        }
    }
    shell.remove();
    // Its code is that of the pages, and here.
    let _ = show().await;
}

#[wasm_split(pages, fallible)]
fn read(shell: Element) -> Result<Option<Visit>, SplitLoaderError> {
    Ok(visit::of_this_page().and_then(|visit| in_the_readers_language(visit, &shell)))
}

#[wasm_split(pages, fallible)]
fn show() -> Result<(), SplitLoaderError> {
    mount();
    Ok(())
}

fn find() -> Option<Element> {
    document().query_selector(SHELL).ok().flatten()
}

/// As it was when the snapshot was kept; where there is none, as the browser says.
fn in_the_readers_language(visit: Visit, shell: &Element) -> Option<Visit> {
    let catalogues: Vec<(Locale, String)> =
        serde_json::from_str(&shell.get_attribute("data-kept-shell")?).ok()?;
    let mark = kept::mark();
    let asked = || window().navigator().language().map(|asked| Locale::from_accept_language(&asked));
    let locale = mark.as_ref().and_then(|mark| Locale::from_tag(&mark.language)).or_else(asked)?;
    let text_size = mark.and_then(|mark| TextSize::from_tag(&mark.text_size)).unwrap_or_default();
    let (_, catalogue) = catalogues.into_iter().find(|(of, _)| *of == locale)?;
    Some(Visit { locale, text_size, catalogue, ..visit })
}

/// What is read from the page's head outside of components. It is in memory alone.
pub fn describe(visit: &Visit) {
    let head = document().query_selector("meta[name='mikata-visit']").ok().flatten();
    if let (Some(meta), Ok(text)) = (head, serde_json::to_string(visit)) {
        let _ = meta.set_attribute("content", &text);
    }
}
