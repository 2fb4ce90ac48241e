//! Receiving: from a facility's bytes to a record, or to an operator's table, or back.

mod apply;
pub mod identities;
mod index;
pub mod intake;
pub mod masters;
mod plan;

use crate::{
    clock::Clock,
    entropy::Entropy,
    store::{
        Store, StoreError, Tx,
        facility::{self, desk},
        identity::{address, person},
        record::{self, item::Place, transmission},
    },
};
use chrono::NaiveDate;
use plan::Arrival;
use sha2::{Digest, Sha256};
use shared::{
    address::Address,
    element::Identifier,
    fhir::{
        Refused,
        submission::{self, Submission},
    },
    identity::{Candidate, Claim, Decision, decide},
    ids::{FacilityCode, PatientId},
    record::{Issue, ItemKind, Severity},
};
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
    let submission = submission::read_on(bytes, sender, today)?;
    refuse_nul(&submission)?;
    // A byte order mark says nothing: with it and without, it is one message.
    let said = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    Ok(Read { submission, sha256: Sha256::digest(said).into() })
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
    let Read { submission, sha256 } = read;
    let now = clock.now();

    let mut tx = store.write_behind().await?;
    let facility = facility::find_in(&mut tx, sender)
        .await?
        .ok_or_else(|| StoreError::UnknownFacility(sender.clone()))?;
    person::claim_insured_id(&mut tx, &submission.claim.insured_id, now).await?;
    let before = transmission::before(&mut tx, sender, &submission.bundle_identifier, &sha256).await?;
    if let Some(before) = before.as_ref().filter(|before| before.home.is_none()) {
        return Ok(Receipt::held(before.id, submission));
    }
    let whose = match before.as_ref().and_then(|before| before.home) {
        // The same bytes name the same person, also one whom a missing kana name kept from
        // agreeing with themself.
        Some(home) => transmission::Whose::Home(home),
        None => identify(&mut tx, &submission.claim, entropy, now).await?,
    };
    let (content, version, choice) = (&submission.content, &submission.version, facility.list_unit);
    let arrival = Arrival { content, version, at: now, choice };
    let described = arrival.describe();
    let new = transmission::New {
        id: entropy.uuid(),
        facility: sender,
        received_at: now,
        sha256: &sha256,
        bundle_identifier: &submission.bundle_identifier,
        body: bytes,
        claim: &submission.claim,
        whose,
        content: described.content,
        kind: described.kind.map(ItemKind::as_str),
        unit: &described.unit,
        open_unit: &described.open_unit,
        stated_at: arrival.position().updated,
    };
    let transmission::Whose::Home(home) = whose else {
        transmission::insert(&mut tx, &new).await?;
        tx.commit().await?;
        return Ok(Receipt::held(new.id, submission));
    };
    let root = person::lock_root(&mut tx, home)
        .await?
        .ok_or_else(|| StoreError::bad_row("transmission", "home_id", new.id))?;
    let place = Place { root, home, facility: sender };
    let steps = apply::steps(&mut tx, &place, &arrival).await?;
    let mut warnings = submission.warnings.clone();
    warnings.extend(steps.warnings(now));
    if let Some(before) = before.filter(|_| steps.changes_nothing()) {
        return Ok(Receipt::new(before.id, Outcome::Unchanged, warnings, steps.entries()));
    }
    transmission::insert(&mut tx, &new).await?;
    person::add_aliases(&mut tx, home, &submission.claim, sender, now).await?;
    address::note(&mut tx, home, &submission.claim, sender, now).await?;
    if let Some(hint) = &submission.death {
        desk::keep_death_hint(&mut tx, home, sender, hint, now).await?;
    }
    apply::carry_out(&mut tx, &place, &steps, new.id, now, now).await?;
    record::decide_own_view(&mut tx, root).await?;
    apply::tell_readers(&mut tx, &place, &steps, now).await?;
    tx.commit().await?;
    Ok(Receipt::new(new.id, Outcome::Created, warnings, steps.entries()))
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

    fn held(transmission: Uuid, submission: Submission) -> Self {
        let entries = plan::incoming(&submission.content)
            .iter()
            .map(|item| Entry {
                kind: item.kind,
                identifier: item.identifier.clone(),
                status: EntryStatus::Held,
            })
            .collect();
        Self::new(transmission, Outcome::Held, submission.warnings, entries)
    }
}

/// PostgreSQL cannot keep U+0000 in a text, and no name or identifier has one.
fn refuse_nul(submission: &Submission) -> Result<(), Refused> {
    let claim = &submission.claim;
    let mut texts = vec![
        ("Bundle.identifier.value", submission.bundle_identifier.as_str()),
        ("Patient.identifier.value", claim.insured_id.value.as_str()),
        ("Patient.name.text", claim.demographics.name.as_str()),
        ("Patient.name.text", claim.demographics.kana.as_deref().unwrap_or_default()),
        ("Patient.address.text", claim.address.as_ref().map_or("", Address::as_str)),
    ];
    if let Some((system, value)) = &claim.local_number {
        texts.extend([
            ("Patient.identifier.system", system.as_str()),
            ("Patient.identifier.value", value.as_str()),
        ]);
    }
    for item in plan::incoming(&submission.content) {
        texts.extend([
            ("identifier.system", item.identifier.system.as_str()),
            ("identifier.value", item.identifier.value.as_str()),
            ("code", item.code_key.as_str()),
            ("department", item.department.as_deref().unwrap_or_default()),
            ("resource", item.json.as_str()),
        ]);
    }
    let issues: Vec<Issue> = texts
        .into_iter()
        .filter(|(_, text)| text.contains('\0'))
        .map(|(path, _)| Issue {
            severity: Severity::Error,
            path: path.to_owned(),
            found: "the character U+0000".to_owned(),
            expected: "text".to_owned(),
        })
        .collect();
    if issues.is_empty() { Ok(()) } else { Err(Refused { issues }) }
}
