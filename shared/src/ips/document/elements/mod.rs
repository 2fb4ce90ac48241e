//! Elements of FHIR R4 resources that are told with a label: which, and what each means.

mod care;
mod findings;
mod medicines;

use super::Label::{self, *};

/// Elements by their paths.
pub(super) type Rows = &'static [(&'static str, Label)];

/// Elements that belong together: where they stand, what names them, and what each means.
pub(super) struct Grouped {
    pub(super) path: &'static str,
    pub(super) label: Label,
    pub(super) names: &'static [&'static str],
    pub(super) rows: Rows,
}

/// What a resource of one type is told by.
pub(super) struct Elements {
    pub(super) names: &'static [&'static str],
    /// References to resources that are a part of it.
    pub(super) links: Rows,
    pub(super) groups: &'static [Grouped],
    pub(super) rows: Rows,
}

/// Of each resource: what may stand beside its name.
pub(super) const OF_ALL: Rows = &[
    ("clinicalStatus", Status),
    ("verificationStatus", Certainty),
    ("status", Status),
    ("lifecycleStatus", Status),
    ("docStatus", Status),
    ("statusReason", StatusReason),
    ("intent", Intent),
    ("active", Active),
    ("focus", Focus),
];

/// Of a type without a table: its name, its remarks, and all else by its place.
const OTHER: Elements = Elements {
    names: &["code", "title", "name", "description", "type", "class"],
    links: &[],
    groups: &[],
    rows: &[("note", Note)],
};

pub(super) fn of(resource_type: &str) -> &'static Elements {
    match resource_type {
        "Condition" => &findings::CONDITION,
        "AllergyIntolerance" => &findings::ALLERGY,
        "MedicationStatement" => &medicines::STATEMENT,
        "MedicationRequest" => &medicines::REQUEST,
        "Medication" => &medicines::MEDICATION,
        "Immunization" => &medicines::IMMUNIZATION,
        "Observation" => &findings::OBSERVATION,
        "DiagnosticReport" => &findings::REPORT,
        "Procedure" => &care::PROCEDURE,
        "DeviceUseStatement" => &care::DEVICE_USE,
        "Device" => &care::DEVICE,
        "CarePlan" => &care::CARE_PLAN,
        "Consent" => &care::CONSENT,
        "Flag" => &care::FLAG,
        "DocumentReference" => &care::DOCUMENT,
        _ => &OTHER,
    }
}

pub(super) fn names(resource_type: &str) -> &'static [&'static str] {
    of(resource_type).names
}
