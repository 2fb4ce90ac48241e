//! What one transmission asks for, in the service's own semantics (spec/jp-clins.md §9, §10).

mod collection;
mod document;
mod envelope;
mod everywhere;
mod fates;
mod person;
mod ranges;
pub mod version;

pub(crate) use document::check_composition;
pub(crate) use person::{claim_of, demographics, is_insured_id};

use crate::element::Identifier;
use crate::record::ItemKind;
use crate::{
    identity::Claim,
    ids::FacilityCode,
    record::{DocumentKind, Issue},
    time::Moment,
};
use chrono::NaiveDate;
use version::Version;
use {
    super::Refused,
    crate::{
        disclosure::Disclosure,
        element::{bundle::Bundle, issues::Issues, json, node::Node},
    },
};

/// A transmission that passed the form check.
#[derive(Clone, Debug)]
pub struct Submission {
    /// `Bundle.identifier.value`.
    pub bundle_identifier: String,
    pub claim: Claim,
    pub content: Content,
    /// What the Patient says about their death: a hint, which closes nothing.
    pub death: Option<DeathHint>,
    /// When the Bundle was put together: the version of a list and of a withdrawal.
    pub version: Version,
    /// Read in full or in part; reported to the sender, stored all the same.
    pub warnings: Vec<Issue>,
}

/// What a Patient says about their own death.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeathHint {
    /// `deceasedDateTime`, or `deceasedBoolean` without a day.
    Died(Option<Moment>),
    /// `deceasedBoolean` is false.
    Lives,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// The sender's full current list of diagnoses or allergies for its unit: the departments that
    /// stand in it (the facility as a whole where no entry names one).
    List { kind: ItemKind, items: Vec<Incoming> },
    /// Adds, replacing what has the same identifier: a laboratory report, prescriptions.
    Report { items: Vec<Incoming> },
    /// Only a Patient, and a tagged type: hide what this facility registered of it.
    Withdrawal { kind: ItemKind },
    /// Takes what has this identifier out of the record.
    Removal { kind: ItemKind, identifier: Identifier },
    /// A document; it replaces the sender's document with the same identifier.
    Document { kind: DocumentKind, item: Incoming },
}

/// One item to be stored.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub kind: ItemKind,
    /// What a newer version is known by; for a document its kind follows the value.
    pub identifier: Identifier,
    /// Codes and text in one line: tells apart several items that one identifier was given to
    /// (the official report example does that).
    pub code_key: String,
    /// Code of the 診療科, for lists that are kept by department.
    pub department: Option<String>,
    /// The strictest flag anywhere inside.
    pub disclosure: Disclosure,
    /// Which version of it the sender says that this is.
    pub version: Version,
    /// When a result was taken: several under one identifier are several results.
    pub occasion: Option<String>,
    /// The resource (for a document: the whole Bundle) as JSON.
    pub json: String,
}

/// How many reasons a refusal lists; a sender with more has one cause to mend first.
const MAX_ISSUES: usize = 100;

/// Reads a transmission from `sender`. Every issue that stands in the way is in the refusal.
pub fn read(bytes: &[u8], sender: &FacilityCode) -> Result<Submission, Refused> {
    read_of(bytes, sender, None)
}

/// The same on the day it arrives: dates that cannot be so are warned about.
pub fn read_on(bytes: &[u8], sender: &FacilityCode, today: NaiveDate) -> Result<Submission, Refused> {
    read_of(bytes, sender, Some(today))
}

fn read_of(bytes: &[u8], sender: &FacilityCode, today: Option<NaiveDate>) -> Result<Submission, Refused> {
    let value = json::received(bytes).map_err(|issue| Refused { issues: vec![issue] })?;
    let mut issues = Issues::default();
    let submission = read_bundle(&Node::resource(&value), sender, today, &mut issues);
    let refused = issues.has_errors();
    let issues = issues.limited_to(MAX_ISSUES);
    match submission {
        Some(mut submission) if !refused => {
            submission.warnings = issues;
            Ok(submission)
        }
        _ => Err(Refused { issues }),
    }
}

fn read_bundle(
    bundle: &Node<'_>,
    sender: &FacilityCode,
    today: Option<NaiveDate>,
    issues: &mut Issues,
) -> Option<Submission> {
    if !envelope::is_bundle(bundle, issues) {
        return None;
    }
    let kind = envelope::kind(bundle, issues);
    let identifier = envelope::identifier(bundle, kind, sender, issues);
    let entries = Bundle::read(bundle, issues);
    everywhere::check(bundle, sender, today, issues);
    fates::check(bundle, &entries, kind, issues);
    let patient = person::of_bundle(bundle, &entries, issues);
    let claim = patient.as_ref().and_then(|patient| person::claim(patient, issues));
    let death = patient.as_ref().and_then(|patient| person::death(&patient.resource, issues));
    if let Some(patient) = &patient {
        person::check_subjects(&entries, patient, issues);
    }
    let content = match kind? {
        envelope::Kind::Collection => collection::read(bundle, &entries, issues),
        envelope::Kind::Transaction => collection::read_transaction(bundle, &entries, issues),
        envelope::Kind::Document => document::read(bundle, &entries, identifier.as_ref(), issues),
    };
    Some(Submission {
        bundle_identifier: identifier?.value,
        claim: claim?,
        content: content?,
        death,
        version: Version::of_bundle(bundle.value),
        warnings: Vec::new(),
    })
}
