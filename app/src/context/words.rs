//! The words in a browser: fetched once, before a page first says something that the server has not written.

use super::{idle::pause, visit};
use crate::i18n::{Locale, Words, held};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Bytes of a catalogue that are read at a time: a fiftieth of a second on a slow phone.
const PART: usize = 16 * 1024;

/// Fetches the words, unless they are here. Whether they are here now.
pub async fn arrive() -> bool {
    if held::words().is_some() {
        return true;
    }
    let Some(visit) = visit::of_this_page() else { return false };
    let Some(text) = fetch(&visit.catalogue).await else { return false };
    // Its code comes first, in a task of its own.
    let Ok(Some(_)) = read(visit.locale, String::new()).await else { return false };
    let mut parts = Vec::new();
    for part in Words::parts_of(&text, PART) {
        pause().await;
        let Ok(Some(words)) = read(visit.locale, part.to_owned()).await else { return false };
        parts.push(words);
    }
    held::hold(Box::leak(Box::new(Words::of_parts(parts))));
    true
}

async fn fetch(address: &str) -> Option<String> {
    let answer = gloo_net::http::Request::get(address).send().await.ok()?;
    if answer.ok() { answer.text().await.ok() } else { None }
}

#[wasm_split(words, fallible)]
fn read(locale: Locale, part: String) -> Result<Option<Words>, SplitLoaderError> {
    Ok(Words::new(locale, part))
}
