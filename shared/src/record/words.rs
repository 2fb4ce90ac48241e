//! People, places and visits, as the words a section shows for them.

use crate::{
    element::{
        concept::Concept,
        issues::Issues,
        node::{Node, type_of},
        reference::{References, name_of_resource},
    },
    record::origin::department,
};

/// Resources that support others; a document need not show them where no section names them.
const SUPPORTING: [&str; 16] = [
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "Encounter",
    "Coverage",
    "Location",
    "Specimen",
    "Device",
    "RelatedPerson",
    "HealthcareService",
    "ServiceRequest",
    "Medication",
    "Provenance",
    "Binary",
    "Composition",
];

pub(crate) fn is_supporting(resource_type: &str) -> bool {
    SUPPORTING.contains(&resource_type)
}

/// Words for a supporting resource; `None` where it has nothing to say.
pub(crate) fn words(resource: &Node<'_>, references: &References<'_>, issues: &mut Issues) -> Option<String> {
    let parts: Vec<String> = match type_of(resource.value)? {
        "Encounter" => encounter(resource, issues),
        "Organization" => organization(resource, issues),
        "PractitionerRole" => ["practitioner", "organization"]
            .iter()
            .filter_map(|field| references.name(resource, field, issues))
            .collect(),
        "Coverage" => {
            let kind = Concept::under(resource, "type", issues).and_then(|kind| kind.words());
            let payors = resource.list("payor", issues);
            kind.into_iter()
                .chain(payors.iter().filter_map(|payor| references.name_of(payor, issues)))
                .collect()
        }
        "Medication" | "ServiceRequest" => Concept::under(resource, "code", issues)
            .and_then(|code| code.words_or_code())
            .into_iter()
            .collect(),
        _ => name_of_resource(resource, issues).into_iter().collect(),
    };
    Some(parts.join(" ")).filter(|words| !words.is_empty())
}

fn encounter(encounter: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    let mut parts = Vec::new();
    let class = encounter.object("class", issues);
    parts.extend(class.and_then(|class| class.text("display", issues)));
    if let Some(period) = encounter.object("period", issues) {
        let start = period.moment("start", issues).map(|start| start.first_day().to_string());
        let end = period.moment("end", issues).map(|end| end.first_day().to_string());
        let days: Vec<String> = start.into_iter().chain(end).collect();
        if !days.is_empty() {
            parts.push(days.join("–"));
        }
    }
    parts.extend(Concept::each(encounter, "reasonCode", issues).iter().filter_map(Concept::words_or_code));
    parts
}

fn organization(organization: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    let name = organization.text("name", issues);
    let department = department(organization, issues).and_then(|department| department.words_or_code());
    name.into_iter().chain(department).collect()
}
