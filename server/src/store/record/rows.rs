//! A person's items as the tables hold them.

use super::{
    kept::Kept,
    own_view::{OwnView, State, VISIBLE, VisibleRow},
    weighed::{Everything, Place, Weighed},
};
use crate::store::{StoreError, Tx, facility};
use chrono::{DateTime, Utc};
use shared::{
    fhir::submission::ItemKind,
    ids::{FacilityCode, ItemId, PatientId},
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
    Read(Arc<Everything>),
    Unread {
        patient: PatientId,
        changes: i64,
        rows: Vec<Row>,
        never_told: Vec<NeverTold>,
        kept: Option<Kept>,
    },
}

impl Rows {
    pub async fn of(tx: &mut Tx, patient: PatientId) -> Result<Self, StoreError> {
        // What is not on disk yet may never be.
        let kept = (!tx.items_changed).then(|| tx.kept.clone());
        // First, so that what is read afterwards is at least as new.
        let changes: Option<(i64,)> =
            on!(tx, |c| sqlx::query_as(CHANGES).bind(patient.0).fetch_optional(c).await)?;
        let (changes,) = changes.unwrap_or_default();
        if let Some(everything) = kept.as_ref().and_then(|kept| kept.everything(patient, changes)) {
            return Ok(Self::Read(everything));
        }
        let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
        let never_told: Vec<NeverTold> =
            on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
        Ok(Self::Unread { patient, changes, rows, never_told, kept })
    }

    /// From which facilities anything came, hidden things among it.
    fn senders(&self) -> Result<BTreeSet<FacilityCode>, StoreError> {
        match self {
            Self::Read(everything) => {
                Ok(everything.all.iter().filter_map(|one| one.place.source.facility().cloned()).collect())
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
    pub fn read(self) -> Result<Arc<Everything>, StoreError> {
        match self {
            Self::Read(everything) => Ok(everything),
            Self::Unread { patient, changes, rows, never_told, kept } => {
                let all = rows.into_iter().map(|row| row.weighed(patient)).collect::<Result<_, _>>()?;
                let everything = Arc::new(Everything::of(changes, all, never_told));
                if let Some(kept) = kept {
                    kept.keep_everything(patient, Arc::clone(&everything));
                }
                Ok(everything)
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
    fn weighed(self, patient: PatientId) -> Result<Weighed, StoreError> {
        let Self { item_id, source, kind, disclosure, json, received_at, doubted } = self;
        let bad = |column| StoreError::bad_row("item", column, &item_id);
        let place = Place {
            patient,
            item: ItemId::try_from(item_id.clone()).map_err(|_| bad("item_id"))?,
            source: facility::source("item", &source)?,
            kind: ItemKind::from_name(&kind).ok_or_else(|| bad("kind"))?,
            received: received_at,
            doubted: doubted != 0,
            disclosure,
        };
        Ok(Weighed::of(place, json))
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
        kept: Option<Kept>,
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
        let kept = (!tx.items_changed).then(|| tx.kept.clone());
        let version = state.own_view_version;
        let before = kept.as_ref().and_then(|kept| kept.own_view(patient));
        if let Some(own_view) = before.as_ref().filter(|before| before.version == version) {
            return Ok(Self::Read(Arc::clone(own_view)));
        }
        let rows: Vec<VisibleRow> = on!(tx, |c| sqlx::query_as(VISIBLE).bind(patient.0).fetch_all(c).await)?;
        Ok(Self::Unread { patient, version, rows, before, kept })
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
            Self::Unread { patient, version, rows, before, kept } => {
                let own_view = Arc::new(OwnView::of(patient, version, rows, before.as_deref())?);
                if let Some(kept) = kept {
                    kept.keep_own_view(patient, Arc::clone(&own_view));
                }
                Ok(own_view)
            }
            Self::Undecided(rows) => Ok(Arc::new(OwnView::decided_now(&rows.read()?.open))),
        }
    }
}
