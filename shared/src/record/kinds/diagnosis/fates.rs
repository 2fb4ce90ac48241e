//! Condition.

use crate::record::fate::{
    Fate::{Doubt, Kept, Told},
    KnownExtension, Table, known,
};

pub(crate) const TABLES: &[Table] = &[
    Table {
        of: "Condition",
        elements: &[
            ("text", Kept, "Narrative"),
            ("identifier", Kept, "Identifier"),
            ("clinicalStatus", Told, "CodeableConcept"),
            ("verificationStatus", Told, "CodeableConcept"),
            ("category", Kept, "CodeableConcept"),
            ("severity", Doubt, "CodeableConcept"),
            ("code", Told, "CodeableConcept"),
            ("bodySite", Doubt, "CodeableConcept"),
            ("subject", Kept, "Reference"),
            ("encounter", Kept, "Reference"),
            ("onsetDateTime", Told, ""),
            ("onsetAge", Kept, "Quantity"),
            ("onsetPeriod", Told, "Period"),
            ("onsetRange", Kept, "Range"),
            ("onsetString", Kept, ""),
            ("abatementDateTime", Told, ""),
            ("abatementAge", Doubt, "Quantity"),
            ("abatementPeriod", Told, "Period"),
            ("abatementRange", Doubt, "Range"),
            ("abatementString", Doubt, ""),
            ("recordedDate", Told, ""),
            ("recorder", Told, "Reference"),
            ("asserter", Told, "Reference"),
            ("stage", Doubt, "Condition.stage"),
            ("evidence", Kept, "Condition.evidence"),
            ("note", Told, "Annotation"),
        ],
    },
    Table {
        of: "Condition.stage",
        elements: &[
            ("summary", Doubt, "CodeableConcept"),
            ("assessment", Doubt, "Reference"),
            ("type", Doubt, "CodeableConcept"),
        ],
    },
    Table {
        of: "Condition.evidence",
        elements: &[("code", Kept, "CodeableConcept"), ("detail", Kept, "Reference")],
    },
];

pub(crate) const EXTENSIONS: &[KnownExtension] = &[
    known("Condition", "JP_eCS_DiagnosisType", Told),
    // The name as written (`code.text`) holds the modifiers; their codes stand beside it.
    known("Condition.code", "JP_Condition_DiseasePrefixModifier", Told),
    known("Condition.code", "JP_Condition_DiseasePostfixModifier", Told),
];
