//! A person's items, and what of them stays hidden.

use super::kept::Kept;
use crate::store::{StoreError, Tx, facility};
use chrono::{DateTime, Utc};
use shared::{
    fhir::{
        disclosure::{self, Disclosure, HiddenTerms},
        item::{self, Item, Json, Stored},
        submission::ItemKind,
    },
    ids::{FacilityCode, ItemId, PatientId},
};
use std::{collections::BTreeSet, sync::Arc};

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    item_id: String,
    facility: String,
    kind: String,
    disclosure: i16,
    json: String,
    received_at: DateTime<Utc>,
}

/// How often a person's items changed: counted by the database, whoever changed them.
pub(super) const CHANGES: &str = "SELECT items_changed FROM person WHERE patient_id = $1";

/// One statement, so that what is hidden and what is shown are of the same moment.
pub(super) const CURRENT: &str = "SELECT item_id, facility, kind, disclosure, json, received_at FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY item_id";

/// Diagnoses that left a list while still hidden: leaving is not being told. One that stands openly
/// now under the same identifier was told.
pub(super) const NEVER_TOLD: &str = "SELECT past.json FROM item past
    WHERE past.patient_id = $1 AND past.disclosure <> 0 AND past.superseded_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM item told
        WHERE told.patient_id = past.patient_id AND told.facility = past.facility AND told.kind = past.kind
        AND told.identifier_system = past.identifier_system AND told.identifier_value = past.identifier_value
        AND told.superseded_at IS NULL AND told.disclosure = 0)";

/// What is needed to read a person's items, taken in a transaction; nobody else waits while they are read.
pub(super) enum Rows {
    Read(Arc<Everything>),
    Unread { patient: PatientId, changes: i64, rows: Vec<Row>, never_told: Vec<String>, kept: Option<Kept> },
}

/// Whatever stands of a person, whoever may see it.
pub(super) struct Everything {
    /// When their items had changed so many times.
    pub changes: i64,
    pub all: Vec<Arc<Weighed>>,
    /// What the person themself may see.
    pub open: Vec<Arc<Weighed>>,
    /// The content of [`NEVER_TOLD`].
    pub never_told: Vec<String>,
}

/// An item, and what its content says about who may see it.
pub(super) struct Weighed {
    pub place: Place,
    /// By the content; the column has a say of its own.
    pub strictest: Disclosure,
    pub json: String,
    pub item: Item,
}

/// What the store knows about an item.
#[derive(Clone)]
pub(super) struct Place {
    patient: PatientId,
    item: ItemId,
    pub facility: FacilityCode,
    pub kind: ItemKind,
    pub received: DateTime<Utc>,
    /// The column.
    pub disclosure: i16,
}

impl Rows {
    pub async fn of(tx: &mut Tx, patient: PatientId) -> Result<Self, StoreError> {
        // What is not on disk yet may never be.
        let kept = (!tx.items_changed).then(|| tx.kept.clone());
        // First, so that what is read afterwards is at least as new.
        let changes: Option<(i64,)> =
            on!(tx, |c| sqlx::query_as(CHANGES).bind(patient.0).fetch_optional(c).await)?;
        let (changes,) = changes.unwrap_or_default();
        if let Some(everything) = kept.as_ref().and_then(|kept| kept.find(patient, changes)) {
            return Ok(Self::Read(everything));
        }
        let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
        let never_told: Vec<(String,)> =
            on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
        let never_told = never_told.into_iter().map(|(json,)| json).collect();
        Ok(Self::Unread { patient, changes, rows, never_told, kept })
    }

    /// From which facilities anything came, hidden things among it.
    pub fn senders(&self) -> Result<BTreeSet<FacilityCode>, StoreError> {
        match self {
            Self::Read(everything) => {
                Ok(everything.all.iter().map(|one| one.place.facility.clone()).collect())
            }
            Self::Unread { rows, .. } => {
                rows.iter().map(|row| facility::code("item", "facility", &row.facility)).collect()
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
                let everything = Arc::new(Everything::of_rows(changes, patient, rows, never_told)?);
                if let Some(kept) = kept {
                    kept.keep(patient, Arc::clone(&everything));
                }
                Ok(everything)
            }
        }
    }
}

impl Everything {
    pub fn of_rows(
        changes: i64,
        patient: PatientId,
        rows: Vec<Row>,
        never_told: Vec<String>,
    ) -> Result<Self, StoreError> {
        let all: Vec<Arc<Weighed>> =
            rows.into_iter().map(|row| row.weighed(patient).map(Arc::new)).collect::<Result<_, _>>()?;
        let open = withhold(&all, &never_told);
        Ok(Self { changes, all, open, never_told })
    }

    /// Roughly: what is read of a text takes about as much again as the text.
    pub fn bytes(&self) -> u64 {
        let texts = self.all.iter().map(|one| 2 * one.json.len() + 512);
        texts.chain(self.never_told.iter().map(String::len)).map(|bytes| bytes as u64).sum()
    }
}

impl Row {
    fn weighed(self, patient: PatientId) -> Result<Weighed, StoreError> {
        let Self { item_id, facility, kind, disclosure, json, received_at } = self;
        let bad = |column| StoreError::bad_row("item", column, &item_id);
        let place = Place {
            patient,
            item: ItemId::try_from(item_id.clone()).map_err(|_| bad("item_id"))?,
            facility: facility::code("item", "facility", &facility)?,
            kind: ItemKind::from_name(&kind).ok_or_else(|| bad("kind"))?,
            received: received_at,
            disclosure,
        };
        Ok(Weighed::of(place, json))
    }
}

impl Weighed {
    fn of(place: Place, json: String) -> Self {
        let parsed = Json::of(&json);
        let item = item::read(&Stored {
            patient: place.patient,
            item: place.item.clone(),
            facility: place.facility.clone(),
            kind: place.kind,
            received: place.received,
            json: &parsed,
        });
        Self { place, strictest: parsed.strictest(), json, item }
    }

    /// Hidden is what the column or the content says is hidden.
    fn is_open(&self) -> bool {
        self.place.disclosure == 0 && self.strictest == Disclosure::Open
    }
}

/// Leaves what the person themself may see. Rows flagged UNINFORMED or UNDELIVERED go, whatever
/// says so, the column or the content (an unreadable content counts as flagged); and with them go
/// the documents that refer to one, and the remarks of other items that do. An item whose very
/// name says it goes whole.
fn withhold(all: &[Arc<Weighed>], never_told: &[String]) -> Vec<Arc<Weighed>> {
    let (open, hidden): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.is_open());
    let terms: Vec<HiddenTerms> = hidden
        .iter()
        .map(|hidden| hidden.json.as_str())
        .chain(never_told.iter().map(String::as_str))
        .map(disclosure::hidden_terms)
        .collect();
    if terms.is_empty() {
        return open.into_iter().map(Arc::clone).collect();
    }
    open.into_iter().filter_map(|open| without_traces(open, &terms)).collect()
}

fn without_traces(open: &Arc<Weighed>, terms: &[HiddenTerms]) -> Option<Arc<Weighed>> {
    let refers = |json: &str| terms.iter().any(|terms| disclosure::refers_to(json, terms));
    if !refers(&open.json) {
        return Some(Arc::clone(open));
    }
    match open.place.kind {
        ItemKind::Document => None,
        kind => {
            let json = disclosure::without_remarks(&open.json)?;
            // A diagnosis somebody registered openly was told, whoever else keeps it hidden.
            let stays = kind == ItemKind::Condition || !refers(&json);
            stays.then(|| Arc::new(Weighed::of(open.place.clone(), json)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_hides_what_the_column_forgot() {
        let row = |disclosure, json: &str| Row {
            item_id: "0".repeat(32),
            facility: "1310000001".into(),
            kind: "Condition".into(),
            disclosure,
            json: json.into(),
            received_at: DateTime::UNIX_EPOCH,
        };
        let flagged = r#"{"meta":{"tag":[{"code":"UNINFORMED"}]}}"#;
        let rows = vec![row(0, "{}"), row(1, "{}"), row(0, flagged), row(0, "not JSON")];
        let everything = Everything::of_rows(1, PatientId(uuid::Uuid::nil()), rows, vec![]).unwrap();
        assert_eq!((everything.all.len(), everything.open.len()), (4, 1));
    }
}
