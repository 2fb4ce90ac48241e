//! アレルギー and 薬剤禁忌 (spec §7).

use super::fhir::VERIFICATION;
use crate::element::{
    concept::Concept,
    issues::Issues,
    node::{Node, look_up},
};
use crate::record::{
    Severity, Verification,
    requirements::{Strictness, coded, required},
};

pub(crate) fn check(resource: &Node<'_>, strictness: Strictness, issues: &mut Issues) {
    coded(resource, "code", strictness.severity(), issues);
    let expected = "active or another clinical status";
    let in_error = Concept::under(resource, "verificationStatus", issues)
        .is_some_and(|verification| verification.has_code("entered-in-error"));
    if !in_error {
        required(resource, "clinicalStatus", expected, Severity::Warning, issues);
    }
    let stated = Concept::under(resource, "verificationStatus", issues)
        .and_then(|stated| stated.codings.iter().find_map(|coding| look_up(&VERIFICATION, &coding.code)));
    if stated == Some(Verification::Refuted)
        && let Some(node) = resource.get("verificationStatus")
    {
        node.complain(issues, Severity::Warning, "confirmed; it is stored and shown nowhere as an allergy");
    }
    let categories = resource.value.get("category").and_then(|list| list.as_array());
    let of_medicine = categories.is_some_and(|list| list.iter().any(|code| code == "medication"));
    if of_medicine && resource.raw("criticality") != Some("high") {
        // R2011 of the guide.
        match resource.get("criticality") {
            Some(node) => node.complain(issues, Severity::Warning, "high for an allergy to a medicine"),
            None => resource.missing(
                issues,
                Severity::Warning,
                "criticality",
                "high for an allergy to a medicine",
            ),
        }
    }
}
