//! A person's own entries: typed by whoever is signed in to their own record, corrected and deleted by them alone.

use super::{
    Outcome, Read,
    arrive::{Arrived, Received, receive_in},
    readers::typed::{self, NotTyped},
};
use crate::{
    clock::Clock,
    entropy::Entropy,
    gate::{self, Actor, Refused as NotOpened},
    store::{
        Store, StoreError, Tx,
        record::item::{self, Place},
    },
};
use shared::{
    fhir::{Refused, submission::Content},
    ids::PatientId,
    own::TypedEntry,
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
    /// It was deleted already, or it never was.
    #[error("there is no such entry")]
    NoSuchEntry,
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
    if !is_there(&mut tx, patient, &read.submission.content).await? {
        return Err(TypedError::NoSuchEntry);
    }
    let arrived = Arrived { source: &Source::Person, bytes: &bytes, read: &read, at };
    let Received { receipt, .. } = receive_in(&mut tx, &arrived, entropy).await?;
    drop(tx);
    permit.done().await?;
    Ok(match receipt.outcome {
        Outcome::Created => Entered::Written,
        Outcome::Unchanged | Outcome::Held => Entered::Unchanged,
    })
}

/// Whether what is to be deleted stands. Whatever is written may be new.
async fn is_there(tx: &mut Tx, patient: PatientId, content: &Content) -> Result<bool, StoreError> {
    let Content::Removal { kind, identifier } = content else { return Ok(true) };
    let place = Place { root: patient, home: patient, source: &Source::Person };
    let rows = item::standing_under(tx, &place, *kind, identifier).await?;
    Ok(rows.iter().any(|row| row.current))
}
