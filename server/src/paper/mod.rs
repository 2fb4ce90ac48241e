//! What leaves the portal on paper or as a file that stands alone.

pub mod emergency;

mod pdf;
mod xml;

use app::{i18n::Locale, paper::Sheet};
use chrono::{DateTime, Utc};

/// A sheet as a tagged PDF in the reader's language.
///
/// # Errors
/// [`PaperError`].
pub fn draw(sheet: &Sheet, made: DateTime<Utc>, locale: Locale) -> Result<Vec<u8>, PaperError> {
    pdf::draw(sheet, made, locale)
}

/// Why nothing could be made of it. None of these says what stood in it.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error("the font for documents cannot be read")]
    Font,
    #[error("the PDF cannot be written: {0}")]
    Pdf(&'static str),
    #[error("the document cannot be read again")]
    Document,
    #[error("the XML cannot be written")]
    Xml(#[from] std::io::Error),
}
