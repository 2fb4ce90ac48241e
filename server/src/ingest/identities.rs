//! An operator's decisions about whose record something is. Each is recorded with who and when; a
//! link can be undone, and then the two records are what they would have been without it.

use super::{apply, arrive, readers};
use crate::{
    clock::Clock,
    entropy::Entropy,
    store::{
        Store, StoreError, Tx, account,
        identity::{self, DecisionKind, NewDecision, link_hold, person},
        record::{self, item::Place, transmission},
    },
};
use shared::ids::PatientId;
use uuid::Uuid;

/// Who decides, and with which clock and randomness.
pub struct Desk<'a> {
    pub store: &'a Store,
    pub clock: &'a Clock,
    pub entropy: &'a Entropy,
    /// The operator, as the decision will name them.
    pub by: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Somebody who was not known yet.
    New,
    Person(PatientId),
}

/// What the operator knows of the accounts that open the person who stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptAccounts {
    /// That they are the person's own: they were seen, with their paper. They read both from now on.
    Known,
    /// Nothing: they are held like those of the person who is read as the other.
    Unknown,
}

#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("no transmission {0} is held")]
    NotHeld(Uuid),
    #[error("there is no person {0}")]
    NoSuchPerson(PatientId),
    #[error("{0} is read as {1} already: use that person")]
    LinkedAway(PatientId, PatientId),
    #[error("a person cannot be linked to themself")]
    Same,
    /// A guard that no operator can pass by mistake.
    #[error("{0} and {1} differ in birth date or sex, so they are two people")]
    TwoPeople(PatientId, PatientId),
    #[error("there is no link {0} that could be undone")]
    NoSuchLink(Uuid),
    #[error("the person was linked again since: undo that link first")]
    LinkedSince,
    #[error("the held transmission {0} can no longer be read")]
    Unreadable(Uuid, #[source] shared::fhir::Refused),
    #[error("the decision could not be recorded")]
    Store(#[from] StoreError),
}

/// A decision that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    pub decision: Uuid,
    /// The person whose record it now is.
    pub patient: PatientId,
}

impl Desk<'_> {
    /// Says whose record a held transmission is, and applies it. What it brings gets a home of its
    /// own, linked to the person, so that a wrong assignment can be undone like any link.
    pub async fn assign(&self, held: Uuid, target: Target) -> Result<Made, DecideError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let held = transmission::held_by_id(&mut tx, held).await?.ok_or(DecideError::NotHeld(held))?;
        let submission = readers::read_again(&held.body, &held.media_type, &held.source)
            .map_err(|refused| DecideError::Unreadable(held.id, refused))?;
        let choice = arrive::list_unit(&mut tx, &held.source).await?;
        person::claim_insured_id(&mut tx, &held.claim.insured_id, now).await?;
        let home = PatientId(self.entropy.uuid());
        person::insert(&mut tx, home, &held.claim.demographics, &self.entropy.bytes::<32>(), now).await?;
        let (kind, root) = match target {
            Target::New => (DecisionKind::New, home),
            Target::Person(person) => {
                standing_person(&mut tx, person).await?;
                (DecisionKind::Assign, person)
            }
        };
        let other = (root != home).then_some(home);
        let decision = self.record(&mut tx, kind, root, other, Some(held.id)).await?;
        if root != home {
            identity::join(&mut tx, decision, home, root).await?;
        }
        if !transmission::accept(&mut tx, held.id, home, now).await? {
            return Err(DecideError::NotHeld(held.id));
        }
        let place = Place { root, home, source: &held.source };
        arrive::note_person(&mut tx, &submission, &place, now, held.received_at).await?;
        let steps = apply::steps(&mut tx, &place, &submission.arrival(choice, held.received_at)).await?;
        apply::carry_out(&mut tx, &place, &steps, held.id, held.received_at, now).await?;
        tx.commit().await?;
        Ok(Made { decision, patient: root })
    }

    /// Says that two people are one, after a change of insurer: `from` is read as `to`. That does not say whose the
    /// accounts are: those of `from` open nothing until somebody does (`store/identity/link_hold.rs`).
    pub async fn link(
        &self,
        to: PatientId,
        from: PatientId,
        accounts: KeptAccounts,
    ) -> Result<Made, DecideError> {
        if to == from {
            return Err(DecideError::Same);
        }
        let mut tx = self.store.write().await?;
        // Always in the same order, so that two operators cannot wait for each other.
        for person in [to.min(from), to.max(from)] {
            person::lock_root(&mut tx, person).await?;
        }
        let (kept, moved) = (standing_person(&mut tx, to).await?, standing_person(&mut tx, from).await?);
        let (a, b) = (&kept.demographics, &moved.demographics);
        if a.birth_date != b.birth_date || a.sex != b.sex {
            return Err(DecideError::TwoPeople(to, from));
        }
        let decision = self.record(&mut tx, DecisionKind::Link, to, Some(from), None).await?;
        let now = self.clock.now();
        link_hold::begin(&mut tx, decision, from, now).await?;
        match accounts {
            KeptAccounts::Known => account::tell_patient(&mut tx, to, "linked", "", now).await?,
            KeptAccounts::Unknown => link_hold::begin(&mut tx, decision, to, now).await?,
        }
        identity::join(&mut tx, decision, from, to).await?;
        record::decide_own_view(&mut tx, to).await?;
        record::decide_own_view(&mut tx, from).await?;
        tx.commit().await?;
        Ok(Made { decision, patient: to })
    }

    /// Undoes a link or an assignment.
    pub async fn unlink(&self, decision: Uuid) -> Result<Made, DecideError> {
        let mut tx = self.store.write().await?;
        let found = identity::find(&mut tx, decision).await?.ok_or(DecideError::NoSuchLink(decision))?;
        let linked = found.kind == DecisionKind::Link.as_str() || found.kind == DecisionKind::Assign.as_str();
        let (Some(from), true, None) = (found.other_id.map(PatientId), linked, found.undone_by) else {
            return Err(DecideError::NoSuchLink(decision));
        };
        let to = PatientId(found.patient_id);
        person::lock_root(&mut tx, to).await?;
        let (kept, moved) = (person::find_in(&mut tx, to).await?, person::find_in(&mut tx, from).await?);
        let still = |home: Option<person::Home>| home.is_some_and(|home| home.root == to);
        if !still(kept) || !still(moved) {
            return Err(DecideError::LinkedSince);
        }
        let undoing = self.record(&mut tx, DecisionKind::Unlink, to, Some(from), None).await?;
        identity::part(&mut tx, decision, undoing, from, to).await?;
        link_hold::end_of_decision(&mut tx, decision, self.clock.now()).await?;
        for one in [to, from] {
            account::tell_patient(&mut tx, one, "unlinked", "", self.clock.now()).await?;
        }
        record::decide_own_view(&mut tx, from).await?;
        record::decide_own_view(&mut tx, to).await?;
        tx.commit().await?;
        Ok(Made { decision: undoing, patient: from })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        kind: DecisionKind,
        patient: PatientId,
        other: Option<PatientId>,
        transmission: Option<Uuid>,
    ) -> Result<Uuid, StoreError> {
        let id = self.entropy.uuid();
        let at = self.clock.now();
        identity::record(tx, &NewDecision { id, kind, patient, other, transmission, by: self.by, at })
            .await?;
        Ok(id)
    }
}

/// Somebody who exists and is not read as somebody else.
async fn standing_person(tx: &mut Tx, id: PatientId) -> Result<person::Home, DecideError> {
    let root = person::lock_root(tx, id).await?.ok_or(DecideError::NoSuchPerson(id))?;
    if root != id {
        return Err(DecideError::LinkedAway(id, root));
    }
    person::find_in(tx, id).await?.ok_or(DecideError::NoSuchPerson(id))
}
