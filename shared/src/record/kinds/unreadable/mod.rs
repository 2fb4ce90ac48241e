//! What was received and could not be read: shown as such.

use crate::record::{Issue, Origin};
use crate::{
    category::Categories,
    record::kinds::{AsResource, ItemKind, News, RecordKind, Subject, Window},
    time::Moment,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An item of a record that could not be read at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unreadable {
    pub origin: Origin,
    /// The FHIR resource type, as sent.
    pub resource_type: String,
    pub issues: Vec<Issue>,
}

impl RecordKind for Unreadable {
    fn title(&self) -> Option<&str> {
        None
    }

    fn date(&self) -> Option<&Moment> {
        self.origin.updated.as_ref()
    }

    fn counts(&self) -> bool {
        false
    }

    fn may_come(&self) -> bool {
        false
    }

    fn categories(&self) -> Categories {
        self.may_be()
    }

    fn is_told(&self, _today: NaiveDate) -> bool {
        true
    }

    fn window(&self) -> Window {
        Window::Always
    }

    fn news(&self) -> Option<News> {
        Some(News::Unreadable)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        None
    }
}

impl AsResource for Unreadable {
    fn resource(&self) -> Option<serde_json::Value> {
        None
    }
}

impl Unreadable {
    /// The kinds of information that it may be of: all, where its type is not known here.
    pub fn may_be(&self) -> Categories {
        match ItemKind::from_name(&self.resource_type) {
            Some(kind) => kind.named().may_be.iter().copied().collect(),
            None => Categories::ALL,
        }
    }
}

impl Unreadable {
    /// As [`sent_as`].
    pub fn sent_as(&self) -> Option<&'static str> {
        sent_as(&self.resource_type)
    }
}

/// The name of the kind that a FHIR type says; `None`: no kind that is read.
pub fn sent_as(resource_type: &str) -> Option<&'static str> {
    let named = ItemKind::ALL.iter().map(|kind| kind.named());
    let mut says = named.filter(|one| one.name == resource_type || one.also.contains(&resource_type));
    says.next().map(|one| one.kind)
}
