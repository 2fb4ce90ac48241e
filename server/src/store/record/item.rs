//! Items: the versions of every line of every record. Written here; read in [`crate::store::record`].
//!
//! Every statement names the source: nobody replaces or hides what another one registered.

use crate::store::{StoreError, Tx};
use chrono::{DateTime, Utc};
use shared::{
    disclosure::Disclosure,
    element::Identifier,
    fhir::submission::version::{Position, Stage, Version, occasion_of_stored},
    ids::{ItemId, PatientId},
    record::ItemKind,
    source::Source,
};
use uuid::Uuid;

/// Where an item belongs: whose record it is read in, the home it came under, who sent it.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    pub root: PatientId,
    pub home: PatientId,
    pub source: &'a Source,
}

/// A version that stands, or would stand had its home not been linked: without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub item_id: String,
    pub version: i64,
    pub home: PatientId,
    pub kind: ItemKind,
    pub identifier: Identifier,
    pub department: Option<String>,
    pub disclosure: i16,
    pub code_key: String,
    pub json_sha256: Vec<u8>,
    /// Where it stands in its sender's order.
    pub position: Position,
    /// When a result was taken.
    pub occasion: Option<String>,
    /// Whether its sender withdrew an older version after this one had arrived.
    pub doubted: bool,
    /// Whether it is part of the record as it is now.
    pub current: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    item_id: String,
    version: i64,
    home_id: Uuid,
    kind: String,
    identifier_system: String,
    identifier_value: String,
    department: Option<String>,
    disclosure: i16,
    code_key: String,
    json_sha256: Vec<u8>,
    received_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
    version_number: Option<i64>,
    stage: Option<i16>,
    occasion: Option<String>,
    doubted: i16,
    /// The content of a row that was written before its position was.
    unplaced: Option<String>,
}

impl TryFrom<Row> for Standing {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind = ItemKind::from_name(&row.kind)
            .ok_or_else(|| StoreError::bad_row("item", "kind", &row.item_id))?;
        let bad_stage = || StoreError::bad_row("item", "stage", &row.item_id);
        let (position, occasion) = match (row.updated_at, &row.unplaced) {
            (Some(updated), _) => {
                let stage = row.stage.and_then(Stage::from_number).ok_or_else(bad_stage)?;
                let arrived = row.received_at;
                (Position { updated, number: row.version_number, stage, arrived }, row.occasion)
            }
            (None, json) => {
                let json = json.as_deref().unwrap_or_default();
                let position = Version::of_stored(kind, json).arrived(row.received_at);
                (position, occasion_of_stored(kind, json))
            }
        };
        Ok(Self {
            item_id: row.item_id,
            version: row.version,
            home: PatientId(row.home_id),
            kind,
            identifier: Identifier { system: row.identifier_system, value: row.identifier_value },
            department: row.department,
            disclosure: row.disclosure,
            code_key: row.code_key,
            json_sha256: row.json_sha256,
            position,
            occasion,
            doubted: row.doubted != 0,
            current: row.superseded_at.is_none(),
        })
    }
}

/// How the flag is written in the store.
pub(crate) fn disclosure_number(disclosure: Disclosure) -> i16 {
    match disclosure {
        Disclosure::Open => 0,
        Disclosure::Uninformed => 1,
        Disclosure::Undelivered => 2,
    }
}

/// Everything of one kind that a source has standing in a record.
pub(crate) async fn standing(
    tx: &mut Tx,
    place: &Place<'_>,
    kind: ItemKind,
) -> Result<Vec<Standing>, StoreError> {
    const SQL: &str =
        "SELECT item_id, version, home_id, kind, identifier_system, identifier_value, department, disclosure,
            code_key, json_sha256, received_at, superseded_at, updated_at, version_number, stage, occasion, doubted,
            CASE WHEN updated_at IS NULL THEN json END AS unplaced FROM item
        WHERE patient_id = $1 AND source = $2 AND kind = $3 AND superseded_own_at IS NULL
        ORDER BY item_id, version";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(place.root.0)
        .bind(place.source.to_string())
        .bind(kind.as_str())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Standing::try_from).collect()
}

/// Without an order: for one, SQLite would read all that the table has of the person.
const STANDING_UNDER: &str = "SELECT item_id, version, home_id, kind, identifier_system, identifier_value, department, disclosure,
            code_key, json_sha256, received_at, superseded_at, updated_at, version_number, stage, occasion, doubted,
            CASE WHEN updated_at IS NULL THEN json END AS unplaced FROM item
        WHERE patient_id = $1 AND source = $2 AND kind = $3 AND identifier_value = $4 AND identifier_system = $5
            AND superseded_own_at IS NULL";

/// The same, of one identifier.
pub(crate) async fn standing_under(
    tx: &mut Tx,
    place: &Place<'_>,
    kind: ItemKind,
    identifier: &Identifier,
) -> Result<Vec<Standing>, StoreError> {
    let mut rows: Vec<Row> = on!(tx, |c| sqlx::query_as(STANDING_UNDER)
        .bind(place.root.0)
        .bind(place.source.to_string())
        .bind(kind.as_str())
        .bind(&identifier.value)
        .bind(&identifier.system)
        .fetch_all(c)
        .await)?;
    rows.sort_by(|a, b| (&a.item_id, a.version).cmp(&(&b.item_id, b.version)));
    rows.into_iter().map(Standing::try_from).collect()
}

/// The item of each version that ever stood under an identifier, in this record, from this source.
pub(crate) async fn ever_under(
    tx: &mut Tx,
    place: &Place<'_>,
    kind: ItemKind,
    identifier: &Identifier,
) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT item_id FROM item
        WHERE patient_id = $1 AND source = $2 AND kind = $3 AND identifier_value = $4 AND identifier_system = $5";
    let items: Vec<(String,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(place.root.0)
        .bind(place.source.to_string())
        .bind(kind.as_str())
        .bind(&identifier.value)
        .bind(&identifier.system)
        .fetch_all(c)
        .await)?;
    Ok(items.into_iter().map(|(item,)| item).collect())
}

/// A version about to be written.
pub(crate) struct New<'a> {
    pub item_id: &'a ItemId,
    pub kind: ItemKind,
    pub identifier: &'a Identifier,
    pub code_key: &'a str,
    pub department: Option<&'a str>,
    pub disclosure: Disclosure,
    pub json: &'a str,
    pub json_sha256: &'a [u8],
    pub transmission: Uuid,
    pub received_at: DateTime<Utc>,
    pub position: &'a Position,
    pub occasion: Option<&'a str>,
    /// Set if already superseded on arrival: the identity whose newer transmission did it.
    pub superseded_by: Option<PatientId>,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    place: &Place<'_>,
    new: &New<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO item (patient_id, item_id, version, home_id, source, kind, identifier_system,
            identifier_value, code_key, department, disclosure, json, json_sha256, transmission_id, received_at,
            superseded_at, superseded_own_at, updated_at, version_number, stage, occasion)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
    tx.items_changed = true;
    let version = next_version(tx, place, new.item_id.as_str()).await?;
    let superseded = new.superseded_by.map(|_| now);
    let superseded_own = new.superseded_by.filter(|home| *home == place.home).map(|_| now);
    on!(tx, |c| sqlx::query(SQL)
        .bind(place.root.0)
        .bind(new.item_id.as_str())
        .bind(version)
        .bind(place.home.0)
        .bind(place.source.to_string())
        .bind(new.kind.as_str())
        .bind(&new.identifier.system)
        .bind(&new.identifier.value)
        .bind(new.code_key)
        .bind(new.department)
        .bind(disclosure_number(new.disclosure))
        .bind(new.json)
        .bind(new.json_sha256)
        .bind(new.transmission)
        .bind(new.received_at)
        .bind(superseded)
        .bind(superseded_own)
        .bind(new.position.updated)
        .bind(new.position.number)
        .bind(new.position.stage.number())
        .bind(new.occasion)
        .execute(c)
        .await
        .map(|_| ()))?;
    match new.superseded_by {
        Some(home) if home != place.home => {
            note_cross_supersession(tx, place.home, new.item_id.as_str(), version, home, now).await
        }
        _ => Ok(()),
    }
}

async fn next_version(tx: &mut Tx, place: &Place<'_>, item_id: &str) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT COALESCE(MAX(version), 0) + 1 FROM item WHERE patient_id = $1 AND item_id = $2";
    let (version,): (i64,) =
        on!(tx, |c| sqlx::query_as(SQL).bind(place.root.0).bind(item_id).fetch_one(c).await)?;
    Ok(version)
}

/// Lets a version stand as one that is doubted, since this transmission withdrew an older one.
pub(crate) async fn doubt(
    tx: &mut Tx,
    place: &Place<'_>,
    row: &Standing,
    transmission: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO item (patient_id, item_id, version, home_id, source, kind, identifier_system,
            identifier_value, code_key, department, disclosure, json, json_sha256, transmission_id, received_at,
            updated_at, version_number, stage, occasion, doubted)
        SELECT patient_id, item_id, $5, home_id, source, kind, identifier_system, identifier_value, code_key,
            department, disclosure, json, json_sha256, $6, received_at, $7, $8, $9, $10, 1
        FROM item WHERE patient_id = $1 AND item_id = $2 AND version = $3 AND source = $4";
    supersede(tx, place, row, now).await?;
    let version = next_version(tx, place, &row.item_id).await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(place.root.0)
        .bind(&row.item_id)
        .bind(row.version)
        .bind(place.source.to_string())
        .bind(version)
        .bind(transmission)
        .bind(row.position.updated)
        .bind(row.position.number)
        .bind(row.position.stage.number())
        .bind(row.occasion.as_deref())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes a version out of the record; the row stays.
pub(crate) async fn supersede(
    tx: &mut Tx,
    place: &Place<'_>,
    row: &Standing,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const OWN: &str = "UPDATE item SET superseded_own_at = $5, superseded_at = COALESCE(superseded_at, $5)
        WHERE patient_id = $1 AND item_id = $2 AND version = $3 AND source = $4 AND superseded_own_at IS NULL";
    const OTHER: &str = "UPDATE item SET superseded_at = $5
        WHERE patient_id = $1 AND item_id = $2 AND version = $3 AND source = $4 AND superseded_at IS NULL";
    tx.items_changed = true;
    let own = row.home == place.home;
    if !own {
        note_cross_supersession(tx, row.home, &row.item_id, row.version, place.home, now).await?;
    }
    on!(tx, |c| sqlx::query(if own { OWN } else { OTHER })
        .bind(place.root.0)
        .bind(&row.item_id)
        .bind(row.version)
        .bind(place.source.to_string())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Remembers that it was a linked home's transmission that replaced this version.
async fn note_cross_supersession(
    tx: &mut Tx,
    item_home: PatientId,
    item_id: &str,
    version: i64,
    by: PatientId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO cross_supersession (item_home_id, item_id, version, by_home_id, at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    on!(tx, |c| sqlx::query(SQL)
        .bind(item_home.0)
        .bind(item_id)
        .bind(version)
        .bind(by.0)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Moves everything that came under `home` from one person's record to another's.
pub(in crate::store) async fn move_home(
    tx: &mut Tx,
    home: PatientId,
    from: PatientId,
    to: PatientId,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE item SET patient_id = $3, own_view = 0 WHERE patient_id = $2 AND home_id = $1";
    tx.items_changed = true;
    on!(tx, |c| sqlx::query(SQL).bind(home.0).bind(from.0).bind(to.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Works out anew what stands in a record after homes were moved: a version is replaced if its own
/// home replaced it, or a home that is now linked to it did.
pub(in crate::store) async fn recompute_current(tx: &mut Tx, root: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE item SET superseded_at = COALESCE(superseded_own_at, (
            SELECT MIN(x.at) FROM cross_supersession x JOIN person p ON p.patient_id = x.by_home_id
            WHERE x.item_home_id = item.home_id AND x.item_id = item.item_id AND x.version = item.version
                AND p.root_id = item.patient_id)), own_view = 0
        WHERE patient_id = $1";
    tx.items_changed = true;
    on!(tx, |c| sqlx::query(SQL).bind(root.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{DatabaseUrl, Store};

    /// Receiving stays as quick for somebody with thousands of results.
    #[tokio::test]
    async fn one_identifier_is_found_by_its_index() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("plan.db").to_str().unwrap().to_owned();
        let store = Store::open(&DatabaseUrl(file)).await.unwrap();
        let mut tx = store.read().await.unwrap();
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {STANDING_UNDER}"));
        let steps: Vec<(i64, i64, i64, String)> =
            on!(tx, |c| sqlx::query_as(explain).fetch_all(c).await).unwrap();
        assert!(steps.iter().any(|step| step.3.contains("USING INDEX item_by_key")), "{steps:?}");
    }
}
