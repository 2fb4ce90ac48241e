//! CodeableConcept: what something is, in words and codes.

use crate::element::{issues::Issues, node::Node, systems};
use crate::{coding::Coding, issue::Severity};

#[derive(Clone, Debug, Default)]
pub(crate) struct Concept {
    pub(crate) text: Option<String>,
    pub(crate) codings: Vec<Coding>,
}

impl Concept {
    pub(crate) fn read(node: &Node<'_>, issues: &mut Issues) -> Self {
        let text = node.text("text", issues);
        let mut codings = Vec::new();
        for coding in node.list("coding", issues) {
            let system = coding.text("system", issues).map(|system| systems::current(&system).to_owned());
            let code = coding.text("code", issues);
            let display = coding.text("display", issues);
            if code.is_some() || display.is_some() {
                // A coding without system or code is kept, with that part empty: its display may be all there is.
                codings.push(Coding {
                    system: system.unwrap_or_default(),
                    code: code.unwrap_or_default(),
                    display,
                });
            }
        }
        Self { text, codings }
    }

    /// The concept under `name`, if one stands there.
    pub(crate) fn under(node: &Node<'_>, name: &str, issues: &mut Issues) -> Option<Self> {
        Some(Self::read(&node.object(name, issues)?, issues))
    }

    /// Each concept in the list under `name`.
    pub(crate) fn each(node: &Node<'_>, name: &str, issues: &mut Issues) -> Vec<Self> {
        node.list(name, issues).iter().map(|concept| Self::read(concept, issues)).collect()
    }

    pub(crate) fn words(&self) -> Option<String> {
        self.text.clone().or_else(|| self.codings.iter().find_map(|coding| coding.display.clone()))
    }

    /// The words, or at least the first code.
    pub(crate) fn words_or_code(&self) -> Option<String> {
        self.words().or_else(|| self.codings.first().map(|coding| coding.code.clone()))
    }

    pub(crate) fn has_code(&self, code: &str) -> bool {
        self.codings.iter().any(|coding| coding.code == code)
    }

    /// The code in a closed list; codings beside it in other systems are allowed.
    pub(crate) fn one_of<T: Copy>(
        &self,
        node: &Node<'_>,
        table: &[(&str, T)],
        issues: &mut Issues,
    ) -> Option<T> {
        let found = self.codings.iter().find_map(|coding| super::node::look_up(table, &coding.code));
        if found.is_none() {
            node.complain(issues, Severity::Part, super::node::one_of(table));
        }
        found
    }
}

/// The name a thing goes by and its codes: `text`, else the first display with a warning. `None`,
/// with the reason among the issues, when there is neither.
pub(crate) fn named(node: &Node<'_>, field: &str, issues: &mut Issues) -> Option<(String, Vec<Coding>)> {
    let Some(concept) = Concept::under(node, field, issues) else {
        if node.get(field).is_none() {
            node.missing(issues, Severity::Error, field, "a name (text) and its codes");
        }
        return None;
    };
    let at = Node { value: node.value, path: node.path.field(field) };
    if let Some(text) = concept.text {
        return Some((text, concept.codings));
    }
    let Some(display) = concept.words() else {
        at.missing(issues, Severity::Error, "text", "a name: text or a coding's display");
        return None;
    };
    at.missing(issues, Severity::Warning, "text", "the name as written; the code's display is shown");
    Some((display, concept.codings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// An empty row on a doctor's page is no medicine, and no name is made of it.
    #[test]
    fn a_name_of_nothing_that_is_seen_is_none() {
        let read = |code: serde_json::Value| {
            let resource = json!({"resourceType": "Immunization", "vaccineCode": code});
            let mut issues = Issues::default();
            let name = named(&Node::resource(&resource), "vaccineCode", &mut issues).map(|(name, _)| name);
            (name, issues.has_errors())
        };
        assert_eq!(read(json!({"text": "\u{200b}"})), (None, true));
        let coded = json!({"text": "\u{3164}", "coding": [{"system": "s", "code": "c", "display": "BCG"}]});
        assert_eq!(read(coded), (Some("BCG".to_owned()), false));
        assert_eq!(read(json!({"text": "BCG"})), (Some("BCG".to_owned()), false));
    }
}
