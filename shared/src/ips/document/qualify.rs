//! What a name cannot stand without.

use super::{
    Label,
    entry::Fact,
    rest::{self, Walk},
};
use crate::coding::Coding;
use serde_json::Value;

/// Codes of a status that say the thing itself. Each other one, also one that nobody knows, stands beside the name.
const PLAIN_STATUS: [&str; 14] = [
    "active",
    "amended",
    "appended",
    "available",
    "completed",
    "corrected",
    "current",
    "final",
    "finished",
    "in-use",
    "recurrence",
    "relapse",
    "accepted",
    "on-going",
];

const ORDERS: [&str; 5] = ["order", "original-order", "reflex-order", "filler-order", "instance-order"];

/// Whether a fact stands beside the name.
pub(super) fn is_qualifying(resource_type: &str, label: Label, value: &str, codings: &[Coding]) -> bool {
    let all = |plain: &[&str]| match codings {
        [] => plain.contains(&value),
        codings => codings.iter().all(|coding| plain.contains(&coding.code.as_str())),
    };
    match label {
        Label::Status => !all(&PLAIN_STATUS),
        Label::Certainty => !all(&["confirmed"]),
        Label::Intent => !(all(&ORDERS) || resource_type == "CarePlan" && all(&["plan"])),
        Label::Decision => !all(&["permit"]),
        Label::Active | Label::Verified => value == "false",
        Label::DoNotPerform | Label::Subpotent | Label::Ended => value != "false",
        Label::StatusReason
        | Label::AbsentReason
        | Label::Focus
        | Label::Subject
        | Label::AddressNotUnique => true,
        Label::ModifierExtension | Label::ImplicitRules | Label::NameExtension => true,
        _ => false,
    }
}

/// Names of FHIR R4 and its predecessors under which "true" turns the meaning round.
const NEGATIONS: [&str; 7] =
    ["doNotPerform", "notDone", "notGiven", "notTaken", "wasNotGiven", "wasNotTaken", "exclude"];

/// Takes what changes the meaning, wherever in the resource it stands.
pub(super) fn take_modifiers(resource: &mut Value, walk: &mut Walk<'_>, qualified: &mut Vec<Fact>) {
    let plain = |label, value| Fact { label, value, codings: Vec::new() };
    match resource {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                let length = walk.enter_index(index);
                take_modifiers(item, walk, qualified);
                walk.leave(length);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                let length = walk.enter(name);
                if name == "modifierExtension" {
                    let found = rest::leaves(field.take(), walk);
                    qualified.extend(found.into_iter().map(|leaf| {
                        plain(Label::ModifierExtension, format!("{} = {}", leaf.path, leaf.value))
                    }));
                } else if NEGATIONS.contains(&name.as_str()) && !is_false(field) {
                    let found = rest::leaves(field.take(), walk);
                    qualified.extend(
                        found.into_iter().map(|leaf| {
                            plain(Label::DoNotPerform, format!("{} = {}", leaf.path, leaf.value))
                        }),
                    );
                } else {
                    take_modifiers(field, walk, qualified);
                }
                walk.leave(length);
            }
        }
        _ => {}
    }
}

/// Also what is not there.
fn is_false(value: &Value) -> bool {
    matches!(value, Value::Bool(false) | Value::Null)
}
