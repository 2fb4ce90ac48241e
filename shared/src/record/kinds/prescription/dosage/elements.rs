//! Whether all of a dosage was read. An element that is not told may change what the others mean: then the dosage is in
//! doubt, and it is told as it was written.

use crate::{
    element::{issues::Issues, node::Node},
    record::{Dosage, Severity, fate},
};
use serde_json::Value;

/// Complains of each element that is not told, of days beyond the first in `timing.event`, and of a number of doses that
/// is not the one that the days make.
pub(crate) fn check(instruction: &Node<'_>, read: &Dosage, issues: &mut Issues) {
    fate::weigh("Dosage", instruction, issues);
    let Some(timing) = instruction.get("timing") else { return };
    if let Some(event) =
        timing.get("event").filter(|event| matches!(event.value, Value::Array(all) if all.len() > 1))
    {
        event.complain(issues, Severity::Part, "one day on which it begins");
    }
    let Some(repeat) = timing.get("repeat") else { return };
    if let Some(count) = repeat.get("count")
        && doses_of(&repeat, read).is_none_or(|doses| Some(doses) != count.value.as_u64())
    {
        count.complain(issues, Severity::Doubt, "as many doses as frequency and days make");
    }
}

/// How many doses so many times a day make in the days supplied.
fn doses_of(repeat: &Node<'_>, read: &Dosage) -> Option<u64> {
    let daily = repeat.raw("periodUnit") == Some("d")
        && repeat.get("period").is_some_and(|period| period.value.as_f64() == Some(1.0));
    let times = repeat.get("frequency")?.value.as_u64().filter(|_| daily)?;
    times.checked_mul(u64::from(read.days?))
}

/// The instruction, by its path, whose `sequence` comes before that of one that stands above it.
pub(crate) fn out_of_order(instructions: &[Node<'_>], issues: &mut Issues) -> Option<String> {
    let mut last = 0;
    for sequence in instructions.iter().filter_map(|one| one.get("sequence")) {
        match sequence.value.as_u64().filter(|number| *number >= last) {
            Some(number) => last = number,
            None => {
                sequence.complain(issues, Severity::Doubt, "instructions in the order of their numbers");
                return Some(sequence.path.to_string());
            }
        }
    }
    None
}
