//! Subjects that people keep back as a whole.

mod belongs;
mod table;

pub(super) use belongs::Belongs;

use crate::set::{Member, Set};
use serde::{Deserialize, Serialize};

/// 精神科・感染症・産婦人科: what many ask to keep back, and what no single kind of information is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    Psychiatry,
    Infections,
    Gynaecology,
}

pub type Subjects = Set<Subject>;

/// Subjects that somebody keeps back from now on, and those that they show again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubjectsChange {
    pub keep: Subjects,
    pub open: Subjects,
}

impl SubjectsChange {
    /// From what was kept back to what is to be.
    pub fn between(before: Subjects, then: Subjects) -> Self {
        Self { keep: then.and(before.missing()), open: before.and(then.missing()) }
    }

    /// What is kept back after it.
    pub fn after(self, before: Subjects) -> Subjects {
        before.or(self.keep).and(self.open.missing())
    }
}

impl Member for Subject {
    const EACH: &'static [Self] = &[Self::Psychiatry, Self::Infections, Self::Gynaecology];
    const WHAT: &'static str = "a subject";

    fn as_str(self) -> &'static str {
        match self {
            Self::Psychiatry => "psychiatry",
            Self::Infections => "infections",
            Self::Gynaecology => "gynaecology",
        }
    }

    fn place(self) -> u32 {
        self as u32
    }
}
