//! What a person typed of themself, as one JSON text.

use crate::ingest::submission::{Submission, Whose};
use chrono::{DateTime, Utc};
use shared::{
    fhir::{own, submission::version::Version},
    ids::PatientId,
    own::{Change, OwnEntry, TypedEntry, Wrong},
};

pub const MEDIA_TYPE: &str = "application/vnd.mikata.own-entry+json";

/// Why what was typed is not stored.
#[derive(Debug, thiserror::Error)]
pub enum NotTyped {
    #[error("one entry as JSON expected")]
    Json(#[from] serde_json::Error),
    #[error("{} of its fields are wrong", .0.len())]
    Wrong(Vec<Wrong>),
}

/// Reads what this person typed at this moment.
pub fn read(bytes: &[u8], patient: PatientId, now: DateTime<Utc>) -> Result<Submission, NotTyped> {
    let TypedEntry { id, change } = serde_json::from_slice(bytes)?;
    let checked = |entry: OwnEntry| entry.checked(now).map_err(NotTyped::Wrong);
    let change = match change {
        Change::Enter(entry) => Change::Enter(checked(entry)?),
        Change::Correct(entry) => Change::Correct(checked(entry)?),
        deletion @ Change::Delete(_) => deletion,
    };
    Ok(Submission {
        whose: Whose::Known(patient),
        reference: id.to_string(),
        content: own::content(&TypedEntry { id, change }),
        version: Version::default(),
        death: None,
        warnings: Vec::new(),
        media_type: MEDIA_TYPE,
    })
}
