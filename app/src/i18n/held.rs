//! The words that a browser holds, for as long as the document: a language is changed by a new one.

use super::Words;
use std::cell::Cell;

thread_local! {
    static WORDS: Cell<Option<&'static Words>> = const { Cell::new(None) };
}

/// The words, if they have arrived.
pub fn words() -> Option<Words> {
    WORDS.get().cloned()
}

/// Holds the same words for a record that is of this day and not of today.
pub fn hold_as_of(day: String) {
    if let Some(words) = words() {
        hold(Box::leak(Box::new(words.as_of(day))));
    }
}

/// Holds the words. Where two pages have asked for them they are the same.
pub fn hold(words: &'static Words) {
    WORDS.set(Some(words));
}
