//! Readers: one file for each form in which something comes in, from its bytes to one
//! [`Submission`](super::submission::Submission). What was kept is read again by its media type.

pub mod jp_clins;
pub mod typed;

use super::submission::Submission;
use shared::{
    fhir::Refused,
    record::{Issue, Severity},
    source::Source,
};

/// Reads what was kept, by its media type.
pub(super) fn read_again(bytes: &[u8], media_type: &str, source: &Source) -> Result<Submission, Refused> {
    match (media_type, source) {
        (jp_clins::MEDIA_TYPE, Source::Facility(sender)) => jp_clins::read_again(bytes, sender),
        _ => Err(Refused {
            issues: vec![Issue {
                severity: Severity::Error,
                path: "media type".to_owned(),
                found: media_type.to_owned(),
                expected: jp_clins::MEDIA_TYPE.to_owned(),
            }],
        }),
    }
}
