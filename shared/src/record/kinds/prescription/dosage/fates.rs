//! Dosage and Timing.

use crate::record::fate::{
    Fate::{Doubt, Told},
    KnownExtension, Table, known,
};

pub(crate) const TABLES: &[Table] = &[
    Table {
        of: "Dosage",
        elements: &[
            ("sequence", Told, ""),
            ("text", Told, ""),
            ("additionalInstruction", Told, "CodeableConcept"),
            ("patientInstruction", Told, ""),
            ("timing", Told, "Timing"),
            ("asNeededBoolean", Told, ""),
            ("asNeededCodeableConcept", Told, "CodeableConcept"),
            ("site", Told, "CodeableConcept"),
            ("route", Told, "CodeableConcept"),
            ("method", Told, "CodeableConcept"),
            ("doseAndRate", Told, "Dosage.doseAndRate"),
            ("maxDosePerPeriod", Told, "Ratio"),
            ("maxDosePerAdministration", Told, "Quantity"),
            ("maxDosePerLifetime", Told, "Quantity"),
        ],
    },
    Table {
        of: "Dosage.doseAndRate",
        elements: &[
            ("type", Told, "CodeableConcept"),
            ("doseRange", Doubt, "Range"),
            ("doseQuantity", Told, "Quantity"),
            ("rateRatio", Told, "Ratio"),
            ("rateRange", Doubt, "Range"),
            ("rateQuantity", Doubt, "Quantity"),
        ],
    },
    Table {
        of: "Timing",
        elements: &[
            ("event", Told, ""),
            ("repeat", Told, "Timing.repeat"),
            ("code", Told, "CodeableConcept"),
        ],
    },
    Table {
        of: "Timing.repeat",
        elements: &[
            ("boundsDuration", Told, "Quantity"),
            ("boundsRange", Doubt, "Range"),
            ("boundsPeriod", Told, "Period"),
            ("count", Told, ""),
            ("countMax", Doubt, ""),
            ("duration", Doubt, ""),
            ("durationMax", Doubt, ""),
            ("durationUnit", Doubt, ""),
            ("frequency", Told, ""),
            ("frequencyMax", Doubt, ""),
            ("period", Told, ""),
            ("periodMax", Doubt, ""),
            ("periodUnit", Told, ""),
            ("dayOfWeek", Told, ""),
            ("timeOfDay", Doubt, ""),
            ("when", Doubt, ""),
            ("offset", Doubt, ""),
        ],
    },
];

pub(crate) const EXTENSIONS: &[KnownExtension] = &[
    known("Dosage", "JP_MedicationDosage_PeriodOfUse", Told),
    known("Dosage", "JP_MedicationRequest_DosageInstruction_PeriodOfUse", Told),
    known("Dosage", "JP_MedicationDosage_UsageDuration", Told),
    known("Dosage", "JP_MedicationRequest_DosageInstruction_UsageDuration", Told),
];
