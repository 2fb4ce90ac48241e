//! OpenID Connect identities (issuer and subject) that open an account.

use crate::store::{StoreError, Tx, account};
use chrono::{DateTime, Utc};
use shared::ids::AccountId;
use uuid::Uuid;

/// The account that a sign-in elsewhere opens, and the recovery until whose decision it opens nothing; `None` if it
/// was never linked, or the account was closed.
pub(crate) async fn account_of(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
) -> Result<Option<(account::Account, Option<Uuid>)>, StoreError> {
    let Some((id, recovery)) = linked_to(tx, issuer, subject).await? else { return Ok(None) };
    Ok(account::find_in(tx, id).await?.map(|account| (account, recovery)))
}

/// Lets a sign-in elsewhere open an account, and tells the account's owner; with `recovery`, once that is decided.
/// Whoever calls it has just used up an invitation, or is signed in. `false`: this sign-in opens somebody else's
/// account, and nothing was changed.
pub(crate) async fn link(
    tx: &mut Tx,
    account: AccountId,
    issuer: &str,
    subject: &str,
    recovery: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO outside_identity (issuer, subject, account_id, linked_at, recovery_id)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (issuer, subject) DO NOTHING";
    const WAITS: &str = "UPDATE outside_identity SET recovery_id = $4
        WHERE issuer = $1 AND subject = $2 AND account_id = $3";
    let linked = on!(tx, |c| sqlx::query(SQL)
        .bind(issuer)
        .bind(subject)
        .bind(account.0)
        .bind(now)
        .bind(recovery)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if linked == 1 {
        account::note(tx, account, "outside-linked", issuer, now).await?;
        return Ok(true);
    }
    if recovery.is_some() {
        on!(tx, |c| sqlx::query(WAITS)
            .bind(issuer)
            .bind(subject)
            .bind(account.0)
            .bind(recovery)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(linked_to(tx, issuer, subject).await?.is_some_and(|(id, _)| id == account))
}

/// A recovery was decided for its own ways in: no other sign-in elsewhere opens the account any more.
pub(in crate::store) async fn keep_only(
    tx: &mut Tx,
    account: AccountId,
    recovery: Uuid,
) -> Result<(), StoreError> {
    const OTHERS: &str =
        "DELETE FROM outside_identity WHERE account_id = $1 AND (recovery_id IS NULL OR recovery_id <> $2)";
    const OPEN: &str =
        "UPDATE outside_identity SET recovery_id = NULL WHERE account_id = $1 AND recovery_id = $2";
    for sql in [OTHERS, OPEN] {
        on!(tx, |c| sqlx::query(sql).bind(account.0).bind(recovery).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// A recovery comes to nothing, and its sign-ins elsewhere with it.
pub(in crate::store) async fn drop_of(
    tx: &mut Tx,
    account: AccountId,
    recovery: Uuid,
) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM outside_identity WHERE account_id = $1 AND recovery_id = $2";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(recovery).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Issuers of the providers whose sign-ins open this account.
pub(crate) async fn issuers_of(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT DISTINCT issuer FROM outside_identity
        WHERE account_id = $1 AND recovery_id IS NULL ORDER BY issuer";
    let rows: Vec<(String,)> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(issuer,)| issuer).collect())
}

/// Notes a sign-in by it.
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

async fn linked_to(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
) -> Result<Option<(AccountId, Option<Uuid>)>, StoreError> {
    const SQL: &str =
        "SELECT account_id, recovery_id FROM outside_identity WHERE issuer = $1 AND subject = $2";
    let row: Option<(Uuid, Option<Uuid>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(issuer).bind(subject).fetch_optional(c).await)?;
    Ok(row.map(|(id, recovery)| (AccountId(id), recovery)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        entropy::Entropy,
        store::{DatabaseUrl, Store, account::Kind},
    };
    use tempfile::TempDir;

    const ISSUER: &str = "https://id.example.jp";

    #[tokio::test]
    async fn a_sign_in_elsewhere_opens_one_account_and_its_owner_learns_of_it() {
        let folder = TempDir::new().unwrap();
        let url = DatabaseUrl(format!("sqlite://{}", folder.path().join("test.db").display()));
        let store = Store::open(&url).await.unwrap();
        let entropy = Entropy::seeded(1);
        let now = "2024-08-01T01:00:00Z".parse().unwrap();
        let mut tx = store.write().await.unwrap();
        let one = account::insert(&mut tx, "見本 一", &Kind::Person(None), now, &entropy).await.unwrap();
        let two = account::insert(&mut tx, "見本 二", &Kind::Person(None), now, &entropy).await.unwrap();

        assert!(link(&mut tx, one, ISSUER, "subject", None, now).await.unwrap());
        assert!(link(&mut tx, one, ISSUER, "subject", None, now).await.unwrap(), "again: nothing to do");
        assert!(!link(&mut tx, two, ISSUER, "subject", None, now).await.unwrap(), "it is somebody else's");
        for (issuer, subject, expected) in [
            (ISSUER, "subject", Some(one)),
            (ISSUER, "Subject", None),
            ("https://id.example.jp/", "subject", None),
            (ISSUER, "", None),
        ] {
            let found = account_of(&mut tx, issuer, subject).await.unwrap();
            assert_eq!(found.map(|(account, _)| account.id), expected, "{issuer} {subject}");
        }
        keep_only(&mut tx, one, entropy.uuid()).await.unwrap();
        assert!(account_of(&mut tx, ISSUER, "subject").await.unwrap().is_none(), "it opens nothing any more");
        tx.commit().await.unwrap();
        let told = account::events(&store, one).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].kind.as_str(), told[0].detail.as_str()), ("outside-linked", ISSUER));
        assert!(account::events(&store, two).await.unwrap().is_empty());
    }
}
