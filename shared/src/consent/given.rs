use super::{Garbled, Subject, Term, Whom};
use crate::{
    category::Category,
    ids::{ConsentId, ItemId},
    set::Member as _,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something that a patient decided, and that is never changed: it is withdrawn, and another one given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub id: ConsentId,
    pub terms: Terms,
    /// What the term is counted from: when it was first given. Undoing a withdrawal begins nothing anew.
    pub begun_at: DateTime<Utc>,
    pub given_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// What is agreed to, towards whom, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Terms {
    pub rule: Rule,
    pub whom: Whom,
    pub term: Term,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// May be shown for care. Emergencies need none.
    Permit(Scope),
    /// Is not shown for this purpose, whatever permits it.
    Exclude(Excluded, Purpose),
    /// A row that no version of the program can have written.
    Unreadable,
}

/// Which of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// As a permission: all but [`Category::with_own_consent`]. As an exclusion: all.
    Everything,
    Kind(Category),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Excluded {
    Scope(Scope),
    /// 「これは見せない」: what one line is about, wherever it stands (a medicine by its ingredient, a diagnosis, a
    /// test), or one document with all that stands in it.
    Item(ItemId),
    /// 「この診療科のことは見せない」: all that belongs to a subject, whatever its kind.
    Subject(Subject),
}

/// What the record is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    Care,
    /// Somebody's life is at stake and they cannot be asked.
    Emergency,
}

impl Purpose {
    pub const ALL: [Self; 2] = [Self::Care, Self::Emergency];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Care => "care",
            Self::Emergency => "emergency",
        }
    }

    /// # Errors
    /// [`Garbled`] for any other name.
    pub fn parse(name: &str) -> Result<Self, Garbled> {
        let known = Self::ALL.into_iter().find(|purpose| purpose.as_str() == name);
        known.ok_or_else(|| Garbled::new("a purpose (care, emergency)", name))
    }
}

impl Scope {
    /// # Errors
    /// [`Garbled`] for what is no kind of information.
    pub fn parse(text: &str) -> Result<Self, Garbled> {
        if text == "everything" {
            return Ok(Self::Everything);
        }
        let kind = Category::from_name(text).map(Self::Kind);
        kind.ok_or_else(|| Garbled::new("everything or a kind of information", text))
    }

    pub fn covers(self, category: Category) -> bool {
        match self {
            Self::Everything => true,
            Self::Kind(kind) => kind == category,
        }
    }
}

impl Excluded {
    /// # Errors
    /// [`Garbled`] for what is neither a kind of information, nor a subject, nor an item's id.
    pub fn parse(text: &str) -> Result<Self, Garbled> {
        match text.split_once(':') {
            Some(("item", id)) => {
                let item = ItemId::try_from(id.to_owned());
                item.map(Self::Item).map_err(|_| Garbled::new("an item's id after item:", text))
            }
            Some(("subject", name)) => {
                let subject = Subject::from_name(name).map(Self::Subject);
                subject.ok_or_else(|| Garbled::new("a subject after subject:", text))
            }
            _ => Scope::parse(text).map(Self::Scope),
        }
    }
}

impl Rule {
    /// As columns and forms say it: effect, what, purpose.
    pub fn parts(&self) -> (&'static str, String, Purpose) {
        match self {
            Self::Permit(scope) => ("permit", scope.to_string(), Purpose::Care),
            Self::Exclude(what, purpose) => ("exclude", what.to_string(), *purpose),
            Self::Unreadable => ("unreadable", String::new(), Purpose::Care),
        }
    }

    /// # Errors
    /// [`Garbled`]: nothing is guessed.
    pub fn parse(effect: &str, what: &str, purpose: &str) -> Result<Self, Garbled> {
        let purpose = Purpose::parse(purpose)?;
        match (effect, purpose) {
            ("permit", Purpose::Care) => Scope::parse(what).map(Self::Permit),
            ("permit", Purpose::Emergency) => {
                Err(Garbled::new("a permission for care: emergencies need none", "emergency"))
            }
            ("exclude", purpose) => Ok(Self::Exclude(Excluded::parse(what)?, purpose)),
            _ => Err(Garbled::new("permit or exclude", effect)),
        }
    }
}

impl Consent {
    /// Whether it was given and not taken back. Clocks of several machines differ: a withdrawal holds as soon as
    /// it is there, whatever its date, and a permission dated later than now waits.
    pub fn stands(&self, now: DateTime<Utc>) -> bool {
        match (&self.terms.rule, self.withdrawn_at) {
            (_, None) => true,
            (Rule::Permit(_), Some(_)) => false,
            // An exclusion is lifted at its instant and not before.
            (Rule::Exclude(..) | Rule::Unreadable, Some(at)) => now < at,
        }
    }
}

impl Consent {
    /// Whether the calendar alone ended it.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.terms.term.is_over(self.begun_at, now)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everything => f.write_str("everything"),
            Self::Kind(kind) => f.write_str(kind.as_str()),
        }
    }
}

impl fmt::Display for Excluded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scope(scope) => scope.fmt(f),
            Self::Item(item) => write!(f, "item:{item}"),
            Self::Subject(subject) => write!(f, "subject:{}", subject.as_str()),
        }
    }
}
