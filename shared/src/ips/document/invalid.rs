//! Why a text is no document that can be shown.

use crate::issue::Issue;
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InvalidDocument {
    /// No JSON, or JSON that is too long, too deep or too dense, or says one thing twice.
    #[error("not read as JSON: {0}")]
    Json(Issue),
    #[error("$.resourceType: found {found}, expected Bundle")]
    NotABundle { found: String },
    #[error("Bundle.type: found {found}, expected document")]
    NotADocument { found: String },
    #[error("Bundle.entry[0].resource.resourceType: found {found}, expected Composition")]
    NoComposition { found: String },
    #[error("Bundle.entry: found {found} entries, expected at most {limit}")]
    TooManyEntries { found: usize, limit: usize },
}
