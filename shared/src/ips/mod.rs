//! International Patient Summary: what one viewer sees of a record, as one FHIR document.
//!
//! It is composed of a record that is filtered already: what is undisclosed to its viewer is not in that record, so it
//! can be in no part of the summary, and nothing in it says that something is missing. What cannot be written as a
//! resource without loss stands in its section's narrative, with a remark, and is named to whoever asked.

mod bundle;
mod chosen;
mod clinical_status;
pub mod document;
mod facts;
mod narrative;
mod section;
mod words;

pub use chosen::Chosen;
pub use section::SectionCode;
pub use words::{Labels, NoneStated, Remarks, SectionTitles, Words};

use crate::{
    ids::ItemId,
    record::{RecordView, Unwritten},
};
use bundle::{Ids, Writer};
use chrono::{DateTime, Utc};
use section::sections;
use serde_json::Value;

/// When a summary is made, and what its ids are derived with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub at: DateTime<Utc>,
    /// From chance, for each summary that somebody else gets: with the same one, two summaries of one person have the
    /// same ids, and whoever has both knows it.
    pub salt: [u8; 32],
}

/// A document Bundle, and what of the record is in no resource of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ips {
    pub bundle: Value,
    /// Each stands in the narrative of its section.
    pub unwritten: Vec<(ItemId, Unwritten)>,
}

impl Ips {
    /// What was chosen of what this viewer sees. Equal input makes equal bytes.
    pub fn of(view: &RecordView, chosen: &Chosen, words: &Words, made: &Made) -> Self {
        let included = chosen.kinds.and(view.shown);
        let record = view.record.clone().chosen(included);
        let ids = Ids::new(made.salt);
        let mut writer = Writer::new(&record.person, words, ids, made.at);
        for section in sections(&record, view, chosen, words) {
            writer.add(section, included);
        }
        writer.finish()
    }

    pub fn to_json(&self) -> String {
        self.bundle.to_string()
    }
}

#[cfg(test)]
mod tests;
