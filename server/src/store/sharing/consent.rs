//! Consents: what patients decided about sharing. What it allows, `shared::consent` decides.

use super::mandate;
use crate::{
    entropy::Entropy,
    store::{Store, StoreError, Tx},
};
use chrono::{DateTime, Utc};
use shared::{
    consent::{Change, ChangeKind, Consent, Garbled, Rule, Step, Term, Terms, Whom},
    ids::{AccountId, ConsentId, PatientId},
    time::tokyo_day,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many changes the page about sharing shows.
const SHOWN_CHANGES: i64 = 50;

/// A decision, and who wrote it down.
#[derive(Clone, Debug)]
pub struct Written {
    pub consent: Consent,
    pub by: AccountId,
    /// Not the person themself: somebody in their place.
    pub in_their_place: bool,
    /// In which change, and how that was made.
    pub change: (Uuid, ChangeKind),
    pub withdrawn_by: Option<AccountId>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    effect: String,
    what: String,
    purpose: String,
    whom: String,
    term: String,
    begun_at: DateTime<Utc>,
    given_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
    given_in: Uuid,
    change_kind: String,
    made_by: Uuid,
    withdrawn_by: Option<Uuid>,
    in_their_place: bool,
}

impl TryFrom<Row> for Written {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (by, withdrawn_by) = (AccountId(row.made_by), row.withdrawn_by.map(AccountId));
        let kind = ChangeKind::from_name(&row.change_kind)
            .ok_or_else(|| StoreError::bad_row("consent_change", "kind", row.given_in))?;
        let change = (row.given_in, kind);
        Ok(Self { by, in_their_place: row.in_their_place, change, withdrawn_by, consent: row.into() })
    }
}

impl From<Row> for Consent {
    /// What cannot be read is kept as such: it permits nothing, and the patient can take it back.
    fn from(row: Row) -> Self {
        let unreadable = Terms { rule: Rule::Unreadable, whom: Whom::Anyone, term: Term::Standing };
        Self {
            id: ConsentId(row.id),
            terms: terms(&row).unwrap_or(unreadable),
            begun_at: row.begun_at,
            given_at: row.given_at,
            withdrawn_at: row.withdrawn_at,
        }
    }
}

fn terms(row: &Row) -> Result<Terms, Garbled> {
    Ok(Terms {
        rule: Rule::parse(&row.effect, &row.what, &row.purpose)?,
        whom: Whom::parse(&row.whom)?,
        term: Term::parse(&row.term)?,
    })
}

/// Holds a patient's decisions until the transaction ends: whoever reads under them and whoever changes them
/// wait for each other. Returns the number of the newest change.
pub(crate) async fn hold(tx: &mut Tx, patient: PatientId) -> Result<i64, StoreError> {
    const SQL: &str = "INSERT INTO consent_head (patient_id, number) VALUES ($1, 0)
        ON CONFLICT (patient_id) DO UPDATE SET number = consent_head.number RETURNING number";
    let (number,): (i64,) = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_one(c).await)?;
    Ok(number)
}

/// Everything that was ever given for this person, under whichever of their names, as it counts at `now`. What a link holds
/// permits nothing (`link_hold`); what it excludes, it excludes.
pub(crate) async fn all_of(
    tx: &mut Tx,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<Vec<Written>, StoreError> {
    const SQL: &str =
        "SELECT c.id, c.effect, c.what, c.purpose, c.whom, c.term, c.begun_at, c.given_at, c.withdrawn_at,
            c.given_in, g.kind AS change_kind, g.made_by, w.made_by AS withdrawn_by,
            NOT EXISTS (SELECT 1 FROM account a JOIN person o ON o.patient_id = a.patient_id
                WHERE a.id = g.made_by AND o.root_id = p.root_id) AS in_their_place
        FROM consent c JOIN person p ON p.patient_id = c.patient_id
        JOIN consent_change g ON g.id = c.given_in LEFT JOIN consent_change w ON w.id = c.withdrawn_in
        WHERE p.root_id = $1 AND (c.effect <> 'permit' OR NOT EXISTS
            (SELECT 1 FROM link_hold h
                WHERE h.patient_id = c.patient_id AND c.given_at <= h.held_at
                    AND (h.ended_at IS NULL OR h.outcome = 'seen')))
        ORDER BY c.given_at, c.id";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    counted(tx, patient, rows, now).await
}

/// What may still bear on a decision at `now`: what was withdrawn by then is left where it is.
pub(crate) async fn standing(
    tx: &mut Tx,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<Vec<Consent>, StoreError> {
    const SQL: &str =
        "SELECT c.id, c.effect, c.what, c.purpose, c.whom, c.term, c.begun_at, c.given_at, c.withdrawn_at,
            c.given_in, g.kind AS change_kind, g.made_by, w.made_by AS withdrawn_by,
            NOT EXISTS (SELECT 1 FROM account a JOIN person o ON o.patient_id = a.patient_id
                WHERE a.id = g.made_by AND o.root_id = p.root_id) AS in_their_place
        FROM consent c JOIN person p ON p.patient_id = c.patient_id
        JOIN consent_change g ON g.id = c.given_in LEFT JOIN consent_change w ON w.id = c.withdrawn_in
        WHERE p.root_id = $1 AND (c.withdrawn_at IS NULL OR c.withdrawn_at > $2)
            AND (c.effect <> 'permit' OR NOT EXISTS
            (SELECT 1 FROM link_hold h
                WHERE h.patient_id = c.patient_id AND c.given_at <= h.held_at
                    AND (h.ended_at IS NULL OR h.outcome = 'seen')))";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(now).fetch_all(c).await)?;
    Ok(counted(tx, patient, rows, now).await?.into_iter().map(|one| one.consent).collect())
}

/// Decisions as they count: what somebody permitted in the person's place counts while they decide for them, and is as
/// good as taken back from then on. What they excluded stays until somebody who decides lifts it.
async fn counted(
    tx: &mut Tx,
    patient: PatientId,
    rows: Vec<Row>,
    now: DateTime<Utc>,
) -> Result<Vec<Written>, StoreError> {
    let mut written = rows.into_iter().map(Written::try_from).collect::<Result<Vec<Written>, _>>()?;
    let lapses = |one: &Written| {
        let permits = matches!(one.consent.terms.rule, Rule::Permit(_));
        one.in_their_place && permits && one.consent.withdrawn_at.is_none()
    };
    let makers: BTreeSet<AccountId> = written.iter().filter(|one| lapses(one)).map(|one| one.by).collect();
    for maker in makers {
        if mandate::decides_for(tx, maker, patient, tokyo_day(now)).await? {
            continue;
        }
        for one in written.iter_mut().filter(|one| lapses(one) && one.by == maker) {
            one.consent.withdrawn_at = Some(now);
        }
    }
    Ok(written)
}

/// The newest changes, the newest first.
pub(crate) async fn history(tx: &mut Tx, patient: PatientId) -> Result<Vec<Change>, StoreError> {
    const CHANGES: &str = "SELECT h.id, h.at, h.kind FROM consent_change h
        JOIN person p ON p.patient_id = h.patient_id
        WHERE p.root_id = $1 ORDER BY h.at DESC, h.number DESC LIMIT $2";
    const CONSENTS: &str = "SELECT c.id, c.given_in, c.withdrawn_in FROM consent c
        JOIN person p ON p.patient_id = c.patient_id WHERE p.root_id = $1 ORDER BY c.id";
    let changes: Vec<(Uuid, DateTime<Utc>, String)> =
        on!(tx, |c| sqlx::query_as(CHANGES).bind(patient.0).bind(SHOWN_CHANGES).fetch_all(c).await)?;
    let consents: Vec<(Uuid, Uuid, Option<Uuid>)> =
        on!(tx, |c| sqlx::query_as(CONSENTS).bind(patient.0).fetch_all(c).await)?;
    let read = changes.into_iter().map(|(id, at, kind)| {
        let kind =
            ChangeKind::from_name(&kind).ok_or_else(|| StoreError::bad_row("consent_change", "kind", id))?;
        let given = consents.iter().filter(|one| one.1 == id).map(|one| ConsentId(one.0)).collect();
        let withdrawn = consents.iter().filter(|one| one.2 == Some(id)).map(|one| ConsentId(one.0)).collect();
        Ok(Change { id, at, kind, given, withdrawn })
    });
    read.collect()
}

/// A patient's decisions while they are being changed: nobody reads under them before the transaction ends.
#[must_use = "nothing is changed before it is written"]
pub(crate) struct Changing {
    patient: PatientId,
    number: i64,
    pub written: Vec<Written>,
    pub history: Vec<Change>,
}

/// Author, way and time of a change.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    pub by: AccountId,
    pub kind: ChangeKind,
    pub at: DateTime<Utc>,
}

impl Changing {
    pub async fn begin(tx: &mut Tx, patient: PatientId, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let number = hold(tx, patient).await?;
        let written = all_of(tx, patient, now).await?;
        let history = history(tx, patient).await?;
        Ok(Self { patient, number, written, history })
    }

    /// Writes one change, which the transaction keeps, and says which; without steps there is none.
    pub async fn write(
        self,
        tx: &mut Tx,
        made: Made,
        steps: &[Step],
        entropy: &Entropy,
    ) -> Result<Option<Uuid>, StoreError> {
        const CHANGE: &str = "INSERT INTO consent_change (id, patient_id, number, at, kind, made_by)
            VALUES ($1, $2, $3, $4, $5, $6)";
        const NUMBER: &str = "UPDATE consent_head SET number = $2 WHERE patient_id = $1";
        if steps.is_empty() {
            return Ok(None);
        }
        let change = entropy.uuid();
        on!(tx, |c| sqlx::query(CHANGE)
            .bind(change)
            .bind(self.patient.0)
            .bind(self.number + 1)
            .bind(made.at)
            .bind(made.kind.as_str())
            .bind(made.by.0)
            .execute(c)
            .await
            .map(|_| ()))?;
        let number = self.number + 1;
        on!(tx, |c| sqlx::query(NUMBER).bind(self.patient.0).bind(number).execute(c).await.map(|_| ()))?;
        for step in steps {
            match step {
                Step::Give { terms, begun } => {
                    let begun = begun.unwrap_or(made.at);
                    let id = ConsentId(entropy.uuid());
                    give(tx, self.patient, id, terms, begun, (change, made.at)).await?;
                }
                Step::Withdraw(id) => withdraw(tx, self.patient, *id, (change, made.at)).await?,
            }
        }
        Ok(Some(change))
    }
}

/// Writes one change in a transaction of its own.
pub async fn write(
    store: &Store,
    patient: PatientId,
    made: Made,
    steps: &[Step],
    entropy: &Entropy,
) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    let changing = Changing::begin(&mut tx, patient, made.at).await?;
    changing.write(&mut tx, made, steps, entropy).await?;
    tx.commit().await
}

async fn give(
    tx: &mut Tx,
    patient: PatientId,
    id: ConsentId,
    terms: &Terms,
    begun: DateTime<Utc>,
    (change, at): (Uuid, DateTime<Utc>),
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO consent (id, patient_id, effect, what, purpose, whom, term, begun_at, given_at,
            given_in)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let (effect, what, purpose) = terms.rule.parts();
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(patient.0)
        .bind(effect)
        .bind(what.as_str())
        .bind(purpose.as_str())
        .bind(terms.whom.to_string())
        .bind(terms.term.to_string())
        .bind(begun)
        .bind(at)
        .bind(change)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes back one that stands; one that was taken back before stays as it is.
async fn withdraw(
    tx: &mut Tx,
    patient: PatientId,
    id: ConsentId,
    (change, at): (Uuid, DateTime<Utc>),
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE consent SET withdrawn_at = $3, withdrawn_in = $4
        WHERE id = $1 AND withdrawn_at IS NULL
        AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(patient.0)
        .bind(at)
        .bind(change)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Remembers by which decisions an entry of the access log was permitted.
pub(crate) async fn note_basis(
    tx: &mut Tx,
    patient: PatientId,
    seq: i64,
    basis: impl IntoIterator<Item = ConsentId>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO access_basis (patient_id, seq, consent_id) VALUES ($1, $2, $3)";
    for id in basis {
        on!(tx, |c| sqlx::query(SQL).bind(patient.0).bind(seq).bind(id.0).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// The decisions by which one entry of a person's access log was permitted.
pub async fn basis(store: &Store, patient: PatientId, seq: i64) -> Result<Vec<ConsentId>, StoreError> {
    const SQL: &str =
        "SELECT consent_id FROM access_basis WHERE patient_id = $1 AND seq = $2 ORDER BY consent_id";
    let mut tx = store.read().await?;
    let rows: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).bind(seq).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id,)| ConsentId(id)).collect())
}
