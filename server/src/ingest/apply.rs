//! From rules to rows.

use super::{
    Entry, EntryStatus,
    plan::{self, Steps, Unit},
};
use crate::store::{
    StoreError, Tx,
    facility::ListUnit,
    item::{self, Place, Standing},
    transmission,
};
use chrono::{DateTime, Utc};
use shared::{
    fhir::submission::{Content, Incoming},
    ids::PatientId,
};
use uuid::Uuid;

/// Works out what a transmission received at `received` does to the record.
pub(super) async fn steps<'a>(
    tx: &mut Tx,
    place: &Place<'_>,
    content: &'a Content,
    choice: ListUnit,
    received: DateTime<Utc>,
) -> Result<Steps<'a>, StoreError> {
    let standing = concerned(tx, place, content).await?;
    let later_list = later_list(tx, place, content, choice, received).await?;
    // Held for a while and decided after something newer arrived: what is newer stays.
    let (older, newer): (Vec<Standing>, Vec<Standing>) =
        standing.into_iter().partition(|row| row.received_at <= received);
    let mut steps = plan::plan(content, choice, place, older);
    for (numbered, late_for) in &mut steps.insert {
        *late_for = later_list.or_else(|| newer_home(numbered.item, &newer));
    }
    if later_list.is_some() {
        steps.supersede.clear();
    }
    Ok(steps)
}

fn newer_home(item: &Incoming, newer: &[Standing]) -> Option<PatientId> {
    newer.iter().find(|row| row.kind == item.kind && row.identifier == item.identifier).map(|row| row.home)
}

/// The rows that a transmission could replace.
async fn concerned(tx: &mut Tx, place: &Place<'_>, content: &Content) -> Result<Vec<Standing>, StoreError> {
    match content {
        Content::List { kind, .. } | Content::Withdrawal { kind } => item::standing(tx, place, *kind).await,
        Content::Report { .. } | Content::Document { .. } => {
            let mut keys: Vec<_> =
                plan::incoming(content).iter().map(|item| (item.kind, &item.identifier)).collect();
            keys.sort_by(|a, b| (a.0, &a.1.system, &a.1.value).cmp(&(b.0, &b.1.system, &b.1.value)));
            keys.dedup();
            let mut rows = Vec::new();
            for (kind, identifier) in keys {
                rows.extend(item::standing_under(tx, place, kind, identifier).await?);
            }
            Ok(rows)
        }
    }
}

/// The home of a newer list or withdrawal for the same unit, if there is one.
async fn later_list(
    tx: &mut Tx,
    place: &Place<'_>,
    content: &Content,
    choice: ListUnit,
    received: DateTime<Utc>,
) -> Result<Option<PatientId>, StoreError> {
    let (kind, unit) = match content {
        Content::List { kind, items } => (*kind, Unit::of(choice, items)),
        Content::Withdrawal { kind } => (*kind, Unit::Facility),
        Content::Report { .. } | Content::Document { .. } => return Ok(None),
    };
    let later = transmission::later_lists(tx, place.root, place.facility, kind.as_str(), received).await?;
    Ok(later.into_iter().find(|(_, text)| Unit::from_text(text).overlaps(&unit)).map(|(home, _)| home))
}

/// Writes it. What is replaced is marked first: a record has one current version of an item.
pub(super) async fn carry_out(
    tx: &mut Tx,
    place: &Place<'_>,
    steps: &Steps<'_>,
    transmission: Uuid,
    received_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for row in &steps.supersede {
        item::supersede(tx, place, row, now).await?;
    }
    for (numbered, late_for) in &steps.insert {
        let new = item::New {
            item_id: &numbered.id,
            kind: numbered.item.kind,
            identifier: &numbered.item.identifier,
            code_key: &numbered.item.code_key,
            department: numbered.item.department.as_deref(),
            disclosure: numbered.item.disclosure,
            json: &numbered.item.json,
            json_sha256: &numbered.sha256,
            transmission,
            received_at,
            late_for: *late_for,
        };
        item::insert(tx, place, &new, now).await?;
    }
    Ok(())
}

impl Steps<'_> {
    pub(super) fn is_nothing(&self) -> bool {
        self.supersede.is_empty() && self.insert.is_empty()
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.all
            .iter()
            .zip(&self.unchanged)
            .map(|(item, unchanged)| Entry {
                kind: item.kind,
                identifier: item.identifier.clone(),
                status: if *unchanged { EntryStatus::Unchanged } else { EntryStatus::Stored },
            })
            .collect()
    }
}
