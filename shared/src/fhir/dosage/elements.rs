//! Which elements of a dosage are read. An element that is not listed may change what the others mean: then the
//! dosage is in doubt, and it is told as it was written.

use crate::{
    fhir::{issues::Issues, node::Node},
    record::Severity,
};
use serde_json::Value;

const DOSAGE: [&str; 16] = [
    "id",
    "extension",
    "sequence",
    "text",
    "additionalInstruction",
    "patientInstruction",
    "timing",
    "asNeededBoolean",
    "asNeededCodeableConcept",
    "site",
    "route",
    "method",
    "doseAndRate",
    "maxDosePerPeriod",
    "maxDosePerAdministration",
    "maxDosePerLifetime",
];
const TIMING: [&str; 5] = ["id", "extension", "event", "repeat", "code"];
/// `count` is the number of doses supplied, which the quantity says too.
const REPEAT: [&str; 9] = [
    "id",
    "extension",
    "boundsDuration",
    "boundsPeriod",
    "count",
    "frequency",
    "period",
    "periodUnit",
    "dayOfWeek",
];
/// `doseRange` and the like are complained of where they are looked for.
const RATE: [&str; 8] =
    ["id", "extension", "type", "doseQuantity", "doseRange", "rateRatio", "rateRange", "rateQuantity"];

/// Complains of each element that is not read, and of days beyond the first in `timing.event`.
pub(super) fn check(instruction: &Node<'_>, issues: &mut Issues) {
    unlisted(instruction, &DOSAGE, issues);
    if let Some(timing) = instruction.get("timing") {
        unlisted(&timing, &TIMING, issues);
        if let Some(event) =
            timing.get("event").filter(|event| matches!(event.value, Value::Array(all) if all.len() > 1))
        {
            event.complain(issues, Severity::Part, "one day on which it begins");
        }
        if let Some(repeat) = timing.get("repeat") {
            unlisted(&repeat, &REPEAT, issues);
        }
    }
    for rate in instruction.list("doseAndRate", &mut Issues::default()) {
        unlisted(&rate, &RATE, issues);
    }
}

fn unlisted(node: &Node<'_>, listed: &[&str], issues: &mut Issues) {
    let Some(fields) = node.fields() else { return };
    for (name, value) in fields {
        // `_text` and the like only add extensions to an element that is read.
        if listed.contains(&name.as_str()) || name.starts_with('_') || value.is_null() {
            continue;
        }
        let at = Node::new(value, node.path.field(name));
        at.complain(issues, Severity::Part, "an element that is read here");
    }
}
