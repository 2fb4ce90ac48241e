//! `value[x]`: a result, exactly as it was sent.

use super::{
    concept::Concept,
    issues::{Issues, shown},
    node::{A_MOMENT, Node},
};
use crate::{
    decimal::Decimal,
    record::{Comparator, Interpretation, Measured, Quantity, ReferenceRange, Severity},
    time::Moment,
};

const COMPARATOR: [(&str, Comparator); 4] = [
    ("<", Comparator::Less),
    ("<=", Comparator::LessOrEqual),
    (">=", Comparator::GreaterOrEqual),
    (">", Comparator::Greater),
];

/// Codes of `v3-ObservationInterpretation`. `<` and `>` are left out: they repeat the comparator.
const INTERPRETATION: [(&str, Interpretation); 20] = [
    ("LL", Interpretation::CriticallyLow),
    ("L", Interpretation::Low),
    ("LU", Interpretation::Low),
    ("N", Interpretation::Normal),
    ("H", Interpretation::High),
    ("HU", Interpretation::High),
    ("HH", Interpretation::CriticallyHigh),
    ("A", Interpretation::Abnormal),
    ("AA", Interpretation::CriticallyAbnormal),
    ("POS", Interpretation::Positive),
    ("DET", Interpretation::Positive),
    ("RR", Interpretation::Positive),
    ("NEG", Interpretation::Negative),
    ("ND", Interpretation::Negative),
    ("NR", Interpretation::Negative),
    ("IND", Interpretation::Indeterminate),
    ("E", Interpretation::Indeterminate),
    ("WR", Interpretation::Indeterminate),
    ("IE", Interpretation::Indeterminate),
    ("I", Interpretation::Indeterminate),
];

/// The value of a result or of one of its parts.
pub(crate) fn measured(node: &Node<'_>, issues: &mut Issues) -> Measured {
    let values: Vec<&String> = node
        .fields()
        .into_iter()
        .flat_map(|fields| fields.iter())
        .filter(|(name, value)| is_value(name) && !value.is_null())
        .map(|(name, _)| name)
        .collect();
    let Some(first) = values.first() else { return not_measured(node, issues) };
    for more in &values[1..] {
        if let Some(value) = node.get(more) {
            value.complain(issues, Severity::Part, format!("one value; {first} was read"));
        }
    }
    let Some(value) = node.get(first) else { return not_measured(node, issues) };
    read_value(first, &value, node, issues).unwrap_or_else(|| {
        // The readers below name the element at fault; here the whole value is kept as text.
        value.complain(issues, Severity::Part, "a value that can be read");
        Measured::Unreadable(shown(value.value))
    })
}

/// `valueQuantity` and the like, not `valueSet`.
fn is_value(name: &str) -> bool {
    name.strip_prefix("value").is_some_and(|kind| kind.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn read_value(name: &str, value: &Node<'_>, owner: &Node<'_>, issues: &mut Issues) -> Option<Measured> {
    Some(match name {
        "valueQuantity" => Measured::Quantity(quantity(value, issues)?),
        "valueString" => Measured::Text(owner.text(name, issues)?),
        "valueCodeableConcept" => Measured::Text(Concept::read(value, issues).words_or_code()?),
        "valueBoolean" => Measured::Flag(value.value.as_bool()?),
        "valueInteger" => Measured::Quantity(Quantity {
            value: Decimal::try_from(value.value.as_number()?.to_string()).ok()?,
            comparator: None,
            unit: None,
        }),
        "valueRange" => {
            let low = bound(value, "low", issues);
            let high = bound(value, "high", issues);
            if low.is_none() && high.is_none() {
                return None;
            }
            Measured::Range { low, high }
        }
        "valueRatio" => Measured::Ratio {
            numerator: quantity(&value.object("numerator", issues)?, issues)?,
            denominator: quantity(&value.object("denominator", issues)?, issues)?,
        },
        "valueDateTime" => {
            let Some(moment) = value.value.as_str().and_then(|text| Moment::try_from(text).ok()) else {
                value.complain(issues, Severity::Part, A_MOMENT);
                return None;
            };
            Measured::Instant(moment)
        }
        "valueTime" => Measured::Text(owner.text(name, issues)?),
        _ => return None,
    })
}

fn not_measured(node: &Node<'_>, issues: &mut Issues) -> Measured {
    match Concept::under(node, "dataAbsentReason", issues) {
        Some(reason) => Measured::Absent { reason: reason.words_or_code() },
        None => Measured::NotSent,
    }
}

/// A number with its unit; `None`, with the reason among the issues, when the number cannot be read.
pub(crate) fn quantity(node: &Node<'_>, issues: &mut Issues) -> Option<Quantity> {
    if node.get("value").is_none() {
        node.missing(issues, Severity::Part, "value", "a decimal number");
        return None;
    }
    let value = node.decimal("value", issues)?;
    let comparator = match node.get("comparator") {
        None => None,
        // A comparator that is not understood turns `<5` into `5`: then the number is not read either.
        Some(_) => Some(node.code_of("comparator", &COMPARATOR, issues)?),
    };
    let unit = node.text("unit", issues).or_else(|| node.text("code", issues));
    Some(Quantity { value, comparator, unit })
}

fn bound(range: &Node<'_>, name: &str, issues: &mut Issues) -> Option<Quantity> {
    quantity(&range.object(name, issues)?, issues)
}

/// The first judgement we know; others are unread parts.
pub(crate) fn interpretation(node: &Node<'_>, issues: &mut Issues) -> Option<Interpretation> {
    let mut found = None;
    for concept_node in node.list("interpretation", issues) {
        let concept = Concept::read(&concept_node, issues);
        let codes: Vec<String> = match concept.codings.is_empty() {
            false => concept.codings.iter().map(|coding| coding.code.trim().to_uppercase()).collect(),
            true => concept.text.iter().map(|text| text.trim().to_uppercase()).collect(),
        };
        let known = codes.iter().find_map(|code| super::node::look_up(&INTERPRETATION, code));
        let repeats_comparator = codes.iter().all(|code| code == "<" || code == ">");
        if known.is_none() && !repeats_comparator {
            let expected = "a code of v3-ObservationInterpretation, such as H, L, N, POS";
            concept_node.complain(issues, Severity::Part, expected);
        }
        found = found.or(known);
    }
    found
}

pub(crate) fn ranges(node: &Node<'_>, issues: &mut Issues) -> Vec<ReferenceRange> {
    node.list("referenceRange", issues)
        .iter()
        .filter_map(|range| {
            let low = bound(range, "low", issues);
            let high = bound(range, "high", issues);
            let applies: Vec<String> =
                Concept::each(range, "appliesTo", issues).iter().filter_map(Concept::words).collect();
            let text = range.text("text", issues).or_else(|| Some(applies.join(" ")).filter(|t| !t.is_empty()));
            let says_something = low.is_some() || high.is_some() || text.is_some();
            says_something.then_some(ReferenceRange { low, high, text })
        })
        .collect()
}
