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
use sha2::{Digest, Sha256};
use shared::{
    element::Identifier,
    fhir::{Refused, submission::Content},
    ids::PatientId,
    own::{Change, Shown, TypedEntry},
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
    /// What is to be corrected or deleted never was, or is another one than was shown.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// It was deleted already.
    #[error("the entry was deleted")]
    Gone,
    /// It was corrected since it was shown.
    #[error("the entry was corrected since it was shown")]
    Changed,
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
/// What stood before is kept. `shown`: what is corrected or deleted, as whoever does it saw it; without, whatever stands.
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
    shown: Option<&Shown>,
) -> Result<Entered, TypedError> {
    let bytes = serde_json::to_vec(entry).map_err(NotTyped::Json)?;
    let at = clock.now();
    let read = Read::of(&bytes, typed::read(&bytes, patient, at)?)?;
    let permit = gate::open_own_entries(store, clock, actor, patient).await?;
    let mut tx = permit.tx().await;
    not_before_birth(&mut tx, patient, entry).await?;
    let content = &read.submission.content;
    let before = before(&mut tx, patient, content, shown).await?;
    match (&entry.change, &before) {
        (_, Before::Gone) => return Err(TypedError::Gone),
        (Change::Correct(_) | Change::Delete(_), Before::Nothing) => return Err(TypedError::NoSuchEntry),
        (Change::Correct(_) | Change::Delete(_), Before::Stands(version)) => {
            // A form that is sent twice finds its own words there.
            let as_shown = shown.is_none_or(|shown| shown.version == *version);
            if !as_shown && said(content).as_ref() != Some(version) {
                return Err(TypedError::Changed);
            }
        }
        (Change::Enter(_), Before::Nothing | Before::Stands(_)) => {}
    }
    let arrived = Arrived { source: &Source::Person, bytes: &bytes, read: &read, at };
    let Received { receipt, .. } = receive_in(&mut tx, &arrived, entropy).await?;
    let entered = entered(&receipt)?;
    let is_entered = matches!((&entry.change, before), (Change::Enter(_), Before::Stands(_)));
    if is_entered && entered == Entered::Written {
        return Err(TypedError::EnteredBefore);
    }
    drop(tx);
    permit.done().await?;
    Ok(entered)
}

/// Names an entry's words, as they are stored.
pub fn version_of(stored: &str) -> String {
    named(&Sha256::digest(stored))
}

fn named(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn not_before_birth(tx: &mut Tx, patient: PatientId, entry: &TypedEntry) -> Result<(), TypedError> {
    let home = person::find_in(tx, patient).await?;
    let home = home.ok_or_else(|| StoreError::bad_row("person", "patient_id", patient.0))?;
    let born = home.demographics.birth_date;
    match entry.change.entry().and_then(|entry| entry.before_birth(born)) {
        Some(wrong) => Err(NotTyped::Wrong(vec![wrong]).into()),
        None => Ok(()),
    }
}

/// What is under an entry's id when something is typed.
enum Before {
    /// Also where what is there is another one than was shown.
    Nothing,
    /// With its version.
    Stands(String),
    /// It was deleted.
    Gone,
}

async fn before(
    tx: &mut Tx,
    patient: PatientId,
    content: &Content,
    shown: Option<&Shown>,
) -> Result<Before, StoreError> {
    let Some((kind, identifier)) = about(content) else { return Ok(Before::Nothing) };
    let root = person::lock_root(tx, patient).await?;
    let root = root.ok_or_else(|| StoreError::bad_row("person", "patient_id", patient.0))?;
    let place = Place { root, home: patient, source: &Source::Person };
    let is_it = |item: &str| shown.is_none_or(|shown| shown.item.as_str() == item);
    let rows = item::standing_under(tx, &place, kind, identifier).await?;
    if let Some(row) = rows.into_iter().find(|row| row.current) {
        return Ok(match is_it(&row.item_id) {
            true => Before::Stands(named(&row.json_sha256)),
            false => Before::Nothing,
        });
    }
    let was = item::ever_under(tx, &place, kind, identifier).await?;
    Ok(if was.iter().any(|item| is_it(item)) { Before::Gone } else { Before::Nothing })
}

/// The version that this content would be.
fn said(content: &Content) -> Option<String> {
    match content {
        Content::Report { items } => items.first().map(|item| version_of(&item.json)),
        _ => None,
    }
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
