//! What is done, used, planned and decided.

use super::{super::Label::*, Elements, Grouped};

pub(super) const PROCEDURE: Elements = Elements {
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

pub(super) const DEVICE_USE: Elements = Elements {
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

pub(super) const DEVICE: Elements = Elements {
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

pub(super) const CARE_PLAN: Elements = Elements {
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

pub(super) const CONSENT: Elements = Elements {
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

pub(super) const FLAG: Elements = Elements {
    names: &["code"],
    links: &[],
    groups: &[],
    rows: &[("category", Category), ("period", Period), ("author", Source), ("encounter", Encounter)],
};

pub(super) const DOCUMENT: Elements = Elements {
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
