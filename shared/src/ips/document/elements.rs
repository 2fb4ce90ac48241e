//! Elements of FHIR R4 resources that are told with a label: which, and what each means.

use super::Label::{self, *};

/// Elements by their paths.
pub(super) type Rows = &'static [(&'static str, Label)];

/// Elements that belong together: where they stand, what names them, and what each means.
pub(super) struct Grouped {
    pub(super) path: &'static str,
    pub(super) label: Label,
    pub(super) names: &'static [&'static str],
    pub(super) rows: Rows,
}

/// What a resource of one type is told by.
pub(super) struct Elements {
    pub(super) names: &'static [&'static str],
    /// References to resources that are a part of it.
    pub(super) links: Rows,
    pub(super) groups: &'static [Grouped],
    pub(super) rows: Rows,
}

/// Of each resource: what may stand beside its name.
pub(super) const OF_ALL: Rows = &[
    ("clinicalStatus", Status),
    ("verificationStatus", Certainty),
    ("status", Status),
    ("lifecycleStatus", Status),
    ("docStatus", Status),
    ("statusReason", StatusReason),
    ("intent", Intent),
    ("active", Active),
    ("focus", Focus),
];

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

const REFERENCE_RANGE: Rows =
    &[("", Range), ("text", RangeText), ("type", Kind), ("appliesTo", AppliesTo), ("age", Age)];

const CONDITION: Elements = Elements {
    names: &["code"],
    links: &[],
    groups: &[],
    rows: &[
        ("category", Category),
        ("severity", Severity),
        ("bodySite", Site),
        ("onset[x]", Onset),
        ("abatement[x]", Ended),
        ("recordedDate", Recorded),
        ("recorder", Recorder),
        ("asserter", Source),
        ("stage.summary", Stage),
        ("evidence.code", Evidence),
        ("evidence.detail", Evidence),
        ("encounter", Encounter),
        ("note", Note),
    ],
};

const ALLERGY: Elements = Elements {
    names: &["code"],
    links: &[],
    groups: &[Grouped {
        path: "reaction",
        label: Reaction,
        names: &[],
        rows: &[
            ("substance", Substance),
            ("manifestation", Manifestation),
            ("severity", Severity),
            ("description", Description),
            ("onset", Onset),
            ("exposureRoute", Route),
            ("note", Note),
        ],
    }],
    rows: &[
        ("type", Kind),
        ("category", Category),
        ("criticality", Criticality),
        ("onset[x]", Onset),
        ("lastOccurrence", LastOccurrence),
        ("recordedDate", Recorded),
        ("recorder", Recorder),
        ("asserter", Source),
        ("note", Note),
    ],
};

const STATEMENT: Elements = Elements {
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

const REQUEST: Elements = Elements {
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

const MEDICATION: Elements = Elements {
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

const IMMUNIZATION: Elements = Elements {
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

const OBSERVATION: Elements = Elements {
    names: &["code"],
    links: &[("hasMember", Member)],
    groups: &[
        Grouped { path: "referenceRange", label: Range, names: &[], rows: REFERENCE_RANGE },
        Grouped {
            path: "component",
            label: Component,
            names: &["code"],
            rows: &[
                ("value[x]", Value),
                ("dataAbsentReason", AbsentReason),
                ("interpretation", Interpretation),
                ("referenceRange", Range),
                ("referenceRange.text", RangeText),
                ("referenceRange.type", Kind),
                ("referenceRange.appliesTo", AppliesTo),
                ("referenceRange.age", Age),
            ],
        },
    ],
    rows: &[
        ("value[x]", Value),
        ("dataAbsentReason", AbsentReason),
        ("interpretation", Interpretation),
        ("effective[x]", Date),
        ("issued", Recorded),
        ("category", Category),
        ("performer", Performer),
        ("bodySite", Site),
        ("method", Method),
        ("specimen", Specimen),
        ("device", Device),
        ("encounter", Encounter),
        ("note", Note),
    ],
};

const REPORT: Elements = Elements {
    names: &["code"],
    links: &[("result", Result)],
    groups: &[],
    rows: &[
        ("conclusion", Conclusion),
        ("conclusionCode", Conclusion),
        ("effective[x]", Date),
        ("issued", Recorded),
        ("category", Category),
        ("performer", Performer),
        ("resultsInterpreter", Performer),
        ("specimen", Specimen),
        ("encounter", Encounter),
    ],
};

const PROCEDURE: Elements = Elements {
    names: &["code"],
    links: &[],
    groups: &[Grouped {
        path: "performer",
        label: Performer,
        names: &[],
        rows: &[("actor", Performer), ("function", Role), ("onBehalfOf", Organization)],
    }],
    rows: &[
        ("performed[x]", Date),
        ("category", Category),
        ("bodySite", Site),
        ("outcome", Outcome),
        ("complication", Complication),
        ("complicationDetail", Complication),
        ("followUp", FollowUp),
        ("focalDevice.manipulated", Device),
        ("focalDevice.action", Action),
        ("usedReference", Device),
        ("usedCode", Device),
        ("location", Location),
        ("recorder", Recorder),
        ("asserter", Source),
        ("reasonCode", Reason),
        ("reasonReference", Reason),
        ("encounter", Encounter),
        ("note", Note),
    ],
};

const DEVICE_USE: Elements = Elements {
    names: &[],
    links: &[("device", Device)],
    groups: &[],
    rows: &[
        ("timing[x]", Period),
        ("recordedOn", Recorded),
        ("source", Source),
        ("bodySite", Site),
        ("reasonCode", Reason),
        ("reasonReference", Reason),
        ("note", Note),
    ],
};

const DEVICE: Elements = Elements {
    names: &["deviceName.name", "type"],
    links: &[],
    groups: &[],
    rows: &[
        ("type", Kind),
        ("manufacturer", Manufacturer),
        ("modelNumber", Model),
        ("serialNumber", SerialNumber),
        ("lotNumber", Lot),
        ("expirationDate", Expiry),
        ("version.value", Version),
        ("note", Note),
    ],
};

const CARE_PLAN: Elements = Elements {
    names: &["title"],
    links: &[("activity.reference", Activity)],
    groups: &[Grouped {
        path: "activity",
        label: Activity,
        names: &["detail.code"],
        rows: &[
            ("detail.doNotPerform", DoNotPerform),
            ("detail.status", Status),
            ("detail.statusReason", StatusReason),
            ("detail.kind", Kind),
            ("detail.description", Description),
            ("detail.scheduled[x]", Timing),
            ("detail.product[x]", Medication),
            ("detail.dailyAmount", Dose),
            ("detail.quantity", Amount),
            ("detail.performer", Performer),
            ("detail.reasonCode", Reason),
            ("outcomeCodeableConcept", Outcome),
            ("progress", Progress),
        ],
    }],
    rows: &[
        ("description", Description),
        ("period", Period),
        ("created", Recorded),
        ("category", Category),
        ("author", Source),
        ("addresses", Reason),
        ("goal", Goal),
        ("note", Note),
    ],
};

const CONSENT: Elements = Elements {
    names: &["category", "scope"],
    links: &[],
    groups: &[],
    rows: &[
        ("provision.type", Decision),
        ("category", Category),
        ("scope", Scope),
        ("dateTime", Date),
        ("performer", Performer),
        ("organization", Organization),
        ("policy.uri", Policy),
        ("policyRule", Policy),
        ("verification.verified", Verified),
        ("provision.period", Period),
        ("provision.code", Provision),
        ("provision.action", Action),
        ("provision.purpose", Purpose),
        ("provision.actor.reference", Performer),
    ],
};

const FLAG: Elements = Elements {
    names: &["code"],
    links: &[],
    groups: &[],
    rows: &[("category", Category), ("period", Period), ("author", Source), ("encounter", Encounter)],
};

const DOCUMENT: Elements = Elements {
    names: &["description", "type"],
    links: &[],
    groups: &[],
    rows: &[
        ("type", Kind),
        ("category", Category),
        ("date", Date),
        ("author", Source),
        ("authenticator", Performer),
        ("custodian", Organization),
        ("context.period", Period),
    ],
};

/// Of a type without a table: its name, its remarks, and all else by its place.
const OTHER: Elements = Elements {
    names: &["code", "title", "name", "description", "type"],
    links: &[],
    groups: &[],
    rows: &[("note", Note)],
};

pub(super) fn of(resource_type: &str) -> &'static Elements {
    match resource_type {
        "Condition" => &CONDITION,
        "AllergyIntolerance" => &ALLERGY,
        "MedicationStatement" => &STATEMENT,
        "MedicationRequest" => &REQUEST,
        "Medication" => &MEDICATION,
        "Immunization" => &IMMUNIZATION,
        "Observation" => &OBSERVATION,
        "DiagnosticReport" => &REPORT,
        "Procedure" => &PROCEDURE,
        "DeviceUseStatement" => &DEVICE_USE,
        "Device" => &DEVICE,
        "CarePlan" => &CARE_PLAN,
        "Consent" => &CONSENT,
        "Flag" => &FLAG,
        "DocumentReference" => &DOCUMENT,
        _ => &OTHER,
    }
}

pub(super) fn names(resource_type: &str) -> &'static [&'static str] {
    of(resource_type).names
}
