//! Receiving: from bytes to a record, or to an operator's table, or back. A reader makes one submission of the bytes,
//! of which one plan is made and carried out.

mod apply;
mod arrive;
pub mod identities;
mod index;
pub mod intake;
pub mod masters;
mod plan;
pub mod readers;
mod submission;
mod typed;

pub use typed::{Entered, TypedError, receive_typed, version_of};

use crate::{
    clock::Clock,
    entropy::Entropy,
    store::{Store, StoreError, Tx, identity::person, record::transmission},
};
use arrive::{Arrived, Received, receive_in};
use chrono::NaiveDate;
use readers::jp_clins;
use sha2::{Digest, Sha256};
use shared::{
    element::Identifier,
    fhir::Refused,
    identity::{Candidate, Claim, Decision, decide},
    ids::{FacilityCode, PatientId},
    record::{Issue, ItemKind},
};
use submission::Submission;
use uuid::Uuid;

/// What a sender gets back for a transmission that passed the form check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Under which the sender can fetch its bytes back.
    pub transmission_id: Uuid,
    pub outcome: Outcome,
    /// What was stored all the same, and the sender should know.
    pub warnings: Vec<Issue>,
    /// One per item, in the order they were sent.
    pub entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Created,
    /// These very bytes are what stands already, or are kept and were not the last that was said.
    Unchanged,
    /// Kept; an operator has to say whose record it is.
    Held,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: ItemKind,
    pub identifier: Identifier,
    pub status: EntryStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryStatus {
    Stored,
    /// The same content stands already.
    Unchanged,
    /// Kept; what stands is later in the sender's own order.
    Late,
    Held,
}

#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the transmission could not be kept")]
    Store(#[from] StoreError),
}

/// Takes a transmission from an authenticated sender: all of it, or nothing.
pub async fn receive(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    sender: &FacilityCode,
    bytes: &[u8],
) -> Result<Receipt, ReceiveError> {
    keep(store, clock, entropy, sender, bytes, read(bytes, sender, clock.today())?).await
}

/// A transmission that was read, and is not stored yet.
#[derive(Clone, Debug)]
pub struct Read {
    submission: Submission,
    sha256: [u8; 32],
}

/// Reads a transmission on the day it arrives: what takes long and needs no database.
pub fn read(bytes: &[u8], sender: &FacilityCode, today: NaiveDate) -> Result<Read, Refused> {
    Read::of(bytes, jp_clins::read(bytes, sender, today)?)
}

impl Read {
    fn of(bytes: &[u8], submission: Submission) -> Result<Self, Refused> {
        submission.refuse_nul()?;
        // A byte order mark says nothing: with it and without, it is one message.
        let said = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Ok(Self { submission, sha256: Sha256::digest(said).into() })
    }
}

/// Keeps a transmission that was read from these bytes: all of it, or nothing. Whoever looks at something meanwhile
/// goes first.
pub async fn keep(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    sender: &FacilityCode,
    bytes: &[u8],
    read: Read,
) -> Result<Receipt, ReceiveError> {
    let arrived = Arrived { source: &sender.clone().into(), bytes, read: &read, at: clock.now() };
    let mut tx = store.write_behind().await?;
    let Received { receipt, is_kept } = receive_in(&mut tx, &arrived, entropy).await?;
    if is_kept {
        tx.commit().await?;
    }
    Ok(receipt)
}

/// Whose record a question is about, by the decision that receiving goes by; nobody where it is in doubt.
/// Nothing is written down: a question makes nobody known.
pub async fn find_person(store: &Store, claim: &Claim) -> Result<Option<PatientId>, StoreError> {
    let mut tx = store.read().await?;
    let (_, decision) = decision(&mut tx, claim).await?;
    Ok(match decision {
        Decision::Known(root) => Some(root),
        Decision::New | Decision::Hold(_) => None,
    })
}

/// What is decided about a claim, and among whom.
async fn decision(tx: &mut Tx, claim: &Claim) -> Result<(Vec<person::Home>, Decision), StoreError> {
    let holders = person::holders(tx, &claim.insured_id).await?;
    let candidates: Vec<Candidate> = holders
        .iter()
        .map(|home| Candidate { patient: home.root, demographics: home.demographics.clone() })
        .collect();
    let decision = decide(claim, &candidates);
    Ok((holders, decision))
}

/// Whose record a claim belongs to. Somebody new is written down here.
async fn identify(
    tx: &mut Tx,
    claim: &Claim,
    entropy: &Entropy,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<transmission::Whose, StoreError> {
    let (holders, decision) = decision(tx, claim).await?;
    Ok(match decision {
        Decision::Known(root) => {
            let home = holders
                .iter()
                .find(|home| home.root == root && home.demographics.agrees_with(&claim.demographics))
                .map_or(root, |home| home.id);
            transmission::Whose::Home(home)
        }
        Decision::New => {
            let id = PatientId(entropy.uuid());
            person::insert(tx, id, &claim.demographics, &entropy.bytes::<32>(), now).await?;
            transmission::Whose::Home(id)
        }
        Decision::Hold(reason) => transmission::Whose::Held(reason),
    })
}

impl Receipt {
    fn new(transmission_id: Uuid, outcome: Outcome, warnings: Vec<Issue>, entries: Vec<Entry>) -> Self {
        Self { transmission_id, outcome, warnings, entries }
    }

    fn held(transmission: Uuid, submission: &Submission) -> Self {
        let entries = submission
            .incoming()
            .iter()
            .map(|item| Entry {
                kind: item.kind,
                identifier: item.identifier.clone(),
                status: EntryStatus::Held,
            })
            .collect();
        Self::new(transmission, Outcome::Held, submission.warnings.clone(), entries)
    }
}
