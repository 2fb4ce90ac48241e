//! Who works at a facility, and what they are there.

use crate::{
    auth::{Code, Role, Roles},
    entropy::Entropy,
    store::{
        Store, StoreError, Tx,
        account::{
            self, Kind,
            invitation::{self, Aim},
            session,
        },
        facility,
    },
};
use chrono::{DateTime, Utc};
use shared::{
    ids::{AccountId, FacilityCode},
    set::Member as _,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One of a facility's staff, as its administrator sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub account: AccountId,
    pub name: String,
    pub roles: Roles,
    pub since: DateTime<Utc>,
    /// They have a passkey, or sign in elsewhere.
    pub can_sign_in: bool,
    /// Until when an invitation waits for them.
    pub invited_until: Option<DateTime<Utc>>,
}

/// A way in for one of a facility's staff; the code can be read this once.
#[derive(Debug)]
pub struct Invited {
    pub account: AccountId,
    pub name: String,
    pub code: Code,
    pub expires_at: DateTime<Utc>,
}

/// A decision about a facility's staff: by which account, for which facility, when.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    pub facility: &'a FacilityCode,
    /// None: the operator.
    pub by: Option<AccountId>,
    pub now: DateTime<Utc>,
}

#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// Nobody who works there: also somebody who works elsewhere, or no longer.
    #[error("nobody of this facility's staff has this id")]
    NotFound,
    #[error("a facility keeps at least one administrator")]
    LastAdministrator,
    #[error("at least one role is needed")]
    NoRole,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everybody who works at a facility, by name.
pub async fn list(
    store: &Store,
    facility: &FacilityCode,
    now: DateTime<Utc>,
) -> Result<Vec<Member>, StoreError> {
    const MEMBERS: &str = "SELECT id, name, created_at FROM account
        WHERE facility = $1 AND closed_at IS NULL ORDER BY name, id";
    const ROLES: &str = "SELECT r.account_id, r.role FROM account a JOIN staff_role r ON r.account_id = a.id
        WHERE a.facility = $1 AND a.closed_at IS NULL";
    const WAYS_IN: &str = "SELECT id FROM account a WHERE facility = $1 AND closed_at IS NULL
        AND (EXISTS (SELECT 1 FROM passkey k WHERE k.account_id = a.id AND k.recovery_id IS NULL)
            OR EXISTS (SELECT 1 FROM outside_identity o
                WHERE o.account_id = a.id AND o.recovery_id IS NULL))";
    const WAITING: &str = "SELECT account_id, expires_at FROM invitation
        WHERE facility = $1 AND kind = 'staff' AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2";
    let code = facility.as_str();
    let mut tx = store.read().await?;
    let members: Vec<(Uuid, String, DateTime<Utc>)> =
        on!(tx, |c| sqlx::query_as(MEMBERS).bind(code).fetch_all(c).await)?;
    let named: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(ROLES).bind(code).fetch_all(c).await)?;
    let ways_in: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(WAYS_IN).bind(code).fetch_all(c).await)?;
    let waiting: Vec<(Uuid, DateTime<Utc>)> =
        on!(tx, |c| sqlx::query_as(WAITING).bind(code).bind(now).fetch_all(c).await)?;
    let ways_in: BTreeSet<Uuid> = ways_in.into_iter().map(|(id,)| id).collect();
    let waiting: BTreeMap<Uuid, DateTime<Utc>> = waiting.into_iter().collect();
    let mut roles: BTreeMap<Uuid, Vec<Role>> = BTreeMap::new();
    for (id, name) in named {
        let role = Role::read(&name).map_err(|_| StoreError::bad_row("staff_role", "role", id))?;
        roles.entry(id).or_default().push(role);
    }
    let member = |(id, name, since)| Member {
        account: AccountId(id),
        name,
        roles: roles.remove(&id).unwrap_or_default().into_iter().collect(),
        since,
        can_sign_in: ways_in.contains(&id),
        invited_until: waiting.get(&id).copied(),
    };
    Ok(members.into_iter().map(member).collect())
}

/// Makes an account with these roles and an invitation to it.
pub async fn invite(
    store: &Store,
    decision: Decision<'_>,
    name: &str,
    roles: Roles,
    entropy: &Entropy,
) -> Result<Invited, StaffError> {
    let mut tx = store.write().await?;
    let account = add(&mut tx, decision.facility, name, roles, decision.now, entropy).await?;
    let invited = issue(&mut tx, decision, account, name.to_owned(), entropy).await?;
    tx.commit().await?;
    Ok(invited)
}

/// Another invitation for somebody who lost the first, or every way in. The older one stops working.
pub async fn invite_again(
    store: &Store,
    decision: Decision<'_>,
    account: AccountId,
    entropy: &Entropy,
) -> Result<Invited, StaffError> {
    let mut tx = store.write().await?;
    let name = name_of(&mut tx, decision.facility, account).await?;
    let invited = issue(&mut tx, decision, account, name, entropy).await?;
    tx.commit().await?;
    Ok(invited)
}

/// Says what somebody is from now on; their next request goes by it.
pub async fn change_roles(
    store: &Store,
    decision: Decision<'_>,
    account: AccountId,
    roles: Roles,
) -> Result<(), StaffError> {
    const FORGET: &str = "DELETE FROM staff_role WHERE account_id = $1";
    let mut tx = store.write().await?;
    lock(&mut tx, decision.facility).await?;
    name_of(&mut tx, decision.facility, account).await?;
    if !roles.contains(Role::Administrator) {
        keep_an_administrator(&mut tx, decision.facility, account).await?;
    }
    on!(tx, |c| sqlx::query(FORGET).bind(account.0).execute(c).await.map(|_| ()))
        .map_err(StoreError::from)?;
    set_roles(&mut tx, account, roles).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends somebody's work here: no sign-in, no session, no invitation is left, all at once.
pub async fn remove(store: &Store, decision: Decision<'_>, account: AccountId) -> Result<(), StaffError> {
    const CLOSE: &str = "UPDATE account SET closed_at = $2 WHERE id = $1";
    let mut tx = store.write().await?;
    lock(&mut tx, decision.facility).await?;
    name_of(&mut tx, decision.facility, account).await?;
    keep_an_administrator(&mut tx, decision.facility, account).await?;
    on!(tx, |c| sqlx::query(CLOSE).bind(account.0).bind(decision.now).execute(c).await.map(|_| ()))
        .map_err(StoreError::from)?;
    invitation::withdraw_of_account(&mut tx, account, decision.now).await?;
    session::end_all_of(&mut tx, account).await?;
    tx.commit().await?;
    Ok(())
}

/// The operator vouches for one of a facility's staff, whoever invited them: from now on they may be the second person
/// beside whoever did.
pub async fn vouch(store: &Store, decision: Decision<'_>, account: AccountId) -> Result<(), StaffError> {
    const SQL: &str = "UPDATE account SET vouched_at = $2 WHERE id = $1";
    let mut tx = store.write().await?;
    name_of(&mut tx, decision.facility, account).await?;
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(decision.now).execute(c).await.map(|_| ()))
        .map_err(StoreError::from)?;
    tx.commit().await?;
    Ok(())
}

/// The invented staff of a facility of a demonstration: those whose names are not there yet are added.
/// They have no way in but the demonstration's.
pub async fn add_invented(
    store: &Store,
    facility: &FacilityCode,
    staff: &[(&str, Roles)],
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<(), StaffError> {
    let known = list(store, facility, now).await?;
    let missing = staff.iter().filter(|(name, _)| !known.iter().any(|member| member.name == *name));
    for (name, roles) in missing {
        let mut tx = store.write().await?;
        add(&mut tx, facility, name, *roles, now, entropy).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn add(
    tx: &mut Tx,
    facility: &FacilityCode,
    name: &str,
    roles: Roles,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<AccountId, StaffError> {
    if facility::find_in(tx, facility).await?.is_none() {
        return Err(StoreError::UnknownFacility(facility.clone()).into());
    }
    let account = account::insert(tx, name, &Kind::Staff(facility.clone()), now, entropy).await?;
    set_roles(tx, account, roles).await?;
    Ok(account)
}

async fn issue(
    tx: &mut Tx,
    decision: Decision<'_>,
    account: AccountId,
    name: String,
    entropy: &Entropy,
) -> Result<Invited, StaffError> {
    let aim = Aim::Staff { facility: decision.facility.clone(), account };
    let (_, code) = invitation::issue(tx, &aim, decision.by, decision.now, entropy).await?;
    Ok(Invited { account, name, code, expires_at: decision.now + aim.ttl() })
}

async fn set_roles(tx: &mut Tx, account: AccountId, roles: Roles) -> Result<(), StaffError> {
    const SQL: &str = "INSERT INTO staff_role (account_id, role) VALUES ($1, $2)";
    if roles.is_empty() {
        return Err(StaffError::NoRole);
    }
    for role in roles.iter() {
        on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(role.as_str()).execute(c).await.map(|_| ()))
            .map_err(StoreError::from)?;
    }
    Ok(())
}

/// Two administrators who remove each other at the same moment wait for one another here. An update that
/// changes nothing takes the row's lock on both databases.
async fn lock(tx: &mut Tx, facility: &FacilityCode) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE facility SET name = name WHERE code = $1";
    on!(tx, |c| sqlx::query(SQL).bind(facility.as_str()).execute(c).await.map(|_| ()))?;
    Ok(())
}

async fn name_of(tx: &mut Tx, facility: &FacilityCode, account: AccountId) -> Result<String, StaffError> {
    match account::find_in(tx, account).await? {
        Some(found) if found.kind == Kind::Staff(facility.clone()) => Ok(found.name),
        _ => Err(StaffError::NotFound),
    }
}

/// Whether there is another administrator.
async fn keep_an_administrator(
    tx: &mut Tx,
    facility: &FacilityCode,
    leaving: AccountId,
) -> Result<(), StaffError> {
    const SQL: &str = "SELECT a.id FROM account a JOIN staff_role r ON r.account_id = a.id
        WHERE a.facility = $1 AND a.closed_at IS NULL AND r.role = 'administrator'";
    let administrators: Vec<(Uuid,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(facility.as_str()).fetch_all(c).await)
            .map_err(StoreError::from)?;
    let is_one = administrators.iter().any(|(id,)| *id == leaving.0);
    if is_one && administrators.len() == 1 { Err(StaffError::LastAdministrator) } else { Ok(()) }
}
