//! Statements about what two people decide: who made one, and whether one administrator could be both.

use super::{StoreError, Tx};
use crate::auth::recovery::Party;
use chrono::{DateTime, Utc};
use shared::{
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Author of a statement.
#[derive(Clone, Copy, Debug)]
pub enum Voice<'a> {
    /// One of a facility's staff.
    Staff { account: AccountId, facility: &'a FacilityCode },
    /// By a command.
    Operator,
}

impl<'a> Voice<'a> {
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Staff { account, .. } => Some(account),
            Self::Operator => None,
        }
    }

    pub fn facility(self) -> Option<&'a FacilityCode> {
        match self {
            Self::Staff { facility, .. } => Some(facility),
            Self::Operator => None,
        }
    }
}

/// What is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A new way in is the person's own.
    Confirm,
    /// It is not.
    Refuse,
    /// Ways in that were frozen are in the person's own hands.
    Unfreeze,
    /// Somebody may act for a patient, as a paper says.
    Attest,
}

impl What {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Refuse => "refuse",
            Self::Unfreeze => "unfreeze",
            Self::Attest => "attest",
        }
    }
}

/// An account of a facility's staff, or with `None` the operator, with whoever could be them.
pub(crate) async fn party(tx: &mut Tx, account: Option<AccountId>) -> Result<Party, StoreError> {
    const SQL: &str = "SELECT i.created_by FROM invitation i JOIN account a ON a.id = i.account_id
        WHERE i.account_id = $1 AND i.kind = 'staff' AND i.used_at IS NOT NULL AND i.created_by IS NOT NULL
            AND (a.vouched_at IS NULL OR i.used_at > a.vouched_at)";
    let mut made_by = BTreeSet::new();
    let mut open: Vec<AccountId> = account.into_iter().collect();
    while let Some(one) = open.pop() {
        let makers: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).bind(one.0).fetch_all(c).await)?;
        for maker in makers.into_iter().map(|(id,)| AccountId(id)) {
            if made_by.insert(maker) {
                open.push(maker);
            }
        }
    }
    Ok(Party { account, made_by })
}

/// Who stated this about a subject from a moment on.
pub(crate) async fn stated(
    tx: &mut Tx,
    subject: Uuid,
    what: What,
    since: DateTime<Utc>,
) -> Result<Vec<Party>, StoreError> {
    const SQL: &str = "SELECT account_id FROM statement WHERE subject = $1 AND what = $2 AND at >= $3";
    let rows: Vec<(Option<Uuid>,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(subject).bind(what.as_str()).bind(since).fetch_all(c).await)?;
    let mut parties = Vec::new();
    for (account,) in rows {
        parties.push(party(tx, account.map(AccountId)).await?);
    }
    Ok(parties)
}

/// Notes that somebody stated it.
pub(crate) async fn add(
    tx: &mut Tx,
    subject: Uuid,
    what: What,
    by: Voice<'_>,
    paper: Option<IdentityPaper>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO statement (subject, number, what, at, account_id, facility, paper)
        SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6 FROM statement WHERE subject = $1";
    on!(tx, |c| sqlx::query(SQL)
        .bind(subject)
        .bind(what.as_str())
        .bind(now)
        .bind(by.account().map(|account| account.0))
        .bind(by.facility().map(FacilityCode::as_str))
        .bind(paper.map(IdentityPaper::as_str))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The facility's name as its people read it; the operator has none.
pub(crate) async fn name_of(tx: &mut Tx, by: Voice<'_>) -> Result<String, StoreError> {
    let Some(code) = by.facility() else { return Ok(String::new()) };
    let found = super::facility::find_in(tx, code).await?;
    Ok(found.map_or_else(|| code.to_string(), |facility| facility.name))
}
