//! Identity of a patient for a desk. No record.

use super::{AccessKind, Actor, Ask, Grant, Purpose, Refused, enter};
use crate::{
    clock::Clock,
    store::{Store, StoreError, identity::person},
};
use chrono::NaiveDate;
use shared::{delegation::Subject, identity::Demographics, ids::PatientId};

/// Permission for a facility's desk to learn who one person is, once, and nothing of their record.
#[derive(Debug)]
pub struct DeskPermit(Grant);

/// Identity of a patient at a desk, for comparing with a card; the access log knows that it was shown.
#[derive(Clone, Debug)]
pub struct AtTheDesk {
    patient: PatientId,
    demographics: Demographics,
    died_on: Option<NaiveDate>,
}

/// Opens who somebody is to one of the staff of a facility that has to do with them, or to the operator, or records that
/// it was refused. Somebody whom the facility does not know and somebody who does not exist are one answer.
pub async fn open_for_desk(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
) -> Result<DeskPermit, Refused> {
    let ask = Ask { actor, patient, purpose: Purpose::Desk, kind: AccessKind::Desk };
    enter(store, clock, &ask).await.map(DeskPermit)
}

impl DeskPermit {
    /// Says who it is, once the log entry is on disk.
    pub async fn person(self) -> Result<AtTheDesk, StoreError> {
        let grant = self.0;
        let patient = grant.patient();
        let mut tx = grant.tx().await;
        let home = person::find_in(&mut tx, patient)
            .await?
            .ok_or_else(|| StoreError::bad_row("person", "patient_id", patient))?;
        drop(tx);
        let found = AtTheDesk { patient, demographics: home.demographics, died_on: home.died_on };
        let sealed = grant.seal(found);
        grant.release(sealed).await
    }
}

impl AtTheDesk {
    pub fn patient(&self) -> PatientId {
        self.patient
    }

    pub fn demographics(&self) -> &Demographics {
        &self.demographics
    }

    pub fn died_on(&self) -> Option<NaiveDate> {
        self.died_on
    }

    /// As far as it matters for who may act for them.
    pub fn subject(&self) -> Subject {
        Subject { birth_date: self.demographics.birth_date, died_on: self.died_on }
    }
}
