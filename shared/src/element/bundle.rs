//! A Bundle's entries, and how references find them.

use crate::element::{
    issues::Issues,
    node::{Node, type_of},
};
use crate::issue::Severity;
use serde_json::Value;
use std::collections::HashMap;

/// One entry that holds a resource.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) full_url: Option<&'a str>,
    pub(crate) resource: Node<'a>,
    pub(crate) node: Node<'a>,
}

impl<'a> Entry<'a> {
    pub(crate) fn resource_type(&self) -> &'a str {
        type_of(self.resource.value).unwrap_or("")
    }

    /// Key that tells this entry from its neighbours without looking at them: its address, else its id. Only an entry
    /// with neither is known by its place.
    pub(crate) fn key(&self) -> String {
        match (self.full_url, self.resource.raw("id")) {
            (Some(url), _) => url.to_owned(),
            (None, Some(id)) => id.to_owned(),
            (None, None) => self.node.path.to_string(),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Bundle<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
    by_address: HashMap<String, usize>,
}

impl<'a> Bundle<'a> {
    pub(crate) fn read(bundle: &Node<'a>, issues: &mut Issues) -> Self {
        let mut entries = Vec::new();
        let mut by_address = HashMap::new();
        for node in bundle.list("entry", issues) {
            let Some(resource) = node.object("resource", issues) else {
                node.missing(issues, Severity::Error, "resource", "the entry's resource");
                continue;
            };
            let full_url = node.raw("fullUrl");
            let index = entries.len();
            if let Some(url) = full_url
                && by_address.insert(url.to_owned(), index).is_some()
            {
                let url = node.get("fullUrl").unwrap_or_else(|| node.clone());
                url.complain(issues, Severity::Error, "an address no other entry of this Bundle has");
            }
            entries.push(Entry { full_url, resource, node });
        }
        // Full addresses come first: a short one must not point at another entry's full address.
        for (index, entry) in entries.iter().enumerate() {
            if let Some(id) = entry.resource.raw("id") {
                by_address.entry(format!("{}/{id}", entry.resource_type())).or_insert(index);
            }
        }
        Self { entries, by_address }
    }

    /// The entry a reference names: by full address, or as `Type/id`, with or without a version.
    pub(crate) fn position(&self, reference: &str) -> Option<usize> {
        let plain = reference.split_once("/_history/").map_or(reference, |(plain, _)| plain);
        self.by_address.get(plain).copied()
    }

    pub(crate) fn find(&self, reference: &str) -> Option<&'a Value> {
        Some(self.entries.get(self.position(reference)?)?.resource.value)
    }

    pub(crate) fn of_type(&self, resource_type: &str) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(move |entry| entry.resource_type() == resource_type)
    }
}
