//! 検査 and 感染症 (spec §6).

use crate::record::requirements::{Strictness, code_in, coded, has_department, lacks_code, required};
use crate::{
    element::{concept::Concept, issues::Issues, node::Node, systems},
    record::{Severity, kinds::observation::fhir as observation},
};

pub(crate) fn check(resource: &Node<'_>, strictness: Strictness, issues: &mut Issues) {
    let severity = strictness.severity();
    code_in(resource, "status", &observation::STATUS, severity, issues);
    if strictness == Strictness::Document {
        // Findings, questionnaires and body measurements follow other profiles.
        return;
    }
    let concept = coded(resource, "code", severity, issues);
    let categories = Concept::each(resource, "category", issues);
    if !categories.iter().any(|category| category.has_code("laboratory")) {
        match resource.get("category") {
            Some(node) => node.complain(issues, severity, "laboratory"),
            None => resource.missing(issues, severity, "category", "laboratory"),
        }
    }
    if !systems::holds_any(&concept.codings, &[systems::LOCAL_TEST]) {
        let expected = format!("the sender's own code in {}", systems::LOCAL_TEST);
        lacks_code(resource, "code", severity, expected, issues);
    }
    let standard = [systems::JLAC10, systems::UNCODED_TEST];
    let is_standard = systems::holds_any(&concept.codings, &standard)
        || systems::holds_any(&concept.codings, &systems::CORE_TESTS)
        || systems::holds_any(&concept.codings, &systems::INFECTION_TESTS);
    if !is_standard {
        let expected = "a standard code (JLAC10 or JLAC11)".to_owned();
        lacks_code(resource, "code", Severity::Warning, expected, issues);
    }
    for coding in &concept.codings {
        let is_jlac10 = [systems::JLAC10, systems::CORE_TESTS[0], systems::INFECTION_TESTS[0]]
            .contains(&coding.system.as_str());
        if is_jlac10 && coding.code.len() != 17 {
            let path = resource.path.field("code").field("coding").to_string();
            issues.add(
                Severity::Warning,
                path,
                format!("{:?}", coding.code),
                "a JLAC10 code of 17 characters",
            );
        }
    }
    let effective = ["effectiveDateTime", "effectivePeriod", "effectiveInstant"];
    if effective.iter().all(|field| resource.get(field).is_none()) {
        resource.missing(issues, severity, "effectiveDateTime", "when the specimen was taken");
    }
    required(resource, "specimen", "the specimen, contained or by name", severity, issues);
    has_department(resource, severity, issues);
    required(resource, "encounter", "the contained Encounter", Severity::Warning, issues);
    required(resource, "performer", "the contained Practitioner", Severity::Warning, issues);
}
