//! Acting for a patient on a facility's word: attested at its desk, stopped there at once.

use super::mandate::{self, Giver};
use crate::{
    auth::{Code, Staff},
    entropy::Entropy,
    store::{
        Store, StoreError,
        account::{
            invitation::{self, Aim},
            recovery::{NotStated, Stated},
        },
        facility,
        identity::person,
        statement::{self, Voice, What},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    delegation::{Basis, Mandate, Paper, Proposal, Unfounded},
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
    /// What it stands on.
    pub paper: Paper,
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

/// A representative, present or proposed, as a desk sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representative {
    pub id: Uuid,
    pub label: String,
    pub mandate: Mandate,
    /// The facility whose word it stands on; none: the patient's own.
    pub attested_by: Option<FacilityCode>,
    /// The facility that stopped it.
    pub suspended_by: Option<FacilityCode>,
    /// What it stands on; `None`: the patient's word, or it was attested before papers were noted.
    pub paper: Option<Paper>,
}

impl Representative {
    /// One person attested it, and another has not.
    pub fn needs_another(&self) -> bool {
        let Mandate { confirmed_at, ended_at, .. } = &self.mandate;
        self.attested_by.is_some() && confirmed_at.is_none() && ended_at.is_none()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    terms: mandate::Row,
    label: String,
    attested_by: Option<String>,
    suspended_by: Option<String>,
    paper: Option<String>,
}

impl TryFrom<Row> for Representative {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let code = |column, text: Option<String>| {
            text.map(|text| facility::code("mandate", column, &text)).transpose()
        };
        let paper = row.paper.as_deref().map(|name| {
            Paper::from_name(name).ok_or_else(|| StoreError::bad_row("mandate", "paper", row.terms.id))
        });
        Ok(Self {
            paper: paper.transpose()?,
            id: row.terms.id,
            mandate: row.terms.try_into()?,
            attested_by: code("attested_by", row.attested_by)?,
            suspended_by: code("suspended_by", row.suspended_by)?,
            label: row.label,
        })
    }
}

/// Writes a mandate on a facility's word, and an invitation for whoever is to act. They see something once they accepted
/// and a second person has attested the same ([`confirm`]).
pub async fn attest(
    store: &Store,
    attestation: &Attestation<'_>,
    now: DateTime<Utc>,
    today: NaiveDate,
    entropy: &Entropy,
) -> Result<Attested, AttestError> {
    const PAPER: &str = "UPDATE mandate SET paper = $2 WHERE id = $1";
    let Attestation { patient, proposal, label, paper, by } = attestation;
    if proposal.basis == Basis::Granted {
        return Err(AttestError::NotOursToGive);
    }
    let mut tx = store.write().await?;
    let home = person::find_in(&mut tx, *patient).await?.ok_or(AttestError::NotFound)?;
    let terms = Mandate { confirmed_at: None, ..proposal.mandate(home.as_subject(), today)? };
    let id = entropy.uuid();
    let giver = Giver { account: by.account, facility: Some(&by.facility) };
    mandate::give(&mut tx, id, *patient, label, &terms, giver, now).await?;
    on!(tx, |c| sqlx::query(PAPER).bind(id).bind(paper.as_str()).execute(c).await.map(|_| ()))
        .map_err(StoreError::from)?;
    let voice = Voice::Staff { account: by.account, facility: &by.facility };
    statement::add(&mut tx, id, What::Attest, voice, None, now).await?;
    let aim = Aim::Caregiver { patient: *patient, mandate: id };
    let (_, code) = invitation::issue(&mut tx, &aim, Some(by.account), now, entropy).await?;
    tx.commit().await?;
    Ok(Attested { mandate: id, code, expires_at: now + aim.ttl() })
}

/// A second person attests what one did: whoever accepted, or accepts, sees something from now on.
///
/// # Errors
/// [`NotStated`]; then nothing was noted.
pub async fn confirm(
    store: &Store,
    mandate: Uuid,
    by: Voice<'_>,
    now: DateTime<Utc>,
) -> Result<Stated, NotStated> {
    // An update that changes nothing takes the row's lock.
    const LOCK: &str = "UPDATE mandate SET label = label
        WHERE id = $1 AND attested_by IS NOT NULL AND confirmed_at IS NULL AND ended_at IS NULL
            AND suspended_at IS NULL RETURNING created_at";
    const CONFIRM: &str = "UPDATE mandate SET confirmed_at = $2 WHERE id = $1";
    let mut tx = store.write().await?;
    let row: Option<(DateTime<Utc>,)> =
        on!(tx, |c| sqlx::query_as(LOCK).bind(mandate).fetch_optional(c).await).map_err(StoreError::from)?;
    let (since,) = row.ok_or(NotStated::Gone)?;
    let speaker = statement::party(&mut tx, by.account()).await?;
    let before = statement::stated(&mut tx, mandate, What::Attest, since).await?;
    if let [first] = before.as_slice() {
        speaker.beside(first)?;
    }
    let decided = speaker.completes(&before)?;
    statement::add(&mut tx, mandate, What::Attest, by, None, now).await?;
    if decided {
        on!(tx, |c| sqlx::query(CONFIRM).bind(mandate).bind(now).execute(c).await.map(|_| ()))
            .map_err(StoreError::from)?;
        mandate::tell(&mut tx, mandate, now).await?;
    }
    tx.commit().await?;
    Ok(if decided { Stated::Decided } else { Stated::OneMore })
}

/// The mandates that one person attested and no other, the oldest first: for an operator.
pub async fn all_unconfirmed(store: &Store) -> Result<Vec<(Uuid, String, DateTime<Utc>)>, StoreError> {
    const SQL: &str = "SELECT id, attested_by, created_at FROM mandate
        WHERE attested_by IS NOT NULL AND confirmed_at IS NULL AND ended_at IS NULL ORDER BY created_at, id";
    let mut tx = store.read().await?;
    Ok(on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

/// Representatives of a patient, present or proposed, on whatever ground: also what the patient gave, because a desk
/// must be able to stop anybody. What has ended is left out, unless its suspension still holds.
pub async fn of_patient(store: &Store, patient: PatientId) -> Result<Vec<Representative>, StoreError> {
    const SQL: &str =
        "SELECT m.id, m.label, m.basis, m.statutory, m.categories, m.actions, m.valid_from, m.valid_until,
            m.accepted_at, m.confirmed_at, m.ended_at, m.suspended_at, m.attested_by,
            m.paper, s.facility AS suspended_by
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
        mandate::tell(&mut tx, mandate, now).await?;
    }
    tx.commit().await?;
    Ok(changed == 1)
}

/// Lets them act again. `false`: there is nothing of this facility's to lift; another's suspension stays.
pub async fn lift(
    store: &Store,
    patient: PatientId,
    mandate: Uuid,
    by: &Staff,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
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
    if changed == 1 {
        mandate::tell(&mut tx, mandate, now).await?;
    }
    tx.commit().await?;
    Ok(changed == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        auth::{Actor, Caregiver, Roles},
        clock::Clock,
        demo,
        gate::{self, Purpose},
        store::{DatabaseUrl, account, sharing::mandate},
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
        let patient = crate::store::identity::person::by_own_number(&store, &facility, demo::HANAKO_NUMBER);
        let patient = patient.await.unwrap()[0];
        let member =
            crate::store::facility::staff::list(&store, &facility, clock.now()).await.unwrap().remove(0);
        let by = Staff { account: member.account, facility, roles: Roles::NONE };
        let proposal = Proposal {
            basis: Basis::AuthorisedKin,
            categories: Categories::NONE.with(Category::Medicines),
            actions: Actions::NONE.with(Action::See),
            until: None,
        };
        let attestation =
            Attestation { patient, proposal, label: "見本 代理", paper: Paper::Contract, by: &by };
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
        assert!(opens().await.is_err(), "one person's word is not enough");
        let other = || confirm(&store, attested.mandate, Voice::Operator, clock.now());
        let voice = Voice::Staff { account: by.account, facility: &by.facility };
        let twice = confirm(&store, attested.mandate, voice, clock.now()).await;
        assert!(matches!(twice, Err(NotStated::NotSecond(_))), "{twice:?}");
        assert_eq!(other().await.unwrap(), Stated::Decided);
        assert!(matches!(other().await, Err(NotStated::Gone)));
        assert_eq!(opens().await.unwrap(), proposal_kinds());
        assert!(suspend(&store, patient, attested.mandate, &by, clock.now()).await.unwrap());
        assert!(opens().await.is_err());
        assert!(lift(&store, patient, attested.mandate, &by, clock.now()).await.unwrap());
        assert_eq!(opens().await.unwrap(), proposal_kinds());
    }

    fn proposal_kinds() -> Categories {
        Categories::NONE.with(Category::Medicines)
    }
}
