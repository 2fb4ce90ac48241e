//! The part of a record that the page of the medicines shows.

use crate::{
    context::checked::Checked,
    kinds::{
        prescription::{self, Listed},
        unreadable::sent_as,
    },
};
use shared::{
    ids::ItemId,
    medication::{MedicineLine, Taking, lines},
    record::{RecordView, Unreadable},
};

/// Medicines, each with the document it stands in, and what their check found.
#[derive(Clone, Debug, PartialEq)]
pub struct Medicines {
    /// Newest first.
    pub lines: Vec<MedicineLine>,
    /// Of each of them the document it stands in, where there is one to open.
    documents: Vec<Option<(ItemId, String)>>,
    pub unreadable: Vec<Unreadable>,
    /// Findings of their check; `None` where no check is made.
    pub checked: Option<Checked>,
    /// Whether the viewer may have them checked.
    pub may_be_checked: bool,
}

impl Medicines {
    pub fn of(view: &RecordView, checked: Option<Checked>) -> Self {
        let lines = lines(&view.record, view.as_of, view.refill);
        let documents = lines.iter().map(|line| {
            let document = view.record.document(line.prescription.origin.document.as_ref()?)?;
            Some((document.origin.item.clone(), document.title.clone()))
        });
        Self {
            documents: documents.collect(),
            unreadable: sent_as(&view.record, prescription::NAME).cloned().collect(),
            checked,
            may_be_checked: view.may_be_checked(),
            lines,
        }
    }

    /// The medicine of a line, by its place.
    pub fn at(&self, place: usize) -> Listed<'_> {
        Listed { line: &self.lines[place], document: self.documents[place].as_ref() }
    }

    pub fn all(&self) -> impl Iterator<Item = Listed<'_>> {
        (0..self.lines.len()).map(|place| self.at(place))
    }

    pub fn has(&self, taking: Taking) -> bool {
        self.lines.iter().any(|line| line.taking == taking)
    }
}
