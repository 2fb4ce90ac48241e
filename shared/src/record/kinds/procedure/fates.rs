//! Procedure.

use crate::record::fate::{
    Fate::{Doubt, Kept, Told},
    Table,
};

pub(crate) const TABLES: &[Table] = &[
    Table {
        of: "Procedure",
        elements: &[
            ("text", Kept, "Narrative"),
            ("identifier", Kept, "Identifier"),
            ("instantiatesCanonical", Kept, ""),
            ("instantiatesUri", Kept, ""),
            ("basedOn", Kept, "Reference"),
            ("partOf", Kept, "Reference"),
            ("status", Told, ""),
            ("statusReason", Kept, "CodeableConcept"),
            ("category", Kept, "CodeableConcept"),
            ("code", Told, "CodeableConcept"),
            ("subject", Kept, "Reference"),
            ("encounter", Kept, "Reference"),
            ("performedDateTime", Told, ""),
            ("performedPeriod", Told, "Period"),
            ("performedString", Kept, ""),
            ("performedAge", Kept, "Quantity"),
            ("performedRange", Kept, "Range"),
            ("recorder", Kept, "Reference"),
            ("asserter", Kept, "Reference"),
            ("performer", Kept, "Procedure.performer"),
            ("location", Kept, "Reference"),
            ("reasonCode", Kept, "CodeableConcept"),
            ("reasonReference", Kept, "Reference"),
            ("bodySite", Doubt, "CodeableConcept"),
            ("outcome", Doubt, "CodeableConcept"),
            ("report", Kept, "Reference"),
            ("complication", Doubt, "CodeableConcept"),
            ("complicationDetail", Doubt, "Reference"),
            ("followUp", Kept, "CodeableConcept"),
            ("note", Told, "Annotation"),
            ("focalDevice", Doubt, "Procedure.focalDevice"),
            ("usedReference", Kept, "Reference"),
            ("usedCode", Kept, "CodeableConcept"),
        ],
    },
    Table {
        of: "Procedure.performer",
        elements: &[
            ("function", Kept, "CodeableConcept"),
            ("actor", Kept, "Reference"),
            ("onBehalfOf", Kept, "Reference"),
        ],
    },
    Table {
        of: "Procedure.focalDevice",
        elements: &[("action", Doubt, "CodeableConcept"), ("manipulated", Doubt, "Reference")],
    },
];
