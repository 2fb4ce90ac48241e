//! A person's rows, and what of them stays hidden.

use super::readings::{Reading, Readings, Version};
use crate::store::{StoreError, Tx, facility};
use chrono::{DateTime, Utc};
use shared::{
    fhir::{
        disclosure::{self, Disclosure, HiddenTerms},
        submission::ItemKind,
    },
    ids::{FacilityCode, ItemId, PatientId},
};
use std::{collections::BTreeSet, sync::Arc};

#[derive(sqlx::FromRow)]
struct Row {
    item_id: String,
    facility: String,
    kind: String,
    disclosure: i16,
    json_sha256: Vec<u8>,
    received_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct WholeRow {
    #[sqlx(flatten)]
    row: Row,
    json: String,
}

/// What stands, by name alone.
pub(super) const STANDING: &str =
    "SELECT item_id, facility, kind, disclosure, json_sha256, received_at FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY item_id";

/// The same with what it says. One statement, so that what is hidden and what is shown are of the same moment.
pub(super) const CURRENT: &str =
    "SELECT item_id, facility, kind, disclosure, json_sha256, received_at, json FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY item_id";

/// Diagnoses that left a list while still hidden: leaving is not being told. One that stands openly
/// now under the same identifier was told.
pub(super) const NEVER_TOLD: &str = "SELECT past.json FROM item past
    WHERE past.patient_id = $1 AND past.disclosure <> 0 AND past.superseded_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM item told
        WHERE told.patient_id = past.patient_id AND told.facility = past.facility AND told.kind = past.kind
        AND told.identifier_system = past.identifier_system AND told.identifier_value = past.identifier_value
        AND told.superseded_at IS NULL AND told.disclosure = 0)";

/// What is needed to read a person's items, taken in a transaction and not read yet.
pub(super) struct Rows {
    rows: Vec<(Version, i16, Content)>,
    /// The content of [`NEVER_TOLD`].
    pub never_told: Vec<(String,)>,
    readings: Readings,
}

enum Content {
    Read(Arc<Reading>),
    Unread(String),
}

/// A row, and what it says.
pub(super) struct Weighed {
    pub version: Version,
    /// The column.
    pub disclosure: i16,
    pub reading: Arc<Reading>,
}

impl Rows {
    pub async fn of(tx: &mut Tx, patient: PatientId) -> Result<Self, StoreError> {
        let readings = tx.readings.clone();
        let standing: Vec<Row> = on!(tx, |c| sqlx::query_as(STANDING).bind(patient.0).fetch_all(c).await)?;
        let versions: Vec<(Version, i16)> =
            standing.into_iter().map(|row| row.version(patient)).collect::<Result<_, _>>()?;
        let found: Option<Vec<_>> = versions
            .into_iter()
            .map(|(version, disclosure)| {
                let reading = readings.find(&version)?;
                Some((version, disclosure, Content::Read(reading)))
            })
            .collect();
        let rows = match found {
            Some(rows) => rows,
            None => whole(tx, patient).await?,
        };
        let never_told = on!(tx, |c| sqlx::query_as(NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
        Ok(Self { rows, never_told, readings })
    }

    /// From which facilities anything came, hidden things among it.
    pub fn senders(&self) -> BTreeSet<FacilityCode> {
        self.rows.iter().map(|(version, ..)| version.facility.clone()).collect()
    }

    /// Reads what was not read before.
    pub fn weighed(self) -> (Vec<Weighed>, Vec<(String,)>) {
        let Self { rows, never_told, readings } = self;
        let weigh = |(version, disclosure, content): (Version, i16, Content)| {
            let reading = match content {
                Content::Read(reading) => reading,
                Content::Unread(json) => {
                    let reading = Arc::new(Reading::of(&version, json));
                    readings.keep(version.clone(), Arc::clone(&reading));
                    reading
                }
            };
            Weighed { version, disclosure, reading }
        };
        (rows.into_iter().map(weigh).collect(), never_told)
    }
}

async fn whole(tx: &mut Tx, patient: PatientId) -> Result<Vec<(Version, i16, Content)>, StoreError> {
    let rows: Vec<WholeRow> = on!(tx, |c| sqlx::query_as(CURRENT).bind(patient.0).fetch_all(c).await)?;
    let unread = |WholeRow { row, json }: WholeRow| {
        row.version(patient).map(|(version, disclosure)| (version, disclosure, Content::Unread(json)))
    };
    rows.into_iter().map(unread).collect()
}

impl Row {
    fn version(self, patient: PatientId) -> Result<(Version, i16), StoreError> {
        let Self { item_id, facility, kind, disclosure, json_sha256, received_at } = self;
        let bad = |column| StoreError::bad_row("item", column, &item_id);
        let version = Version {
            patient,
            item: ItemId::try_from(item_id.clone()).map_err(|_| bad("item_id"))?,
            facility: facility::code("item", "facility", &facility)?,
            kind: ItemKind::from_name(&kind).ok_or_else(|| bad("kind"))?,
            received: received_at,
            sha256: json_sha256.try_into().map_err(|_| bad("json_sha256"))?,
        };
        Ok((version, disclosure))
    }
}

impl Weighed {
    /// Hidden is what the column or the content says is hidden.
    fn is_open(&self) -> bool {
        self.disclosure == 0 && self.reading.strictest == Disclosure::Open
    }
}

/// Leaves what the person themself may see. Rows flagged UNINFORMED or UNDELIVERED go, whatever
/// says so, the column or the content (an unreadable content counts as flagged); and with them go
/// the documents that refer to one, and the remarks of other items that do. An item whose very
/// name says it goes whole.
pub(super) fn withhold(rows: Vec<Weighed>, never_told: &[(String,)]) -> Vec<Weighed> {
    let (open, hidden): (Vec<Weighed>, Vec<Weighed>) = rows.into_iter().partition(Weighed::is_open);
    let terms: Vec<HiddenTerms> = hidden
        .iter()
        .map(|hidden| hidden.reading.json.as_str())
        .chain(never_told.iter().map(|(json,)| json.as_str()))
        .map(disclosure::hidden_terms)
        .collect();
    if terms.is_empty() {
        return open;
    }
    open.into_iter().filter_map(|open| without_traces(open, &terms)).collect()
}

fn without_traces(open: Weighed, terms: &[HiddenTerms]) -> Option<Weighed> {
    let refers = |json: &str| terms.iter().any(|terms| disclosure::refers_to(json, terms));
    if !refers(&open.reading.json) {
        return Some(open);
    }
    match open.version.kind {
        ItemKind::Document => None,
        kind => {
            let json = disclosure::without_remarks(&open.reading.json)?;
            // A diagnosis somebody registered openly was told, whoever else keeps it hidden.
            let stays = kind == ItemKind::Condition || !refers(&json);
            // Not kept: it is what is left of this version, and not what it says.
            stays.then(|| Weighed { reading: Arc::new(Reading::of(&open.version, json)), ..open })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_hides_what_the_column_forgot() {
        let version = || Version {
            patient: PatientId(uuid::Uuid::nil()),
            item: ItemId::try_from("0".repeat(32)).unwrap(),
            facility: FacilityCode::try_from("1310000001".to_owned()).unwrap(),
            kind: ItemKind::Condition,
            received: DateTime::UNIX_EPOCH,
            sha256: [0; 32],
        };
        let row = |disclosure, json: &str| Weighed {
            reading: Arc::new(Reading::of(&version(), json.to_owned())),
            version: version(),
            disclosure,
        };
        let flagged = r#"{"meta":{"tag":[{"code":"UNINFORMED"}]}}"#;
        let rows = vec![row(0, "{}"), row(1, "{}"), row(0, flagged), row(0, "not JSON")];
        assert_eq!(withhold(rows, &[]).len(), 1);
    }
}
