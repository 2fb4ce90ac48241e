//! Passkeys: public keys, by the account they open.

use super::kept;
use crate::{
    auth::passkeys::Passkey,
    entropy::Entropy,
    store::{Store, StoreError, Tx},
};
use chrono::{DateTime, Utc};
use shared::ids::AccountId;
use uuid::Uuid;

/// A passkey and whom it lets in.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: Uuid,
    pub account: AccountId,
    pub name: String,
    pub passkey: Passkey,
    /// It opens nothing until this recovery is decided; `None`: it is a way in.
    pub recovery: Option<Uuid>,
    /// As it stands in the row, so that two uses at once do not both count.
    credential: String,
}

/// A passkey as its owner sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    pub id: Uuid,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    name: String,
    credential: String,
    recovery_id: Option<Uuid>,
}

impl TryFrom<Row> for Known {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let passkey = serde_json::from_str(&row.credential)
            .map_err(|_| StoreError::bad_row("passkey", "credential", row.id))?;
        Ok(Self {
            id: row.id,
            account: AccountId(row.account_id),
            name: row.name,
            passkey,
            recovery: row.recovery_id,
            credential: row.credential,
        })
    }
}

/// A passkey that was just made.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    pub account: AccountId,
    pub name: &'a str,
    pub passkey: &'a Passkey,
    /// It opens nothing until this is decided.
    pub recovery: Option<Uuid>,
}

/// Adds a passkey to an account and returns its id. `None`: it opens an account already, this or another.
pub(crate) async fn insert(
    tx: &mut Tx,
    new: New<'_>,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Option<Uuid>, StoreError> {
    const SQL: &str =
        "INSERT INTO passkey (id, credential_id, account_id, name, credential, created_at, recovery_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING";
    let New { account, name, passkey, recovery } = new;
    let credential_id: &[u8] = passkey.cred_id().as_ref();
    let id = entropy.uuid();
    let inserted = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(credential_id)
        .bind(account.0)
        .bind(name)
        .bind(written(passkey))
        .bind(now)
        .bind(recovery)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok((inserted == 1).then_some(id))
}

/// The passkey that a browser names.
pub async fn find(store: &Store, credential_id: &[u8]) -> Result<Option<Known>, StoreError> {
    const SQL: &str =
        "SELECT id, account_id, name, credential, recovery_id FROM passkey WHERE credential_id = $1";
    let mut tx = store.read().await?;
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(credential_id).fetch_optional(c).await)?;
    row.map(Known::try_from).transpose()
}

/// The passkeys that open an account, the oldest first.
pub(crate) async fn of(tx: &mut Tx, account: AccountId) -> Result<Vec<Known>, StoreError> {
    const SQL: &str = "SELECT id, account_id, name, credential, recovery_id FROM passkey
        WHERE account_id = $1 AND recovery_id IS NULL ORDER BY created_at, id";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_all(c).await)?;
    rows.into_iter().map(Known::try_from).collect()
}

/// The same for their owner.
pub async fn all_of(store: &Store, account: AccountId) -> Result<Vec<Listed>, StoreError> {
    const SQL: &str = "SELECT id, name, created_at, last_used_at FROM passkey
        WHERE account_id = $1 AND recovery_id IS NULL ORDER BY created_at, id";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_all(c).await)?)
}

/// Keeps the counter after a use. `false`: it was used or removed meanwhile, and this use does not count.
pub(crate) async fn used(
    tx: &mut Tx,
    known: &Known,
    after: &Passkey,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str =
        "UPDATE passkey SET credential = $3, last_used_at = $4 WHERE id = $1 AND credential = $2";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(known.id)
        .bind(&known.credential)
        .bind(written(after))
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// `false`: the account has no such passkey.
pub(crate) async fn rename(
    tx: &mut Tx,
    account: AccountId,
    id: Uuid,
    name: &str,
) -> Result<bool, StoreError> {
    const SQL: &str =
        "UPDATE passkey SET name = $3 WHERE id = $1 AND account_id = $2 AND recovery_id IS NULL";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(account.0)
        .bind(name)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

/// Removes a passkey and returns its name, and ends every session that began with it or was last proved with it.
/// `None`: the account has no such passkey. One that opens nothing yet stays: who stops a recovery says so.
pub(crate) async fn remove(tx: &mut Tx, account: AccountId, id: Uuid) -> Result<Option<String>, StoreError> {
    const SQL: &str =
        "DELETE FROM passkey WHERE id = $1 AND account_id = $2 AND recovery_id IS NULL RETURNING name";
    let row: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(id).bind(account.0).fetch_optional(c).await)?;
    kept::forget_account(tx, account).await?;
    Ok(row.map(|(name,)| name))
}

/// A recovery was decided for its own ways in: they open the account from now on, and no other passkey does.
pub(in crate::store) async fn keep_only(
    tx: &mut Tx,
    account: AccountId,
    recovery: Uuid,
) -> Result<(), StoreError> {
    const OTHERS: &str =
        "DELETE FROM passkey WHERE account_id = $1 AND (recovery_id IS NULL OR recovery_id <> $2)";
    const OPEN: &str = "UPDATE passkey SET recovery_id = NULL WHERE account_id = $1 AND recovery_id = $2";
    for sql in [OTHERS, OPEN] {
        on!(tx, |c| sqlx::query(sql).bind(account.0).bind(recovery).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// A recovery comes to nothing, and its passkeys with it.
pub(in crate::store) async fn drop_of(
    tx: &mut Tx,
    account: AccountId,
    recovery: Uuid,
) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM passkey WHERE account_id = $1 AND recovery_id = $2";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(recovery).execute(c).await.map(|_| ()))?;
    Ok(())
}

fn written(passkey: &Passkey) -> String {
    // Byte strings and numbers under text keys: writing them as JSON cannot fail.
    serde_json::to_string(passkey).unwrap_or_default()
}
