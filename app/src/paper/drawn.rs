//! Words that only a sheet needs which is drawn page by page.

use crate::{i18n::Locale, plain::in_words_of, t};

/// A word that stands out where there is neither colour nor frame.
pub fn mark(locale: Locale, said: &str) -> String {
    in_words_of(locale, || t!("emergency-summary-mark", mark = said.to_owned()))
}

/// A line of which nothing is said but its name and from where it is.
pub fn with_source(locale: Locale, name: &str, source: &str) -> String {
    in_words_of(locale, || super::sheet::with_source(name, source))
}

pub fn page_of(locale: Locale, page: usize, pages: usize) -> String {
    in_words_of(locale, || t!("emergency-summary-page", page = page.to_string(), pages = pages.to_string()))
}

/// `letters`: as `U+20BB7`, one after another.
pub fn lacking_letters(locale: Locale, letters: &str) -> String {
    in_words_of(locale, || t!("emergency-summary-glyphs", letters = letters.to_owned()))
}

pub fn lacking_variants(locale: Locale) -> String {
    in_words_of(locale, || t!("emergency-summary-variants"))
}
