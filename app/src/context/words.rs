//! The words in a browser: fetched once, before a page first says something that the server has not written.

use super::visit;
use crate::i18n::{Locale, Words, held};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Fetches the words, unless they are here. Whether they are here now.
pub async fn arrive() -> bool {
    if held::words().is_some() {
        return true;
    }
    let Some(visit) = visit::of_this_page() else { return false };
    let Some(text) = fetch(&visit.catalogue).await else { return false };
    let Ok(Some(words)) = read(visit.locale, text).await else { return false };
    held::hold(words);
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
