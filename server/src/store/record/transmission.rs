//! Transmissions: what was received, byte for byte.

use crate::store::{Store, StoreError, Tx, facility};
use chrono::{DateTime, Utc};
use shared::{
    identity::{Claim, HoldReason},
    ids::{FacilityCode, PatientId},
    source::Source,
};
use uuid::Uuid;

/// A transmission about to be kept.
pub(crate) struct New<'a> {
    pub id: Uuid,
    pub source: &'a Source,
    pub received_at: DateTime<Utc>,
    pub sha256: &'a [u8],
    pub bundle_identifier: &'a str,
    pub body: &'a [u8],
    /// By which reader the body is read again.
    pub media_type: &'static str,
    /// `None`: whoever sent it is known, and wrote of themself.
    pub claim: Option<&'a Claim>,
    pub whose: Whose,
    /// `list`, `report`, `withdrawal` or `document`.
    pub content: &'static str,
    pub kind: Option<&'static str>,
    pub unit: &'a str,
    /// The same of what it says openly.
    pub open_unit: &'a str,
    /// When it was put together, or when it arrived if that was earlier.
    pub stated_at: DateTime<Utc>,
}

/// The home that a transmission belongs to, or why it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Home(PatientId),
    /// An operator has to say.
    Held(HoldReason),
}

/// The same bytes, received before.
pub(crate) struct Before {
    pub id: Uuid,
    /// Empty while held.
    pub home: Option<PatientId>,
}

/// One that waits for an operator.
#[derive(Clone, Debug)]
pub struct Held {
    pub id: Uuid,
    pub source: Source,
    pub received_at: DateTime<Utc>,
    pub claim: Claim,
    pub reason: Option<HoldReason>,
    pub body: Vec<u8>,
    pub media_type: String,
}

#[derive(sqlx::FromRow)]
struct HeldRow {
    id: Uuid,
    source: String,
    received_at: DateTime<Utc>,
    claim: String,
    hold_reason: Option<String>,
    body: Vec<u8>,
    media_type: String,
}

impl TryFrom<HeldRow> for Held {
    type Error = StoreError;

    fn try_from(row: HeldRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            source: facility::source("transmission", &row.source)?,
            received_at: row.received_at,
            claim: serde_json::from_str(&row.claim)
                .map_err(|_| StoreError::bad_row("transmission", "claim", row.id))?,
            reason: row.hold_reason.as_deref().and_then(reason_from_name),
            body: row.body,
            media_type: row.media_type,
        })
    }
}

fn reason_name(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::DemographicsDiffer => "demographics-differ",
        HoldReason::SeveralAgree => "several-agree",
    }
}

fn reason_from_name(name: &str) -> Option<HoldReason> {
    [HoldReason::DemographicsDiffer, HoldReason::SeveralAgree]
        .into_iter()
        .find(|one| reason_name(*one) == name)
}

pub(crate) async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO transmission (id, source, received_at, sha256, bundle_identifier, body, outcome,
            home_id, claim, hold_reason, content, kind, unit, open_unit, stated_at, media_type)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let (outcome, home, reason) = match new.whose {
        Whose::Home(home) => ("accepted", Some(home.0), None),
        Whose::Held(reason) => ("held", None, Some(reason_name(reason))),
    };
    // A claim is texts and a date: writing it as JSON cannot fail.
    let claim = new.claim.map(|claim| serde_json::to_string(claim).unwrap_or_default());
    on!(tx, |c| sqlx::query(SQL)
        .bind(new.id)
        .bind(new.source.to_string())
        .bind(new.received_at)
        .bind(new.sha256)
        .bind(new.bundle_identifier)
        .bind(new.body)
        .bind(outcome)
        .bind(home)
        .bind(claim.as_deref())
        .bind(reason)
        .bind(new.content)
        .bind(new.kind)
        .bind(new.unit)
        .bind(new.open_unit)
        .bind(new.stated_at)
        .bind(new.media_type)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The newest transmission of these very bytes by this source.
pub(crate) async fn before(
    tx: &mut Tx,
    source: &Source,
    bundle_identifier: &str,
    sha256: &[u8],
) -> Result<Option<Before>, StoreError> {
    const SQL: &str = "SELECT id, home_id FROM transmission
        WHERE source = $1 AND bundle_identifier = $2 AND sha256 = $3 ORDER BY received_at DESC, id LIMIT 1";
    let row: Option<(Uuid, Option<Uuid>)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(source.to_string())
        .bind(bundle_identifier)
        .bind(sha256)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(id, home)| Before { id, home: home.map(PatientId) }))
}

/// Whether this facility sent these very bytes before.
pub async fn was_received(
    store: &Store,
    sender: &FacilityCode,
    bundle_identifier: &str,
    sha256: &[u8],
) -> Result<bool, StoreError> {
    let mut tx = store.read().await?;
    Ok(before(&mut tx, &sender.clone().into(), bundle_identifier, sha256).await?.is_some())
}

/// What was received, byte for byte: for its sender only. To everybody else it does not exist.
pub async fn original(store: &Store, sender: &FacilityCode, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    const SQL: &str = "SELECT body FROM transmission WHERE id = $1 AND source = $2";
    let mut tx = store.read().await?;
    let row: Option<(Vec<u8>,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(id).bind(sender.as_str()).fetch_optional(c).await)?;
    Ok(row.map(|(body,)| body))
}

/// A list or a withdrawal that stands for a unit.
pub(crate) struct List {
    pub home: PatientId,
    pub unit: String,
    /// The unit of what it says openly.
    pub open_unit: String,
}

/// The lists and withdrawals of this kind that this source put together, for this person, after `stated`; of those of
/// the same moment the ones that arrived after `received`.
pub(crate) async fn later_lists(
    tx: &mut Tx,
    root: PatientId,
    source: &Source,
    kind: &str,
    (stated, received): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<List>, StoreError> {
    // CROSS JOIN keeps SQLite from beginning with everything that the source ever sent.
    const SQL: &str = "SELECT t.home_id, t.unit, COALESCE(t.open_unit, t.unit) FROM person p CROSS JOIN transmission t
        WHERE p.root_id = $1 AND t.home_id = p.patient_id AND t.source = $2 AND t.content IN ('list', 'withdrawal') AND t.kind = $3
            AND t.outcome = 'accepted' AND (COALESCE(t.stated_at, t.received_at) > $4
                OR (COALESCE(t.stated_at, t.received_at) = $4 AND t.received_at > $5))
        ORDER BY t.received_at, t.id";
    let rows: Vec<(Uuid, String, String)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(root.0)
        .bind(source.to_string())
        .bind(kind)
        .bind(stated)
        .bind(received)
        .fetch_all(c)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|(home, unit, open_unit)| List { home: PatientId(home), unit, open_unit })
        .collect())
}

const HELD: &str = "SELECT id, source, received_at, claim, hold_reason, body, media_type FROM transmission
    WHERE outcome = 'held' ORDER BY received_at, id";

/// Everything that waits for an operator, oldest first.
pub async fn held(store: &Store) -> Result<Vec<Held>, StoreError> {
    let mut tx = store.read().await?;
    let rows: Vec<HeldRow> = on!(tx, |c| sqlx::query_as(HELD).fetch_all(c).await)?;
    rows.into_iter().map(Held::try_from).collect()
}

pub(crate) async fn held_by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Held>, StoreError> {
    const SQL: &str = "SELECT id, source, received_at, claim, hold_reason, body, media_type FROM transmission
        WHERE id = $1 AND outcome = 'held'";
    let row: Option<HeldRow> = on!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    row.map(Held::try_from).transpose()
}

/// Ends the waiting. `false`: somebody else decided first.
pub(crate) async fn accept(
    tx: &mut Tx,
    id: Uuid,
    home: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE transmission SET outcome = 'accepted', home_id = $2, decided_at = $3
        WHERE id = $1 AND outcome = 'held'";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(home.0)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}
