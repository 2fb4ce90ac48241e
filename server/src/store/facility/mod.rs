//! Facilities: the senders.

pub mod desk;
pub mod key;
pub mod staff;

use super::{Store, StoreError, Tx};
use chrono::{DateTime, Utc};
use shared::{
    consent::{FacilityKind, Found},
    ids::FacilityCode,
    source::Source,
    telephone::Telephone,
};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facility {
    pub code: FacilityCode,
    pub name: String,
    pub list_unit: ListUnit,
}

/// How a facility is called, and what sort of place it is if that was said.
pub struct Known {
    pub name: String,
    pub kind: Option<FacilityKind>,
}

/// What a facility's list of diagnoses or allergies replaces: its choice (spec/jp-clins.md §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListUnit {
    /// The departments that stand in the list.
    Department,
    /// Everything of the kind.
    Facility,
}

impl ListUnit {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Facility => "facility",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Department, Self::Facility].into_iter().find(|unit| unit.as_str() == name)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    name: String,
    list_unit: String,
}

impl TryFrom<Row> for Facility {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let list_unit = ListUnit::from_name(&row.list_unit)
            .ok_or_else(|| StoreError::bad_row("facility", "list_unit", &row.code))?;
        Ok(Self { code: code("facility", "code", &row.code)?, name: row.name, list_unit })
    }
}

/// Parses a facility code that stands in `table`.
pub(super) fn code(
    table: &'static str,
    column: &'static str,
    text: &str,
) -> Result<FacilityCode, StoreError> {
    FacilityCode::try_from(text).map_err(|_| StoreError::bad_row(table, column, text))
}

/// Who a row of this table came from.
pub(super) fn source(table: &'static str, text: &str) -> Result<Source, StoreError> {
    Source::try_from(text).map_err(|_| StoreError::bad_row(table, "source", text))
}

/// Adds a facility, or renames it and sets its unit.
pub async fn add(
    store: &Store,
    code: &FacilityCode,
    name: &str,
    list_unit: ListUnit,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO facility (code, name, list_unit, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, list_unit = excluded.list_unit";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(code.as_str())
        .bind(name)
        .bind(list_unit.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    tx.commit().await
}

/// Says what sort of place a facility is; `None`: nobody knows. Whether there is such a facility.
pub async fn set_kind(
    store: &Store,
    code: &FacilityCode,
    kind: Option<FacilityKind>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE facility SET kind = $2 WHERE code = $1";
    let mut tx = store.write().await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(code.as_str())
        .bind(kind.map(FacilityKind::as_str))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(changed == 1)
}

/// Says under which number a facility is rung. Whether there is such a facility.
pub async fn set_telephone(
    store: &Store,
    code: &FacilityCode,
    telephone: &Telephone,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE facility SET telephone = $2 WHERE code = $1";
    let mut tx = store.write().await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(code.as_str())
        .bind(telephone.as_str())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(changed == 1)
}

/// Under which number a facility is rung; `None`: nobody said.
pub(crate) async fn telephone(tx: &mut Tx, code: &FacilityCode) -> Result<Option<Telephone>, StoreError> {
    const SQL: &str = "SELECT telephone FROM facility WHERE code = $1";
    let row: Option<(Option<String>,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(code.as_str()).fetch_optional(c).await)?;
    let said = row.and_then(|(said,)| said).map(|said| Telephone::try_from(said.as_str())).transpose();
    said.map_err(|_| StoreError::bad_row("facility", "telephone", code))
}

pub async fn known(store: &Store, code: &FacilityCode) -> Result<Option<Known>, StoreError> {
    kind_of(&mut store.read().await?, code).await
}

/// What sort of place it is, if it is one of this installation.
pub(crate) async fn kind_of(tx: &mut Tx, code: &FacilityCode) -> Result<Option<Known>, StoreError> {
    const SQL: &str = "SELECT name, kind FROM facility WHERE code = $1";
    let row: Option<(String, Option<String>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(code.as_str()).fetch_optional(c).await)?;
    let known = row.map(|(name, kind)| {
        let kind = kind.map(|kind| FacilityKind::parse(&kind)).transpose();
        kind.map(|kind| Known { name, kind }).map_err(|_| StoreError::bad_row("facility", "kind", code))
    });
    known.transpose()
}

pub async fn list(store: &Store) -> Result<Vec<Facility>, StoreError> {
    const SQL: &str = "SELECT code, name, list_unit FROM facility ORDER BY code";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(Facility::try_from).collect()
}

/// All of them by name, with what sort of place each is.
pub async fn directory(store: &Store) -> Result<Vec<Found>, StoreError> {
    const SQL: &str = "SELECT code, name, kind FROM facility ORDER BY name, code";
    let mut tx = store.read().await?;
    let rows: Vec<(String, String, Option<String>)> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    let found = rows.into_iter().map(|(said, name, kind)| {
        let kind = kind.map(|kind| FacilityKind::parse(&kind)).transpose();
        let kind = kind.map_err(|_| StoreError::bad_row("facility", "kind", &said))?;
        Ok(Found { code: code("facility", "code", &said)?, name, kind })
    });
    found.collect()
}

pub async fn find(store: &Store, code: &FacilityCode) -> Result<Option<Facility>, StoreError> {
    find_in(&mut store.read().await?, code).await
}

/// When a facility was first added.
pub async fn added_at(store: &Store, code: &FacilityCode) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT created_at FROM facility WHERE code = $1";
    let mut tx = store.read().await?;
    let row: Option<(DateTime<Utc>,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(code.as_str()).fetch_optional(c).await)?;
    Ok(row.map(|(at,)| at))
}

pub(crate) async fn find_in(tx: &mut Tx, code: &FacilityCode) -> Result<Option<Facility>, StoreError> {
    const SQL: &str = "SELECT code, name, list_unit FROM facility WHERE code = $1";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(code.as_str()).fetch_optional(c).await)?;
    row.map(Facility::try_from).transpose()
}

/// The names of those in `codes`; there are few of them in one record.
pub(super) async fn names<'a>(
    tx: &mut Tx,
    codes: impl IntoIterator<Item = &'a FacilityCode>,
) -> Result<BTreeMap<FacilityCode, String>, StoreError> {
    let mut names = BTreeMap::new();
    for code in codes {
        if let Some(facility) = find_in(tx, code).await? {
            names.insert(facility.code, facility.name);
        }
    }
    Ok(names)
}
