//! A record limited to kinds of information, for everybody but the patient.

use super::{Record, RecordKind};
use crate::category::{Categories, Category};
use std::collections::BTreeSet;

impl Record {
    /// The same record with only these kinds of information in it. What may belong to several (something unreadable)
    /// stays only where all of them may be seen; what a document carries goes with the document.
    pub fn limited_to(self, shown: Categories) -> Self {
        if shown.is_all() { self } else { self.narrowed_to(shown) }
    }

    /// The same where lines were taken out before: no line leads to a document that is gone, and no facility is
    /// named of which nothing is left.
    pub(crate) fn narrowed_to(mut self, shown: Categories) -> Self {
        self.retain(|entry| entry.is_shown_with(shown));
        self.forget_unseen_documents();
        self.forget_silent_facilities();
        self
    }

    /// What a person chose of what they see: of these kinds, and everything that could not be read, as neither its type nor
    /// its number says which of the kinds it is.
    pub fn chosen(mut self, kinds: Categories) -> Self {
        if kinds.is_all() {
            return self;
        }
        let unreadable = std::mem::take(&mut self.unreadable);
        self.retain(|entry| entry.is_shown_with(kinds));
        self.unreadable = unreadable;
        self.forget_unseen_documents();
        self.forget_silent_facilities();
        self
    }

    /// Number of entries of a kind of information.
    pub fn count(&self, category: Category) -> usize {
        let is_one = |entry: &&dyn RecordKind| entry.counts() && entry.categories().contains(category);
        self.entries().filter(is_one).count()
    }

    /// Removes links to documents that are gone: what comes out of a letter, a medicine for example, is shown without
    /// it.
    fn forget_unseen_documents(&mut self) {
        let documents: BTreeSet<_> = self.documents.iter().map(|one| one.origin.item.clone()).collect();
        for entry in self.entries_mut() {
            entry.origin_mut().document.take_if(|document| !documents.contains(document));
        }
    }

    /// A facility of which nothing is shown is not named, and none is dated by what is not shown.
    fn forget_silent_facilities(&mut self) {
        let origins: Vec<_> = self
            .entries()
            .map(|entry| entry.origin())
            .filter_map(|one| Some((one.source.facility()?.clone(), one.received)))
            .collect();
        self.facilities.retain_mut(|facility| {
            let newest = origins.iter().filter(|(code, _)| *code == facility.code).map(|(_, at)| *at).max();
            facility.last_received = newest.unwrap_or(facility.last_received);
            newest.is_some()
        });
    }
}

#[cfg(test)]
mod tests;
