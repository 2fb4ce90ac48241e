//! Addresses of the resources of a Bundle, and what a reference means there.

use super::{elements, entry::Name, tell};
use crate::element::node::type_of;
use serde_json::Value;
use std::{cell::Cell, collections::BTreeMap};

/// An entry of the Bundle: its address and its resource.
pub(super) type Sent = (Option<String>, Value);

/// What a reference resolves to: an entry of the Bundle, or a resource inside the resource that refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Entry(usize),
    Contained(usize),
}

/// What a reference needs to know of a resource.
pub(super) struct Known {
    pub(super) resource_type: String,
    pub(super) name: Option<String>,
}

/// The resources of one Bundle by their addresses.
pub(super) struct Addresses {
    by_url: BTreeMap<String, Vec<usize>>,
    by_id: BTreeMap<String, Vec<usize>>,
    known: Vec<Known>,
    urls: Vec<Option<String>>,
    bases: Vec<Option<String>>,
    /// Letters that may be told a second time, for all references together: a long name that much refers to is not
    /// told everywhere.
    copies: Cell<usize>,
}

impl Addresses {
    pub(super) fn new(resources: &[Sent], copies: usize) -> Self {
        let mut by_url: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut bases = Vec::with_capacity(resources.len());
        for (place, (url, resource)) in resources.iter().enumerate() {
            let url = url.as_deref();
            let id = resource.get("id").and_then(Value::as_str);
            let relative = id.zip(type_of(resource)).map(|(id, kind)| format!("{kind}/{id}"));
            bases.push(
                url.zip(relative.as_deref()).and_then(|(url, end)| url.strip_suffix(end)).map(str::to_owned),
            );
            if let Some(url) = url {
                by_url.entry(url.to_owned()).or_default().push(place);
            }
            if let Some(relative) = relative {
                by_id.entry(relative).or_default().push(place);
            }
        }
        let known = resources.iter().map(|(_, resource)| known(resource)).collect();
        let urls = resources.iter().map(|(url, _)| url.clone()).collect();
        Self { by_url, by_id, known, urls, bases, copies: Cell::new(copies) }
    }

    /// Every entry that a reference of the entry at `from` may mean: more than one where an address is not unique.
    pub(super) fn all(&self, reference: &str, from: usize) -> &[usize] {
        if reference.starts_with('#') {
            return &[];
        }
        let plain = reference.split_once("/_history/").map_or(reference, |(plain, _)| plain);
        let plain = plain.split_once('#').map_or(plain, |(plain, _)| plain);
        let beside = || {
            let base = self.bases.get(from)?.as_ref()?;
            self.by_url.get(&format!("{base}{plain}"))
        };
        let found = self.by_url.get(plain).or_else(beside).or_else(|| self.by_id.get(plain));
        found.map_or(&[], Vec::as_slice)
    }

    pub(super) fn known(&self, place: usize) -> Option<&Known> {
        self.known.get(place)
    }

    /// The address of an entry, where another one has it, too.
    pub(super) fn shared_url(&self, place: usize) -> Option<&str> {
        let url = self.urls.get(place)?.as_deref()?;
        self.by_url.get(url).filter(|places| places.len() > 1).map(|_| url)
    }

    /// Whether so many letters may be told once more.
    pub(super) fn may_copy(&self, letters: usize) -> bool {
        let left = self.copies.get().checked_sub(letters);
        self.copies.set(left.unwrap_or(self.copies.get()));
        left.is_some()
    }

    /// A role is known by who has it.
    pub(super) fn name_roles(&mut self, resources: &[Sent]) {
        for (place, (_, resource)) in resources.iter().enumerate() {
            if type_of(resource) != Some("PractitionerRole") {
                continue;
            }
            let who = resource.pointer("/practitioner/reference").and_then(Value::as_str);
            let who = who.and_then(|who| self.all(who, place).first().copied());
            let name =
                who.and_then(|who| self.known(who)?.name.clone()).filter(|name| self.may_copy(name.len()));
            if name.is_some() {
                self.known[place].name = name;
            }
        }
    }
}

pub(super) fn known(resource: &Value) -> Known {
    let resource_type = type_of(resource).unwrap_or_default().to_owned();
    // What a name is taken from is a small part of a resource.
    let mut parts = Value::Object(Default::default());
    for element in elements::names(&resource_type).iter().filter_map(|path| path.split('.').next()) {
        if let Some(part) = resource.get(element) {
            parts[element] = part.clone();
        }
    }
    let name = tell::name(&mut parts, elements::names(&resource_type));
    Known { resource_type, name: name.map(|Name { text, .. }| text) }
}
