//! Observation → 検査, 感染症, and findings of a check-up.

use crate::{
    element::{
        concept::{Concept, named},
        issues::Issues,
        node::Node,
        period::ends,
        reference::References,
        systems,
    },
    record::{
        kinds::observation::measured::{interpretation, measured, ranges},
        origin::{Receipt, notes},
    },
};
use crate::{
    record::{Coding, Component, Observation, ObservationKind, ResultStatus, Severity},
    time::Moment,
};

pub(crate) const STATUS: [(&str, ResultStatus); 8] = [
    ("registered", ResultStatus::Registered),
    ("preliminary", ResultStatus::Preliminary),
    ("final", ResultStatus::Final),
    ("amended", ResultStatus::Amended),
    ("corrected", ResultStatus::Corrected),
    ("cancelled", ResultStatus::Cancelled),
    ("entered-in-error", ResultStatus::EnteredInError),
    ("unknown", ResultStatus::Unknown),
];

pub(crate) fn read(
    observation: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<Observation> {
    let (name, codes) = named(observation, "code", issues)?;
    if observation.get("status").is_none() {
        observation.missing(issues, Severity::Part, "status", crate::element::node::one_of(&STATUS));
    }
    let status = observation.code_of("status", &STATUS, issues).unwrap_or(ResultStatus::Unknown);
    let value = measured(observation, issues);
    let components =
        observation.list("component", issues).iter().filter_map(|part| component(part, issues)).collect();
    let performers = observation.list("performer", issues);
    let doctor = performers.iter().find_map(|performer| references.name_of(performer, issues));
    let kind = kind(observation, &codes, issues);
    let (interpretation, limit) = interpretation(observation, issues);
    let ranges = ranges(observation, issues);
    let effective = effective(observation, issues);
    let specimen = references.name(observation, "specimen", issues);
    let notes = notes(observation, issues);
    let origin = receipt.origin(observation, issues);
    Some(Observation {
        origin,
        kind,
        name,
        codes,
        status,
        value,
        interpretation,
        limit,
        ranges,
        effective,
        specimen,
        components,
        doctor,
        notes,
    })
}

/// Infection by its code system; laboratory by category, or by code system where none is given.
fn kind(observation: &Node<'_>, codes: &[Coding], issues: &mut Issues) -> ObservationKind {
    if systems::holds_any(codes, &systems::INFECTION_TESTS) {
        return ObservationKind::Infection;
    }
    let categories = Concept::each(observation, "category", issues);
    let laboratory = if categories.is_empty() {
        systems::holds_any(codes, &systems::CORE_TESTS)
            || systems::holds_any(codes, &[systems::JLAC10, systems::LOCAL_TEST, systems::UNCODED_TEST])
    } else {
        categories.iter().any(|category| category.has_code("laboratory"))
    };
    if laboratory { ObservationKind::Laboratory } else { ObservationKind::Other }
}

fn effective(observation: &Node<'_>, issues: &mut Issues) -> Option<Moment> {
    if let Some(moment) = observation.moment("effectiveDateTime", issues) {
        return Some(moment);
    }
    if let Some(moment) = observation.moment("effectiveInstant", issues) {
        return Some(moment);
    }
    let (start, end) = ends(&observation.object("effectivePeriod", issues)?, issues);
    start.or(end)
}

fn component(part: &Node<'_>, issues: &mut Issues) -> Option<Component> {
    let mut own = Issues::default();
    let name = named(part, "code", &mut own).map(|(name, _)| name);
    let value = measured(part, &mut own);
    let (interpretation, limit) = interpretation(part, &mut own);
    let component = Component {
        // A part without a name still has a value that must not get lost.
        name: name.unwrap_or_default(),
        value,
        interpretation,
        limit,
        ranges: ranges(part, &mut own),
    };
    // A part that cannot be read takes nothing from the others; what leaves one in doubt leaves the whole in doubt.
    issues.take(own, |severity| if severity == Severity::Error { Severity::Part } else { severity });
    Some(component)
}
