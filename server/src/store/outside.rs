//! Sign-ins elsewhere (OpenID Connect) that open an account here.

use super::{StoreError, Tx, account};
use chrono::{DateTime, Utc};
use shared::ids::AccountId;
use uuid::Uuid;

/// The account that a sign-in elsewhere opens; `None` if it was never linked, or the account was closed.
pub(crate) async fn account_of(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
) -> Result<Option<account::Account>, StoreError> {
    match linked_to(tx, issuer, subject).await? {
        Some(id) => account::find_in(tx, id).await,
        None => Ok(None),
    }
}

/// Lets a sign-in elsewhere open an account, and tells the account's owner. Whoever calls it has just used up
/// an invitation. `false`: this sign-in opens somebody else's account, and nothing was changed.
pub(crate) async fn link(
    tx: &mut Tx,
    account: AccountId,
    issuer: &str,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO outside_identity (issuer, subject, account_id, linked_at)
        VALUES ($1, $2, $3, $4) ON CONFLICT (issuer, subject) DO NOTHING";
    let linked = on!(tx, |c| sqlx::query(SQL)
        .bind(issuer)
        .bind(subject)
        .bind(account.0)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if linked == 1 {
        account::note(tx, account, "outside-linked", issuer, now).await?;
        return Ok(true);
    }
    Ok(linked_to(tx, issuer, subject).await? == Some(account))
}

/// Somebody just signed in with it.
pub(crate) async fn used(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE outside_identity SET last_used_at = $3 WHERE issuer = $1 AND subject = $2";
    on!(tx, |c| sqlx::query(SQL).bind(issuer).bind(subject).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

async fn linked_to(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<AccountId>, StoreError> {
    const SQL: &str = "SELECT account_id FROM outside_identity WHERE issuer = $1 AND subject = $2";
    let row: Option<(Uuid,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(issuer).bind(subject).fetch_optional(c).await)?;
    Ok(row.map(|(id,)| AccountId(id)))
}
