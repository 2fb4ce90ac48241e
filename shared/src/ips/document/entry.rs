//! An entry: one resource of a document, with nothing of it left out.

use super::{Label, narrative::Block};
use crate::coding::Coding;

/// One resource, told in full unless [`Telling`] says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands (`Bundle.entry[3].resource`).
    pub path: String,
    /// Empty where none is stated.
    pub resource_type: String,
    pub name: Option<Name>,
    /// What stands beside the name, since whoever acts on the name has to know it: what negates, withdraws, ends or
    /// doubts the thing, and what may change its meaning.
    pub qualified: Vec<Fact>,
    pub facts: Vec<Fact>,
    /// Facts that belong together: a dosage, a reaction, a component.
    pub groups: Vec<Group>,
    /// Other resources that are a part of it: its medication, its members, what it contains.
    pub related: Vec<Related>,
    /// References to a part of it that resolve to nothing.
    pub missing: Vec<String>,
    pub narrative: Vec<Block>,
    pub narrative_status: Option<String>,
    pub attachments: Vec<Attachment>,
    /// All else that was sent.
    pub rest: Vec<Leaf>,
    pub unreadable: Option<Unreadable>,
    pub telling: Telling,
}

/// Whether this is where a resource is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telling {
    #[default]
    InFull,
    /// Told in full elsewhere, and once more here.
    Again,
    /// Told in full elsewhere: what stands here is its name, and what qualifies it.
    Elsewhere,
}

/// Why a resource has no facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The entry of the Bundle holds no resource.
    NoResource,
    /// The resource does not state its type.
    NoType,
}

/// What something is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The text as written, else the first display, else the first code.
    pub text: String,
    pub codings: Vec<Coding>,
}

/// A value, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub label: Label,
    /// As sent: codes and dates are not translated.
    pub value: String,
    pub codings: Vec<Coding>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub label: Label,
    pub name: Option<Name>,
    pub qualified: Vec<Fact>,
    pub facts: Vec<Fact>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub label: Label,
    /// What the reference itself calls it.
    pub display: Option<String>,
    pub entry: Entry,
}

/// A value without a label of its own, by its place in its resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// As FHIRPath; the url of an extension stands in parentheses.
    pub path: String,
    pub value: String,
}

/// A file: inside the document, or at an address that nothing here asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub content_type: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    /// Length of the file inside the document, in bytes.
    pub bytes: Option<usize>,
    /// Where it stands in its resource.
    pub path: String,
}

impl Entry {
    /// Whether it says nothing beside its name and what qualifies it.
    pub fn says_nothing_more(&self) -> bool {
        let Self { facts, groups, related, missing, narrative, attachments, rest, .. } = self;
        facts.is_empty()
            && groups.is_empty()
            && related.is_empty()
            && missing.is_empty()
            && narrative.is_empty()
            && attachments.is_empty()
            && rest.is_empty()
    }

    /// Whether its name is all that it says.
    pub(super) fn is_name_alone(&self) -> bool {
        self.says_nothing_more()
            && self.qualified.is_empty()
            && self.narrative_status.is_none()
            && self.unreadable.is_none()
            && self.name.as_ref().is_some_and(|name| name.codings.is_empty())
    }
}
