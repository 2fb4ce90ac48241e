//! One clinical resource, whatever its type, as a typed fact or as "unreadable" with the reasons.

use crate::record::Unreadable;
use crate::{
    element::{issues::Issues, node::Node, reference::References},
    fhir::item::Item,
    record::{
        ItemKind, fate,
        kinds::{
            allergy::fhir as allergy, diagnosis::fhir as condition, immunization::fhir as immunization,
            none_known::fhir as none_known, observation::fhir as observation,
            prescription::fhir as prescription, procedure::fhir as procedure,
        },
        origin::Receipt,
    },
};

/// Reads `resource` as what `kind` says it is. Never loses it: what cannot be read comes back as
/// [`Item::Unreadable`].
pub(crate) fn read(
    kind: ItemKind,
    resource: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Item {
    // A prescription asks by itself: a draft is read without passing here.
    if !matches!(kind, ItemKind::MedicationRequest | ItemKind::Document) {
        fate::weigh(kind.as_str(), resource, issues);
    }
    if let Some(none) = none_known::read(kind, resource, receipt, issues) {
        return Item::NoneKnown(none);
    }
    let read = match kind {
        ItemKind::Condition => condition::read(resource, receipt, references, issues).map(Item::Diagnosis),
        ItemKind::AllergyIntolerance => allergy::read(resource, receipt, issues).map(Item::Allergy),
        ItemKind::Observation => {
            observation::read(resource, receipt, references, issues).map(Item::Observation)
        }
        ItemKind::MedicationRequest => {
            prescription::read(resource, receipt, references, issues).map(Item::Prescription)
        }
        ItemKind::Procedure => procedure::read(resource, receipt, issues).map(Item::Procedure),
        ItemKind::Immunization => immunization::read(resource, receipt, issues).map(Item::Immunization),
        ItemKind::Document => None,
    };
    read.unwrap_or_else(|| Item::Unreadable(unreadable(kind.as_str(), resource, receipt, issues)))
}

/// What is still known of a resource that could not be read.
pub(crate) fn unreadable(
    resource_type: &str,
    resource: &Node<'_>,
    receipt: &Receipt,
    issues: &mut Issues,
) -> Unreadable {
    let origin = receipt.origin(resource, issues);
    Unreadable { origin, resource_type: resource_type.to_owned(), issues: issues.unread_parts() }
}
