//! Invitations: a way in for somebody who has none yet. The code is shown once; the table keeps its hash.

use crate::{
    auth::Code,
    entropy::Entropy,
    store::{Store, StoreError, Tx, facility},
};
use chrono::{DateTime, Duration, Utc};
use shared::{
    identity_paper::IdentityPaper,
    ids::{AccountId, FacilityCode, PatientId},
};
use uuid::Uuid;

/// Wrong dates of birth after which an invitation is void. It locks nobody out: only whoever holds the code
/// can use them up, and the desk makes another.
pub const WRONG_ANSWERS: i64 = 5;

/// What for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Somebody's own record; the facility checked who they are.
    Patient {
        patient: PatientId,
        facility: FacilityCode,
        /// With what it did; `None` where an operator invited.
        paper: Option<IdentityPaper>,
    },
    /// Acting for somebody, once this mandate is accepted.
    Caregiver { patient: PatientId, mandate: Uuid },
    /// One of a facility's staff, whose account is there already.
    Staff { facility: FacilityCode, account: AccountId },
}

impl Aim {
    /// How long the invitation waits.
    pub fn ttl(&self) -> Duration {
        match self {
            Self::Patient { .. } => Duration::days(14),
            Self::Caregiver { .. } | Self::Staff { .. } => Duration::days(7),
        }
    }
}

/// An invitation that can still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub id: Uuid,
    pub aim: Aim,
    pub created_by: Option<AccountId>,
    pub expires_at: DateTime<Utc>,
    pub wrong_answers: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    patient_id: Option<Uuid>,
    facility: Option<String>,
    mandate_id: Option<Uuid>,
    account_id: Option<Uuid>,
    checked_paper: Option<String>,
    created_by: Option<Uuid>,
    expires_at: DateTime<Utc>,
    wrong_answers: i64,
}

impl TryFrom<Row> for Open {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let facility =
            row.facility.map(|code| facility::code("invitation", "facility", &code)).transpose()?;
        let patient = row.patient_id.map(PatientId);
        let account = row.account_id.map(AccountId);
        let paper = row.checked_paper.map(|name| {
            IdentityPaper::from_name(&name)
                .ok_or_else(|| StoreError::bad_row("invitation", "checked_paper", row.id))
        });
        let paper = paper.transpose()?;
        let aim = match (row.kind.as_str(), patient, facility, row.mandate_id, account) {
            ("patient", Some(patient), Some(facility), ..) => Aim::Patient { patient, facility, paper },
            ("caregiver", Some(patient), _, Some(mandate), _) => Aim::Caregiver { patient, mandate },
            ("staff", _, Some(facility), _, Some(account)) => Aim::Staff { facility, account },
            _ => return Err(StoreError::bad_row("invitation", "kind", row.id)),
        };
        Ok(Self {
            id: row.id,
            aim,
            created_by: row.created_by.map(AccountId),
            expires_at: row.expires_at,
            wrong_answers: row.wrong_answers,
        })
    }
}

/// Makes an invitation and returns its code, which nobody can read again. Older ones with the same aim that
/// wait are withdrawn: there is one paper that works.
pub(crate) async fn issue(
    tx: &mut Tx,
    aim: &Aim,
    by: Option<AccountId>,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<(Uuid, Code), StoreError> {
    const OLDER: &str = "UPDATE invitation SET withdrawn_at = $1
        WHERE used_at IS NULL AND withdrawn_at IS NULL AND kind = $2
        AND (patient_id = $3 OR account_id = $4) AND (mandate_id IS NULL OR mandate_id = $5)";
    const SQL: &str = "INSERT INTO invitation (hash, id, kind, patient_id, facility, mandate_id, account_id,
            created_at, created_by, expires_at, checked_paper)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let code = Code::new(entropy);
    let id = entropy.uuid();
    let (kind, patient, facility, mandate, account) = match aim {
        Aim::Patient { patient, facility, .. } => ("patient", Some(patient.0), Some(facility), None, None),
        Aim::Caregiver { patient, mandate } => ("caregiver", Some(patient.0), None, Some(*mandate), None),
        Aim::Staff { facility, account } => ("staff", None, Some(facility), None, Some(account.0)),
    };
    let paper = match aim {
        Aim::Patient { paper, .. } => *paper,
        Aim::Caregiver { .. } | Aim::Staff { .. } => None,
    };
    on!(tx, |c| sqlx::query(OLDER)
        .bind(now)
        .bind(kind)
        .bind(patient)
        .bind(account)
        .bind(mandate)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(code.hash())
        .bind(id)
        .bind(kind)
        .bind(patient)
        .bind(facility.map(FacilityCode::as_str))
        .bind(mandate)
        .bind(account)
        .bind(now)
        .bind(by.map(|by| by.0))
        .bind(now + aim.ttl())
        .bind(paper.map(IdentityPaper::as_str))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok((id, code))
}

/// Withdraws the invitation to a mandate that waits, if one does.
pub(crate) async fn withdraw_of_mandate(
    tx: &mut Tx,
    mandate: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE invitation SET withdrawn_at = $2
        WHERE mandate_id = $1 AND used_at IS NULL AND withdrawn_at IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(mandate).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Withdraws the invitation into an account that waits, if one does.
pub(crate) async fn withdraw_of_account(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE invitation SET withdrawn_at = $2
        WHERE account_id = $1 AND used_at IS NULL AND withdrawn_at IS NULL";
    on!(tx, |c| sqlx::query(SQL).bind(account.0).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The invitation of a code, if it can still be used. A code that never was, was used, withdrawn, guessed at
/// too often or has expired: one answer for all.
pub async fn find(store: &Store, code: &Code, now: DateTime<Utc>) -> Result<Option<Open>, StoreError> {
    const SQL: &str =
        "SELECT id, kind, patient_id, facility, mandate_id, account_id, checked_paper, created_by,
            expires_at, wrong_answers
        FROM invitation WHERE hash = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2
        AND wrong_answers < $3";
    let mut tx = store.read().await?;
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(code.hash())
        .bind(now)
        .bind(WRONG_ANSWERS)
        .fetch_optional(c)
        .await)?;
    row.map(Open::try_from).transpose()
}

/// An invitation by its id, for whoever gave the right answer before: what others answered since then takes
/// nothing from them.
pub(crate) async fn find_by_id(
    tx: &mut Tx,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Open>, StoreError> {
    const SQL: &str =
        "SELECT id, kind, patient_id, facility, mandate_id, account_id, checked_paper, created_by,
            expires_at, wrong_answers
        FROM invitation WHERE id = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(id).bind(now).fetch_optional(c).await)?;
    row.map(Open::try_from).transpose()
}

/// Takes one of the answers that may be wrong, before it is compared: however many arrive at once, no more
/// than [`WRONG_ANSWERS`] are ever compared. Returns how many are left; `None`: there was none left.
pub async fn reserve_answer(store: &Store, id: Uuid) -> Result<Option<i64>, StoreError> {
    const SQL: &str = "UPDATE invitation SET wrong_answers = wrong_answers + 1
        WHERE id = $1 AND wrong_answers < $2 RETURNING wrong_answers";
    let mut tx = store.write().await?;
    let row: Option<(i64,)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(id).bind(WRONG_ANSWERS).fetch_optional(c).await)?;
    tx.commit().await?;
    Ok(row.map(|(used,)| WRONG_ANSWERS - used))
}

/// The answer was right, and does not count as wrong.
pub async fn give_answer_back(store: &Store, id: Uuid) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE invitation SET wrong_answers = wrong_answers - 1
        WHERE id = $1 AND wrong_answers > 0";
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(SQL).bind(id).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Uses an invitation up. `false`: somebody else just did, or it was withdrawn or expired meanwhile.
pub(crate) async fn use_up(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE invitation SET used_at = $2
        WHERE id = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2";
    let changed =
        on!(tx, |c| sqlx::query(SQL).bind(id).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}
