//! Medicines and vaccines.

use super::{super::Label::*, Elements, Grouped, Rows};

pub(super) const STATEMENT: Elements = Elements {
    names: &["medicationCodeableConcept"],
    links: &[("medicationReference", Medication)],
    groups: &[dosage("dosage")],
    rows: &[
        ("effective[x]", Period),
        ("category", Category),
        ("dateAsserted", Recorded),
        ("informationSource", Source),
        ("reasonCode", Reason),
        ("reasonReference", Reason),
        ("note", Note),
    ],
};

pub(super) const REQUEST: Elements = Elements {
    names: &["medicationCodeableConcept"],
    links: &[("medicationReference", Medication)],
    groups: &[dosage("dosageInstruction")],
    rows: &[
        ("authoredOn", Date),
        ("category", Category),
        ("priority", Priority),
        ("requester", Requester),
        ("recorder", Recorder),
        ("dispenseRequest.quantity", Amount),
        ("dispenseRequest.expectedSupplyDuration", Duration),
        ("dispenseRequest.validityPeriod", Period),
        ("dispenseRequest.numberOfRepeatsAllowed", Repeats),
        ("substitution.allowed[x]", Substitution),
        ("substitution.reason", Substitution),
        ("reasonCode", Reason),
        ("reasonReference", Reason),
        ("encounter", Encounter),
        ("note", Note),
    ],
};

pub(super) const MEDICATION: Elements = Elements {
    names: &["code"],
    links: &[],
    groups: &[Grouped {
        path: "ingredient",
        label: Ingredient,
        names: &["itemCodeableConcept"],
        rows: &[("itemReference", Ingredient), ("strength", Strength), ("isActive", Active)],
    }],
    rows: &[
        ("form", Form),
        ("amount", Amount),
        ("manufacturer", Manufacturer),
        ("batch.lotNumber", Lot),
        ("batch.expirationDate", Expiry),
    ],
};

pub(super) const IMMUNIZATION: Elements = Elements {
    names: &["vaccineCode"],
    links: &[],
    groups: &[
        Grouped {
            path: "protocolApplied",
            label: Protocol,
            names: &[],
            rows: &[
                ("series", Series),
                ("doseNumber[x]", Count),
                ("seriesDoses[x]", SeriesDoses),
                ("targetDisease", TargetDisease),
                ("authority", Organization),
            ],
        },
        Grouped {
            path: "reaction",
            label: Reaction,
            names: &[],
            rows: &[("date", Date), ("detail", Manifestation)],
        },
    ],
    rows: &[
        ("isSubpotent", Subpotent),
        ("subpotentReason", StatusReason),
        ("occurrence[x]", Date),
        ("recorded", Recorded),
        ("reportOrigin", Source),
        ("location", Location),
        ("manufacturer", Manufacturer),
        ("lotNumber", Lot),
        ("expirationDate", Expiry),
        ("doseQuantity", Dose),
        ("route", Route),
        ("site", Site),
        ("performer.actor", Performer),
        ("performer.function", Role),
        ("reasonCode", Reason),
        ("reasonReference", Reason),
        ("note", Note),
    ],
};

const DOSAGE: Rows = &[
    ("text", Dosage),
    ("patientInstruction", Instruction),
    ("additionalInstruction", Instruction),
    ("asNeeded[x]", AsNeeded),
    ("doseAndRate.dose[x]", Dose),
    ("doseAndRate.rate[x]", Rate),
    ("doseAndRate.type", Kind),
    ("timing.code", Timing),
    ("timing.event", Date),
    ("timing.repeat.bounds[x]", Period),
    ("timing.repeat.when", TimeOfDay),
    ("timing.repeat.timeOfDay", TimeOfDay),
    ("timing.repeat.dayOfWeek", Days),
    ("route", Route),
    ("method", Method),
    ("site", Site),
    ("maxDosePerPeriod", MaximumDose),
    ("maxDosePerAdministration", MaximumDose),
    ("maxDosePerLifetime", MaximumDose),
];

const fn dosage(path: &'static str) -> Grouped {
    Grouped { path, label: Dosage, names: &[], rows: DOSAGE }
}
