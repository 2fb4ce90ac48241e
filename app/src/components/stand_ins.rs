//! Explanation of 〓 on a page.

use crate::{format, t};
use leptos::prelude::*;
use shared::private_use::{STAND_IN, is_private_use, number};
use std::collections::BTreeSet;

/// Nothing where every letter of the record can be shown.
#[component]
pub fn StandIns(letters: Vec<char>) -> impl IntoView {
    let letters: Vec<String> = letters.into_iter().map(number).collect();
    (!letters.is_empty()).then(|| {
        view! { <p class="notice stand-ins">{t!("stand-ins", letters = format::list(&letters))}</p> }
    })
}

/// Every document has one heading of the first order.
const HEADING_ENDS: &str = "/h1>";

/// A document that no program takes over, with a stand-in for each letter that no typeface has, and the note under its
/// heading. Attributes stay as they are: what was typed in a form is sent again.
pub fn in_document(document: String) -> String {
    if !document.contains(is_private_use) {
        return document;
    }
    let mut letters = BTreeSet::new();
    let (mut in_tag, mut in_quotes) = (false, false);
    let mut shown: String = document
        .chars()
        .map(|letter| {
            match letter {
                '<' if !in_tag => in_tag = true,
                '>' if !in_quotes => in_tag = false,
                '"' if in_tag => in_quotes = !in_quotes,
                letter if !in_tag && is_private_use(letter) => {
                    letters.insert(letter);
                    return STAND_IN;
                }
                _ => {}
            }
            letter
        })
        .collect();
    let letters: Vec<char> = letters.into_iter().collect();
    let note = view! { <StandIns letters/> }.to_html();
    if let Some(at) = shown.find(HEADING_ENDS) {
        shown.insert_str(at + HEADING_ENDS.len(), &note);
    }
    shown
}
