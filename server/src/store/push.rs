//! Devices that want to be told, and what waits to be told to them. Of one device only the newest waits.

use super::{Store, StoreError, Tx};
use chrono::{DateTime, Utc};
use shared::{
    ids::{AccountId, PatientId},
    log::news::Kind,
};
use uuid::Uuid;

/// A device, as its browser described it.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Subscription {
    pub id: Uuid,
    pub endpoint: String,
    /// The device's public key: a point of P-256.
    pub p256dh: Vec<u8>,
    /// 16 bytes that only the device and we know.
    pub auth: Vec<u8>,
    /// In which language it is told.
    pub language: String,
}

/// Whoever has an endpoint and its keys could tell the device things in our name.
impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscription").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Who wants to be told, and on what.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    pub account: AccountId,
    /// Of whose record: their own.
    pub patient: PatientId,
    /// Browser and system, as the browser names them, shortened.
    pub device: &'a str,
}

/// Something to be told to one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub to: Subscription,
    pub kind: Kind,
    /// Grows with everything that happens while it waits.
    pub number: i64,
    pub entered_at: DateTime<Utc>,
    pub next_at: DateTime<Utc>,
    pub tries: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    to: Subscription,
    kind: String,
    number: i64,
    entered_at: DateTime<Utc>,
    next_at: DateTime<Utc>,
    tries: i64,
}

/// The devices of one account: the oldest goes.
const DEVICES: i64 = 10;

/// Keeps a device. One that another account had is this account's now: it is the same browser.
pub async fn subscribe(
    store: &Store,
    owner: Owner<'_>,
    subscription: &Subscription,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SAME: &str = "DELETE FROM push_subscription WHERE endpoint = $1";
    const INSERT: &str = "INSERT INTO push_subscription
            (id, account_id, patient_id, endpoint, p256dh, auth, language, device, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    const TOO_MANY: &str = "DELETE FROM push_subscription WHERE id IN
            (SELECT id FROM push_subscription WHERE account_id = $1 ORDER BY created_at DESC, id LIMIT 1000 OFFSET $2)";
    let mut tx = store.write().await?;
    let endpoint = subscription.endpoint.as_str();
    on!(tx, |c| sqlx::query(SAME).bind(endpoint).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(INSERT)
        .bind(subscription.id)
        .bind(owner.account.0)
        .bind(owner.patient.0)
        .bind(endpoint)
        .bind(&subscription.p256dh)
        .bind(&subscription.auth)
        .bind(&subscription.language)
        .bind(owner.device)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(TOO_MANY).bind(owner.account.0).bind(DEVICES).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Whether this account is told on the device with this endpoint.
pub async fn is_subscribed(store: &Store, account: AccountId, endpoint: &str) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT id FROM push_subscription WHERE endpoint = $1 AND account_id = $2";
    let mut tx = store.read().await?;
    let row: Option<(Uuid,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(endpoint).bind(account.0).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// Tells this device nothing any more. One that is not there is fine.
pub async fn unsubscribe(store: &Store, account: AccountId, endpoint: &str) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_subscription WHERE endpoint = $1 AND account_id = $2";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(endpoint).bind(account.0).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Tells no device of this account anything any more.
pub(super) async fn forget_account(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_subscription WHERE account_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Tells no device anything about this person any more.
pub(super) async fn forget_patient(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_subscription WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Somebody else is in the person's log: their devices are to be told, together with the entry.
pub(super) async fn enter(
    tx: &mut Tx,
    patient: PatientId,
    kind: Kind,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const WHOM: &str = "SELECT id FROM push_subscription WHERE patient_id = $1";
    // What is on its way is told again afterwards, because its number has grown.
    const INSERT: &str = "INSERT INTO push_message (subscription_id, kind, number, entered_at, next_at, tries)
        VALUES ($1, $2, 1, $3, $3, 0)
        ON CONFLICT (subscription_id) DO UPDATE SET number = push_message.number + 1, entered_at = excluded.entered_at,
            kind = CASE WHEN push_message.kind = 'emergency' THEN push_message.kind ELSE excluded.kind END";
    let devices: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WHOM).bind(patient.0).fetch_all(c).await)?;
    for (device,) in devices {
        on!(tx, |c| sqlx::query(INSERT).bind(device).bind(name(kind)).bind(at).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Up to `most` messages whose time has come.
pub(crate) async fn due(store: &Store, now: DateTime<Utc>, most: i64) -> Result<Vec<Waiting>, StoreError> {
    const SQL: &str = "SELECT s.id, s.endpoint, s.p256dh, s.auth, s.language, m.kind, m.number, m.entered_at,
            m.next_at, m.tries
        FROM push_message m JOIN push_subscription s ON s.id = m.subscription_id
        WHERE m.next_at <= $1 ORDER BY m.next_at LIMIT $2";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(now).bind(most).fetch_all(c).await)?;
    rows.into_iter().map(Waiting::try_from).collect()
}

impl TryFrom<Row> for Waiting {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { to, kind, number, entered_at, next_at, tries } = row;
        let kind = KINDS.into_iter().find(|known| name(*known) == kind);
        let kind = kind.ok_or_else(|| StoreError::bad_row("push_message", "kind", to.id))?;
        Ok(Self { to, kind, number, entered_at, next_at, tries })
    }
}

const KINDS: [Kind; 3] = [Kind::Other, Kind::Refused, Kind::Emergency];

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Other => "other",
        Kind::Refused => "refused",
        Kind::Emergency => "emergency",
    }
}

/// Takes a message along. False: somebody else did, or it is gone.
pub(crate) async fn take(store: &Store, waiting: &Waiting, until: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE push_message SET next_at = $3, tries = tries + 1
        WHERE subscription_id = $1 AND next_at = $2 RETURNING number";
    let mut tx = store.write().await?;
    let taken: Option<(i64,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(waiting.to.id)
        .bind(waiting.next_at)
        .bind(until)
        .fetch_optional(c)
        .await)?;
    tx.commit().await?;
    Ok(taken.is_some())
}

/// It need not be told any more, but for what happened meanwhile: that is due now.
pub(crate) async fn done(store: &Store, waiting: &Waiting, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_message WHERE subscription_id = $1 AND number = $2";
    const MORE: &str = "UPDATE push_message SET next_at = $2, tries = 0 WHERE subscription_id = $1";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(waiting.to.id).bind(waiting.number).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(MORE).bind(waiting.to.id).bind(now).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// It is tried again then.
pub(crate) async fn again(store: &Store, waiting: &Waiting, next: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE push_message SET next_at = $2 WHERE subscription_id = $1";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(waiting.to.id).bind(next).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// The device does not want any more.
pub(crate) async fn gone(store: &Store, subscription: Uuid) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_subscription WHERE id = $1";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(subscription).execute(c).await.map(|_| ()))?;
    tx.commit().await
}
