//! Acting for a patient on a facility's word: attested at its desk, stopped there at once.

use super::{
    Store, StoreError, facility,
    invitation::{self, Aim},
    mandate::{self, Giver},
    person,
};
use crate::{
    auth::{Code, Staff},
    entropy::Entropy,
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    delegation::{Basis, Mandate, Proposal, Unfounded},
    ids::{FacilityCode, PatientId},
};
use uuid::Uuid;

/// What a facility's desk attests.
#[derive(Clone, Debug)]
pub struct Attestation<'a> {
    pub patient: PatientId,
    pub proposal: Proposal,
    /// Who is to act, as their papers name them.
    pub label: &'a str,
    pub by: &'a Staff,
}

/// A mandate that waits for somebody to accept it; the code can be read this once.
#[derive(Debug)]
pub struct Attested {
    pub mandate: Uuid,
    pub code: Code,
    pub expires_at: DateTime<Utc>,
}

/// Why a desk cannot attest it.
#[derive(Debug, thiserror::Error)]
pub enum AttestError {
    #[error(transparent)]
    Unfounded(#[from] Unfounded),
    /// Only the patient themself gives such a mandate.
    #[error("a facility cannot attest what only the patient gives")]
    NotOursToGive,
    #[error("there is no such person")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody who acts, or is to act, for a patient, as a desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representative {
    pub id: Uuid,
    pub label: String,
    pub mandate: Mandate,
    /// The facility whose word it stands on; none: the patient's own.
    pub attested_by: Option<FacilityCode>,
    /// The facility that stopped it.
    pub suspended_by: Option<FacilityCode>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    terms: mandate::Row,
    label: String,
    attested_by: Option<String>,
    suspended_by: Option<String>,
}

impl TryFrom<Row> for Representative {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let code = |column, text: Option<String>| {
            text.map(|text| facility::code("mandate", column, &text)).transpose()
        };
        Ok(Self {
            id: row.terms.id,
            mandate: row.terms.try_into()?,
            attested_by: code("attested_by", row.attested_by)?,
            suspended_by: code("suspended_by", row.suspended_by)?,
            label: row.label,
        })
    }
}

/// Writes a mandate on a facility's word, confirmed by it, and an invitation for whoever is to act:
/// their acceptance suffices.
pub async fn attest(
    store: &Store,
    attestation: &Attestation<'_>,
    now: DateTime<Utc>,
    today: NaiveDate,
    entropy: &Entropy,
) -> Result<Attested, AttestError> {
    let Attestation { patient, proposal, label, by } = attestation;
    if proposal.basis == Basis::Granted {
        return Err(AttestError::NotOursToGive);
    }
    let mut tx = store.write().await?;
    let home = person::find_in(&mut tx, *patient).await?.ok_or(AttestError::NotFound)?;
    let terms = Mandate { confirmed_at: Some(now), ..proposal.mandate(home.as_subject(), today)? };
    let id = entropy.uuid();
    let giver = Giver { account: by.account, facility: Some(&by.facility) };
    mandate::give(&mut tx, id, *patient, label, &terms, giver, now).await?;
    let aim = Aim::Caregiver { patient: *patient, mandate: id };
    let (_, code) = invitation::issue(&mut tx, &aim, Some(by.account), now, entropy).await?;
    tx.commit().await?;
    Ok(Attested { mandate: id, code, expires_at: now + aim.patience() })
}

/// Who acts or is to act for somebody, on whatever ground: also what the patient gave, because a desk
/// must be able to stop anybody. What has ended is left out, unless its suspension still holds.
pub async fn of_patient(store: &Store, patient: PatientId) -> Result<Vec<Representative>, StoreError> {
    const SQL: &str = "SELECT m.id, m.label, m.basis, m.categories, m.actions, m.valid_from, m.valid_until,
            m.accepted_at, m.confirmed_at, m.ended_at, m.suspended_at, m.attested_by,
            s.facility AS suspended_by
        FROM person p JOIN mandate m ON m.patient_id = p.patient_id
        LEFT JOIN account s ON s.id = m.suspended_by
        WHERE p.root_id = $1 AND (m.ended_at IS NULL OR m.suspended_at IS NOT NULL)
        ORDER BY m.created_at, m.id";
    let mut tx = store.read().await?;
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    rows.into_iter().map(Representative::try_from).collect()
}

/// Stops somebody who acts for a patient, from their next request on; an invitation that waits goes too.
/// `false`: there is no such mandate, or it stands still already.
pub async fn suspend(
    store: &Store,
    patient: PatientId,
    mandate: Uuid,
    by: &Staff,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET suspended_at = $3, suspended_by = $4
        WHERE id = $1 AND suspended_at IS NULL AND ended_at IS NULL
            AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)";
    let mut tx = store.write().await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(mandate)
        .bind(patient.0)
        .bind(now)
        .bind(by.account.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if changed == 1 {
        invitation::withdraw_of_mandate(&mut tx, mandate, now).await?;
    }
    tx.commit().await?;
    Ok(changed == 1)
}

/// Lets them act again. `false`: there is nothing of this facility's to lift; another's suspension stays.
pub async fn lift(store: &Store, patient: PatientId, mandate: Uuid, by: &Staff) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE mandate SET suspended_at = NULL, suspended_by = NULL
        WHERE id = $1 AND suspended_at IS NOT NULL
            AND suspended_by IN (SELECT id FROM account WHERE facility = $3)
            AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)";
    let mut tx = store.write().await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(mandate)
        .bind(patient.0)
        .bind(by.facility.as_str())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    tx.commit().await?;
    Ok(changed == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        auth::{Actor, Caregiver, Roles},
        clock::Clock,
        config::DatabaseUrl,
        demo,
        gate::{self, Purpose},
        store::{account, mandate},
    };
    use shared::{
        category::{Categories, Category},
        delegation::{Action, Actions},
    };

    /// What holds is what holds at the moment of the request: the gate reads it in its own transaction.
    #[tokio::test]
    async fn a_suspension_closes_the_next_request() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = DatabaseUrl(folder.path().join("test.db").display().to_string());
        let store = Store::open(&url).await.unwrap();
        let (entropy, today) = (Entropy::seeded(1), NaiveDate::from_ymd_opt(2024, 8, 1).unwrap());
        let clock = Clock::standing_at("2024-08-01T01:00:00Z".parse().unwrap()).with_today(today);
        demo::seed(&store, &clock, &entropy).await.unwrap();
        let facility = demo::staff::facility();
        let patient = crate::store::person::by_own_number(&store, &facility, demo::HANAKO_NUMBER);
        let patient = patient.await.unwrap()[0];
        let member = crate::store::staff::list(&store, &facility, clock.now()).await.unwrap().remove(0);
        let by = Staff { account: member.account, facility, roles: Roles::NONE };
        let proposal = Proposal {
            basis: Basis::AuthorisedKin,
            categories: Categories::NONE.with(Category::Medicines),
            actions: Actions::NONE.with(Action::See),
            until: None,
        };
        let attestation = Attestation { patient, proposal, label: "見本 代理", by: &by };
        let attested = attest(&store, &attestation, clock.now(), today, &entropy).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let kind = account::Kind::Person(None);
        let account = account::insert(&mut tx, "代理", &kind, clock.now(), &entropy).await.unwrap();
        assert!(mandate::accept(&mut tx, attested.mandate, account, clock.now()).await.unwrap());
        tx.commit().await.unwrap();

        let actor = Actor::Caregiver(Caregiver { account, patient });
        let opens = || async {
            gate::open(&store, &clock, &actor, patient, Purpose::OnBehalf)
                .await
                .map(|grant| grant.shown().kinds())
        };
        assert_eq!(opens().await.unwrap(), proposal_kinds(), "acceptance suffices");
        assert!(suspend(&store, patient, attested.mandate, &by, clock.now()).await.unwrap());
        assert!(opens().await.is_err());
        assert!(lift(&store, patient, attested.mandate, &by).await.unwrap());
        assert_eq!(opens().await.unwrap(), proposal_kinds());
    }

    fn proposal_kinds() -> Categories {
        Categories::NONE.with(Category::Medicines)
    }
}
