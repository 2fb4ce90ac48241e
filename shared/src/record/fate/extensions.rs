//! The extensions of JP Core, JP-CLINS and the guides beside them.

use crate::element::systems::without_version;
use crate::record::fate::{
    Fate::{self, Kept, Told},
    KnownExtension,
    walk::Place,
};

const fn known(at: &'static str, name: &'static str, fate: Fate) -> KnownExtension {
    KnownExtension { at, name, fate }
}

/// The facility is the sender, which `everywhere` asks; the department is told with the fact.
pub const KNOWN: &[KnownExtension] = &[
    known("", "JP_eCS_InstitutionNumber", Kept),
    known("", "JP_eCS_Department", Told),
    known("Condition", "JP_eCS_DiagnosisType", Told),
    // The name as written (`code.text`) holds the modifiers; their codes stand beside it.
    known("Condition.code", "JP_Condition_DiseasePrefixModifier", Told),
    known("Condition.code", "JP_Condition_DiseasePostfixModifier", Told),
    // What is not known of a reaction; its absence says the same.
    known("AllergyIntolerance.reaction.manifestation", "iso21090-nullFlavor", Kept),
    known("Dosage", "JP_MedicationDosage_PeriodOfUse", Told),
    known("Dosage", "JP_MedicationRequest_DosageInstruction_PeriodOfUse", Told),
    known("Dosage", "JP_MedicationDosage_UsageDuration", Told),
    known("Dosage", "JP_MedicationRequest_DosageInstruction_UsageDuration", Told),
    known("Immunization", "JP_Immunization_DueDateOfNextDose", Kept),
    known("Immunization", "JP_Immunization_ManufacturedDate", Kept),
    known("Immunization", "JP_Immunization_CertificatedDate", Kept),
    known("Observation.component", "observation-component-performer", Kept),
    known("Composition", "composition-clinicaldocument-versionNumber", Kept),
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
    KNOWN
        .iter()
        .find(|known| known.name == name && (known.at.is_empty() || place.is(known.at)))
        .map(|known| known.fate)
}
