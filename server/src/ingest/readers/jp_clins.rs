//! JP-CLINS Bundles (電子カルテ情報共有サービス), as facilities send them.

use crate::ingest::submission::{Submission, Whose};
use chrono::NaiveDate;
use shared::{
    fhir::{
        Refused,
        submission::{self, Submission as Bundle},
    },
    ids::FacilityCode,
};

pub const MEDIA_TYPE: &str = "application/fhir+json";

/// Reads a Bundle on the day it arrives.
pub fn read(bytes: &[u8], sender: &FacilityCode, today: NaiveDate) -> Result<Submission, Refused> {
    submission::read_on(bytes, sender, today).map(of_bundle)
}

/// Reads a Bundle that was kept and passed the form check when it arrived.
pub fn read_again(bytes: &[u8], sender: &FacilityCode) -> Result<Submission, Refused> {
    submission::read(bytes, sender).map(of_bundle)
}

fn of_bundle(bundle: Bundle) -> Submission {
    let Bundle { bundle_identifier, claim, content, death, version, warnings } = bundle;
    Submission {
        whose: Whose::Claim(claim),
        reference: bundle_identifier,
        content,
        version,
        death,
        warnings,
        media_type: MEDIA_TYPE,
    }
}
