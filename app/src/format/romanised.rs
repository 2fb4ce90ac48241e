//! A person's name in Latin letters, by how it is read.

use super::is_japanese;
use crate::i18n::{Locale, use_words};
use shared::{record::Person, romanised::romanised};

/// The name as it was sent; for who does not read Japanese, and where its reading was sent, in Latin letters with the other
/// beside it: `Mihon Hanako (見本 花子)`.
pub fn told_person(person: &Person) -> String {
    match latin_name(person) {
        Some(latin) => super::with_remarks(&latin, std::slice::from_ref(&person.name)),
        None => person.name.clone(),
    }
}

/// The name in Latin letters, for who does not read Japanese and where its reading was sent.
pub fn latin_name(person: &Person) -> Option<String> {
    // Who has a name in Latin letters is called by it.
    if use_words().are_of(Locale::Ja) || !person.name.contains(is_japanese) {
        return None;
    }
    person.kana.as_deref().and_then(romanised)
}
