//! Operations and procedures (手術・処置), done or not.

pub(crate) mod fates;
pub(crate) mod fhir;
mod status;
mod write;

pub use status::Performed;

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

/// 手術・処置.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Procedure {
    pub origin: Origin,
    pub name: String,
    pub codes: Vec<Coding>,
    #[serde(default)]
    pub status: Performed,
    pub performed: Option<Moment>,
    pub notes: Vec<String>,
}

impl RecordKind for Procedure {
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn date(&self) -> Option<&Moment> {
        self.performed.as_ref()
    }

    fn may_come(&self) -> bool {
        !self.status.may_have_begun()
    }

    fn categories(&self) -> Categories {
        Category::Procedures.into()
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
        Some(Subject { sort: "procedure", name: &self.name, codes: self.codes.iter().collect() })
    }
}

impl AsResource for Procedure {
    fn resource(&self) -> Option<serde_json::Value> {
        Some(write::write(self))
    }
}

pub(crate) const STORED: Stored = Stored {
    name: "Procedure",
    kind: "procedure",
    also: &[],
    of_the_person: None,
    read: entry,
    fates: &[fates::TABLES],
    extensions: &[],
    times: &[("performedDateTime", Time::Past), ("performedPeriod.start", Time::Past)],
    check,
    code: "code",
    subject: "subject",
    may_be: &[Category::Procedures],
    is_registrable: true,
    is_listed: false,
    weighs_itself: false,
    has_occasions: false,
};

fn entry(node: &Node<'_>, receipt: &Receipt, _: &References<'_>, issues: &mut Issues) -> Option<Entry> {
    fhir::read(node, receipt, issues).map(Entry::from)
}

fn check(node: &Node<'_>, strictness: Strictness, issues: &mut Issues) {
    code_in(node, "status", &Performed::STATUSES, strictness.severity(), issues);
    coded(node, "code", strictness.severity(), issues);
}
