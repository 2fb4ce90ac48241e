//! What its own person may see of a record, decided when items come or go.
//!
//! A look then reads what is visible and no row more: what is hidden costs it no statement, no row and no time, and
//! something hidden that arrives leaves what was read for the last look as it was.

use super::{
    ViewSettings,
    parsed::{Hidden, ParsedItem, Seen, StoredItem, seen},
    rows::NeverTold,
};
use crate::store::{Store, StoreError, Tx, facility, grant::Shown};
use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use shared::{
    disclosure::{self, Disclosure},
    identity::Demographics,
    ids::{FacilityCode, ItemId, PatientId},
    record::{Entry, ItemKind, RecordView},
    source::Source,
};
use sqlx::FromRow;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex},
};
use uuid::Uuid;

/// How often a person's items changed, for which of these counts it was decided what they see, and how often that
/// changed.
pub(super) const STATE: &str =
    "SELECT items_changed, own_view_of, own_view_version, own_view_items, own_view_hidden
    FROM person WHERE patient_id = $1";

/// What a look reads.
pub(super) const VISIBLE: &str =
    "SELECT i.item_id, i.version, i.own_view, i.source, i.kind, i.received_at, i.doubted,
        COALESCE(w.json, i.json) AS json
    FROM item i LEFT JOIN item_without_remarks w
        ON i.own_view = 2 AND w.patient_id = i.patient_id AND w.item_id = i.item_id AND w.version = i.version
    WHERE i.patient_id = $1 AND i.superseded_at IS NULL AND i.own_view > 0 ORDER BY i.item_id";

const COUNT: &str =
    "SELECT COUNT(*) FROM item WHERE patient_id = $1 AND superseded_at IS NULL AND own_view > 0";

/// What came and was not decided about.
const UNDECIDED: &str = "SELECT item_id, version, source, kind, disclosure, json, own_view FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL AND own_view = 0 ORDER BY item_id";

/// What was found to be hidden by its own flag.
const FLAGGED: &str = "SELECT item_id, version, source, kind, disclosure, json, own_view FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL AND own_view = -2 ORDER BY item_id";

/// Whatever stands.
const STANDING: &str = "SELECT item_id, version, source, kind, disclosure, json, own_view FROM item
    WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY item_id";

#[derive(FromRow)]
pub(super) struct State {
    pub items_changed: i64,
    own_view_of: i64,
    pub own_view_version: i64,
    own_view_items: i64,
    own_view_hidden: Option<Vec<u8>>,
}

impl State {
    /// Of nobody: nothing is visible.
    const NONE: Self = Self {
        items_changed: 0,
        own_view_of: -1,
        own_view_version: 0,
        own_view_items: 0,
        own_view_hidden: None,
    };

    pub async fn of(tx: &mut Tx, patient: PatientId) -> Result<Self, StoreError> {
        let state: Option<Self> = on!(tx, |c| sqlx::query_as(STATE).bind(patient.0).fetch_optional(c).await)?;
        Ok(state.unwrap_or(Self::NONE))
    }

    /// Whether what stands now is what was decided about.
    pub fn is_decided(&self) -> bool {
        self.own_view_of == self.items_changed
    }
}

/// What a person sees of their own record, read.
pub(super) struct OwnView {
    /// [`State::own_view_version`] when it was read.
    pub version: i64,
    pub items: Vec<Visible>,
    /// The last record that was put together of it.
    pub assembled: Mutex<Option<Assembled>>,
    bytes: u64,
}

/// A record as somebody was shown it, and what it depends on beside the items.
#[derive(Clone)]
pub(super) struct Assembled {
    pub about: Demographics,
    pub names: BTreeMap<FacilityCode, String>,
    pub today: NaiveDate,
    pub settings: ViewSettings,
    pub shown: Shown,
    pub view: Arc<RecordView>,
    /// The same with stand-ins for infection tests.
    pub held: Arc<RecordView>,
}

/// An item as its own person may see it.
#[derive(Clone)]
pub(super) struct Visible {
    /// Which row it was read of; its words never change, unless remarks were taken out of them.
    row: Option<(String, i64)>,
    pub source: Source,
    pub received: DateTime<Utc>,
    pub item: Entry,
}

#[derive(FromRow)]
pub(super) struct VisibleRow {
    item_id: String,
    version: i64,
    own_view: i16,
    source: String,
    kind: String,
    received_at: DateTime<Utc>,
    doubted: i16,
    json: String,
}

impl VisibleRow {
    pub fn source(&self) -> Result<Source, StoreError> {
        facility::source("item", &self.source)
    }

    /// Nothing where the content says that it is hidden, whatever the columns say.
    fn read(self, patient: PatientId) -> Result<Option<Visible>, StoreError> {
        let bad = |column| StoreError::bad_row("item", column, &self.item_id);
        let place = StoredItem {
            patient,
            item: ItemId::try_from(self.item_id.clone()).map_err(|_| bad("item_id"))?,
            source: self.source()?,
            kind: ItemKind::from_name(&self.kind).ok_or_else(|| bad("kind"))?,
            received: self.received_at,
            doubted: self.doubted != 0,
            disclosure: 0,
        };
        let row = (self.own_view == Decided::AsReceived as i16).then_some((self.item_id, self.version));
        let ParsedItem { place, strictest, item, .. } = ParsedItem::of(place, self.json);
        let open = strictest == Disclosure::Open;
        Ok(open.then_some(Visible { row, source: place.source, received: place.received, item }))
    }
}

impl OwnView {
    /// Reads `rows`; what was read of them `before` is taken from there.
    pub fn of(
        patient: PatientId,
        version: i64,
        rows: Vec<VisibleRow>,
        before: Option<&Self>,
    ) -> Result<Self, StoreError> {
        let bytes = rows.iter().map(|row| 3 * row.json.len() as u64 + 512).sum();
        let known: HashMap<(&str, i64), &Visible> = before
            .into_iter()
            .flat_map(|before| &before.items)
            .filter_map(|one| one.row.as_ref().map(|(item, version)| ((item.as_str(), *version), one)))
            .collect();
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            match known.get(&(row.item_id.as_str(), row.version)) {
                Some(known) if row.own_view == Decided::AsReceived as i16 => items.push((*known).clone()),
                _ => items.extend(row.read(patient)?),
            }
        }
        Ok(Self { version, items, assembled: Mutex::default(), bytes })
    }

    /// From what was decided while looking: nobody keeps it.
    pub fn decided_now(open: &[Arc<ParsedItem>]) -> Self {
        let visible = |one: &Arc<ParsedItem>| Visible {
            row: None,
            source: one.place.source.clone(),
            received: one.place.received,
            item: one.item.clone(),
        };
        let items = open.iter().map(visible).collect();
        Self { version: 0, items, assembled: Mutex::default(), bytes: 0 }
    }

    /// Roughly: what is read of a text, and the record that is made of it, take about as much again as the text.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

#[derive(FromRow)]
struct Row {
    item_id: String,
    version: i64,
    source: String,
    kind: String,
    disclosure: i16,
    json: String,
    own_view: i16,
}

/// An item to decide about.
struct Candidate {
    row: Row,
    /// Hidden is what the column or the content says is hidden.
    flagged: bool,
}

impl From<Row> for Candidate {
    fn from(row: Row) -> Self {
        let flagged = row.disclosure != 0 || disclosure::strictest(&row.json) != Disclosure::Open;
        Self { row, flagged }
    }
}

/// The number that the column has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decided {
    AsReceived = 1,
    WithoutRemarks = 2,
    Withheld = -1,
    Flagged = -2,
}

/// Decides what a person may see of what came or went in this transaction. To be called before it is committed by
/// whatever changes items; a look that finds it was not called decides for itself, which takes longer.
///
/// While the same things are hidden, only what is new needs a decision; where something hidden came, went or was told,
/// everything does.
///
/// # Errors
/// [`StoreError::BadRow`] for a row that no version of the program can have written.
pub(crate) async fn decide(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    let state = State::of(tx, patient).await?;
    if state.is_decided() {
        return Ok(());
    }
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(UNDECIDED).bind(patient.0).fetch_all(c).await)?;
    let mut candidates: Vec<Candidate> = rows.into_iter().map(Candidate::from).collect();
    let (hidden, digest) = hidden(tx, patient, &candidates).await?;
    if state.own_view_hidden.as_ref() != Some(&digest) {
        let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(STANDING).bind(patient.0).fetch_all(c).await)?;
        candidates = rows.into_iter().map(Candidate::from).collect();
    }
    let mut changed = false;
    for candidate in candidates {
        changed |= settle(tx, patient, candidate, &hidden).await?;
    }
    settle_the_rest(tx, patient).await?;
    let (items,): (i64,) = on!(tx, |c| sqlx::query_as(COUNT).bind(patient.0).fetch_one(c).await)?;
    let changed = changed || items != state.own_view_items;
    note(tx, patient, items, changed, &digest).await
}

/// What is hidden now (what is flagged, and what left a list while nobody had been told), and a digest of it.
async fn hidden(
    tx: &mut Tx,
    patient: PatientId,
    undecided: &[Candidate],
) -> Result<(Hidden, Vec<u8>), StoreError> {
    let flagged: Vec<Row> = on!(tx, |c| sqlx::query_as(FLAGGED).bind(patient.0).fetch_all(c).await)?;
    let never_told: Vec<NeverTold> =
        on!(tx, |c| sqlx::query_as(super::rows::NEVER_TOLD).bind(patient.0).fetch_all(c).await)?;
    let new = undecided.iter().filter(|new| new.flagged).map(|new| &new.row);
    let standing = flagged.iter().chain(new).map(|row| (row.source.as_str(), row.json.as_str()));
    let left = never_told.iter().map(|one| (one.source.as_str(), one.json.as_str()));
    let mut texts: Vec<(&str, &str)> = standing.chain(left).collect();
    texts.sort_unstable();
    let mut digest = Sha256::new();
    for (source, text) in &texts {
        digest.update(Sha256::digest(source));
        digest.update(Sha256::digest(text));
    }
    Ok((
        Hidden::of(texts.into_iter().map(|(source, text)| (source.to_owned(), text))),
        digest.finalize().to_vec(),
    ))
}

impl Candidate {
    fn seen(&self, hidden: &Hidden) -> Result<Option<Seen>, StoreError> {
        if self.flagged {
            return Ok(None);
        }
        let kind = ItemKind::from_name(&self.row.kind)
            .ok_or_else(|| StoreError::bad_row("item", "kind", &self.row.item_id))?;
        Ok(Some(seen(kind, &self.row.source, &self.row.json, hidden)))
    }
}

/// Writes down what was decided about one item, unless it is what [`settle_the_rest`] writes of all; answers whether
/// that changes what is visible.
async fn settle(
    tx: &mut Tx,
    patient: PatientId,
    candidate: Candidate,
    hidden: &Hidden,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE item SET own_view = $4 WHERE patient_id = $1 AND item_id = $2 AND version = $3";
    let seen = candidate.seen(hidden)?;
    let row = candidate.row;
    let mut other_words = false;
    let decided = match seen {
        None => Decided::Flagged,
        Some(Seen::Not) => Decided::Withheld,
        Some(Seen::AsReceived) => Decided::AsReceived,
        Some(Seen::WithoutRemarks(json)) => {
            other_words = keep_without_remarks(tx, patient, &row, &json).await?;
            Decided::WithoutRemarks
        }
    };
    let number = decided as i16;
    let is_one_of_the_rest = row.own_view == 0 && decided == Decided::AsReceived;
    if number != row.own_view && !is_one_of_the_rest {
        on!(tx, |c| sqlx::query(SQL)
            .bind(patient.0)
            .bind(&row.item_id)
            .bind(row.version)
            .bind(number)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(other_words || (number != row.own_view && (number > 0 || row.own_view > 0)))
}

/// New items are visible as they are, but for those that were settled one by one.
async fn settle_the_rest(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE item SET own_view = 1
        WHERE patient_id = $1 AND superseded_at IS NULL AND own_view = 0";
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Answers whether that is other than what was kept before.
async fn keep_without_remarks(
    tx: &mut Tx,
    patient: PatientId,
    row: &Row,
    json: &str,
) -> Result<bool, StoreError> {
    const SQL: &str =
        "INSERT INTO item_without_remarks (patient_id, item_id, version, json) VALUES ($1, $2, $3, $4)
        ON CONFLICT (patient_id, item_id, version) DO UPDATE SET json = excluded.json
        WHERE item_without_remarks.json <> excluded.json";
    let written = on!(tx, |c| sqlx::query(SQL)
        .bind(patient.0)
        .bind(&row.item_id)
        .bind(row.version)
        .bind(json)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(written > 0)
}

async fn note(
    tx: &mut Tx,
    patient: PatientId,
    items: i64,
    changed: bool,
    hidden: &[u8],
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE person SET own_view_of = items_changed, own_view_items = $2,
            own_view_version = own_view_version + $3, own_view_hidden = $4
        WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(SQL)
        .bind(patient.0)
        .bind(items)
        .bind(i64::from(changed))
        .bind(hidden)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Decides for everybody for whom an older version did not, one person in a transaction, so that ending halfway loses
/// nothing.
pub(in crate::store) async fn adopt(store: &Store) -> Result<(), StoreError> {
    const WHOSE: &str =
        "SELECT patient_id FROM person WHERE own_view_of <> items_changed ORDER BY patient_id";
    let mut tx = store.read().await?;
    let whose: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WHOSE).fetch_all(c).await)?;
    drop(tx);
    if whose.len() > 1_000 {
        tracing::info!(people = whose.len(), "deciding once what each person sees of what is kept");
    }
    for (id,) in whose {
        let mut tx = store.write().await?;
        decide(&mut tx, PatientId(id)).await?;
        tx.commit().await?;
    }
    Ok(())
}
