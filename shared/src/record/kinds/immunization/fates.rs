//! Immunization.

use crate::record::fate::{
    Fate::{Doubt, Kept, Told, Unless},
    KnownExtension, Table, known,
};

pub(crate) const TABLES: &[Table] = &[
    Table {
        of: "Immunization",
        elements: &[
            ("text", Kept, "Narrative"),
            ("identifier", Kept, "Identifier"),
            ("status", Told, ""),
            ("statusReason", Kept, "CodeableConcept"),
            ("vaccineCode", Told, "CodeableConcept"),
            ("patient", Kept, "Reference"),
            ("encounter", Kept, "Reference"),
            ("occurrenceDateTime", Told, ""),
            ("occurrenceString", Kept, ""),
            ("recorded", Kept, ""),
            ("primarySource", Unless(&["true"]), ""),
            ("reportOrigin", Doubt, "CodeableConcept"),
            ("location", Kept, "Reference"),
            ("manufacturer", Kept, "Reference"),
            ("lotNumber", Kept, ""),
            ("expirationDate", Kept, ""),
            ("site", Kept, "CodeableConcept"),
            ("route", Kept, "CodeableConcept"),
            ("doseQuantity", Kept, "Quantity"),
            ("performer", Kept, "Immunization.performer"),
            ("note", Told, "Annotation"),
            ("reasonCode", Kept, "CodeableConcept"),
            ("reasonReference", Kept, "Reference"),
            ("isSubpotent", Unless(&["false"]), ""),
            ("subpotentReason", Doubt, "CodeableConcept"),
            ("education", Kept, "Immunization.education"),
            ("programEligibility", Kept, "CodeableConcept"),
            ("fundingSource", Kept, "CodeableConcept"),
            ("reaction", Doubt, "Immunization.reaction"),
            ("protocolApplied", Kept, "Immunization.protocolApplied"),
        ],
    },
    Table {
        of: "Immunization.performer",
        elements: &[("function", Kept, "CodeableConcept"), ("actor", Kept, "Reference")],
    },
    Table {
        of: "Immunization.education",
        elements: &[
            ("documentType", Kept, ""),
            ("reference", Kept, ""),
            ("publicationDate", Kept, ""),
            ("presentationDate", Kept, ""),
        ],
    },
    Table {
        of: "Immunization.reaction",
        elements: &[("date", Doubt, ""), ("detail", Doubt, "Reference"), ("reported", Doubt, "")],
    },
    Table {
        of: "Immunization.protocolApplied",
        elements: &[
            ("series", Kept, ""),
            ("authority", Kept, "Reference"),
            ("targetDisease", Kept, "CodeableConcept"),
            ("doseNumberPositiveInt", Kept, ""),
            ("doseNumberString", Kept, ""),
            ("seriesDosesPositiveInt", Kept, ""),
            ("seriesDosesString", Kept, ""),
        ],
    },
];

pub(crate) const EXTENSIONS: &[KnownExtension] = &[
    known("Immunization", "JP_Immunization_DueDateOfNextDose", Kept),
    known("Immunization", "JP_Immunization_ManufacturedDate", Kept),
    known("Immunization", "JP_Immunization_CertificatedDate", Kept),
];
