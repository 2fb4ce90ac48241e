//! Push subscriptions, and the messages that wait for them. Of one topic only the newest waits for a device.

use crate::store::{Store, StoreError, Tx};
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

/// Owner of a subscription.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    pub account: AccountId,
    /// Of whose record: their own, if they have one.
    pub patient: Option<PatientId>,
    /// Browser and system, as the browser names them, shortened.
    pub device: &'a str,
}

/// Something to be told to one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub to: Subscription,
    pub told: Told,
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
        .bind(owner.patient.map(|patient| patient.0))
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
pub(in crate::store) async fn forget_account(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_subscription WHERE account_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Tells no device anything about this person any more.
pub(in crate::store) async fn forget_patient(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_subscription WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Somebody else is in the person's log: their devices are to be told, together with the entry.
pub(in crate::store) async fn enter(
    tx: &mut Tx,
    patient: PatientId,
    kind: Kind,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    // A device that is in other hands is told nothing of the record.
    const WHOM: &str = "SELECT s.id FROM push_subscription s WHERE s.patient_id = $1
        AND NOT EXISTS (SELECT 1 FROM frozen_account z WHERE z.account_id = s.account_id AND z.ended_at IS NULL)";
    let devices: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WHOM).bind(patient.0).fetch_all(c).await)?;
    queue(tx, devices, Told::Record(kind), at).await
}

/// Something about an account's ways in changed: its devices are to be told, together with the change.
pub(in crate::store) async fn about_sign_in(
    tx: &mut Tx,
    account: AccountId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const WHOM: &str = "SELECT id FROM push_subscription WHERE account_id = $1";
    let devices: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WHOM).bind(account.0).fetch_all(c).await)?;
    tx.notify_on_commit();
    queue(tx, devices, Told::SignIn, at).await
}

/// An emergency began for somebody whom the account acts for: its devices are to be told, together with the entry.
pub(in crate::store) async fn about_others(
    tx: &mut Tx,
    account: AccountId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    // A device that is in other hands is told nothing of anybody.
    const WHOM: &str = "SELECT s.id FROM push_subscription s WHERE s.account_id = $1
        AND NOT EXISTS (SELECT 1 FROM frozen_account z WHERE z.account_id = s.account_id AND z.ended_at IS NULL)";
    let devices: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WHOM).bind(account.0).fetch_all(c).await)?;
    tx.notify_on_commit();
    queue(tx, devices, Told::Caring, at).await
}

async fn queue(tx: &mut Tx, devices: Vec<(Uuid,)>, told: Told, at: DateTime<Utc>) -> Result<(), StoreError> {
    // What is on its way is told again afterwards, because its number has grown.
    const INSERT: &str = "INSERT INTO push_message
            (subscription_id, topic, kind, number, entered_at, next_at, tries)
        VALUES ($1, $2, $3, 1, $4, $4, 0)
        ON CONFLICT (subscription_id, topic)
        DO UPDATE SET number = push_message.number + 1, entered_at = excluded.entered_at,
            kind = CASE WHEN push_message.kind = 'emergency' THEN push_message.kind ELSE excluded.kind END";
    for (device,) in devices {
        on!(tx, |c| sqlx::query(INSERT)
            .bind(device)
            .bind(told.topic())
            .bind(told.name())
            .bind(at)
            .execute(c)
            .await
            .map(|_| ()))?;
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
        let told = TOLD.into_iter().find(|known| known.name() == kind);
        let told = told.ok_or_else(|| StoreError::bad_row("push_message", "kind", to.id))?;
        Ok(Self { to, told, number, entered_at, next_at, tries })
    }
}

/// What a device is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A look at the record, or an attempt.
    Record(Kind),
    /// Something about the account's ways in, or about who acts for its owner, changed.
    SignIn,
    /// An emergency began for somebody whom its owner acts for.
    Caring,
}

const TOLD: [Told; 5] = [
    Told::Record(Kind::Other),
    Told::Record(Kind::Refused),
    Told::Record(Kind::Emergency),
    Told::SignIn,
    Told::Caring,
];

impl Told {
    fn name(self) -> &'static str {
        match self {
            Self::Record(Kind::Other) => "other",
            Self::Record(Kind::Refused) => "refused",
            Self::Record(Kind::Emergency) => "emergency",
            Self::SignIn => "sign-in",
            Self::Caring => "caring",
        }
    }

    /// Of one topic the newest alone waits for a device; no topic waits for another.
    fn topic(self) -> &'static str {
        match self {
            Self::Record(_) => "record",
            Self::SignIn => "sign-in",
            Self::Caring => "caring",
        }
    }
}

/// Takes a message along. False: somebody else did, or it is gone.
pub(crate) async fn take(store: &Store, waiting: &Waiting, until: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE push_message SET next_at = $3, tries = tries + 1
        WHERE subscription_id = $1 AND next_at = $2 AND topic = $4 RETURNING number";
    let mut tx = store.write().await?;
    let taken: Option<(i64,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(waiting.to.id)
        .bind(waiting.next_at)
        .bind(until)
        .bind(waiting.told.topic())
        .fetch_optional(c)
        .await)?;
    tx.commit().await?;
    Ok(taken.is_some())
}

/// It need not be told any more, but for what happened meanwhile: that is due now.
pub(crate) async fn done(store: &Store, waiting: &Waiting, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_message WHERE subscription_id = $1 AND number = $2 AND topic = $3";
    const MORE: &str =
        "UPDATE push_message SET next_at = $2, tries = 0 WHERE subscription_id = $1 AND topic = $3";
    let mut tx = store.write().await?;
    let (to, topic) = (waiting.to.id, waiting.told.topic());
    on!(tx, |c| sqlx::query(SQL).bind(to).bind(waiting.number).bind(topic).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(MORE).bind(to).bind(now).bind(topic).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// It is tried again then.
pub(crate) async fn again(store: &Store, waiting: &Waiting, next: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE push_message SET next_at = $2 WHERE subscription_id = $1 AND topic = $3";
    let (to, topic) = (waiting.to.id, waiting.told.topic());
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(to).bind(next).bind(topic).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// The device does not want any more.
pub(crate) async fn gone(store: &Store, subscription: Uuid) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM push_subscription WHERE id = $1";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(subscription).execute(c).await.map(|_| ()))?;
    tx.commit().await
}
