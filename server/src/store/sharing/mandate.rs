//! Mandates: who acts for whom. What one allows, `shared::delegation` decides.

use super::emergency_notice::Choice;
use crate::store::{
    Store, StoreError, Tx,
    account::{self, invitation},
    facility,
    identity::person,
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    category::Categories,
    delegation::{self, Actions, Basis, Closed, Mandate, Powers, Subject, combined, powers as powers_of},
    ids::{AccountId, FacilityCode, PatientId},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A mandate with the people who take part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMandate {
    pub id: Uuid,
    /// The person as they are read now, whatever home it was given from.
    pub patient: PatientId,
    pub account: Option<AccountId>,
    /// How whoever acts calls themself.
    pub account_name: Option<String>,
    /// How whoever gave it calls them.
    pub label: String,
    pub terms: Mandate,
    pub attested_by: Option<FacilityCode>,
    pub attested_name: Option<String>,
    /// Whether they are told when an emergency begins.
    pub in_emergencies: Choice,
    /// Whoever acted gave it back themself.
    pub resigned: bool,
    /// When the invitation that still waits runs out.
    pub invited_until: Option<DateTime<Utc>>,
}

/// A person whom an account acts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaredFor {
    pub person: person::KnownPerson,
    /// What may be done now; `None`: the person has yet to confirm.
    pub powers: Option<Powers>,
}

/// What a mandate says, and how it stands.
#[derive(sqlx::FromRow)]
pub(in crate::store) struct Row {
    pub id: Uuid,
    basis: String,
    /// Of a guardian: appointed by the family court.
    statutory: bool,
    categories: String,
    actions: String,
    valid_from: NaiveDate,
    valid_until: Option<NaiveDate>,
    accepted_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    suspended_at: Option<DateTime<Utc>>,
}

/// Both kinds of guardians in the column; which, the next one says.
const GUARDIAN: &str = "guardian";

impl TryFrom<Row> for Mandate {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bad = |column| StoreError::bad_row("mandate", column, row.id);
        Ok(Self {
            basis: match (row.basis.as_str(), row.statutory) {
                (GUARDIAN, true) => Basis::StatutoryGuardian,
                (name, false) => Basis::from_name(name).map_err(|_| bad("basis"))?,
                (_, true) => return Err(bad("statutory")),
            },
            categories: Categories::parse(&row.categories).map_err(|_| bad("categories"))?,
            actions: Actions::parse(&row.actions).map_err(|_| bad("actions"))?,
            from: row.valid_from,
            until: row.valid_until,
            accepted_at: row.accepted_at,
            confirmed_at: row.confirmed_at,
            ended_at: row.ended_at,
            suspended_at: row.suspended_at,
        })
    }
}

#[derive(sqlx::FromRow)]
struct StoredRow {
    #[sqlx(flatten)]
    terms: Row,
    root_id: Uuid,
    account_id: Option<Uuid>,
    account_name: Option<String>,
    label: String,
    tell_emergencies: bool,
    tell_hospital: bool,
    attested_by: Option<String>,
    attested_name: Option<String>,
    resigned: bool,
    invited_until: Option<DateTime<Utc>>,
}

impl TryFrom<StoredRow> for StoredMandate {
    type Error = StoreError;

    fn try_from(row: StoredRow) -> Result<Self, StoreError> {
        let attested_by =
            row.attested_by.map(|code| facility::code("mandate", "attested_by", &code)).transpose()?;
        Ok(Self {
            id: row.terms.id,
            patient: PatientId(row.root_id),
            account: row.account_id.map(AccountId),
            account_name: row.account_name,
            label: row.label,
            terms: row.terms.try_into()?,
            attested_by,
            attested_name: row.attested_name,
            in_emergencies: Choice { tell: row.tell_emergencies, hospital: row.tell_hospital },
            resigned: row.resigned,
            invited_until: row.invited_until,
        })
    }
}

/// What `account` may do for `patient` on `today`, by everything that was given; `None`: nothing.
///
/// Read in the transaction of what it is needed for, so that what was taken back before holds.
pub(crate) async fn powers(
    tx: &mut Tx,
    account: AccountId,
    patient: PatientId,
    subject: Subject,
    today: NaiveDate,
) -> Result<Option<Powers>, StoreError> {
    Ok(combined(&between(tx, account, patient).await?, subject, today))
}

/// All mandates of an account about a person, but what a link holds.
async fn between(tx: &mut Tx, account: AccountId, patient: PatientId) -> Result<Vec<Mandate>, StoreError> {
    const SQL: &str =
        "SELECT m.id, m.basis, m.statutory, m.categories, m.actions, m.valid_from, m.valid_until, m.accepted_at,
            m.confirmed_at, m.ended_at, m.suspended_at
        FROM mandate m JOIN person p ON p.patient_id = m.patient_id
        WHERE m.account_id = $1 AND p.root_id = $2
            AND (m.suspended_at IS NOT NULL OR NOT EXISTS
                (SELECT 1 FROM link_hold h WHERE h.mandate_id = m.id AND h.ended_at IS NULL))";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(patient.0).fetch_all(c).await)?;
    rows.into_iter().map(Mandate::try_from).collect()
}

/// Whether an account says today, in the place of a person, who treats them.
pub async fn answers_for(
    store: &Store,
    account: AccountId,
    patient: PatientId,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    answers_in(&mut store.read().await?, account, patient, today).await
}

/// The same in a transaction.
pub(crate) async fn answers_in(
    tx: &mut Tx,
    account: AccountId,
    patient: PatientId,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    stands_in(tx, (account, patient), today, delegation::answers_for).await
}

/// Whether an account decides today, in the place of a person, who may see their record.
pub(crate) async fn decides_for(
    tx: &mut Tx,
    account: AccountId,
    patient: PatientId,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    stands_in(tx, (account, patient), today, delegation::decides_for).await
}

/// Whether one of an account's mandates passes a rule, and nothing between the two is suspended.
async fn stands_in(
    tx: &mut Tx,
    (account, patient): (AccountId, PatientId),
    today: NaiveDate,
    rule: fn(&Mandate, Subject, NaiveDate) -> bool,
) -> Result<bool, StoreError> {
    let Some(home) = person::find_in(tx, patient).await?.filter(|home| home.root == patient) else {
        return Ok(false);
    };
    let (mandates, subject) = (between(tx, account, patient).await?, home.as_subject());
    let open = combined(&mandates, subject, today).is_some();
    Ok(open && mandates.iter().any(|one| rule(one, subject, today)))
}

/// Everybody who decides today in the place of a person.
pub(crate) async fn who_decide(
    tx: &mut Tx,
    patient: PatientId,
    today: NaiveDate,
) -> Result<BTreeSet<AccountId>, StoreError> {
    const SQL: &str =
        "SELECT DISTINCT m.account_id FROM mandate m JOIN person p ON p.patient_id = m.patient_id
        WHERE p.root_id = $1 AND m.account_id IS NOT NULL AND m.ended_at IS NULL";
    let accounts: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    let mut deciding = BTreeSet::new();
    for account in accounts.into_iter().map(|(id,)| AccountId(id)) {
        if decides_for(tx, account, patient, today).await? {
            deciding.insert(account);
        }
    }
    Ok(deciding)
}

/// Giver of a mandate: the patient, or a facility that attests it.
#[derive(Clone, Copy, Debug)]
pub struct Giver<'a> {
    pub account: AccountId,
    /// The facility that attests it; `None` where the person gives it.
    pub facility: Option<&'a FacilityCode>,
}

/// Writes a mandate under an id that whoever gives it brought along, so that the same form sent twice gives one
/// mandate. `false`: there is one of this id.
pub(crate) async fn give(
    tx: &mut Tx,
    id: Uuid,
    patient: PatientId,
    label: &str,
    terms: &Mandate,
    by: Giver<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO mandate (id, patient_id, basis, label, categories, actions, valid_from,
            valid_until, created_at, created_by, attested_by, confirmed_at, statutory)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING";
    let statutory = terms.basis == Basis::StatutoryGuardian;
    let written = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(patient.0)
        .bind(if statutory { GUARDIAN } else { terms.basis.as_str() })
        .bind(label)
        .bind(terms.categories.to_string())
        .bind(terms.actions.to_string())
        .bind(terms.from)
        .bind(terms.until)
        .bind(now)
        .bind(by.account.0)
        .bind(by.facility.map(FacilityCode::as_str))
        .bind(terms.confirmed_at)
        .bind(statutory)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if written == 1 {
        tell(tx, id, now).await?;
    }
    Ok(written == 1)
}

/// Tells whom a mandate is about, on every device, that something about it changed.
pub(in crate::store) async fn tell(tx: &mut Tx, mandate: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "SELECT patient_id, label FROM mandate WHERE id = $1";
    let row: Option<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(mandate).fetch_optional(c).await)?;
    match row {
        Some((patient, label)) => {
            account::tell_patient(tx, PatientId(patient), "mandate-changed", &label, now).await
        }
        None => Ok(()),
    }
}

/// Somebody agrees to act. `false`: the mandate was ended, somebody else agreed before, or it is about the
/// very person who agrees.
pub(crate) async fn accept(
    tx: &mut Tx,
    mandate: Uuid,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET account_id = $2, accepted_at = $3
        WHERE id = $1 AND accepted_at IS NULL AND ended_at IS NULL AND suspended_at IS NULL
        AND EXISTS (SELECT 1 FROM account a WHERE a.id = $2 AND a.kind = 'person' AND a.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM account a JOIN person own ON own.patient_id = a.patient_id
            JOIN person other ON other.patient_id = mandate.patient_id
            WHERE a.id = $2 AND own.root_id = other.root_id)";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(mandate)
        .bind(account.0)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        tell(tx, mandate, now).await?;
    }
    Ok(changed == 1)
}

/// The person confirms that whoever accepted is whom they meant. `false`: there is nothing of this person's to confirm
/// under this id; what a facility attested, a second person there confirms.
pub(crate) async fn confirm(
    tx: &mut Tx,
    mandate: Uuid,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET confirmed_at = $3
        WHERE id = $1 AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)
        AND accepted_at IS NOT NULL AND confirmed_at IS NULL AND ended_at IS NULL AND suspended_at IS NULL
        AND attested_by IS NULL";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(mandate)
        .bind(patient.0)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        tell(tx, mandate, now).await?;
    }
    Ok(changed == 1)
}

/// Takes a mandate back, with an invitation that still waits. `false`: none of this person's stands under this id.
pub(crate) async fn end(
    tx: &mut Tx,
    mandate: Uuid,
    patient: PatientId,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET ended_at = $3, ended_by = $4
        WHERE id = $1 AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)
        AND ended_at IS NULL";
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(mandate)
        .bind(patient.0)
        .bind(now)
        .bind(by.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 0 {
        return Ok(false);
    }
    invitation::withdraw_of_mandate(tx, mandate, now).await?;
    tell(tx, mandate, now).await?;
    Ok(true)
}

/// Whoever acts gives everything back that this person gave them or that was attested. `false`: there is nothing that
/// they could give back.
pub(crate) async fn resign(
    tx: &mut Tx,
    account: AccountId,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET ended_at = $3, ended_by = $1
        WHERE account_id = $1 AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)
        AND ended_at IS NULL AND suspended_at IS NULL RETURNING id";
    let ended: Vec<(Uuid,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(account.0).bind(patient.0).bind(now).fetch_all(c).await)?;
    for (mandate,) in &ended {
        tell(tx, *mandate, now).await?;
    }
    Ok(!ended.is_empty())
}

/// One mandate, whatever became of it.
pub(crate) async fn find(tx: &mut Tx, mandate: Uuid) -> Result<Option<StoredMandate>, StoreError> {
    const SQL: &str =
        "SELECT m.id, m.basis, m.statutory, m.categories, m.actions, m.valid_from, m.valid_until, m.accepted_at,
            m.confirmed_at, m.ended_at, m.suspended_at, m.tell_emergencies, m.tell_hospital, p.root_id, m.account_id,
            a.name AS account_name, m.label, m.attested_by, f.name AS attested_name,
            COALESCE(m.ended_by = m.account_id, FALSE) AS resigned, i.expires_at AS invited_until
        FROM mandate m JOIN person p ON p.patient_id = m.patient_id
        LEFT JOIN account a ON a.id = m.account_id
        LEFT JOIN facility f ON f.code = m.attested_by
        LEFT JOIN invitation i
            ON i.mandate_id = m.id AND i.used_at IS NULL AND i.withdrawn_at IS NULL
        WHERE m.id = $1";
    let row: Option<StoredRow> = on!(tx, |c| sqlx::query_as(SQL).bind(mandate).fetch_optional(c).await)?;
    row.map(StoredMandate::try_from).transpose()
}

/// Every mandate about a person, the newest first: what stands, what waits and what was.
pub(crate) async fn all_of_patient(
    tx: &mut Tx,
    patient: PatientId,
) -> Result<Vec<StoredMandate>, StoreError> {
    const SQL: &str =
        "SELECT m.id, m.basis, m.statutory, m.categories, m.actions, m.valid_from, m.valid_until, m.accepted_at,
            m.confirmed_at, m.ended_at, m.suspended_at, m.tell_emergencies, m.tell_hospital, p.root_id, m.account_id,
            a.name AS account_name, m.label, m.attested_by, f.name AS attested_name,
            COALESCE(m.ended_by = m.account_id, FALSE) AS resigned, i.expires_at AS invited_until
        FROM person p JOIN mandate m ON m.patient_id = p.patient_id
        LEFT JOIN account a ON a.id = m.account_id
        LEFT JOIN facility f ON f.code = m.attested_by
        LEFT JOIN invitation i
            ON i.mandate_id = m.id AND i.used_at IS NULL AND i.withdrawn_at IS NULL
        WHERE p.root_id = $1 ORDER BY m.created_at DESC, m.id";
    let rows: Vec<StoredRow> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    rows.into_iter().map(StoredMandate::try_from).collect()
}

/// Whether anybody may wait for a person's own confirmation; who does, the rules say.
pub(crate) async fn somebody_waits(tx: &mut Tx, patient: PatientId) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM person p JOIN mandate m ON m.patient_id = p.patient_id
        WHERE p.root_id = $1 AND m.accepted_at IS NOT NULL AND m.confirmed_at IS NULL AND m.ended_at IS NULL
            AND m.attested_by IS NULL)";
    let (waits,): (bool,) = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_one(c).await)?;
    Ok(waits)
}

/// Everybody whom an account acts for today, or will once they confirm. Whoever took it back is not in it,
/// and neither is anybody from whom a facility keeps the account away: the two look the same.
pub async fn all_for_account(
    store: &Store,
    account: AccountId,
    today: NaiveDate,
) -> Result<Vec<CaredFor>, StoreError> {
    const SQL: &str =
        "SELECT m.id, m.basis, m.statutory, m.categories, m.actions, m.valid_from, m.valid_until, m.accepted_at,
            m.confirmed_at, m.ended_at, m.suspended_at, p.root_id
        FROM mandate m JOIN person p ON p.patient_id = m.patient_id
        WHERE m.account_id = $1
            AND (m.suspended_at IS NOT NULL OR NOT EXISTS
                (SELECT 1 FROM link_hold h WHERE h.mandate_id = m.id AND h.ended_at IS NULL))
        ORDER BY m.created_at, m.id";
    #[derive(sqlx::FromRow)]
    struct OfAccount {
        #[sqlx(flatten)]
        terms: Row,
        root_id: Uuid,
    }
    let mut tx = store.read().await?;
    let rows: Vec<OfAccount> = on!(tx, |c| sqlx::query_as(SQL).bind(account.0).fetch_all(c).await)?;
    let mut by_person: BTreeMap<Uuid, Vec<Mandate>> = BTreeMap::new();
    for row in rows {
        by_person.entry(row.root_id).or_default().push(row.terms.try_into()?);
    }
    let mut found = Vec::new();
    for (root, mandates) in by_person {
        let home = person::find_in(&mut tx, PatientId(root))
            .await?
            .ok_or_else(|| StoreError::bad_row("person", "root_id", root))?;
        let subject = home.as_subject();
        let powers = combined(&mandates, subject, today);
        if powers.is_some() || waits(&mandates, subject, today) {
            found.push(CaredFor { person: home.into(), powers });
        }
    }
    found.sort_by(|a, b| a.person.demographics.name.cmp(&b.person.demographics.name));
    Ok(found)
}

fn waits(mandates: &[Mandate], subject: Subject, today: NaiveDate) -> bool {
    let suspended = mandates.iter().any(|one| one.suspended_at.is_some());
    let unconfirmed = |one: &Mandate| {
        let if_confirmed = Mandate { confirmed_at: one.accepted_at, ..one.clone() };
        powers_of(one, subject, today) == Err(Closed::NotConfirmed)
            && powers_of(&if_confirmed, subject, today).is_ok()
    };
    !suspended && mandates.iter().any(unconfirmed)
}

/// What an account may do for a person today, by itself.
pub async fn powers_now(
    store: &Store,
    account: AccountId,
    patient: PatientId,
    today: NaiveDate,
) -> Result<Option<Powers>, StoreError> {
    let mut tx = store.read().await?;
    let Some(home) = person::find_in(&mut tx, patient).await?.filter(|home| home.root == patient) else {
        return Ok(None);
    };
    powers(&mut tx, account, patient, home.as_subject(), today).await
}
