//! Migration of rows that an older version of the program left in order of arrival.

use crate::store::{Store, StoreError, Tx, record};
use chrono::{DateTime, Utc};
use shared::{
    fhir::submission::version::{Position, Version, occasion_of_stored},
    ids::PatientId,
    record::ItemKind,
};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    item_id: String,
    version: i64,
    kind: String,
    json: String,
    received_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    superseded_own_at: Option<DateTime<Utc>>,
}

/// Lets stand what is last in its sender's own order, one person in a transaction, so that ending halfway loses nothing.
pub(in crate::store) async fn settle(store: &Store) -> Result<(), StoreError> {
    const WHOSE: &str = "SELECT patient_id FROM item_unsettled ORDER BY patient_id";
    const DONE: &str = "DELETE FROM item_unsettled WHERE patient_id = $1";
    let mut tx = store.read().await?;
    let whose: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WHOSE).fetch_all(c).await)?;
    drop(tx);
    for (id,) in whose {
        let mut tx = store.write().await?;
        settle_one(&mut tx, PatientId(id)).await?;
        record::decide_own_view(&mut tx, PatientId(id)).await?;
        on!(tx, |c| sqlx::query(DONE).bind(id).execute(c).await.map(|_| ()))?;
        tx.commit().await?;
    }
    Ok(())
}

async fn settle_one(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str =
        "SELECT item_id, version, kind, json, received_at, superseded_at, superseded_own_at FROM item
        WHERE patient_id = $1 AND kind NOT IN ('Condition', 'AllergyIntolerance')";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    let mut entries: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        entries.entry(&row.item_id).or_default().push(row);
    }
    for versions in entries.values() {
        let Some(standing) = versions.iter().find(|row| row.superseded_at.is_none()) else { continue };
        if let Some(last) = last_of(standing, versions)? {
            replace(tx, patient, standing, last).await?;
        }
    }
    Ok(())
}

/// Of what this version replaced, and what that had replaced, the one that its sender put last; nothing where that is
/// this one. What was withdrawn, or taken at another time, was replaced by none of them.
fn last_of<'a>(standing: &'a Row, versions: &[&'a Row]) -> Result<Option<&'a Row>, StoreError> {
    let kind = ItemKind::from_name(&standing.kind)
        .ok_or_else(|| StoreError::bad_row("item", "kind", &standing.item_id))?;
    let position = |row: &Row| -> Position { Version::of_stored(kind, &row.json).arrived(row.received_at) };
    let occasion = occasion_of_stored(kind, &standing.json);
    let mut last = standing;
    let mut replaced_by = vec![standing];
    while let Some(newer) = replaced_by.pop() {
        let before = versions.iter().filter(|row| {
            row.superseded_own_at == Some(newer.received_at)
                && row.received_at < newer.received_at
                && occasion_of_stored(kind, &row.json) == occasion
        });
        for row in before {
            if position(row).is_later_than(&position(last)) {
                last = row;
            }
            replaced_by.push(row);
        }
    }
    Ok((last.version != standing.version).then_some(last))
}

async fn replace(tx: &mut Tx, patient: PatientId, standing: &Row, last: &Row) -> Result<(), StoreError> {
    const GO: &str = "UPDATE item SET superseded_at = $4, superseded_own_at = $4
        WHERE patient_id = $1 AND item_id = $2 AND version = $3";
    const STAND: &str = "UPDATE item SET superseded_at = NULL, superseded_own_at = NULL, own_view = 0
        WHERE patient_id = $1 AND item_id = $2 AND version = $3";
    tx.items_changed = true;
    // It came too late when it came.
    on!(tx, |c| sqlx::query(GO)
        .bind(patient.0)
        .bind(&standing.item_id)
        .bind(standing.version)
        .bind(standing.received_at)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(STAND)
        .bind(patient.0)
        .bind(&last.item_id)
        .bind(last.version)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
