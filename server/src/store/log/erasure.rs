//! Erasing a person's entries by law. Nothing that serves does this: it takes away, for one transaction, what stops
//! the tables' owner from deleting entries, and on PostgreSQL nobody but the owner can.

use super::access;
use crate::{
    entropy::Entropy,
    store::{Begun, Store, StoreError, Tx, identity::person},
};
use chrono::{DateTime, Utc};
use shared::{
    ids::PatientId,
    log::{Hash, history::field, leaf::pseudonym},
};
use std::collections::BTreeMap;

/// Leaves whose entries were erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// How many leaves stay without an entry.
    pub leaves: u64,
    pub at: DateTime<Utc>,
    /// By which law or decision, as the operator wrote it.
    pub reason: String,
}

/// Erases everything that is entered about a person, with the salts without which their leaves are nobody's, and
/// what they asked about it. `None`: there is no such person, or nothing is entered about them.
///
/// Their log begins again with an entry that says how many were erased and when: the leaf commits to that.
pub async fn erase(
    store: &Store,
    patient: PatientId,
    reason: &str,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Option<Erasure>, StoreError> {
    let mut tx = store.write().await?;
    let Some(home) = person::find_in(&mut tx, patient).await? else { return Ok(None) };
    let leaves = leaves_of(&mut tx, patient).await?;
    if leaves == 0 {
        return Ok(None);
    }
    let erasure = Erasure { leaves, at: now, reason: reason.to_owned() };
    delete(&mut tx, patient).await?;
    note(&mut tx, pseudonym(&home.salt, patient), &erasure).await?;
    let salt = entropy.bytes::<32>();
    change_salt(&mut tx, patient, &salt).await?;
    let entry = access::Entry {
        at: now,
        actor_kind: "operator",
        actor_id: "",
        facility: None,
        purpose: "erasure",
        permitted: true,
        details: &[(field::ERASED, leaves.to_string())],
    };
    access::append(&mut tx, patient, &salt, &entry).await?;
    tx.commit().await?;
    Ok(Some(erasure))
}

async fn leaves_of(tx: &mut Tx, patient: PatientId) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT seq FROM access_head WHERE patient_id = $1";
    let found: Option<(i64,)> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_optional(c).await)?;
    Ok(found.map_or(0, |(seq,)| seq.unsigned_abs()))
}

async fn delete(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const ENTRIES: &str = "DELETE FROM access_entry WHERE patient_id = $1";
    const BASIS: &str = "DELETE FROM access_basis WHERE patient_id = $1";
    const QUESTIONS: &str = "DELETE FROM question WHERE patient_id = $1";
    const ORIGINS: &str = "DELETE FROM access_origin WHERE patient_id = $1";
    const OPENINGS: &str =
        "DELETE FROM health_link_opening WHERE link_id IN (SELECT id FROM health_link WHERE patient_id = $1)";
    const HEAD: &str = "DELETE FROM access_head WHERE patient_id = $1";
    unlock(tx).await?;
    for sql in [ENTRIES, BASIS, QUESTIONS, ORIGINS, OPENINGS, HEAD] {
        on!(tx, |c| sqlx::query(sql).bind(patient.0).execute(c).await.map(|_| ()))?;
    }
    lock(tx).await
}

/// Lets entries be deleted, until [`lock`] or the end of the transaction.
async fn unlock(tx: &mut Tx) -> Result<(), StoreError> {
    // What is deleted is overwritten, and not left in free pages.
    const SQLITE: [&str; 2] = ["PRAGMA secure_delete = ON", "DROP TRIGGER access_entry_is_not_deleted"];
    const POSTGRES: [&str; 1] = ["ALTER TABLE access_entry DISABLE TRIGGER access_entry_is_not_deleted"];
    run(tx, &SQLITE, &POSTGRES).await
}

async fn lock(tx: &mut Tx) -> Result<(), StoreError> {
    // As in the migration 0005.
    const SQLITE: [&str; 1] = ["CREATE TRIGGER access_entry_is_not_deleted BEFORE DELETE ON access_entry
        BEGIN SELECT RAISE(ABORT, 'the access log is only ever added to'); END"];
    const POSTGRES: [&str; 1] = ["ALTER TABLE access_entry ENABLE TRIGGER access_entry_is_not_deleted"];
    run(tx, &SQLITE, &POSTGRES).await
}

async fn run(
    tx: &mut Tx,
    sqlite: &'static [&'static str],
    postgres: &'static [&'static str],
) -> Result<(), StoreError> {
    let statements = match &tx.begun {
        Begun::Sqlite(_) => sqlite,
        Begun::Postgres(_) => postgres,
    };
    for sql in statements {
        on!(tx, |c| sqlx::query(*sql).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

async fn note(tx: &mut Tx, pseudonym: Hash, erasure: &Erasure) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO access_erasure (pseudonym, leaves, erased_at, reason) VALUES ($1, $2, $3, $4)";
    let leaves = i64::try_from(erasure.leaves).unwrap_or(i64::MAX);
    on!(tx, |c| sqlx::query(SQL)
        .bind(pseudonym.0.as_slice())
        .bind(leaves)
        .bind(erasure.at)
        .bind(&erasure.reason)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// From the old one every entry's salt could be made again.
async fn change_salt(tx: &mut Tx, patient: PatientId, salt: &[u8]) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE person SET salt = $2 WHERE patient_id = $1";
    Ok(on!(tx, |c| sqlx::query(SQL).bind(patient.0).bind(salt).execute(c).await.map(|_| ()))?)
}

/// All that were erased, by the pseudonym of the leaves that stay.
pub(crate) async fn all(tx: &mut Tx) -> Result<BTreeMap<Hash, Erasure>, StoreError> {
    const SQL: &str = "SELECT pseudonym, leaves, erased_at, reason FROM access_erasure ORDER BY pseudonym";
    let rows: Vec<(Vec<u8>, i64, DateTime<Utc>, String)> =
        on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    let read = |(pseudonym, leaves, at, reason): (Vec<u8>, i64, DateTime<Utc>, String)| {
        let hash = Hash::from_bytes(&pseudonym)
            .ok_or_else(|| StoreError::bad_row("access_erasure", "pseudonym", at))?;
        Ok((hash, Erasure { leaves: leaves.unsigned_abs(), at, reason }))
    };
    rows.into_iter().map(read).collect()
}
