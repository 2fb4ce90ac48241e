//! What becomes of each element that a facility sends. Every element of FHIR R4 in a resource that is read here, and every
//! extension of JP-CLINS, has a fate; what has none is in doubt, unless it is an extension that modifies nothing.
//!
//! Whether the elements that are told really are, `shared/tests/fates/` asks: there each is changed and left out.

mod around;
mod extensions;
mod kept;
mod people;
mod types;
mod walk;

use crate::element::{
    issues::Issues,
    node::{Node, type_of},
};
use crate::record::{ItemKind, Severity};
use serde_json::Value;
use walk::Walk;

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Part of the typed fact.
    Told,
    /// Changes nothing in what is told. What stands inside is kept with it, but for what FHIR calls a modifier.
    Kept,
    /// Where it is present, the fact may not be told plainly.
    Doubt,
    /// The same, unless it has one of these values: they change nothing.
    Unless(&'static [&'static str]),
}

/// The elements of one resource, one data type, or one element with elements of its own (`Condition.stage`).
///
/// Of each: its name, its fate, and the table of what stands in it (`""`: none; `"-"`: its own reader asks). What every
/// resource has (`meta`, `implicitRules`, `contained` …) stands in no table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub of: &'static str,
    pub elements: &'static [(&'static str, Fate, &'static str)],
}

/// An extension that is known in one place (`""`: anywhere), by the last part of its URL.
#[derive(Clone, Copy, Debug)]
pub struct KnownExtension {
    pub at: &'static str,
    pub name: &'static str,
    pub fate: Fate,
}

pub use kept::{KeptElement, kept, without_kept_that_names};

/// Of what stands around the entries.
const AROUND: [&[Table]; 3] = [types::TABLES, people::TABLES, around::TABLES];

pub(crate) const fn known(at: &'static str, name: &'static str, fate: Fate) -> KnownExtension {
    KnownExtension { at, name, fate }
}

/// Every extension that is known.
pub fn extensions() -> impl Iterator<Item = &'static KnownExtension> {
    let of_kinds = ItemKind::ALL.iter().flat_map(|kind| kind.stored().extensions);
    extensions::AROUND.iter().chain(of_kinds.flat_map(|known| known.iter()))
}

/// Every table.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    let of_kinds = ItemKind::ALL.iter().flat_map(|kind| kind.stored().fates);
    AROUND.iter().chain(of_kinds).flat_map(|tables| tables.iter())
}

/// The table of a type, by FHIR's name for it.
pub fn table(of: &str) -> Option<&'static Table> {
    tables().find(|table| table.of == of)
}

impl Table {
    /// The fate of the element `name`, and what stands in it.
    pub fn element(&self, name: &str) -> Option<(Fate, &'static str)> {
        self.elements.iter().find(|(known, ..)| *known == name).map(|(_, fate, of)| (*fate, *of))
    }
}

/// The fate of what every resource and every element may have; nothing for the rest.
pub fn common(name: &str) -> Option<Fate> {
    match name {
        "modifierExtension" | "implicitRules" => Some(Fate::Doubt),
        "meta" => Some(Fate::Told),
        "id" | "language" | "extension" | "contained" => Some(Fate::Kept),
        _ => None,
    }
}

/// Why an element is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its fate is doubt.
    Doubt,
    /// Another of the same choice stands beside it: two values, two dates, two medicines of one fact.
    SecondOfAChoice,
    /// It has no fate.
    Unlisted,
    /// An extension that has no fate.
    UnlistedExtension,
}

/// What of this resource is in doubt or has no fate, by its path. Of a Bundle, what stands around its entries.
pub fn questions(resource: &Value) -> Vec<(String, Why)> {
    let node = Node::resource(resource);
    let mut found = Walk::through_resource(&node, type_of(resource).unwrap_or_default());
    for instruction in node.list("dosageInstruction", &mut Issues::default()) {
        found.extend(Walk::through_dosage(&instruction));
    }
    found.into_iter().map(|(node, why)| (node.path.to_string(), why)).collect()
}

/// Names every element of `node`, which is of the type `of`, that leaves in doubt what the rest means, or has no fate. The
/// paths of those in doubt come back.
pub(crate) fn weigh(of: &str, node: &Node<'_>, issues: &mut Issues) -> Vec<String> {
    let found = match of {
        "Dosage" => Walk::through_dosage(node),
        _ => Walk::through_resource(node, of),
    };
    let mut doubts = Vec::new();
    for (node, why) in found {
        match why {
            Why::Doubt => {
                node.complain(issues, Severity::Doubt, "nothing that may change what the rest means")
            }
            Why::SecondOfAChoice => node.complain(
                issues,
                Severity::Part,
                "one element of a choice; another one of it stands beside this one",
            ),
            Why::Unlisted => node.complain(issues, Severity::Doubt, "an element that is known here"),
            Why::UnlistedExtension => {
                node.complain(
                    issues,
                    Severity::Warning,
                    "an extension that is known here; it changes nothing",
                );
                continue;
            }
        }
        doubts.push(node.path.to_string());
    }
    doubts
}
