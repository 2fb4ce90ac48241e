//! Devices that keep an encrypted snapshot of a record, by the hash of the token with which they ask whether it may stay.
//! What ends a sign-in on other devices forgets them: the snapshot goes when its device asks next.

use crate::{
    auth::{Actor, Caregiver, Staff},
    store::{Store, StoreError, Tx, secret::hash, sharing::mandate},
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    category::Categories,
    delegation::Powers,
    ids::{AccountId, PatientId},
    snapshot::lifetime::OTHERS_DAYS,
};
use uuid::Uuid;

/// The devices of one account: the oldest goes.
const DEVICES: i64 = 10;

/// What a caregiver is shown of another's record: kinds of information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownToOthers {
    pub seen: Categories,
    /// Those that are checked for what medicines do to each other.
    pub checked: Categories,
}

/// What a caregiver may keep of another's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfOthers {
    pub shown: ShownToOthers,
    /// Days after today on which they may still see all of it.
    pub days: u16,
}

/// What a caregiver may keep on `today`, and until when: no longer than a mandate that ends and a child that grows
/// up let them see it. `None`: they are shown nothing.
pub async fn of_others(
    store: &Store,
    (account, patient): (AccountId, PatientId),
    today: NaiveDate,
) -> Result<Option<OfOthers>, StoreError> {
    let powers = mandate::powers_now(store, account, patient, today).await?;
    Ok(powers.and_then(|powers| {
        let days = match powers.next {
            Some(coming) => u16::try_from((coming.on - today).num_days() - 1).unwrap_or(0),
            None => OTHERS_DAYS,
        };
        Some(OfOthers { shown: ShownToOthers::by(&powers)?, days: days.min(OTHERS_DAYS) })
    }))
}

impl ShownToOthers {
    fn by(powers: &Powers) -> Option<Self> {
        let Powers { seen, checked, .. } = *powers;
        (!seen.is_empty()).then_some(Self { seen, checked })
    }

    /// Whether all of `before` is among it.
    pub fn covers(&self, before: &Self) -> bool {
        self.seen.and(before.seen) == before.seen && self.checked.and(before.checked) == before.checked
    }

    fn read(seen: &str, checked: Option<&str>, account: AccountId) -> Result<Self, StoreError> {
        let kinds = |text: &str, column| {
            Categories::parse(text).map_err(|_| StoreError::bad_row("kept_snapshot", column, account.0))
        };
        Ok(Self { seen: kinds(seen, "shown")?, checked: kinds(checked.unwrap_or_default(), "checked")? })
    }
}

/// Notes that a device keeps a snapshot from now on, or keeps it anew, which it names by `token`. The token is this
/// account's ([`noted`]), or a new one. `shown`: what of it, where it is another's record.
pub(crate) async fn note(
    tx: &mut Tx,
    (account, patient): (AccountId, PatientId),
    token: &str,
    shown: Option<ShownToOthers>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const NOTE: &str = "INSERT INTO kept_snapshot (hash, account_id, patient_id, shown, checked, kept_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (hash) DO UPDATE
        SET shown = excluded.shown, checked = excluded.checked, kept_at = excluded.kept_at";
    const TOO_MANY: &str = "DELETE FROM kept_snapshot WHERE hash IN
            (SELECT hash FROM kept_snapshot WHERE account_id = $1 ORDER BY kept_at DESC, hash LIMIT 1000 OFFSET $2)";
    on!(tx, |c| sqlx::query(NOTE)
        .bind(hash(token))
        .bind(account.0)
        .bind(patient.0)
        .bind(shown.map(|shown| shown.seen.to_string()))
        .bind(shown.map(|shown| shown.checked.to_string()))
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(TOO_MANY).bind(account.0).bind(DEVICES).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// A snapshot that this account's device noted before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub at: DateTime<Utc>,
    /// What of it, where it is another's record.
    pub shown: Option<ShownToOthers>,
}

/// What this account's device noted of a snapshot of this record under this token; `None`: nothing, or it is another's.
pub async fn noted(
    store: &Store,
    (account, patient): (AccountId, PatientId),
    token: &str,
) -> Result<Option<Before>, StoreError> {
    const SQL: &str = "SELECT kept_at, shown, checked FROM kept_snapshot
        WHERE hash = $1 AND account_id = $2 AND patient_id = $3";
    let mut tx = store.read().await?;
    let row: Option<(DateTime<Utc>, Option<String>, Option<String>)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(hash(token))
        .bind(account.0)
        .bind(patient.0)
        .fetch_optional(c)
        .await)?;
    row.map(|(at, seen, checked)| {
        let shown = seen.map(|seen| ShownToOthers::read(&seen, checked.as_deref(), account)).transpose()?;
        Ok(Before { at, shown })
    })
    .transpose()
}

/// When a snapshot must have been kept to be readable still.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    pub own: DateTime<Utc>,
    pub others: DateTime<Utc>,
}

/// A snapshot as it was noted, of an account whose sign-ins nobody ended meanwhile, and that is not held.
#[derive(sqlx::FromRow)]
struct Noted {
    account_id: Uuid,
    kept_at: DateTime<Utc>,
    shown: Option<String>,
    checked: Option<String>,
    /// The person whose own record the account opens, as they are read now.
    own_root: Option<Uuid>,
    root_id: Uuid,
    /// When whoever keeps it died. Of whose record it is, what a mandate allows says that.
    died_on: Option<NaiveDate>,
}

/// Whether the snapshot that is named so may stay on its device: nobody ended the sign-ins of its account meanwhile, and
/// the record is still its holder's own, who lives, or all of what it holds is still shown to them. `signed_in`: on that
/// device, now; another person's snapshot goes.
pub async fn may_stay(
    store: &Store,
    token: &str,
    signed_in: &Actor,
    since: Since,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT k.account_id, k.kept_at, k.shown, k.checked, own.root_id AS own_root, kept.root_id,
            (SELECT MIN(h.died_on) FROM person h WHERE h.root_id = own.root_id) AS died_on
        FROM kept_snapshot k
        JOIN account a ON a.id = k.account_id
        LEFT JOIN person own ON own.patient_id = a.patient_id
        JOIN person kept ON kept.patient_id = k.patient_id
        WHERE k.hash = $1 AND a.closed_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM frozen_account z WHERE z.account_id = k.account_id AND z.ended_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM link_hold h WHERE h.account_id = k.account_id AND h.ended_at IS NULL)";
    let mut tx = store.read().await?;
    let noted: Option<Noted> = on!(tx, |c| sqlx::query_as(SQL).bind(hash(token)).fetch_optional(c).await)?;
    let Some(noted) = noted.filter(|noted| noted.died_on.is_none()) else { return Ok(false) };
    let account = AccountId(noted.account_id);
    let is_anothers = match signed_in {
        Actor::Visitor | Actor::Facility(_) | Actor::Operator => false,
        Actor::Patient(own) => noted.own_root != Some(own.0),
        Actor::Caregiver(Caregiver { account: other, .. }) | Actor::Staff(Staff { account: other, .. }) => {
            *other != account
        }
        Actor::Person(other) | Actor::Waiting(other) | Actor::Frozen(other) => *other != account,
    };
    if is_anothers {
        return Ok(false);
    }
    let Some(shown) = &noted.shown else {
        return Ok(noted.own_root == Some(noted.root_id) && noted.kept_at > since.own);
    };
    let before = ShownToOthers::read(shown, noted.checked.as_deref(), account)?;
    // Read apart from the row: who ended a mandate meanwhile is heard at the next asking.
    drop(tx);
    let powers = mandate::powers_now(store, account, PatientId(noted.root_id), today).await?;
    let now = powers.as_ref().and_then(ShownToOthers::by);
    Ok(noted.kept_at > since.others && now.is_some_and(|now| now.covers(&before)))
}

/// No device of this account may keep one any more.
pub(in crate::store) async fn forget_account(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM kept_snapshot WHERE account_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// No device may keep one of this person any more.
pub(in crate::store) async fn forget_patient(tx: &mut Tx, patient: PatientId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM kept_snapshot WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(SQL).bind(patient.0).execute(c).await.map(|_| ()))?;
    Ok(())
}
