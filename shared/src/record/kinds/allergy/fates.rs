//! AllergyIntolerance.

use crate::record::fate::{
    Fate::{Doubt, Kept, Told},
    KnownExtension, Table, known,
};

pub(crate) const TABLES: &[Table] = &[
    Table {
        of: "AllergyIntolerance",
        elements: &[
            ("text", Kept, "Narrative"),
            ("identifier", Kept, "Identifier"),
            ("clinicalStatus", Told, "CodeableConcept"),
            ("verificationStatus", Told, "CodeableConcept"),
            ("type", Kept, ""),
            ("category", Told, ""),
            ("criticality", Told, ""),
            ("code", Told, "CodeableConcept"),
            ("patient", Kept, "Reference"),
            ("encounter", Kept, "Reference"),
            ("onsetDateTime", Told, ""),
            ("onsetAge", Kept, "Quantity"),
            ("onsetPeriod", Told, "Period"),
            ("onsetRange", Kept, "Range"),
            ("onsetString", Kept, ""),
            ("recordedDate", Told, ""),
            ("recorder", Kept, "Reference"),
            ("asserter", Kept, "Reference"),
            ("lastOccurrence", Kept, ""),
            ("note", Told, "Annotation"),
            ("reaction", Told, "AllergyIntolerance.reaction"),
        ],
    },
    Table {
        of: "AllergyIntolerance.reaction",
        elements: &[
            ("substance", Doubt, "CodeableConcept"),
            ("manifestation", Told, "CodeableConcept"),
            ("description", Told, ""),
            ("onset", Kept, ""),
            ("severity", Kept, ""),
            ("exposureRoute", Doubt, "CodeableConcept"),
            ("note", Told, "Annotation"),
        ],
    },
];

pub(crate) const EXTENSIONS: &[KnownExtension] = &[
    // What is not known of a reaction; its absence says the same.
    known("AllergyIntolerance.reaction.manifestation", "iso21090-nullFlavor", Kept),
];
