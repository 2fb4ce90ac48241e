//! Entries that their sender corrected or withdrew after a facility had read them: that facility is told.

use crate::store::{StoreError, Tx};
use chrono::{DateTime, Duration, Utc};
use shared::{
    category::Category,
    ids::{FacilityCode, ItemId, PatientId},
    set::Member as _,
};
use uuid::Uuid;

/// Who read longer ago is not told.
const TOLD_FOR: Duration = Duration::days(90);

/// An entry whose sender said something else of it than before.
pub(crate) struct Corrected<'a> {
    pub home: PatientId,
    pub item: &'a str,
    /// What stood until now.
    pub version: i64,
    pub arrived: DateTime<Utc>,
    pub category: Category,
}

/// What a facility is to be told of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ToTell {
    pub patient: PatientId,
    pub item: ItemId,
    pub category: Category,
    pub at: DateTime<Utc>,
}

/// Facilities that read a record for care or in an emergency in the last 90 days, and when last.
pub(crate) struct Readers(Vec<(String, DateTime<Utc>)>);

impl Readers {
    pub async fn of(tx: &mut Tx, root: PatientId, now: DateTime<Utc>) -> Result<Self, StoreError> {
        const SQL: &str = "SELECT facility, MAX(at) FROM access_entry
            WHERE patient_id = $1 AND facility IS NOT NULL AND outcome = 'granted'
                AND purpose IN ('care', 'emergency') AND at >= $2
            GROUP BY facility";
        let readers = on!(tx, |c| sqlx::query_as(SQL).bind(root.0).bind(now - TOLD_FOR).fetch_all(c).await)?;
        Ok(Self(readers))
    }
}

/// Notes whom to tell: those who read the record while this version stood. Comes after it was decided what the person
/// may see: of what they may not, before or now, nobody is told.
pub(crate) async fn note(
    tx: &mut Tx,
    root: PatientId,
    readers: &Readers,
    corrected: &Corrected<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const VISIBLE: &str = "SELECT COUNT(*) FROM item WHERE patient_id = $1 AND item_id = $2
        AND (version = $3 OR superseded_at IS NULL) AND own_view > 0";
    const TELL: &str = "INSERT INTO correction (facility, home_id, item_id, version, category, at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let (visible,): (i64,) = on!(tx, |c| sqlx::query_as(VISIBLE)
        .bind(root.0)
        .bind(corrected.item)
        .bind(corrected.version)
        .fetch_one(c)
        .await)?;
    if visible != 2 {
        return Ok(());
    }
    for (reader, _) in readers.0.iter().filter(|(_, last)| *last >= corrected.arrived) {
        on!(tx, |c| sqlx::query(TELL)
            .bind(reader)
            .bind(corrected.home.0)
            .bind(corrected.item)
            .bind(corrected.version)
            .bind(corrected.category.as_str())
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// What this facility has not read since it was corrected, oldest first.
pub(crate) async fn to_tell(
    tx: &mut Tx,
    facility: &FacilityCode,
    now: DateTime<Utc>,
) -> Result<Vec<ToTell>, StoreError> {
    const SQL: &str = "SELECT p.root_id, c.item_id, c.category, c.at FROM correction c
        JOIN person p ON p.patient_id = c.home_id
        WHERE c.facility = $1 AND c.at > $2 AND NOT EXISTS (SELECT 1 FROM access_entry a
            WHERE a.patient_id = p.root_id AND a.facility = c.facility AND a.outcome = 'granted'
            AND a.purpose IN ('care', 'emergency') AND a.at >= c.at)
        ORDER BY c.at, c.item_id";
    let rows: Vec<(Uuid, String, String, DateTime<Utc>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(facility.as_str()).bind(now - TOLD_FOR).fetch_all(c).await)?;
    let read = |(patient, item, category, at): (Uuid, String, String, DateTime<Utc>)| {
        let bad = |column| StoreError::bad_row("correction", column, &item);
        Ok(ToTell {
            patient: PatientId(patient),
            category: Category::from_name(&category).ok_or_else(|| bad("category"))?,
            item: ItemId::try_from(item.clone()).map_err(|_| bad("item_id"))?,
            at,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The facility's own numbers of somebody.
pub(crate) async fn own_numbers(
    tx: &mut Tx,
    facility: &FacilityCode,
    patient: PatientId,
) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT DISTINCT a.value FROM person p JOIN person_alias a ON a.home_id = p.patient_id
        WHERE p.root_id = $1 AND a.kind = 'local' AND a.facility = $2 ORDER BY a.value";
    let rows: Vec<(String,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(facility.as_str()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(value,)| value).collect())
}
