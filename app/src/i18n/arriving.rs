//! The words in a browser: fetched once, when a page first says something that the server has not written.

use super::Words;
use crate::{context::visit, i18n::Locale};
use std::cell::Cell;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

thread_local! {
    /// Kept for as long as the document: a language is changed by a new one.
    static WORDS: Cell<Option<&'static Words>> = const { Cell::new(None) };
}

/// The words, if they have arrived.
pub fn here() -> Option<Words> {
    WORDS.get().cloned()
}

/// Fetches the words, unless they are here. Whether they are here now.
pub async fn arrive() -> bool {
    if WORDS.get().is_some() {
        return true;
    }
    let Some(visit) = visit::of_this_page() else { return false };
    let Some(text) = fetch(&visit.catalogue).await else { return false };
    let Ok(Some(words)) = read(visit.locale, text).await else { return false };
    // Two pages may have asked; the words are the same.
    WORDS.set(Some(words));
    true
}

async fn fetch(address: &str) -> Option<String> {
    let answer = gloo_net::http::Request::get(address).send().await.ok()?;
    if answer.ok() { answer.text().await.ok() } else { None }
}

#[wasm_split(words, fallible)]
fn read(locale: Locale, text: String) -> Result<Option<&'static Words>, SplitLoaderError> {
    Ok(Words::new(locale, text).map(|words| &*Box::leak(Box::new(words))))
}
