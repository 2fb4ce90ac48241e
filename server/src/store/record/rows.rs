//! A person's items as the tables hold them.

use super::{
    cache::RecordCache,
    own_view::{OwnView, State, VISIBLE, VisibleRow},
    parsed::{ParsedItem, ParsedItems, StoredItem},
};
use crate::store::{StoreError, Tx, facility};
use chrono::{DateTime, Utc};
use shared::{
    ids::{FacilityCode, ItemId, PatientId},
    record::ItemKind,
    source::Source,
};
use std::{collections::BTreeSet, sync::Arc};

/// How often a person's items changed: counted by the database, whoever changed them.
pub(super) const CHANGES: &str = "SELECT items_changed FROM person WHERE patient_id = $1";

/// One statement, so that what is hidden and what is shown are of the same moment.
pub(super) const CURRENT: &str =
    "SELECT item_id, source, kind, disclosure, json, received_at, doubted FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY item_id";

/// Diagnoses that left a list while still hidden: leaving is not being told. The same one that stands openly now was
/// told: under the same identifier, with the same codes and words, and not as a mistake.
pub(super) const NEVER_TOLD: &str = "SELECT past.source, past.json FROM item past
    WHERE past.patient_id = $1 AND past.disclosure <> 0 AND past.superseded_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM item told
        WHERE told.patient_id = past.patient_id AND told.source = past.source AND told.kind = past.kind
        AND told.identifier_system = past.identifier_system AND told.identifier_value = past.identifier_value
        AND told.code_key = past.code_key AND told.json NOT LIKE '%entered-in-error%'
        AND told.superseded_at IS NULL AND told.disclosure = 0)";

/// A row of [`NEVER_TOLD`].
#[derive(sqlx::FromRow)]
pub(super) struct NeverTold {
    pub source: String,
    pub json: String,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    item_id: String,
    source: String,
    kind: String,
    disclosure: i16,
    json: String,
    received_at: DateTime<Utc>,
    doubted: i16,
}

/// What is needed to read a person's items, taken in a transaction; nobody else waits while they are read.
pub(super) enum Rows {
    Read(Arc<ParsedItems>),
    Unread {
        patient: PatientId,
        changes: i64,
        rows: Vec<Row>,
        never_told: Vec<NeverTold>,
        cache: Option<RecordCache>,
    },
}

impl Rows {
    pub async fn of(tx: &mut Tx, patient: PatientId) -> Result<Self, StoreError> {
        // What is not on disk yet may never be.
        let cache = (!tx.items_changed).then(|| tx.cache.clone());
        // First, so that what is read afterwards is at least as new.
        let changes: Option<(i64,)> =
            on!(tx, |c| sqlx::query_as(CHANGES).bind(patient.0).fetch_optional(c).await)?;
        let (changes,) = changes.unwrap_or_default();
        if let Some(parsed) = cache.as_ref().and_then(|cache| cache.parsed(patient, changes)) {
            return Ok(Self::Read(parsed));
        }
        let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
        let never_told: Vec<NeverTold> =
            on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
        Ok(Self::Unread { patient, changes, rows, never_told, cache })
    }

    /// From which facilities anything came, hidden things among it.
    pub fn senders(&self) -> Result<BTreeSet<FacilityCode>, StoreError> {
        match self {
            Self::Read(parsed) => {
                Ok(parsed.all.iter().filter_map(|one| one.place.source.facility().cloned()).collect())
            }
            Self::Unread { rows, .. } => {
                facilities(rows.iter().map(|row| facility::source("item", &row.source)))
            }
        }
    }

    /// Reads what was not read before.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] for a row that no version of the program can have written.
    pub fn read(self) -> Result<Arc<ParsedItems>, StoreError> {
        match self {
            Self::Read(parsed) => Ok(parsed),
            Self::Unread { patient, changes, rows, never_told, cache } => {
                let all = rows.into_iter().map(|row| row.parsed(patient)).collect::<Result<_, _>>()?;
                let parsed = Arc::new(ParsedItems::of(changes, all, never_told));
                if let Some(cache) = cache {
                    cache.keep_parsed(patient, Arc::clone(&parsed));
                }
                Ok(parsed)
            }
        }
    }
}

/// Those among the sources.
fn facilities(
    sources: impl Iterator<Item = Result<Source, StoreError>>,
) -> Result<BTreeSet<FacilityCode>, StoreError> {
    sources.filter_map(|source| source.map(|source| source.facility().cloned()).transpose()).collect()
}

impl Row {
    fn parsed(self, patient: PatientId) -> Result<ParsedItem, StoreError> {
        let Self { item_id, source, kind, disclosure, json, received_at, doubted } = self;
        let bad = |column| StoreError::bad_row("item", column, &item_id);
        let place = StoredItem {
            patient,
            item: ItemId::try_from(item_id.clone()).map_err(|_| bad("item_id"))?,
            source: facility::source("item", &source)?,
            kind: ItemKind::from_name(&kind).ok_or_else(|| bad("kind"))?,
            received: received_at,
            doubted: doubted != 0,
            disclosure,
        };
        Ok(ParsedItem::of(place, json))
    }
}

/// What is needed to read what a person sees of their own record.
pub(super) enum OwnRows {
    Read(Arc<OwnView>),
    Unread {
        patient: PatientId,
        version: i64,
        rows: Vec<VisibleRow>,
        /// What was visible before: most of it still is.
        before: Option<Arc<OwnView>>,
        cache: Option<RecordCache>,
    },
    /// It was not decided when the items changed, so it is decided now.
    Undecided(Rows),
}

impl OwnRows {
    /// The same statements and rows, whatever is hidden.
    pub async fn of(tx: &mut Tx, patient: PatientId) -> Result<Self, StoreError> {
        let state = State::of(tx, patient).await?;
        if !state.is_decided() {
            return Ok(Self::Undecided(Rows::of(tx, patient).await?));
        }
        // What is not on disk yet may never be.
        let cache = (!tx.items_changed).then(|| tx.cache.clone());
        let version = state.own_view_version;
        let before = cache.as_ref().and_then(|cache| cache.own_view(patient));
        if let Some(own_view) = before.as_ref().filter(|before| before.version == version) {
            return Ok(Self::Read(Arc::clone(own_view)));
        }
        let rows: Vec<VisibleRow> = on!(tx, |c| sqlx::query_as(VISIBLE).bind(patient.0).fetch_all(c).await)?;
        Ok(Self::Unread { patient, version, rows, before, cache })
    }

    /// From which facilities anything visible came; where it is not decided yet, anything at all.
    pub fn senders(&self) -> Result<BTreeSet<FacilityCode>, StoreError> {
        match self {
            Self::Read(own_view) => {
                Ok(own_view.items.iter().filter_map(|one| one.source.facility().cloned()).collect())
            }
            Self::Unread { rows, .. } => facilities(rows.iter().map(VisibleRow::source)),
            Self::Undecided(rows) => rows.senders(),
        }
    }

    /// Reads what was not read before.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] for a row that no version of the program can have written.
    pub fn read(self) -> Result<Arc<OwnView>, StoreError> {
        match self {
            Self::Read(own_view) => Ok(own_view),
            Self::Unread { patient, version, rows, before, cache } => {
                let own_view = Arc::new(OwnView::of(patient, version, rows, before.as_deref())?);
                if let Some(cache) = cache {
                    cache.keep_own_view(patient, Arc::clone(&own_view));
                }
                Ok(own_view)
            }
            Self::Undecided(rows) => Ok(Arc::new(OwnView::decided_now(&rows.read()?.open))),
        }
    }
}
