//! What becomes of a transmission: one plan, made of what came and what stands, and carried out.

use super::{
    Outcome, Read, Receipt, apply,
    plan::{Arrival, Steps},
    submission::{Submission, Whose},
};
use crate::{
    entropy::Entropy,
    store::{
        StoreError, Tx,
        facility::{self, ListUnit, desk},
        identity::{address, person},
        record::{item::Place, transmission},
    },
};
use chrono::{DateTime, Utc};
use shared::{
    identity::HoldReason,
    ids::PatientId,
    record::{Issue, ItemKind},
    source::Source,
};
use uuid::Uuid;

/// What came, from whom, and when.
pub(super) struct Arrived<'a> {
    pub source: &'a Source,
    pub bytes: &'a [u8],
    pub read: &'a Read,
    pub at: DateTime<Utc>,
}

/// What is to happen with a transmission.
enum Plan<'a> {
    /// These very bytes wait for an operator already.
    HeldBefore(Uuid),
    Hold {
        id: Uuid,
        choice: ListUnit,
        reason: HoldReason,
    },
    /// These very bytes are what stands, or are kept and were not the last that was said.
    Unchanged {
        before: Uuid,
        steps: Steps<'a>,
    },
    Apply {
        id: Uuid,
        choice: ListUnit,
        place: Place<'a>,
        steps: Steps<'a>,
    },
}

/// What a sender gets back, and whether there is anything to be kept.
pub(super) struct Received {
    pub receipt: Receipt,
    pub is_kept: bool,
}

/// Receives a transmission in the caller's transaction: all of it, or nothing.
pub(super) async fn receive_in(
    tx: &mut Tx,
    arrived: &Arrived<'_>,
    entropy: &Entropy,
) -> Result<Received, StoreError> {
    let submission = &arrived.read.submission;
    let (receipt, is_kept) = match plan(tx, arrived, entropy).await? {
        Plan::HeldBefore(before) => (Receipt::held(before, submission), false),
        Plan::Hold { id, choice, reason } => {
            keep(tx, arrived, id, choice, transmission::Whose::Held(reason)).await?;
            (Receipt::held(id, submission), true)
        }
        Plan::Unchanged { before, steps } => {
            let warnings = arrived.warnings(&steps);
            (Receipt::new(before, Outcome::Unchanged, warnings, steps.entries()), false)
        }
        Plan::Apply { id, choice, place, steps } => {
            keep(tx, arrived, id, choice, transmission::Whose::Home(place.home)).await?;
            note_person(tx, submission, &place, arrived.at, arrived.at).await?;
            apply::carry_out(tx, &place, &steps, id, arrived.at, arrived.at).await?;
            (Receipt::new(id, Outcome::Created, arrived.warnings(&steps), steps.entries()), true)
        }
    };
    Ok(Received { receipt, is_kept })
}

/// Somebody new is written down here: what is decided of a claim holds until the transaction ends.
async fn plan<'a>(tx: &mut Tx, arrived: &Arrived<'a>, entropy: &Entropy) -> Result<Plan<'a>, StoreError> {
    let Arrived { source, read, at, .. } = *arrived;
    let submission = &read.submission;
    let choice = list_unit(tx, source).await?;
    if let Whose::Claim(claim) = &submission.whose {
        person::claim_insured_id(tx, &claim.insured_id, at).await?;
    }
    let before = transmission::before(tx, source, &submission.reference, &read.sha256).await?;
    let whose = match (&submission.whose, &before) {
        (Whose::Claim(_), Some(before)) if before.home.is_none() => return Ok(Plan::HeldBefore(before.id)),
        // The same bytes name the same person, also one whom a missing kana name kept from
        // agreeing with themself.
        (Whose::Claim(claim), before) => match before.as_ref().and_then(|before| before.home) {
            Some(home) => transmission::Whose::Home(home),
            None => super::identify(tx, claim, entropy, at).await?,
        },
        // What somebody else sent says nothing about whose this is.
        (Whose::Known(patient), _) => transmission::Whose::Home(*patient),
    };
    let id = entropy.uuid();
    let home = match whose {
        transmission::Whose::Home(home) => home,
        transmission::Whose::Held(reason) => return Ok(Plan::Hold { id, choice, reason }),
    };
    let place = place(tx, home, source, id).await?;
    let steps = apply::steps(tx, &place, &submission.arrival(choice, at)).await?;
    let before = before.filter(|before| before.home == Some(home) && steps.changes_nothing());
    Ok(match before {
        Some(before) => Plan::Unchanged { before: before.id, steps },
        None => Plan::Apply { id, choice, place, steps },
    })
}

/// Where a transmission belongs; its person's record is held until the transaction ends.
async fn place<'a>(
    tx: &mut Tx,
    home: PatientId,
    source: &'a Source,
    transmission: Uuid,
) -> Result<Place<'a>, StoreError> {
    let root = person::lock_root(tx, home)
        .await?
        .ok_or_else(|| StoreError::bad_row("transmission", "home_id", transmission))?;
    Ok(Place { root, home, source })
}

/// What one list of a source replaces. Nothing comes from a facility that is not here.
pub(super) async fn list_unit(tx: &mut Tx, source: &Source) -> Result<ListUnit, StoreError> {
    let Some(code) = source.facility() else { return Ok(ListUnit::Facility) };
    let facility = facility::find_in(tx, code).await?;
    Ok(facility.ok_or_else(|| StoreError::UnknownFacility(code.clone()))?.list_unit)
}

/// Keeps the bytes.
async fn keep(
    tx: &mut Tx,
    arrived: &Arrived<'_>,
    id: Uuid,
    choice: ListUnit,
    whose: transmission::Whose,
) -> Result<(), StoreError> {
    let submission = &arrived.read.submission;
    let arrival = submission.arrival(choice, arrived.at);
    let described = arrival.describe();
    let new = transmission::New {
        id,
        source: arrived.source,
        received_at: arrived.at,
        sha256: &arrived.read.sha256,
        bundle_identifier: &submission.reference,
        body: arrived.bytes,
        media_type: submission.media_type,
        claim: submission.claim(),
        whose,
        content: described.content,
        kind: described.kind.map(ItemKind::as_str),
        unit: &described.unit,
        open_unit: &described.open_unit,
        stated_at: arrival.position().updated,
    };
    transmission::insert(tx, &new).await
}

/// Keeps what a facility's claim says of the person: their names, their address, and whether they died.
pub(super) async fn note_person(
    tx: &mut Tx,
    submission: &Submission,
    place: &Place<'_>,
    now: DateTime<Utc>,
    received_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (Some(claim), Some(facility)) = (submission.claim(), place.source.facility()) else {
        return Ok(());
    };
    person::add_aliases(tx, place.home, claim, facility, now).await?;
    address::note(tx, place.home, claim, facility, now).await?;
    if let Some(hint) = &submission.death {
        desk::keep_death_hint(tx, place.home, facility, hint, received_at).await?;
    }
    Ok(())
}

impl Arrived<'_> {
    fn warnings(&self, steps: &Steps<'_>) -> Vec<Issue> {
        let mut warnings = self.read.submission.warnings.clone();
        warnings.extend(steps.warnings(self.at));
        warnings
    }
}

impl Submission {
    pub(super) fn arrival(&self, choice: ListUnit, at: DateTime<Utc>) -> Arrival<'_> {
        Arrival { content: &self.content, version: &self.version, at, choice }
    }
}
