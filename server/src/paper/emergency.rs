//! The emergency summary as a file: a PDF to print and to keep, and XML for another system
//! (docs/emergency-summary.md). Both say what the desk's page says.

use super::{PaperError, draw, xml as markup};
use app::i18n::Locale;

pub use app::paper::EmergencyPaper as Printed;

/// A tagged PDF in the reader's language.
pub fn pdf(printed: &Printed, locale: Locale) -> Result<Vec<u8>, PaperError> {
    draw(&printed.sheet(locale), printed.printed_at, locale)
}

/// UTF-8, of the form of `server/schemas/emergency-summary.xsd`.
pub fn xml(printed: &Printed) -> Result<Vec<u8>, PaperError> {
    markup::write(printed)
}
