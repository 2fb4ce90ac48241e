//! What a reader of one resource knows of the others.

use super::addresses::{Addresses, Known, Target};
use std::collections::BTreeMap;

/// The other resources, as seen from one of them.
pub(super) struct Context<'a> {
    pub(super) addresses: &'a Addresses,
    /// Its place in the Bundle.
    pub(super) from: usize,
    /// The person that the document is about.
    pub(super) subject: Option<usize>,
    /// What stands inside it, by id.
    pub(super) contained: &'a Contained,
}

/// The resources inside one resource.
#[derive(Default)]
pub(super) struct Contained {
    pub(super) by_id: BTreeMap<String, usize>,
    pub(super) known: Vec<Known>,
}

impl Context<'_> {
    pub(super) fn resolve(&self, reference: &str) -> Option<Target> {
        if let Some(id) = reference.strip_prefix('#') {
            return self.contained.by_id.get(id).copied().map(Target::Contained);
        }
        self.addresses.all(reference, self.from).first().copied().map(Target::Entry)
    }

    /// What a target is called, or at least its type; `None` where that was told too often already.
    pub(super) fn called(&self, target: Target) -> Option<&str> {
        let known = match target {
            Target::Entry(place) => self.addresses.known(place),
            Target::Contained(place) => self.contained.known.get(place),
        }?;
        let called = known.name.as_deref().unwrap_or(&known.resource_type);
        (!called.is_empty() && self.addresses.may_copy(called.len())).then_some(called)
    }
}
