//! Results: laboratory tests (検査), infection tests (感染症) and other findings.

pub(crate) mod fates;
pub(crate) mod fhir;
pub(crate) mod measured;
pub(crate) mod requirements;
mod status;
mod write;

use crate::record::{Coding, Origin};
use crate::{
    category::{Categories, Category},
    element::{issues::Issues, node::Node, reference::References},
    record::{
        kinds::{AsResource, Entry, News, RecordKind, Stored, Subject, Time, Window},
        origin::Receipt,
    },
};
use crate::{decimal::Decimal, time::Moment};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One result: 検査, 感染症, or a finding of a check-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    pub origin: Origin,
    pub kind: ObservationKind,
    /// The test's name, as written.
    pub name: String,
    pub codes: Vec<Coding>,
    pub status: ResultStatus,
    pub value: Measured,
    /// H, L and the like as the laboratory sent them.
    pub interpretation: Option<Interpretation>,
    /// That the true value lies beyond what can be measured: beside a judgement (`HX` beside `H`), or alone.
    #[serde(default)]
    pub limit: Option<MeasuringLimit>,
    pub ranges: Vec<ReferenceRange>,
    /// When the specimen was taken or the measurement made.
    pub effective: Option<Moment>,
    /// 検体 (血清, 尿 …).
    pub specimen: Option<String>,
    pub components: Vec<Component>,
    pub doctor: Option<String>,
    pub notes: Vec<String>,
}

impl Observation {
    /// Whether the specimen says that it is blood, or a part of it (血清, 血漿, 全血).
    pub fn is_of_blood(&self) -> bool {
        self.specimen.as_ref().is_some_and(|specimen| specimen.contains('血'))
    }

    /// Whether it can stand for a result of its test. What does not is shown as it was sent, with the words of its status
    /// and of its doubt, and is never marked, counted, drawn, calculated with, or the newest.
    pub fn counts(&self) -> bool {
        self.status.is_reported() && !self.origin.is_in_doubt()
    }
}

/// A part of a result with several (収縮期・拡張期, 所見の内容).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Component {
    pub name: String,
    pub value: Measured,
    pub interpretation: Option<Interpretation>,
    /// That the true value lies beyond what can be measured: beside a judgement (`HX` beside `H`), or alone.
    #[serde(default)]
    pub limit: Option<MeasuringLimit>,
    pub ranges: Vec<ReferenceRange>,
}

/// Which of the six information a result belongs to: infection ⇔ a coding of an InfectionLabo system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObservationKind {
    Infection,
    Laboratory,
    /// Not a laboratory result: body measurement, vital sign, questionnaire, physical finding.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResultStatus {
    Registered,
    /// 中間報告
    Preliminary,
    /// 最終報告
    Final,
    Amended,
    Corrected,
    Cancelled,
    EnteredInError,
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measured {
    Quantity(Quantity),
    /// Words: `(±)`, `陰性`, a finding.
    Text(String),
    Range {
        low: Option<Quantity>,
        high: Option<Quantity>,
    },
    Ratio {
        numerator: Quantity,
        denominator: Quantity,
    },
    Flag(bool),
    Instant(Moment),
    /// Not measured, and why, in the sender's words if any.
    Absent {
        reason: Option<String>,
    },
    /// Neither a value nor a reason was sent (the parts, if any, carry them).
    NotSent,
    /// Something was sent that we cannot read; its text as sent.
    Unreadable(String),
}

impl Measured {
    /// The unit of a plain number, where one was sent.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Quantity(quantity) => quantity.unit.as_deref(),
            _ => None,
        }
    }
}

/// A number with its unit. The number keeps the text it came with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    pub value: Decimal,
    /// `<0.5` and the like.
    pub comparator: Option<Comparator>,
    pub unit: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparator {
    Less,
    LessOrEqual,
    GreaterOrEqual,
    Greater,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceRange {
    pub low: Option<Quantity>,
    pub high: Option<Quantity>,
    pub text: Option<String>,
    /// Not all of it could be read. Then it has no limits: half a range would pass for a whole one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Interpretation {
    CriticallyLow,
    Low,
    Normal,
    High,
    CriticallyHigh,
    Abnormal,
    CriticallyAbnormal,
    Positive,
    Negative,
    Indeterminate,
}

/// On which side of what can be measured the true value lies: below (`<`, `LX`) or above (`>`, `HX`). No judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeasuringLimit {
    Below,
    Above,
}

impl Interpretation {
    /// Whether it is the laboratory's sign for a value that somebody has to be told of at once.
    pub fn is_critical(self) -> bool {
        matches!(self, Self::CriticallyLow | Self::CriticallyHigh | Self::CriticallyAbnormal)
    }
}

impl RecordKind for Observation {
    fn title(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn date(&self) -> Option<&Moment> {
        self.effective.as_ref()
    }

    fn may_come(&self) -> bool {
        false
    }

    fn categories(&self) -> Categories {
        match self.kind {
            ObservationKind::Infection => Category::Infections.into(),
            ObservationKind::Laboratory | ObservationKind::Other => Category::Tests.into(),
        }
    }

    fn is_told(&self, _today: NaiveDate) -> bool {
        self.status.is_told()
    }

    fn window(&self) -> Window {
        Window::Results
    }

    fn news(&self) -> Option<News> {
        match self.kind {
            ObservationKind::Infection => Some(News::Infections),
            ObservationKind::Laboratory => Some(News::Results),
            ObservationKind::Other => None,
        }
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject {
            sort: if self.kind == ObservationKind::Infection { "infection" } else { "test" },
            name: &self.name,
            codes: self.codes.iter().collect(),
        })
    }
}

impl AsResource for Observation {
    fn resource(&self) -> Option<serde_json::Value> {
        Some(write::write(self))
    }
}

pub(crate) const STORED: Stored = Stored {
    name: "Observation",
    kind: "observation",
    also: &[],
    of_the_person: None,
    read: entry,
    fates: &[fates::TABLES],
    extensions: &[fates::EXTENSIONS],
    times: &[
        ("effectiveDateTime", Time::Past),
        ("effectiveInstant", Time::Past),
        ("effectivePeriod.start", Time::Past),
        ("issued", Time::Past),
        ("valueDateTime", Time::MayCome),
        ("valuePeriod", Time::MayCome),
        ("component.valueDateTime", Time::MayCome),
        ("component.valuePeriod", Time::MayCome),
    ],
    check: requirements::check,
    code: "code",
    subject: "subject",
    may_be: &[Category::Infections, Category::Tests],
    is_registrable: true,
    is_listed: false,
    weighs_itself: false,
    has_occasions: true,
};

fn entry(
    node: &Node<'_>,
    receipt: &Receipt,
    references: &References<'_>,
    issues: &mut Issues,
) -> Option<Entry> {
    fhir::read(node, receipt, references, issues).map(Entry::from)
}
