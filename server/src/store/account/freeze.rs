//! Freezes: an account whose sign-ins open nothing, because a device is in other hands.

use super::{
    alarm, kept, push,
    recovery::{self, NotStated, Stated},
    session,
};
use crate::{
    auth::recovery::Why,
    entropy::Entropy,
    store::{
        Store, StoreError, Tx, account, facility,
        identity::person,
        sharing::health_link,
        statement::{self, Voice, What},
    },
};
use chrono::{DateTime, Utc};
use shared::{
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode, PatientId},
};
use uuid::Uuid;

/// A freeze that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    pub id: Uuid,
    pub account: AccountId,
    pub why: Why,
    /// Where it was said; `None`: to the operator.
    pub facility: Option<FacilityCode>,
    pub facility_name: Option<String>,
    /// Who noted it; `None`: the operator.
    pub by: Option<AccountId>,
    pub at: DateTime<Utc>,
}

impl Freeze {
    /// Whoever uses the frozen ways in learns nothing of it.
    pub fn is_hidden(&self) -> bool {
        self.why == Why::Misused
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    why: String,
    facility: Option<String>,
    facility_name: Option<String>,
    frozen_by: Option<Uuid>,
    at: DateTime<Utc>,
}

impl TryFrom<Row> for Freeze {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let why =
            Why::from_name(&row.why).ok_or_else(|| StoreError::bad_row("frozen_account", "why", row.id))?;
        let code =
            row.facility.map(|code| facility::code("frozen_account", "facility", &code)).transpose()?;
        Ok(Self {
            id: row.id,
            account: AccountId(row.account_id),
            why,
            facility: code,
            facility_name: row.facility_name,
            by: row.frozen_by.map(AccountId),
            at: row.at,
        })
    }
}

/// Whether an account's ways in are frozen.
pub(crate) async fn in_force(tx: &mut Tx, account: AccountId) -> Result<Option<Freeze>, StoreError> {
    const SQL: &str =
        "SELECT z.id, z.account_id, z.why, z.facility, f.name AS facility_name, z.frozen_by, z.at
        FROM frozen_account z LEFT JOIN facility f ON f.code = z.facility
        WHERE z.account_id = $1 AND z.ended_at IS NULL";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_optional(c).await)?;
    row.map(Freeze::try_from).transpose()
}

/// The same of the accounts that open this person's own record.
pub async fn of_patient(store: &Store, patient: PatientId) -> Result<Option<Freeze>, StoreError> {
    let mut tx = store.read().await?;
    for account in accounts_of(&mut tx, patient).await? {
        if let Some(found) = in_force(&mut tx, account).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Every freeze that is not over, the oldest first: for an operator.
pub async fn all_in_force(store: &Store) -> Result<Vec<Freeze>, StoreError> {
    const SQL: &str =
        "SELECT z.id, z.account_id, z.why, z.facility, f.name AS facility_name, z.frozen_by, z.at
        FROM frozen_account z LEFT JOIN facility f ON f.code = z.facility
        WHERE z.ended_at IS NULL ORDER BY z.at, z.id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(Freeze::try_from).collect()
}

/// Freezes every way into this person's own record, at once. `false`: there is none, or all of them are so already.
///
/// Whoever has a lost device is told that it is frozen. Where somebody else uses the person's sign-in, nothing is told
/// to any device, and no device is told anything any more.
pub async fn freeze(
    store: &Store,
    patient: PatientId,
    why: Why,
    by: Voice<'_>,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO frozen_account (id, account_id, why, facility, frozen_by, at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let mut tx = store.write().await?;
    person::lock_root(&mut tx, patient).await?;
    let name = statement::name_of(&mut tx, by).await?;
    let mut frozen = false;
    for account in accounts_of(&mut tx, patient).await? {
        match in_force(&mut tx, account).await?.map(|freeze| freeze.why) {
            Some(Why::Misused) => continue,
            Some(known) if known == why => continue,
            _ => {}
        }
        end(&mut tx, account, now).await?;
        // The device that is in other hands may be one of them.
        kept::forget_account(&mut tx, account).await?;
        // And whoever has it may have shared something.
        health_link::end_all_of(&mut tx, account, now).await?;
        on!(tx, |c| sqlx::query(SQL)
            .bind(entropy.uuid())
            .bind(account.0)
            .bind(why.as_str())
            .bind(by.facility().map(FacilityCode::as_str))
            .bind(by.account().map(|account| account.0))
            .bind(now)
            .execute(c)
            .await
            .map(|_| ()))?;
        match why {
            Why::Lost => account::tell(&mut tx, account, "frozen-lost", &name, now).await?,
            Why::Misused => {
                push::forget_account(&mut tx, account).await?;
                session::end_open_of(&mut tx, account).await?;
                account::note(&mut tx, account, "frozen-misused", &name, now).await?;
                let at = by.facility().map(FacilityCode::as_str);
                tracing::warn!(%account, facility = at, "somebody says that others use their sign-in");
            }
        }
        frozen = true;
    }
    if let Some(code) = by.facility().filter(|_| frozen) {
        alarm::look(&mut tx, code, by.account(), now).await?;
    }
    tx.commit().await?;
    Ok(frozen)
}

/// Somebody states that the frozen ways in are in the person's own hands; two do.
///
/// # Errors
/// [`NotStated`]; then nothing was noted.
pub async fn unfreeze(
    store: &Store,
    account: AccountId,
    by: Voice<'_>,
    paper: Option<IdentityPaper>,
    now: DateTime<Utc>,
) -> Result<Stated, NotStated> {
    const LOCK: &str = "UPDATE frozen_account SET why = why WHERE account_id = $1 AND ended_at IS NULL";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(LOCK).bind(account.0).execute(c).await.map(|_| ())).map_err(StoreError::from)?;
    let freeze = in_force(&mut tx, account).await?.ok_or(NotStated::Gone)?;
    let speaker = statement::party(&mut tx, by.account()).await?;
    let before = statement::stated(&mut tx, freeze.id, What::Unfreeze, freeze.at).await?;
    let decided = speaker.completes(&before)?;
    statement::add(&mut tx, freeze.id, What::Unfreeze, by, paper, now).await?;
    if decided {
        recovery::wait_anew(&mut tx, account, freeze.at, now).await?;
        end(&mut tx, account, now).await?;
        let name = statement::name_of(&mut tx, by).await?;
        account::tell(&mut tx, account, "unfrozen", &name, now).await?;
    }
    tx.commit().await?;
    Ok(if decided { Stated::Decided } else { Stated::OneMore })
}

/// The freeze of an account is over, if there is one.
pub(in crate::store) async fn end(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE frozen_account SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

async fn accounts_of(tx: &mut Tx, patient: PatientId) -> Result<Vec<AccountId>, StoreError> {
    let mut found = Vec::new();
    for home in person::homes_of(tx, patient).await? {
        found.extend(account::of_patient(tx, home).await?.map(|account| account.id));
    }
    Ok(found)
}
