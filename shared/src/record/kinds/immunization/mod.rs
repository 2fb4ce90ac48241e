//! Vaccinations (予防接種), given or not.

pub(crate) mod fates;
pub(crate) mod fhir;
mod status;
mod write;

pub use status::Vaccination;

use crate::record::{Coding, Origin};
use crate::time::Moment;
use crate::{
    category::{Categories, Category},
    element::{issues::Issues, node::Node, reference::References},
    record::{
        kinds::{AsResource, Entry, News, RecordKind, Stored, Subject, Time, Window},
        origin::Receipt,
        requirements::{Strictness, code_in, coded},
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 予防接種.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Immunization {
    pub origin: Origin,
    pub vaccine: String,
    pub codes: Vec<Coding>,
    pub occurred: Option<Moment>,
    pub status: Vaccination,
    pub notes: Vec<String>,
}

impl RecordKind for Immunization {
    fn title(&self) -> Option<&str> {
        Some(&self.vaccine)
    }

    fn date(&self) -> Option<&Moment> {
        self.occurred.as_ref()
    }

    fn may_come(&self) -> bool {
        self.status == Vaccination::NotGiven
    }

    fn categories(&self) -> Categories {
        Category::Immunizations.into()
    }

    fn is_told(&self, _today: NaiveDate) -> bool {
        self.status.is_told()
    }

    fn window(&self) -> Window {
        Window::Always
    }

    fn news(&self) -> Option<News> {
        Some(News::Others)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject { sort: "immunization", name: &self.vaccine, codes: self.codes.iter().collect() })
    }
}

impl AsResource for Immunization {
    fn resource(&self) -> Option<serde_json::Value> {
        Some(write::write(self))
    }
}

pub(crate) const STORED: Stored = Stored {
    name: "Immunization",
    kind: "immunization",
    also: &[],
    of_the_person: None,
    read: entry,
    fates: &[fates::TABLES],
    extensions: &[fates::EXTENSIONS],
    times: &[
        ("occurrenceDateTime", Time::Past),
        ("recorded", Time::Past),
        ("expirationDate", Time::MayCome),
        ("education.publicationDate", Time::MayCome),
        ("education.presentationDate", Time::Past),
        ("reaction.date", Time::Past),
    ],
    check,
    code: "vaccineCode",
    subject: "patient",
    may_be: &[Category::Immunizations],
    is_registrable: true,
    is_listed: false,
    weighs_itself: false,
    has_occasions: false,
};

fn entry(node: &Node<'_>, receipt: &Receipt, _: &References<'_>, issues: &mut Issues) -> Option<Entry> {
    fhir::read(node, receipt, issues).map(Entry::from)
}

fn check(node: &Node<'_>, strictness: Strictness, issues: &mut Issues) {
    let severity = strictness.severity();
    code_in(node, "status", &Vaccination::STATUSES, severity, issues);
    coded(node, "vaccineCode", severity, issues);
    let occurred = ["occurrenceDateTime", "occurrenceString"];
    if occurred.iter().all(|field| node.get(field).is_none()) {
        node.missing(issues, severity, "occurrenceDateTime", "when it was given");
    }
}
