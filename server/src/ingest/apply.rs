//! From rules to rows.

use super::{
    Entry, EntryStatus,
    plan::{self, Arrival, Fate, Insert, LaterLists, Steps, Unit},
    submission::incoming,
};
use crate::store::{
    StoreError, Tx,
    record::{
        self,
        correction::{self, Corrected, Readers},
        item::{self, Place, Standing},
        transmission,
    },
};
use chrono::{DateTime, Utc};
use shared::{
    category::Category,
    fhir::{
        item::{Json, Stored},
        submission::{Content, Incoming},
    },
    ids::ItemId,
    record::{Issue, Severity},
    time::tokyo_day,
};
use uuid::Uuid;

/// Works out what a transmission does to the record.
pub(super) async fn steps<'a>(
    tx: &mut Tx,
    place: &Place<'_>,
    arrival: &Arrival<'a>,
) -> Result<Steps<'a>, StoreError> {
    let standing = concerned(tx, place, arrival.content).await?;
    let later = later_lists(tx, place, arrival).await?;
    Ok(plan::plan(arrival, place, standing, later))
}

/// The rows that a transmission could replace.
async fn concerned(tx: &mut Tx, place: &Place<'_>, content: &Content) -> Result<Vec<Standing>, StoreError> {
    match content {
        Content::List { kind, .. } | Content::Withdrawal { kind } => item::standing(tx, place, *kind).await,
        Content::Removal { kind, identifier } => item::standing_under(tx, place, *kind, identifier).await,
        Content::Report { .. } | Content::Document { .. } => {
            let mut keys: Vec<_> =
                incoming(content).iter().map(|item| (item.kind, &item.identifier)).collect();
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

/// The homes of newer lists and withdrawals for the same units, if there are any.
async fn later_lists(
    tx: &mut Tx,
    place: &Place<'_>,
    arrival: &Arrival<'_>,
) -> Result<LaterLists, StoreError> {
    let after = (arrival.position().updated, arrival.at);
    let mut found = LaterLists::default();
    for (kind, unit, open_unit) in arrival.held_back_by() {
        let later = transmission::later_lists(tx, place.root, place.source, kind.as_str(), after).await?;
        let open = later.iter().find(|list| Unit::from_text(&list.open_unit).overlaps(&open_unit));
        let hidden = later.iter().find(|list| Unit::from_text(&list.unit).overlaps(&unit));
        found.open.extend(open.map(|list| (kind, list.home)));
        found.hidden.extend(hidden.map(|list| (kind, list.home)));
    }
    Ok(found)
}

/// Writes it, decides what the person may see of it, and notes whom to tell.
pub(super) async fn carry_out(
    tx: &mut Tx,
    place: &Place<'_>,
    steps: &Steps<'_>,
    transmission: Uuid,
    received_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    write(tx, place, steps, transmission, received_at, now).await?;
    record::decide_own_view(tx, place.root).await?;
    tell_readers(tx, place, steps, now).await
}

/// What is replaced is marked first: a record has one current version of an item.
async fn write(
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
    for Insert { numbered, position, superseded_by } in &steps.insert {
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
            position,
            occasion: numbered.item.occasion.as_deref(),
            superseded_by: *superseded_by,
        };
        item::insert(tx, place, &new, now).await?;
    }
    for row in &steps.doubt {
        item::doubt(tx, place, row, transmission, now).await?;
    }
    Ok(())
}

/// Notes whom to tell of what was corrected. Comes after it was decided what the person may see of it.
async fn tell_readers(
    tx: &mut Tx,
    place: &Place<'_>,
    steps: &Steps<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if steps.corrected.is_empty() {
        return Ok(());
    }
    let readers = Readers::of(tx, place.root, now).await?;
    for (row, item) in &steps.corrected {
        let Some(category) = category(place, item, now) else { continue };
        let (item, version, arrived) = (row.item_id.as_str(), row.version, row.position.arrived);
        let corrected = Corrected { home: row.home, item, version, arrived, category };
        correction::note(tx, place.root, &readers, &corrected, now).await?;
    }
    Ok(())
}

fn category(place: &Place<'_>, item: &Incoming, received: DateTime<Utc>) -> Option<Category> {
    let read = shared::fhir::item::read(&Stored {
        patient: place.home,
        item: ItemId::derive(place.home, &[]),
        source: place.source.clone(),
        kind: item.kind,
        received,
        doubted: false,
        json: &Json::of(&item.json),
    });
    // A document may speak of anything.
    let told = read.kind();
    let single = told.counts() && item.kind != shared::record::ItemKind::Document;
    told.listed_under().filter(|_| single)
}

impl Steps<'_> {
    /// Whether what stands is what stood before: nothing came that is new, or what came was too late.
    pub(super) fn changes_nothing(&self) -> bool {
        let late = self.insert.iter().all(|insert| insert.superseded_by.is_some());
        self.supersede.is_empty() && self.doubt.is_empty() && late
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.fates
            .iter()
            .map(|(item, fate)| Entry {
                kind: item.kind,
                identifier: item.identifier.clone(),
                status: match fate {
                    Fate::Stored => EntryStatus::Stored,
                    Fate::Unchanged => EntryStatus::Unchanged,
                    Fate::Late { .. } => EntryStatus::Late,
                },
            })
            .collect()
    }

    /// What the sender should know of how this stands to what was sent before.
    pub(super) fn warnings(&self, received: DateTime<Utc>) -> Vec<Issue> {
        let mut warnings = Vec::new();
        let mut warn = |path: String, found: String, expected: &str| {
            let (severity, expected) = (Severity::Warning, expected.to_owned());
            warnings.push(Issue { severity, path, found, expected });
        };
        if self.is_behind {
            let found = "a Bundle that was put together before what arrived already".to_owned();
            warn("Bundle.timestamp".to_owned(), found, LATE);
        }
        for (item, fate) in &self.fates {
            let path = format!("{}.identifier", item.kind.as_str());
            let changed =
                item.version.updated.map_or_else(|| "an unknown time".to_owned(), |at| at.to_rfc3339());
            let found = format!("{:?}, changed at {changed}", item.identifier.value);
            match fate {
                Fate::Late { doubts: false } => warn(path, found, LATE),
                Fate::Late { doubts: true } => warn(path, found, DOUBTED),
                Fate::Stored | Fate::Unchanged => {}
            }
            // Those that are farther ahead were warned about where dates are.
            let told = tokyo_day(received).succ_opt();
            let ahead = item.version.updated.filter(|at| told.is_none_or(|told| tokyo_day(*at) <= told));
            if ahead.is_some() && item.version.is_ahead_of(received) {
                warn(format!("{}.meta.lastUpdated", item.kind.as_str()), changed, AHEAD);
            }
        }
        for item in &self.beside {
            let path = format!("{}.identifier", item.kind.as_str());
            warn(path, format!("{:?} at another time", item.identifier.value), BESIDE);
        }
        warnings
    }
}

const LATE: &str = "nothing older than what stands: it is kept, and changes nothing that is shown";
const DOUBTED: &str = "no withdrawal older than what it withdraws: it is kept, and what stands is shown as doubtful \
    until it is sent again";
const AHEAD: &str = "no more than a day after it arrived: it counts as changed when it arrived";
const BESIDE: &str =
    "an identifier of its own for each result: it stands beside what was sent under it before";
