//! A person's rows, and what of them stays hidden.

use crate::store::{StoreError, facility};
use chrono::{DateTime, Utc};
use shared::{
    fhir::{
        disclosure::{self, Disclosure, HiddenTerms},
        item::{self, Item, Json, Stored},
        submission::ItemKind,
    },
    ids::{ItemId, PatientId},
};

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) item_id: String,
    pub(super) facility: String,
    pub(super) kind: String,
    pub(super) disclosure: i16,
    pub(super) json: String,
    pub(super) received_at: DateTime<Utc>,
}

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

/// A row, and what its content says about who may see it: to parse it is most of what a page costs.
pub(super) struct Weighed {
    pub(super) row: Row,
    /// By the content; the column has a say of its own.
    pub(super) strictest: Disclosure,
    /// Of a row that stays as it is, when it was asked for.
    pub(super) item: Option<Item>,
}

impl Weighed {
    pub(super) fn of(row: Row) -> Self {
        let strictest = disclosure::strictest(&row.json);
        Self { row, strictest, item: None }
    }

    /// The same with the item, if it is open.
    pub(super) fn with_item(row: Row, patient: PatientId) -> Result<Self, StoreError> {
        let json = Json::of(&row.json);
        let strictest = json.strictest();
        let mut weighed = Self { row, strictest, item: None };
        if weighed.is_open() {
            weighed.item = Some(read_item(&weighed.row, patient, &json)?);
        }
        Ok(weighed)
    }

    /// Hidden is what the column or the content says is hidden.
    fn is_open(&self) -> bool {
        self.row.disclosure == 0 && self.strictest == Disclosure::Open
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
        .map(|hidden| hidden.row.json.as_str())
        .chain(never_told.iter().map(|(json,)| json.as_str()))
        .map(disclosure::hidden_terms)
        .collect();
    if terms.is_empty() {
        return open;
    }
    open.into_iter().filter_map(|open| without_traces(open, &terms)).collect()
}

fn without_traces(mut open: Weighed, terms: &[HiddenTerms]) -> Option<Weighed> {
    let refers = |json: &str| terms.iter().any(|terms| disclosure::refers_to(json, terms));
    if !refers(&open.row.json) {
        return Some(open);
    }
    match ItemKind::from_name(&open.row.kind)? {
        ItemKind::Document => None,
        kind => {
            open.item = None;
            open.row.json = disclosure::without_remarks(&open.row.json)?;
            // A diagnosis somebody registered openly was told, whoever else keeps it hidden.
            (kind == ItemKind::Condition || !refers(&open.row.json)).then_some(open)
        }
    }
}

pub(super) fn read_item(row: &Row, patient: PatientId, json: &Json) -> Result<Item, StoreError> {
    Ok(item::read(&Stored {
        patient,
        item: ItemId::try_from(row.item_id.clone())
            .map_err(|_| StoreError::bad_row("item", "item_id", &row.item_id))?,
        facility: facility::code("item", "facility", &row.facility)?,
        kind: ItemKind::from_name(&row.kind)
            .ok_or_else(|| StoreError::bad_row("item", "kind", &row.item_id))?,
        received: row.received_at,
        json,
    }))
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
        assert_eq!(withhold(rows.into_iter().map(Weighed::of).collect(), &[]).len(), 1);
    }
}
