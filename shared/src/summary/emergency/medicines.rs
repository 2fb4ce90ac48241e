//! Medicines by how much they matter in an emergency.

use crate::{
    medication::{
        CourseEnd, CriticalKind, MedicineLine, Taking, Weight, check::Medicine, knowledge::KnowledgeBase,
        lines,
    },
    nfkc::nfkc,
    record::{InCheck, Record},
    refill::RefillDays,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A critical medicine whose supply ended is listed this long: tablets are left over, and a steroid or an
/// anticoagulant that was stopped still matters. The national service's own window for prescriptions
/// (spec/jp-clins.md §11).
const ENDED_DAYS: u64 = 100;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EmergencyMedicines {
    /// High-risk medicines by kind; those that ended lately are among them and say so.
    pub critical: Vec<CriticalMedicine>,
    /// Unrecognised medicines: it cannot be told here whether they are critical.
    pub not_recognised: Vec<MedicineLine>,
    /// Whatever else is taken, may still be taken or will be.
    pub others: Vec<MedicineLine>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriticalMedicine {
    /// At least one, sorted.
    pub kinds: Vec<CriticalKind>,
    pub line: MedicineLine,
}

impl EmergencyMedicines {
    pub fn of(record: &Record, as_of: NaiveDate, refill: RefillDays, knowledge: &KnowledgeBase) -> Self {
        let mut sorted = Self::default();
        let mut listed = BTreeSet::new();
        for line in lines(record, as_of, refill) {
            // A supply that goes on in a later one is told there.
            if line.taking == Taking::Continued {
                continue;
            }
            if matches!(line.taking, Taking::Stated(_)) {
                if line.was_stated_lately(as_of) {
                    sorted.place(line, knowledge);
                }
                continue;
            }
            let name = nfkc(&line.prescription.name).into_owned();
            if line.taking == Taking::Past && (ended_long_ago(&line, as_of) || listed.contains(&name)) {
                continue;
            }
            // That she stopped one leaves out nothing of what was prescribed of it.
            let said_stopped = line.taking == Taking::SaidStopped;
            if sorted.place(line, knowledge) && !said_stopped {
                listed.insert(name);
            }
        }
        crate::order::sort_by(&mut sorted.critical, |a, b| {
            a.kinds.cmp(&b.kinds).then_with(|| a.line.taking.cmp(&b.line.taking))
        });
        crate::order::sort_by(&mut sorted.others, |a, b| a.taking.cmp(&b.taking));
        sorted
    }

    /// Whether it is listed now.
    fn place(&mut self, line: MedicineLine, knowledge: &KnowledgeBase) -> bool {
        // What is held, or of no known status, may be taken; of what was stopped only the critical matters.
        let over = match line.taking {
            Taking::Stated(standing) => standing.in_check() != InCheck::Possible,
            taking => taking == Taking::Past,
        };
        match Weight::of(&Medicine::of_line(&line), knowledge) {
            Weight::Critical(kinds) => {
                let same = |known: &CriticalMedicine| is_same(&known.line, &line);
                let new = !self.critical.iter().any(same);
                new.then(|| self.critical.push(CriticalMedicine { kinds, line }));
            }
            _ if over => return false,
            Weight::NotRecognised => add(&mut self.not_recognised, line),
            Weight::Other => add(&mut self.others, line),
        }
        true
    }

    pub fn is_empty(&self) -> bool {
        self.critical.is_empty() && self.not_recognised.is_empty() && self.others.is_empty()
    }
}

/// Adds a line: the same one sent by itself and inside a document is one medicine.
fn add(list: &mut Vec<MedicineLine>, line: MedicineLine) {
    if !list.iter().any(|known| is_same(known, &line)) {
        list.push(line);
    }
}

fn is_same(one: &MedicineLine, other: &MedicineLine) -> bool {
    let (a, b) = (&one.prescription, &other.prescription);
    a.name == b.name
        && a.origin.source == b.origin.source
        && one.course == other.course
        && a.dosage == b.dosage
}

fn ended_long_ago(line: &MedicineLine, as_of: NaiveDate) -> bool {
    let CourseEnd::On(end) = line.course.end else { return false };
    end.checked_add_days(Days::new(ENDED_DAYS)).is_some_and(|last| last < as_of)
}
