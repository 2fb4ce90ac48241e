//! What is found and observed: problems, allergies, results.

use super::{super::Label::*, Elements, Grouped, Rows};

pub(super) const CONDITION: Elements = Elements {
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

pub(super) const ALLERGY: Elements = Elements {
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

const REFERENCE_RANGE: Rows =
    &[("", Range), ("text", RangeText), ("type", Kind), ("appliesTo", AppliesTo), ("age", Age)];

pub(super) const OBSERVATION: Elements = Elements {
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

pub(super) const REPORT: Elements = Elements {
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
