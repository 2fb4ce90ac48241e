//! One folder per kind of entry: its card on a page, its row on the doctor's page, its line inside a document, and its
//! words. The pages are loops over [`KINDS`].

pub mod allergy;
pub mod diagnosis;
pub mod document;
pub mod elsewhere;
pub mod fact;
pub mod immunization;
pub mod line;
mod newest;
pub mod none_known;
pub mod observation;
pub mod prescription;
pub mod procedure;
#[cfg(feature = "ssr")]
pub mod row;
pub mod unreadable;
pub mod words;

pub use words::{categories, category, category_means};

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use row::{ForCare, Part};
use shared::record::RecordView;
use words::Words;

/// What pages ask of a kind. None of it has a default: a kind says of each that it shows nothing there.
pub struct Kind {
    /// Its name in `shared`.
    pub name: &'static str,
    /// What one is called that could not be read: a key.
    pub unread: Option<&'static str>,
    /// Of each kind of information that its entries are of.
    pub words: &'static [Words],
    /// Its sections of `/record`.
    pub sections: fn(&RecordView) -> Vec<Section>,
    /// Its parts of the doctor's page.
    #[cfg(feature = "ssr")]
    pub parts: fn(&ForCare<'_>) -> Vec<Part>,
}

/// Every kind, in the order in which they matter on a page.
const ALL: [Kind; 9] = [
    allergy::KIND,
    diagnosis::KIND,
    none_known::KIND,
    prescription::KIND,
    observation::KIND,
    procedure::KIND,
    immunization::KIND,
    document::KIND,
    unreadable::KIND,
];

pub static KINDS: [Kind; ALL.len()] = ALL;

/// A section of `/record`.
pub struct Section {
    pub id: &'static str,
    pub title: String,
    /// `None`: there is nothing to say.
    pub body: Option<AnyView>,
}
