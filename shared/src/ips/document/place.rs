//! Where each resource is told: in the sections that refer to it, in the resources that it is a part of, or beside them.

use super::{
    Label,
    addresses::{Addresses, Target},
    entry::{Entry, Fact, Related, Telling},
    resource::Read,
};

/// Resources inside resources, from the section on.
const MAX_DEPTH: usize = 8;
/// What the place of a resource costs beside its letters.
const COST_OF_AN_ENTRY: usize = 200;

/// The resources of a Bundle, each told in full exactly once, and again as far as that does not make the document long.
pub(super) struct Places<'a> {
    addresses: &'a Addresses,
    resources: Vec<Read>,
    /// Letters of each, about.
    lengths: Vec<usize>,
    is_told: Vec<bool>,
    /// From the section to where the reader stands: a circle is not followed.
    open: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(addresses: &'a Addresses, resources: Vec<Read>, lengths: Vec<usize>) -> Self {
        let is_told = vec![false; resources.len()];
        Self { addresses, resources, lengths, is_told, open: Vec::new() }
    }

    /// Every resource that a reference may mean, or `None` where there is none.
    pub(super) fn at(&mut self, reference: &str, from: usize) -> Option<Vec<Entry>> {
        let places = self.addresses.all(reference, from);
        let first = *places.first()?;
        if self.is_told[first] {
            return Some(vec![self.entry(first)]);
        }
        // What several of one address say is told by whatever refers to it first.
        Some(places.iter().map(|place| self.entry(*place)).collect())
    }

    /// The resource at a place of the Bundle.
    pub(super) fn entry(&mut self, place: usize) -> Entry {
        let is_again = self.is_told[place];
        let read = &self.resources[place];
        let length = self.lengths[place] + COST_OF_AN_ENTRY;
        if self.open.contains(&place) || is_again && !self.addresses.may_copy(length) {
            return elsewhere(&read.entry, self.addresses);
        }
        self.is_told[place] = true;
        let mut entry = read.entry.clone();
        let links: Vec<(Label, Option<String>, Target)> =
            read.links.iter().map(|link| (link.label, link.display.clone(), link.target)).collect();
        let contained = read.contained.clone();
        entry.telling = if is_again { Telling::Again } else { Telling::InFull };
        self.open.push(place);
        entry.related = self.related(links, contained);
        self.open.pop();
        if entry.name.is_none() {
            let named = |one: &&Related| matches!(one.label, Label::Medication | Label::Device);
            let name = entry.related.iter().find(named).and_then(|one| one.entry.name.clone());
            entry.name = name.filter(|name| self.addresses.may_copy(name.length()));
        }
        entry
    }

    fn related(
        &mut self,
        links: Vec<(Label, Option<String>, Target)>,
        contained: Vec<Entry>,
    ) -> Vec<Related> {
        let mut contained: Vec<(Entry, bool)> = contained.into_iter().map(|one| (one, false)).collect();
        let mut related = Vec::new();
        for (label, display, target) in links {
            let entry = match target {
                Target::Entry(place) if self.open.len() < MAX_DEPTH => Some(self.entry(place)),
                Target::Entry(place) => Some(elsewhere(&self.resources[place].entry, self.addresses)),
                Target::Contained(place) => contained.get_mut(place).map(|(one, is_told)| {
                    if std::mem::replace(is_told, true) {
                        elsewhere(one, self.addresses)
                    } else {
                        one.clone()
                    }
                }),
            };
            related.extend(entry.map(|entry| Related { label, display, entry }));
        }
        let unused = contained.into_iter().filter(|(_, is_told)| !is_told);
        related.extend(unused.map(|(entry, _)| Related { label: Label::Contained, display: None, entry }));
        related
    }

    /// What nothing told so far. What is a part of something else there is told as its part.
    pub(super) fn beside(&mut self) -> Vec<Entry> {
        let mut is_part = vec![false; self.resources.len()];
        for (place, read) in self.resources.iter().enumerate() {
            if self.is_told[place] {
                continue;
            }
            for link in &read.links {
                if let Target::Entry(part) = link.target {
                    is_part[part] = true;
                }
            }
        }
        let mut entries = Vec::new();
        for wanted in [false, true] {
            for (place, is_part) in is_part.iter().enumerate() {
                if *is_part == wanted && !self.is_told[place] {
                    entries.push(self.entry(place));
                }
            }
        }
        entries
    }

    /// Counts a resource as told that has only a name, and is told by it.
    pub(super) fn leave_out_if_named(&mut self, place: usize, names: &[String]) {
        let Read { entry, links, contained } = &self.resources[place];
        let is_alone = links.is_empty() && contained.is_empty() && entry.is_name_alone();
        const AUTHORS: [&str; 5] = ["Device", "Organization", "Patient", "Practitioner", "RelatedPerson"];
        let is_author = AUTHORS.contains(&entry.resource_type.as_str());
        let is_named =
            entry.name.as_ref().is_some_and(|name| names.iter().any(|told| told.contains(&name.text)));
        if is_alone && is_author && is_named {
            self.is_told[place] = true;
        }
    }
}

fn elsewhere(of: &Entry, addresses: &Addresses) -> Entry {
    let letters = of.name.as_ref().map_or(0, super::Name::length)
        + of.qualified.iter().map(|fact: &Fact| fact.value.len() + COST_OF_AN_ENTRY).sum::<usize>();
    Related::elsewhere(of, addresses.may_copy(letters + COST_OF_AN_ENTRY))
}
