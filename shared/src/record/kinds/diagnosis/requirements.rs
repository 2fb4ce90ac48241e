//! 傷病名 (spec §5).

use super::fhir::VERIFICATION;
use crate::element::{
    concept::Concept,
    issues::Issues,
    node::{Node, look_up, one_of},
    systems,
};
use crate::record::{
    Severity, Verification,
    requirements::{Strictness, coded, has_department, lacks_code},
};

pub(crate) fn check(resource: &Node<'_>, strictness: Strictness, issues: &mut Issues) {
    let severity = strictness.severity();
    let concept = coded(resource, "code", severity, issues);
    if !systems::holds_any(&concept.codings, &[systems::DISEASE]) {
        let expected = format!("a code in {}", systems::DISEASE);
        lacks_code(resource, "code", severity, expected, issues);
    }
    verification(resource, severity, issues);
    match Concept::each(resource, "category", issues).as_slice() {
        [] => resource.missing(issues, severity, "category", "encounter-diagnosis"),
        categories if categories.iter().any(|category| category.has_code("encounter-diagnosis")) => {}
        _ => {
            if let Some(node) = resource.get("category") {
                node.complain(issues, Severity::Warning, "encounter-diagnosis");
            }
        }
    }
    if strictness == Strictness::Registration {
        let onset = ["onsetDateTime", "onsetPeriod"];
        if onset.iter().all(|field| resource.get(field).is_none()) {
            resource.missing(issues, severity, "onsetDateTime", "when it began");
        }
        has_department(resource, severity, issues);
    }
}

fn verification(resource: &Node<'_>, severity: Severity, issues: &mut Issues) {
    let Some(concept) = Concept::under(resource, "verificationStatus", issues) else {
        resource.missing(issues, severity, "verificationStatus", one_of(&VERIFICATION));
        return;
    };
    let node = resource.get("verificationStatus").unwrap_or_else(|| resource.clone());
    match concept.codings.iter().find_map(|coding| look_up(&VERIFICATION, &coding.code)) {
        None => node.complain(issues, severity, one_of(&VERIFICATION)),
        Some(Verification::Refuted) => {
            let expected = "confirmed; it is stored and never shown as a diagnosis";
            node.complain(issues, Severity::Warning, expected);
        }
        Some(_) => {}
    }
}
