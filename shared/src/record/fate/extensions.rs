//! The extensions of JP Core, JP-CLINS and the guides beside them that are of no kind of entry.

use crate::element::systems::without_version;
use crate::record::fate::{
    Fate::{self, Kept, Told},
    KnownExtension, extensions, known,
    walk::Place,
};

/// The facility is the sender, which `everywhere` asks; the department is told with the fact.
pub(super) const AROUND: &[KnownExtension] = &[
    known("", "JP_eCS_InstitutionNumber", Kept),
    known("", "JP_eCS_Department", Told),
    known("Patient.name", "iso21090-EN-representation", Told),
    known("Practitioner.name", "iso21090-EN-representation", Told),
    known("RelatedPerson.name", "iso21090-EN-representation", Told),
    known("Coverage", "JP_Coverage_InsuredPersonSymbol", Kept),
    known("Coverage", "JP_Coverage_InsuredPersonNumber", Kept),
    known("Coverage", "JP_Coverage_InsuredPersonSubNumber", Kept),
    known("Organization", "JP_Organization_InsuranceOrganizationCategory", Kept),
    known("Organization", "JP_Organization_InsuranceOrganizationNo", Kept),
    known("Organization", "JP_Organization_PrefectureNo", Kept),
    known("CodeableConcept.coding", "ordinalValue", Kept),
    // The same word in another language.
    known("Coding.display", "translation", Kept),
    // Of questionnaires: how a form fills in a resource that is none yet.
    known("", "sdc-questionnaire-templateExtractValue", Kept),
    known("", "sdc-questionnaire-templateExtractContext", Kept),
];

/// The fate of the extension with this URL in this place.
pub(crate) fn fate(url: &str, place: &Place<'_>) -> Option<Fate> {
    let name = without_version(url).rsplit('/').next()?;
    extensions()
        .find(|known| known.name == name && (known.at.is_empty() || place.is(known.at)))
        .map(|known| known.fate)
}
