//! A person's own entries: typed by whoever is signed in to their own record, corrected and deleted by them alone.

use super::{
    EntryStatus, Outcome, Read, Receipt,
    arrive::{Arrived, Received, receive_in},
    readers::typed::{self, NotTyped},
};
use crate::{
    clock::Clock,
    entropy::Entropy,
    gate::{self, Actor, Refused as NotOpened},
    store::{
        Store, StoreError, Tx,
        identity::person,
        record::item::{self, Place},
    },
};
use shared::{
    element::Identifier,
    fhir::{Refused, submission::Content},
    ids::PatientId,
    own::{Change, TypedEntry},
    record::ItemKind,
    source::Source,
};

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    Written,
    /// It stands already, in every word.
    Unchanged,
}

#[derive(Debug, thiserror::Error)]
pub enum TypedError {
    #[error(transparent)]
    NotTyped(#[from] NotTyped),
    /// There is no such record, or it is not theirs to write in.
    #[error("nothing may be entered there")]
    NotPermitted,
    /// It was deleted already, or what is to be corrected or deleted never was.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// Something else was entered under its id before: the same form, changed and sent again.
    #[error("something else was entered by that form already")]
    EnteredBefore,
    /// What stands was written later, by the clock of the server that wrote it.
    #[error("what stands is later by another clock")]
    Late,
    #[error("what was typed cannot be stored")]
    Refused(#[from] Refused),
    #[error("what was typed could not be kept")]
    Store(#[from] StoreError),
}

impl From<NotOpened> for TypedError {
    fn from(refused: NotOpened) -> Self {
        match refused {
            NotOpened::NotPermitted => Self::NotPermitted,
            NotOpened::Store(error) => Self::Store(error),
        }
    }
}

/// Enters, corrects or deletes something that a person says of themself: all of it, or nothing, and in their access log.
/// What stood before is kept.
///
/// # Errors
/// [`TypedError::NotTyped`] names every field that is wrong; nothing was entered anywhere then.
pub async fn receive_typed(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    actor: &Actor,
    patient: PatientId,
    entry: &TypedEntry,
) -> Result<Entered, TypedError> {
    let bytes = serde_json::to_vec(entry).map_err(NotTyped::Json)?;
    let at = clock.now();
    let read = Read::of(&bytes, typed::read(&bytes, patient, at)?)?;
    let permit = gate::open_own_entries(store, clock, actor, patient).await?;
    let mut tx = permit.tx().await;
    let before = before(&mut tx, patient, &read.submission.content).await?;
    match (&entry.change, before) {
        (Change::Enter(_), Before::Gone)
        | (Change::Correct(_) | Change::Delete(_), Before::Nothing | Before::Gone) => {
            return Err(TypedError::NoSuchEntry);
        }
        _ => {}
    }
    let arrived = Arrived { source: &Source::Person, bytes: &bytes, read: &read, at };
    let Received { receipt, .. } = receive_in(&mut tx, &arrived, entropy).await?;
    let entered = entered(&receipt)?;
    if matches!(entry.change, Change::Enter(_)) && (before, entered) == (Before::Stands, Entered::Written) {
        return Err(TypedError::EnteredBefore);
    }
    drop(tx);
    permit.done().await?;
    Ok(entered)
}

/// What is under an entry's id when something is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Stands,
    /// It was deleted.
    Gone,
}

async fn before(tx: &mut Tx, patient: PatientId, content: &Content) -> Result<Before, StoreError> {
    let Some((kind, identifier)) = about(content) else { return Ok(Before::Nothing) };
    let root = person::lock_root(tx, patient).await?;
    let root = root.ok_or_else(|| StoreError::bad_row("person", "patient_id", patient.0))?;
    let place = Place { root, home: patient, source: &Source::Person };
    if item::standing_under(tx, &place, kind, identifier).await?.iter().any(|row| row.current) {
        return Ok(Before::Stands);
    }
    let was = item::was_under(tx, &place, kind, identifier).await?;
    Ok(if was { Before::Gone } else { Before::Nothing })
}

/// Which entry it is: one content is one entry.
fn about(content: &Content) -> Option<(ItemKind, &Identifier)> {
    match content {
        Content::Removal { kind, identifier } => Some((*kind, identifier)),
        Content::Report { items } => items.first().map(|item| (item.kind, &item.identifier)),
        Content::List { .. } | Content::Withdrawal { .. } | Content::Document { .. } => None,
    }
}

/// What became of the one entry, rather than of the bytes that it came in.
fn entered(receipt: &Receipt) -> Result<Entered, TypedError> {
    let is = |status| receipt.entries.iter().any(|entry| entry.status == status);
    if is(EntryStatus::Late) {
        return Err(TypedError::Late);
    }
    let unchanged = is(EntryStatus::Unchanged) || receipt.outcome != Outcome::Created;
    Ok(if unchanged { Entered::Unchanged } else { Entered::Written })
}
