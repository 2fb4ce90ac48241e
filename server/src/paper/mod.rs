//! What leaves the portal on paper or as a file that stands alone.

pub mod emergency;

mod pdf;
mod xml;

/// Why nothing could be made of it. None of these says what stood in it.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error("the font for documents cannot be read")]
    Font,
    #[error("the PDF cannot be written: {0}")]
    Pdf(&'static str),
    #[error("the XML cannot be written")]
    Xml(#[from] std::io::Error),
}
