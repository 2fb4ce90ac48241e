//! One folder per kind of entry: its card on a page, its row on the doctor's page, its line inside a document, and its
//! words.

pub mod allergy;
pub mod diagnosis;
pub mod document;
pub mod elsewhere;
pub mod fact;
pub mod immunization;
pub mod line;
pub mod none_known;
pub mod observation;
pub mod prescription;
pub mod procedure;
#[cfg(feature = "ssr")]
pub mod row;
pub mod unreadable;
