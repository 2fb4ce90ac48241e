//! Goes through a resource by its tables.

use crate::element::node::{Node, type_of};
use crate::record::fate::{Fate, Table, Why, extensions, table};
use serde_json::Value;

/// What was found on the way, in the order of the JSON.
#[derive(Default)]
pub(crate) struct Walk<'a> {
    found: Vec<(Node<'a>, Why)>,
    /// What is kept within what is told: the outermost elements.
    kept: Vec<Node<'a>>,
}

/// Where an object stands.
#[derive(Clone, Copy)]
pub(crate) struct Place<'p> {
    /// The table of the object, or of what it stands in together with its `element`.
    of: &'p str,
    element: &'p str,
    /// Whether it is part of what is told.
    told: bool,
    /// Under a dosage everything is told or in doubt.
    dosage: bool,
}

impl Place<'_> {
    /// Whether this is the place that is written so: `Condition.code`.
    pub(crate) fn is(&self, written: &str) -> bool {
        match self.element {
            "" => written == self.of,
            element => written.strip_prefix(self.of).and_then(|rest| rest.strip_prefix('.')) == Some(element),
        }
    }
}

impl<'a> Walk<'a> {
    pub(crate) fn through_resource(node: &Node<'a>, of: &str) -> Vec<(Node<'a>, Why)> {
        let mut walk = Self::default();
        walk.resource(node, of);
        walk.found
    }

    pub(crate) fn kept_in_resource(node: &Node<'a>, of: &str) -> Vec<Node<'a>> {
        let mut walk = Self::default();
        walk.resource(node, of);
        walk.kept
    }

    pub(crate) fn through_dosage(node: &Node<'a>) -> Vec<(Node<'a>, Why)> {
        let mut walk = Self::default();
        walk.object(node, table("Dosage"), Place { of: "Dosage", element: "", told: true, dosage: true });
        walk.found
    }

    fn resource(&mut self, node: &Node<'a>, of: &str) {
        let place = Place { of, element: "", told: true, dosage: false };
        let Some(fields) = node.fields() else { return };
        let table = table(of);
        self.choices(node, table, place);
        for (name, value) in fields {
            match name.as_str() {
                "resourceType" | "language" => {}
                "meta" => {
                    let meta = Place { element: "meta", ..place };
                    self.within(&child(node, name, value), super::table("Meta"), meta);
                }
                "contained" => {
                    each_object(&child(node, name, value), &mut |inner| {
                        self.resource(&inner, type_of(inner.value).unwrap_or_default());
                    });
                }
                _ => self.field(node, name, value, table, place),
            }
        }
    }

    /// Names each element beyond the first of a choice (`value[x]`): FHIR has one, and a reader tells one.
    fn choices(&mut self, node: &Node<'a>, table: Option<&'static Table>, place: Place<'_>) {
        let Some(table) = table.filter(|_| place.told) else { return };
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in node.fields().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            let Some(choice) = choice_of(name).filter(|_| table.element(name).is_some()) else { continue };
            match seen.contains(&choice) {
                true => self.name(child(node, name, value), Why::SecondOfAChoice),
                false => seen.push(choice),
            }
        }
    }

    fn object(&mut self, node: &Node<'a>, table: Option<&'static Table>, place: Place<'_>) {
        self.choices(node, table, place);
        for (name, value) in node.fields().into_iter().flatten() {
            self.field(node, name, value, table, place);
        }
    }

    fn field(
        &mut self,
        node: &Node<'a>,
        name: &'a str,
        value: &'a Value,
        table: Option<&'static Table>,
        place: Place<'_>,
    ) {
        if value.is_null() {
            return;
        }
        match name {
            "id" => {}
            "extension" => self.extensions(&child(node, name, value), place),
            "modifierExtension" | "implicitRules" => self.name(child(node, name, value), Why::Doubt),
            _ => match name.strip_prefix('_') {
                Some(plain) => self.beside(&child(node, name, value), plain, table, place),
                None => self.element(node, name, value, table, place),
            },
        }
    }

    fn element(
        &mut self,
        node: &Node<'a>,
        name: &'a str,
        value: &'a Value,
        table: Option<&'static Table>,
        place: Place<'_>,
    ) {
        // Nothing is known of its type: then only what modifies is looked for.
        let Some(known) = table else {
            if value.is_object() || value.is_array() {
                self.within(&child(node, name, value), None, Place { element: name, told: false, ..place });
            }
            return;
        };
        let Some((fate, of)) = known.element(name) else {
            if place.told {
                self.name(child(node, name, value), Why::Unlisted);
            }
            return;
        };
        let told = match fate {
            Fate::Told => place.told,
            Fate::Kept => {
                self.keep(node, name, value, place);
                false
            }
            Fate::Unless(plain) if is_one_of(value, plain) => return,
            Fate::Doubt | Fate::Unless(_) => return self.name(child(node, name, value), Why::Doubt),
        };
        if of == "-" || !(value.is_object() || value.is_array()) {
            return;
        }
        let inner = super::table(of);
        let inside = match inner {
            Some(table) if stands_alone(table.of) => Place { of: table.of, element: "", told, ..place },
            _ => Place { of: known.of, element: name, told, ..place },
        };
        self.within(&child(node, name, value), inner, inside);
    }

    fn within(&mut self, node: &Node<'a>, table: Option<&'static Table>, place: Place<'_>) {
        each_object(node, &mut |object| self.object(&object, table, place));
    }

    /// `_name`: what extends an element that is plain text or a number.
    fn beside(&mut self, node: &Node<'a>, name: &'a str, table: Option<&'static Table>, place: Place<'_>) {
        if let Some(known) = table.filter(|_| place.told)
            && known.element(name).is_none()
            && super::common(name).is_none()
        {
            return self.name(node.clone(), Why::Unlisted);
        }
        if place.told {
            self.kept.push(node.clone());
        }
        let of = table.map_or("", |known| known.of);
        self.within(node, None, Place { of, element: name, told: false, ..place });
    }

    fn extensions(&mut self, list: &Node<'a>, place: Place<'_>) {
        each_object(list, &mut |extension| match extensions::fate(
            extension.raw("url").unwrap_or_default(),
            &place,
        ) {
            Some(Fate::Told) => self.extended(&extension, place),
            Some(Fate::Kept | Fate::Unless(_)) => self.kept.extend(Some(extension).filter(|_| place.told)),
            Some(Fate::Doubt) => self.name(extension, Why::Doubt),
            None if place.dosage => self.name(extension, Why::Unlisted),
            None => {
                self.kept.extend(Some(extension.clone()).filter(|_| place.told));
                self.name(extension, Why::UnlistedExtension);
            }
        });
    }

    /// The value of an extension that is told, by the type that its name ends in.
    fn extended(&mut self, extension: &Node<'a>, place: Place<'_>) {
        for (name, value) in extension.fields().into_iter().flatten() {
            let Some(of) = name.strip_prefix("value") else { continue };
            let of = if of == "Duration" { "Quantity" } else { of };
            let place = Place { of: "Extension", element: "value", told: true, ..place };
            self.within(&child(extension, name, value), table(of), place);
        }
    }

    fn keep(&mut self, node: &Node<'a>, name: &str, value: &'a Value, place: Place<'_>) {
        if place.told {
            self.kept.push(child(node, name, value));
        }
    }

    fn name(&mut self, node: Node<'a>, why: Why) {
        self.found.push((node, why));
    }
}

/// Types of which an element with a choice takes one at the end of its name, the longer one first.
const TYPES: [&str; 18] = [
    "CodeableConcept",
    "PositiveInt",
    "SampledData",
    "Attachment",
    "Reference",
    "DateTime",
    "Quantity",
    "Duration",
    "Boolean",
    "Instant",
    "Integer",
    "Period",
    "String",
    "Timing",
    "Range",
    "Ratio",
    "Time",
    "Age",
];

/// The name of the choice that an element is of: `value` of `valueQuantity`.
fn choice_of(name: &str) -> Option<&str> {
    TYPES.iter().find_map(|of| name.strip_suffix(of)).filter(|choice| !choice.is_empty())
}

/// Whether a table is of an element in one place, so that its own name says where it is.
fn stands_alone(of: &str) -> bool {
    of.contains('.') || of == "Dosage" || of == "Timing"
}

fn child<'a>(node: &Node<'a>, name: &str, value: &'a Value) -> Node<'a> {
    Node::new(value, node.path.field(name))
}

fn each_object<'a>(node: &Node<'a>, each: &mut dyn FnMut(Node<'a>)) {
    match node.value {
        Value::Object(_) => each(node.clone()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| item.is_object()) {
                each(Node::new(item, node.path.index(index)));
            }
        }
        _ => {}
    }
}

fn is_one_of(value: &Value, plain: &[&str]) -> bool {
    match value {
        Value::String(text) => plain.contains(&text.as_str()),
        Value::Bool(_) | Value::Number(_) => plain.contains(&value.to_string().as_str()),
        _ => false,
    }
}
