//! The code systems and profiles we know by name, and the OIDs they had before.

use crate::coding::Coding;

pub(crate) const INDICATION: &str = "http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication";
pub(crate) const BUNDLE_RESOURCE_TYPE: &str = "http://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS";
pub(crate) const BUNDLE_IDENTIFIER: &str = "http://jpfhir.jp/fhir/clins/bundle-identifier";
pub(crate) const RESOURCE_IDENTIFIER: &str =
    "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier";
pub(crate) const INSURED: &str = "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID";
pub(crate) const PUBLIC_PAYER: &str = "http://jpfhir.jp/fhir/clins/Idsystem/JP_PublicPayer_memberID";
/// Followed by the ten digits of the facility.
pub(crate) const LOCAL_PATIENT_PREFIX: &str = "urn:oid:1.2.392.100495.20.3.51.1";

pub(crate) const INSTITUTION_EXTENSION: &str =
    "http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber";
/// The last part of the extension's URL; the guide writes it below `eCS` and below `clins`.
pub(crate) const DEPARTMENT_EXTENSION: &str = "JP_eCS_Department";
pub(crate) const DEPARTMENT_EXTENSION_URL: &str =
    "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department";
pub(crate) const DIAGNOSIS_TYPE_EXTENSION_URL: &str =
    "http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_DiagnosisType";
pub(crate) const PERIOD_OF_USE_EXTENSION_URL: &str =
    "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse";
/// 修飾語, of JP Core.
pub(crate) const PREFIX_MODIFIER_EXTENSION: &str = "JP_Condition_DiseasePrefixModifier";
pub(crate) const SUFFIX_MODIFIER_EXTENSION: &str = "JP_Condition_DiseasePostfixModifier";
pub(crate) const DIAGNOSIS_TYPE_EXTENSION: &str = "JP_eCS_DiagnosisType";
pub(crate) const NAME_FORM_EXTENSION: &str = "iso21090-EN-representation";
/// Of JP-CLINS, and of the prescription document.
pub(crate) const PERIOD_OF_USE_EXTENSIONS: [&str; 2] =
    ["JP_MedicationDosage_PeriodOfUse", "JP_MedicationRequest_DosageInstruction_PeriodOfUse"];
pub(crate) const USAGE_DURATION_EXTENSIONS: [&str; 2] =
    ["JP_MedicationDosage_UsageDuration", "JP_MedicationRequest_DosageInstruction_UsageDuration"];
pub(crate) const DOCUMENT_VERSION_EXTENSION: &str = "composition-clinicaldocument-versionNumber";

pub(crate) const DEPARTMENT: &str = "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment";
pub(crate) const DISEASE: &str = "http://medis.or.jp/CodeSystem/master-disease-keyNumber";
/// 修飾語管理番号, 修飾語交換用コード, and the claim computers' codes of modifiers.
pub(crate) const MODIFIERS: [&str; 3] = [
    "http://medis.or.jp/CodeSystem/master-disease-modKeyNumber",
    "http://medis.or.jp/CodeSystem/master-disease-modExCode",
    "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/masterZ-disease-modifier",
];
pub(crate) const ICD10: [&str; 2] =
    ["http://jpfhir.jp/fhir/core/mhlw/CodeSystem/ICD10-2013-full", "http://hl7.org/fhir/sid/icd-10"];

/// Identifiers of a person's own entries.
pub(crate) const OWN_ENTRY: &str = "urn:mikata:own-entry";
pub(crate) const OBSERVATION_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
pub(crate) const LOCAL_TEST: &str =
    "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS";
pub(crate) const UNCODED_TEST: &str =
    "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_Uncoded_CS";
pub(crate) const JLAC10: &str = "http://medis.or.jp/CodeSystem/master-JLAC10-17digits";
pub(crate) const CORE_TESTS: [&str; 2] = [
    "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_CoreLabo_CS",
    "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC11/JP_CLINS_ObsLabResult_CoreLabo_CS",
];
pub(crate) const INFECTION_TESTS: [&str; 2] = [
    "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_InfectionLabo_CS",
    "http://jpfhir.jp/fhir/clins/CodeSystem/JLAC11/JP_CLINS_ObsLabResult_InfectionLabo_CS",
];

pub(crate) const YJ: &str = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code";
pub(crate) const GENERAL_NAME: &str = "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationGeneralOrderCode";
pub(crate) const NO_MEDICINE_CODE: &str = "http://jpfhir.jp/fhir/eCS/CodeSystem/MedicationCodeNocoded_CS";
pub(crate) const USAGE_EPRESCRIPTION: &str =
    "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription";
pub(crate) const USAGE_JAMI: &str = "http://jami.jp/CodeSystem/MedicationUsage";
/// 補足用法, eight characters.
pub(crate) const USAGE_SUPPLEMENT: &str = "http://jami.jp/CodeSystem/MedicationUsageAdditional";
pub(crate) const USAGE_UNCODED: &str =
    "http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_MedicationUsage_Uncoded_CS";
pub(crate) const RP_NUMBER: &str = "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber";
pub(crate) const RP_ORDER: &str = "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex";

/// OIDs of earlier versions and the URLs that replaced them. Source: JP-CLINS 1.5 `history.md` as
/// restated in the project's specification §6 and §8; the `.20.20` form of the usage code and the
/// method codes are those of the prescription document. Checked 2026-11.
const REPLACED: [(&str, &str); 22] = [
    ("urn:oid:1.2.392.200119.4.403.1", "http://medis.or.jp/CodeSystem/master-HOT9"),
    ("urn:oid:1.2.392.200119.4.403.2", "http://medis.or.jp/CodeSystem/master-HOT7"),
    ("urn:oid:1.2.392.100495.20.2.73", YJ),
    ("urn:oid:1.2.392.100495.20.1.73", YJ),
    ("urn:oid:1.2.392.100495.20.2.81", GENERAL_NAME),
    ("urn:oid:1.2.392.100495.20.1.81", GENERAL_NAME),
    (
        "urn:oid:1.2.392.100495.20.2.101",
        "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUnitMERIT9Code",
    ),
    (
        "urn:oid:1.2.392.100495.20.2.22",
        "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationIngredientStrengthStrengthType",
    ),
    ("urn:oid:1.2.392.200250.2.2.20", USAGE_JAMI),
    ("urn:oid:1.2.392.200250.2.2.20.20", USAGE_JAMI),
    ("urn:oid:1.2.392.200250.2.2.20.22", USAGE_SUPPLEMENT),
    // As the prescription document's examples write it.
    ("urn:oid:1.2.392.100495.20.2.32", USAGE_SUPPLEMENT),
    ("urn:oid:1.2.392.200250.2.2.20.30", "http://jami.jp/CodeSystem/MedicationMethodBasicUsage"),
    ("urn:oid:1.2.392.200250.2.2.20.40", "http://jami.jp/CodeSystem/MedicationMethodDetailUsage"),
    ("urn:oid:1.2.392.100495.20.3.81", RP_NUMBER),
    ("urn:oid:1.2.392.100495.20.3.82", RP_ORDER),
    ("urn:oid:1.2.392.200119.4.504", JLAC10),
    ("http://jpfhir.jp/fhir/Common/IdSystem/resourceInstance-identifier", RESOURCE_IDENTIFIER),
    ("http://jpfhir.jp/fhir/ePrescription/CodeSystem/route-codes", ROUTE),
    (
        "http://jpfhir.jp/fhir/clins/CodeSystem/jp-codeSystem-clins-document-section",
        "http://jpfhir.jp/fhir/clins/CodeSystem/document-section",
    ),
    ("https://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication", INDICATION),
    ("https://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS", BUNDLE_RESOURCE_TYPE),
];

pub(crate) const ROUTE: &str = "http://jpfhir.jp/fhir/core/CodeSystem/route-codes";

/// Where code systems that senders may use begin; anything else is worth a warning.
const KNOWN_ROOTS: [&str; 9] = [
    "http://jpfhir.jp/",
    "http://medis.or.jp/CodeSystem/master-",
    "http://capstandard.jp/",
    "http://jami.jp/",
    "http://terminology.hl7.org/",
    "http://hl7.org/fhir/",
    "http://unitsofmeasure.org",
    "http://loinc.org",
    "http://snomed.info/sct",
];
const KNOWN_OIDS: [&str; 5] = [
    "urn:oid:1.2.392.100495.",
    "urn:oid:1.2.392.200119.",
    "urn:oid:1.2.392.200250.",
    "urn:oid:2.16.840.1.113883.",
    "urn:ietf:",
];

/// The system a code belongs to today.
pub(crate) fn current(system: &str) -> &str {
    let system = system.trim();
    REPLACED.iter().find(|(old, _)| *old == system).map_or(system, |(_, new)| new)
}

pub(crate) fn is_known(system: &str) -> bool {
    KNOWN_ROOTS.iter().chain(&KNOWN_OIDS).any(|root| system.starts_with(root))
}

/// A profile or extension URL without its version (`…JP_Condition_eCS|1`).
pub(crate) fn without_version(url: &str) -> &str {
    url.split_once('|').map_or(url, |(url, _)| url)
}

/// Whether an extension's URL ends in `name`.
pub(crate) fn is_named(url: &str, name: &str) -> bool {
    without_version(url).rsplit('/').next() == Some(name)
}

pub(crate) fn holds_any(codings: &[Coding], systems: &[&str]) -> bool {
    codings.iter().any(|coding| systems.contains(&coding.system.as_str()))
}
