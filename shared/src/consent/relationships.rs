use super::{
    FacilityKind, State, Statement, Who,
    relationship::state,
    term::month_of,
    whom::{Asker, KnownKind},
};
use crate::{ids::FacilityCode, time::tokyo_day};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the facilities of this installation are to one patient, as far as the patient may know it: nothing in
/// here comes from anything that is hidden from them, so that a preview can be told the same as the gate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relationships(pub BTreeMap<FacilityCode, Relationship>);

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relationship {
    /// `None`: nobody registered it. It is of no kind that was permitted, and of every kind that was excluded.
    pub kind: Option<FacilityKind>,
    /// Something it sent stands in the record: the patient may be asked about it.
    pub sent: bool,
    /// The first days of the months in which something that stands came from it.
    pub visits: BTreeSet<NaiveDate>,
    /// What was said about whether it treats the patient, from the first to the newest.
    pub statements: Vec<Statement>,
}

impl Relationship {
    /// What it is to the patient.
    pub fn state(&self, now: DateTime<Utc>) -> State {
        state(self.sent, &self.statements, now)
    }
}

impl Relationships {
    /// A facility of this installation.
    pub fn knows(&mut self, code: FacilityCode, kind: Option<FacilityKind>) {
        self.0.entry(code).or_default().kind = kind;
    }

    /// Something that stands came from it. From a facility that is not here nothing follows.
    pub fn sent(&mut self, code: &FacilityCode, at: DateTime<Utc>) {
        if let Some(one) = self.0.get_mut(code) {
            one.sent = true;
            one.visits.insert(month_of(tokyo_day(at)));
        }
    }

    /// Something was said about it, after whatever was said before. Of a facility that is not here nothing is.
    pub fn said(&mut self, code: &FacilityCode, statement: Statement) {
        if let Some(one) = self.0.get_mut(code) {
            one.statements.push(statement);
        }
    }

    /// Those of which something stands in the record.
    pub fn senders(&self) -> impl Iterator<Item = &FacilityCode> {
        self.0.iter().filter(|(_, one)| one.sent).map(|(code, _)| code)
    }

    /// Those about which the patient is to be asked whether they treat them.
    pub fn asked(&self, now: DateTime<Utc>) -> impl Iterator<Item = &FacilityCode> {
        self.0.iter().filter(move |(_, one)| one.state(now) == State::Asked).map(|(code, _)| code)
    }

    /// `None`: there is no such facility.
    pub(super) fn asker<'a>(
        &'a self,
        who: &'a Who,
        now: DateTime<Utc>,
    ) -> Option<(Asker<'a>, &'a BTreeSet<NaiveDate>)> {
        static NO_VISITS: BTreeSet<NaiveDate> = BTreeSet::new();
        match who {
            Who::Facility(code) => {
                let known = self.0.get(code)?;
                let kind = known.kind.map_or(KnownKind::Unknown, KnownKind::Known);
                Some((Asker { code: Some(code), kind, state: known.state(now) }, &known.visits))
            }
            Who::Somebody(kind) => {
                let kind = kind.map_or(KnownKind::NoneInParticular, KnownKind::Known);
                Some((Asker { code: None, kind, state: State::Confirmed }, &NO_VISITS))
            }
        }
    }
}
