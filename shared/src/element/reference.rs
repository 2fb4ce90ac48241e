//! References inside a resource, and the names of the people and places behind them.

use crate::element::{
    bundle::Bundle,
    concept::Concept,
    issues::Issues,
    node::{Node, type_of},
    systems,
};
use serde_json::Value;

/// Resolves `#id` in a resource's own `contained`, the rest in the Bundle around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct References<'a> {
    owner: &'a Value,
    bundle: Option<&'a Bundle<'a>>,
}

impl<'a> References<'a> {
    pub(crate) fn new(owner: &'a Value, bundle: Option<&'a Bundle<'a>>) -> Self {
        Self { owner, bundle }
    }

    pub(crate) fn find(&self, reference: &str) -> Option<&'a Value> {
        match reference.strip_prefix('#') {
            Some(id) => {
                let contained = self.owner.get("contained")?.as_array()?;
                contained.iter().find(|resource| resource.get("id").and_then(Value::as_str) == Some(id))
            }
            None => self.bundle?.find(reference),
        }
    }

    /// The resource that the reference element `node` points at.
    pub(crate) fn resolve(&self, node: &Node<'_>) -> Option<Node<'a>> {
        let resource = self.find(node.raw("reference")?)?;
        Some(Node::resource(resource))
    }

    /// The name of whom or what the reference under `field` points at, else its `display`.
    pub(crate) fn name(&self, node: &Node<'_>, field: &str, issues: &mut Issues) -> Option<String> {
        let reference = node.object(field, issues)?;
        self.name_of(&reference, issues)
    }

    pub(crate) fn name_of(&self, reference: &Node<'_>, issues: &mut Issues) -> Option<String> {
        let resolved = self.resolve(reference).and_then(|resource| self.name_in(&resource, issues));
        resolved.or_else(|| reference.text("display", issues))
    }

    fn name_in(&self, resource: &Node<'a>, issues: &mut Issues) -> Option<String> {
        if type_of(resource.value) != Some("PractitionerRole") {
            return name_of_resource(resource, issues);
        }
        let person = resource.object("practitioner", issues)?;
        let named = self.resolve(&person).and_then(|person| name_of_resource(&person, issues));
        named.or_else(|| person.text("display", issues))
    }
}

/// The name of a Practitioner, Organization, Specimen or the like.
pub(crate) fn name_of_resource(resource: &Node<'_>, issues: &mut Issues) -> Option<String> {
    match type_of(resource.value)? {
        "Specimen" => Concept::under(resource, "type", issues)?.words_or_code(),
        "Practitioner" | "Patient" | "RelatedPerson" => {
            let names = resource.list("name", issues);
            let written = names.iter().find(|name| !is_kana(name, issues)).or(names.first())?;
            person_name(written, issues)
        }
        _ => resource.text("name", issues),
    }
}

/// Whether a HumanName is the phonetic (`SYL`) one.
pub(crate) fn is_kana(name: &Node<'_>, issues: &mut Issues) -> bool {
    extension(name, systems::NAME_FORM_EXTENSION, issues)
        .is_some_and(|form| form.raw("valueCode") == Some("SYL"))
}

/// A HumanName in one line.
pub(crate) fn person_name(name: &Node<'_>, issues: &mut Issues) -> Option<String> {
    if let Some(text) = name.text("text", issues) {
        return Some(text);
    }
    let mut parts: Vec<String> = name.text("family", issues).into_iter().collect();
    let given = name.get("given").and_then(|given| given.value.as_array());
    parts.extend(given.into_iter().flatten().filter_map(Value::as_str).map(super::text::cleaned));
    Some(parts.join(" ")).filter(|joined| !joined.trim().is_empty())
}

/// The first extension whose URL ends in `name`.
pub(crate) fn extension<'a>(node: &Node<'a>, name: &str, issues: &mut Issues) -> Option<Node<'a>> {
    node.list("extension", issues)
        .into_iter()
        .find(|extension| extension.raw("url").is_some_and(|url| systems::is_named(url, name)))
}
