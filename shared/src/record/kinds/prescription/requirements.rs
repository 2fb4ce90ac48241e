//! 処方 (spec §8).

use crate::record::requirements::{Strictness, code_in, coded, lacks_code, required};
use crate::{
    element::{concept::Concept, issues::Issues, node::Node, systems},
    record::{Severity, Standing, kinds::prescription::dosage},
};

pub(crate) fn check(resource: &Node<'_>, strictness: Strictness, issues: &mut Issues) {
    let severity = strictness.severity();
    let by_reference = resource.get("medicationReference").is_some();
    if !by_reference {
        let concept = coded(resource, "medicationCodeableConcept", severity, issues);
        let accepted = [systems::YJ, systems::GENERAL_NAME, systems::NO_MEDICINE_CODE];
        if !systems::holds_any(&concept.codings, &accepted) {
            let expected = "a YJ code, a general-name code, or NOCODED".to_owned();
            lacks_code(resource, "medicationCodeableConcept", severity, expected, issues);
        }
    }
    required(resource, "authoredOn", "when it was prescribed", severity, issues);
    code_in(resource, "status", &Standing::STATUSES, severity, issues);
    // Of what is taken back nothing else matters.
    if resource.raw("status") != Some("entered-in-error") {
        code_in(resource, "intent", &Standing::INTENTS, severity, issues);
    }
    for (field, pinned) in [("status", "completed"), ("intent", "order")] {
        if let Some(node) = resource.get(field).filter(|node| node.value != pinned)
            && node.value != "entered-in-error"
        {
            node.complain(issues, Severity::Warning, pinned);
        }
    }
    let identifiers = resource.list("identifier", issues);
    let numbered = |wanted: &str| {
        identifiers.iter().any(|identifier| identifier.raw("system").map(systems::current) == Some(wanted))
    };
    if !numbered(systems::RP_NUMBER) || !numbered(systems::RP_ORDER) {
        let expected = "the Rp number and the place in the Rp";
        resource.missing(issues, Severity::Warning, "identifier", expected);
    }
    let instructions = resource.list("dosageInstruction", issues);
    if instructions.is_empty() {
        resource.missing(issues, severity, "dosageInstruction", "at least one instruction");
    }
    for instruction in &instructions {
        usage(instruction, severity, issues);
        let period = dosage::period_of_use(instruction, issues);
        if period.is_none_or(|period| period.get("start").is_none()) {
            let field = "extension('JP_MedicationDosage_PeriodOfUse')";
            instruction.missing(issues, severity, field, "the first day of use (valuePeriod.start)");
        }
    }
}

/// R5020: exactly one usage code of 電子処方箋, or the dummy code.
fn usage(instruction: &Node<'_>, severity: Severity, issues: &mut Issues) {
    let timing = instruction.object("timing", issues);
    let code = timing.and_then(|timing| Concept::under(&timing, "code", issues)).unwrap_or_default();
    let accepted = [systems::USAGE_EPRESCRIPTION, systems::USAGE_UNCODED];
    let count = code.codings.iter().filter(|coding| accepted.contains(&coding.system.as_str())).count();
    if count != 1 {
        issues.add(
            severity,
            instruction.path.field("timing").field("code").field("coding").to_string(),
            format!("{count} codes in MedicationUsage_ePrescription or MedicationUsage_Uncoded_CS"),
            "exactly one (R5020)",
        );
    }
}
