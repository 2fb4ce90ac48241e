//! Whom to ring about a person in an emergency. They come out beside a record, by its grant, and no other way.

use crate::{
    entropy::Entropy,
    store::{StoreError, Tx},
};
use chrono::{DateTime, Utc};
use shared::{
    contact::{Contact, MOST},
    ids::PatientId,
    telephone::Telephone,
};
use uuid::Uuid;

/// A contact that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedContact {
    pub id: Uuid,
    pub contact: Contact,
}

/// What became of a contact that was to be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    Entered,
    /// It is there: sent twice, a form enters one.
    Before,
    /// There are [`MOST`].
    Full,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    relation: Option<String>,
    telephone: String,
}

/// In the order in which they were entered.
pub(super) async fn all(tx: &mut Tx, patient: PatientId) -> Result<Vec<NamedContact>, StoreError> {
    const SQL: &str = "SELECT c.id, c.name, c.relation, c.telephone FROM emergency_contact c
        JOIN person p ON p.patient_id = c.patient_id WHERE p.root_id = $1 ORDER BY c.entered_at, c.id";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(patient.0).fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}

impl Row {
    fn read(self) -> Result<NamedContact, StoreError> {
        let Self { id, name, relation, telephone } = self;
        let telephone = Telephone::try_from(telephone);
        let telephone = telephone.map_err(|_| StoreError::bad_row("emergency_contact", "telephone", id))?;
        Ok(NamedContact { id, contact: Contact { name, relation, telephone } })
    }
}

/// Enters one of the person's.
pub(crate) async fn enter(
    tx: &mut Tx,
    patient: PatientId,
    contact: &Contact,
    now: DateTime<Utc>,
    entropy: &Entropy,
) -> Result<Entered, StoreError> {
    const ENTER: &str =
        "INSERT INTO emergency_contact (id, patient_id, name, relation, telephone, entered_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let standing = all(tx, patient).await?;
    if standing.iter().any(|one| one.contact == *contact) {
        return Ok(Entered::Before);
    }
    if standing.len() as i64 >= MOST {
        return Ok(Entered::Full);
    }
    on!(tx, |c| sqlx::query(ENTER)
        .bind(entropy.uuid())
        .bind(patient.0)
        .bind(&contact.name)
        .bind(&contact.relation)
        .bind(contact.telephone.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(Entered::Entered)
}

/// Deletes one of the person's; `false`: there is none by this id.
pub(crate) async fn delete(tx: &mut Tx, patient: PatientId, id: Uuid) -> Result<bool, StoreError> {
    const DELETE: &str = "DELETE FROM emergency_contact WHERE id = $1
        AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)";
    let deleted = on!(tx, |c| sqlx::query(DELETE)
        .bind(id)
        .bind(patient.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(deleted > 0)
}
