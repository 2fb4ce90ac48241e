//! `value[x]`: a result, exactly as it was sent.

use crate::element::{
    concept::Concept,
    issues::{Issues, shortened, shown},
    node::{Node, a_moment},
};
use crate::{
    decimal::Decimal,
    nfkc::nfkc,
    record::{Comparator, Interpretation, Measured, MeasuringLimit, Quantity, ReferenceRange, Severity},
    time::Moment,
    unit,
};

pub(crate) const COMPARATOR: [(&str, Comparator); 4] = [
    ("<", Comparator::Less),
    ("<=", Comparator::LessOrEqual),
    (">=", Comparator::GreaterOrEqual),
    (">", Comparator::Greater),
];

/// Codes of `v3-ObservationInterpretation` that say what could be measured, not how grave it is.
pub(crate) const LIMIT: [(&str, MeasuringLimit); 4] = [
    ("<", MeasuringLimit::Below),
    ("LX", MeasuringLimit::Below),
    (">", MeasuringLimit::Above),
    ("HX", MeasuringLimit::Above),
];

/// The others, and what Japanese laboratories write for a critical value.
pub(crate) const INTERPRETATION: [(&str, Interpretation); 23] = [
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
    ("パニック値", Interpretation::CriticallyAbnormal),
    ("緊急異常値", Interpretation::CriticallyAbnormal),
    ("緊急報告値", Interpretation::CriticallyAbnormal),
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
    if let Some(reason) = node.get("dataAbsentReason") {
        reason.complain(issues, Severity::Doubt, "a value, or the reason why there is none");
    }
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
            let (limits, unread) = limits(value, issues);
            let (low, high) = limits.filter(|(low, high)| !unread && !is_reversed(low, high))?;
            Measured::Range { low, high }
        }
        "valueRatio" => Measured::Ratio {
            numerator: quantity(&value.object("numerator", issues)?, issues)?,
            denominator: quantity(&value.object("denominator", issues)?, issues)?,
        },
        "valueDateTime" => {
            let Some(moment) = value.value.as_str().and_then(|text| Moment::try_from(text).ok()) else {
                value.complain(issues, Severity::Part, a_moment(value.value));
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
    let (unit, code) = (node.text("unit", issues), node.text("code", issues));
    if let (Some(unit), Some(code)) = (&unit, &code)
        && unit::contradicts(unit, code)
        && let Some(code) = node.get("code")
    {
        code.complain(
            issues,
            Severity::Doubt,
            format!("the code of the unit beside it, {}", shortened(unit)),
        );
    }
    Some(Quantity { value, comparator, unit: unit.or(code) })
}

type LowAndHigh = (Option<Quantity>, Option<Quantity>);

/// The limits of a Range, where there is one, and whether something of them could not be read.
fn limits(range: &Node<'_>, issues: &mut Issues) -> (Option<LowAndHigh>, bool) {
    let mut own = Issues::default();
    let mut bound = |name: &str| quantity(&range.object(name, &mut own)?, &mut own);
    let (low, high) = (bound("low"), bound("high"));
    let unread = !own.unread_parts().is_empty();
    issues.take(own, |severity| severity);
    (Some((low, high)).filter(|(low, high)| low.is_some() || high.is_some()), unread)
}

/// Whether the lower limit lies above the upper one, in the same unit.
fn is_reversed(low: &Option<Quantity>, high: &Option<Quantity>) -> bool {
    let (Some(low), Some(high)) = (low, high) else { return false };
    unit::is_same(low.unit.as_deref(), high.unit.as_deref(), &[]) && low.value.compare(&high.value).is_gt()
}

/// What the laboratory says of a value: the gravest judgement of those we know, and what could be measured. What is not
/// told with it, and what is not known, are unread parts.
pub(crate) fn interpretation(
    node: &Node<'_>,
    issues: &mut Issues,
) -> (Option<Interpretation>, Option<MeasuringLimit>) {
    let mut found: Vec<(Node<'_>, Interpretation)> = Vec::new();
    let mut limit: Option<MeasuringLimit> = None;
    for concept_node in node.list("interpretation", issues) {
        let concept = Concept::read(&concept_node, issues);
        let codes: Vec<String> = match concept.codings.is_empty() {
            false => concept.codings.iter().map(|coding| judgement(&coding.code)).collect(),
            true => concept.text.iter().map(|text| judgement(text)).collect(),
        };
        let known: Vec<Interpretation> =
            codes.iter().filter_map(|code| crate::element::node::look_up(&INTERPRETATION, code)).collect();
        let limits: Vec<MeasuringLimit> =
            codes.iter().filter_map(|code| crate::element::node::look_up(&LIMIT, code)).collect();
        if limits.iter().any(|one| *limit.get_or_insert(*one) != *one) {
            let expected = "one side of what can be measured, above or below; the first is told";
            concept_node.complain(issues, Severity::Doubt, expected);
        }
        if known.is_empty() && limits.is_empty() && !codes.is_empty() {
            let expected = "a code of v3-ObservationInterpretation, such as H, L, N, POS";
            concept_node.complain(issues, Severity::Part, expected);
        }
        found.extend(known.into_iter().map(|said| (concept_node.clone(), said)));
    }
    let told = found.iter().map(|(_, said)| *said).min_by_key(|said| rank(*said));
    for (node, said) in &found {
        if told.is_some_and(|told| !says_with_it(told, *said)) {
            node.complain(
                issues,
                Severity::Part,
                "one judgement, or several that agree; the gravest is told",
            );
        }
    }
    (told, limit)
}

/// The gravest first; of what is as grave, what says more.
fn rank(said: Interpretation) -> u8 {
    use Interpretation::*;
    match said {
        CriticallyHigh | CriticallyLow => 0,
        CriticallyAbnormal => 1,
        High | Low | Positive => 2,
        Abnormal => 3,
        Indeterminate | Negative | Normal => 4,
    }
}

/// Whether what is told says the other, too: `HH` says `H`.
fn says_with_it(told: Interpretation, other: Interpretation) -> bool {
    use Interpretation::*;
    told == other
        || matches!(
            (told, other),
            (CriticallyHigh, High | CriticallyAbnormal | Abnormal)
                | (CriticallyLow, Low | CriticallyAbnormal | Abnormal)
                | (CriticallyAbnormal | High | Low | Positive, Abnormal)
        )
}

fn judgement(code: &str) -> String {
    nfkc(code).trim().to_uppercase()
}

pub(crate) fn ranges(node: &Node<'_>, issues: &mut Issues) -> Vec<ReferenceRange> {
    node.list("referenceRange", issues).iter().filter_map(|one| range(one, issues)).collect()
}

fn range(node: &Node<'_>, issues: &mut Issues) -> Option<ReferenceRange> {
    let (limits, limits_unread) = limits(node, issues);
    let mut own = Issues::default();
    let applies: Vec<String> =
        Concept::each(node, "appliesTo", &mut own).iter().filter_map(Concept::words).collect();
    let text = node.text("text", &mut own).or_else(|| Some(applies.join(" ")).filter(|t| !t.is_empty()));
    // Words that could not be read may have said for whom it holds.
    let unread = limits_unread || !own.unread_parts().is_empty();
    issues.take(own, |severity| severity);
    let (low, high) = limits.filter(|_| !unread).unwrap_or_default();
    if is_reversed(&low, &high) {
        node.complain(issues, Severity::Part, "a lower limit that is not above the upper one");
    }
    let says_something = low.is_some() || high.is_some() || text.is_some() || unread;
    says_something.then_some(ReferenceRange { low, high, text, unread })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn number(value: &str, comparator: Option<Comparator>, unit: Option<&str>) -> Measured {
        let value = Decimal::try_from(value).unwrap();
        Measured::Quantity(Quantity { value, comparator, unit: unit.map(str::to_owned) })
    }

    /// Reads the value in `json` and counts what was said about it.
    fn check(json: &str, expected: Measured, complaints: usize) {
        let value: Value = serde_json::from_str(json).unwrap();
        let mut issues = Issues::default();
        assert_eq!(measured(&Node::resource(&value), &mut issues), expected, "{json}");
        assert_eq!(issues.into_vec().len(), complaints, "{json}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn values_keep_the_text_they_came_with() {
        check(r#"{"valueQuantity": {"value": 5.80, "unit": "g/dL"}}"#, number("5.80", None, Some("g/dL")), 0);
        let below = number("0.5", Some(Comparator::Less), Some("%"));
        check(r#"{"valueQuantity": {"value": 0.5, "comparator": "<", "code": "%"}}"#, below, 0);
        check(r#"{"valueInteger": 3}"#, number("3", None, None), 0);
        check(r#"{"valueQuantity": {"value": "3.9"}}"#, number("3.9", None, None), 1);
        check(r#"{"valueString": "(±)"}"#, Measured::Text("(±)".into()), 0);
        check(
            r#"{"valueCodeableConcept": {"coding": [{"display": "所見あり"}]}}"#,
            Measured::Text("所見あり".into()),
            0,
        );
        check(r#"{"valueBoolean": false}"#, Measured::Flag(false), 0);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn absent_not_sent_and_unreadable_are_three_things() {
        check("{}", Measured::NotSent, 0);
        let reason = Some("検体不足".to_owned());
        check(r#"{"dataAbsentReason": {"text": "検体不足"}}"#, Measured::Absent { reason }, 0);
        let unreadable = |text: &str| Measured::Unreadable(text.to_owned());
        check(r#"{"valueQuantity": {"unit": "%"}}"#, unreadable(r#"{"unit":"%"}"#), 2);
        check(r#"{"valueQuantity": "5"}"#, unreadable(r#""5""#), 2);
        let odd = r#"{"comparator":"~","value":5}"#;
        check(&format!(r#"{{"valueQuantity": {odd}}}"#), unreadable(odd), 2);
        check(r#"{"valueDateTime": "2024-13-40"}"#, unreadable(r#""2024-13-40""#), 1);
        check(r#"{"valueSampledData": {"x": 1}}"#, unreadable(r#"{"x":1}"#), 1);
        check(r#"{"valueBoolean": true, "valueString": "x"}"#, Measured::Flag(true), 1);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_value_with_the_reason_why_there_is_none_is_in_doubt() {
        let json = r#"{"valueQuantity": {"value": 5}, "dataAbsentReason": {"text": "測定エラー"}}"#;
        let value: Value = serde_json::from_str(json).unwrap();
        let mut issues = Issues::default();
        assert_eq!(measured(&Node::resource(&value), &mut issues), number("5", None, None));
        let said: Vec<String> = issues.unread_parts().into_iter().map(|issue| issue.path).collect();
        assert_eq!(
            (said.as_slice(), issues.is_in_doubt()),
            (["Resource.dataAbsentReason".to_owned()].as_slice(), true)
        );
    }

    /// A thousandfold: which of the two is meant, nobody can tell.
    #[wasm_bindgen_test(unsupported = test)]
    fn a_unit_and_a_code_that_contradict_are_in_doubt() {
        let doubted = |json: &str| {
            let value: Value = serde_json::from_str(json).unwrap();
            let mut issues = Issues::default();
            let read = measured(&Node::resource(&value), &mut issues);
            (read, issues.is_in_doubt())
        };
        let both = doubted(r#"{"valueQuantity": {"value": 5, "unit": "mg/dL", "code": "g/dL"}}"#);
        assert_eq!(both, (number("5", None, Some("mg/dL")), true));
        let same = doubted(r#"{"valueQuantity": {"value": 5, "unit": "mg/dl", "code": "mg/dL"}}"#);
        assert_eq!(same, (number("5", None, Some("mg/dl")), false));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn half_a_range_and_a_reversed_one_are_no_range() {
        let (three, six, one) = (
            r#"{"value": 3, "unit": "g/dL"}"#,
            r#"{"value": 6, "unit": "g/dL"}"#,
            r#"{"value": 1, "unit": "g/dl"}"#,
        );
        let of = |low: &str, high: &str| format!(r#"{{"low": {low}, "high": {high}}}"#);
        let read = |range: &str| {
            let json = format!(r#"{{"referenceRange": [{range}], "valueRange": {range}}}"#);
            let value: Value = serde_json::from_str(&json).unwrap();
            let mut issues = Issues::default();
            let node = Node::resource(&value);
            let [range] = &ranges(&node, &mut issues)[..] else { panic!("one range in {json}") };
            let limits = (range.low.is_some(), range.high.is_some());
            let is_range = matches!(measured(&node, &mut issues), Measured::Range { .. });
            (limits, range.unread, is_range, issues.unread_parts().is_empty())
        };
        assert_eq!(read(&of(three, six)), ((true, true), false, true, true));
        assert_eq!(read(&format!(r#"{{"low": {three}}}"#)), ((true, false), false, true, true));
        for unread in ["[6]", "6", "{}", r#"{"value": "six"}"#, r#"{"value": 6, "comparator": "~"}"#] {
            assert_eq!(read(&of(three, unread)), ((false, false), true, false, false), "{unread}");
            assert_eq!(read(&of(unread, six)), ((false, false), true, false, false), "{unread}");
        }
        // Both limits are shown as they were sent, and compared with nothing.
        assert_eq!(read(&of(three, one)), ((true, true), false, false, false));
        let words = r#"{"low": {"value": 3}, "text": ["女性"]}"#;
        assert_eq!((read(words).0, read(words).1), ((false, false), true));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn judgements_are_read_and_unknown_ones_reported() {
        let read = |codes: &str, complaints: usize| {
            let value: Value = serde_json::from_str(&format!(r#"{{"interpretation": {codes}}}"#)).unwrap();
            let mut issues = Issues::default();
            let found = interpretation(&Node::resource(&value), &mut issues);
            assert_eq!(issues.into_vec().len(), complaints, "{codes}");
            found
        };
        let check = |codes: &str, expected: Option<Interpretation>, complaints: usize| {
            assert_eq!(read(codes, complaints).0, expected, "{codes}");
        };
        use MeasuringLimit::{Above, Below};
        let limit = |codes: &str, judged, limit, complaints| {
            assert_eq!(read(codes, complaints), (judged, limit), "{codes}");
        };
        check(r#"[{"coding": [{"code": "H"}]}]"#, Some(Interpretation::High), 0);
        check(
            r#"[{"coding": [{"code": "<"}]}, {"coding": [{"code": "LL"}]}]"#,
            Some(Interpretation::CriticallyLow),
            0,
        );
        limit(r#"[{"coding": [{"code": "<"}]}]"#, None, Some(Below), 0);
        limit(r#"[{"coding": [{"code": "HX"}]}]"#, None, Some(Above), 0);
        // Both are said: how it stands, and that it may be any more.
        let high = Some(Interpretation::High);
        limit(r#"[{"coding": [{"code": "HX"}, {"code": "H"}]}]"#, high, Some(Above), 0);
        limit(r#"[{"coding": [{"code": "H"}]}, {"text": "ＨＸ"}]"#, high, Some(Above), 0);
        limit(r#"[{"coding": [{"code": "HX"}]}, {"coding": [{"code": "LX"}]}]"#, None, Some(Above), 1);
        // Whichever stands first: a critical sign is not lost behind another.
        check(
            r#"[{"coding": [{"code": "H"}]}, {"coding": [{"code": "HH"}]}]"#,
            Some(Interpretation::CriticallyHigh),
            0,
        );
        // What is told does not say the other: a value cannot be both.
        check(
            r#"[{"coding": [{"code": "HH"}]}, {"coding": [{"code": "L"}]}]"#,
            Some(Interpretation::CriticallyHigh),
            1,
        );
        check(r#"[{"coding": [{"code": "N"}]}, {"coding": [{"code": "H"}]}]"#, Some(Interpretation::High), 1);
        check(
            r#"[{"coding": [{"code": "NEG"}]}, {"coding": [{"code": "POS"}]}]"#,
            Some(Interpretation::Positive),
            1,
        );
        check(r#"[{"coding": [{"code": "A"}]}, {"coding": [{"code": "H"}]}]"#, Some(Interpretation::High), 0);
        check(r#"[{"text": "ＨＨ"}]"#, Some(Interpretation::CriticallyHigh), 0);
        check(r#"[{"text": "パニック値"}]"#, Some(Interpretation::CriticallyAbnormal), 0);
        check(r#"[{"coding": [{"code": "H*"}]}]"#, None, 1);
        check(r#"[{"text": "h"}]"#, Some(Interpretation::High), 0);
        check(r#"[{"coding": [{"code": "WORSE"}]}]"#, None, 1);
    }
}
