//! Deaths: stated by one member of staff who saw a paper, noted once two have.

use super::person;
use crate::{
    auth::recovery::NotSecond,
    store::{
        Store, StoreError, Tx,
        account::{
            self,
            recovery::{NotStated, Stated},
            session,
        },
        statement::{self, Voice},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    death_paper::DeathPaper,
    ids::{AccountId, FacilityCode, PatientId},
};
use uuid::Uuid;

/// Somebody states by a paper that a person died on a day. Once two people have stated the same day it is noted: their
/// own sign-in stops and every session of theirs ends. Until then nothing is closed. Of a death that is noted already,
/// one of them corrects the day.
///
/// # Errors
/// [`NotStated`]; then nothing was noted.
pub async fn state(
    store: &Store,
    patient: PatientId,
    (died_on, paper): (NaiveDate, DeathPaper),
    by: Voice<'_>,
    now: DateTime<Utc>,
) -> Result<Stated, NotStated> {
    const SQL: &str = "INSERT INTO death_statement (patient_id, number, at, died_on, paper, account_id, facility)
        SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6 FROM death_statement WHERE patient_id = $1";
    let mut tx = store.write().await?;
    let root = person::lock_root(&mut tx, patient).await?.ok_or(NotStated::Gone)?;
    let noted = person::find_in(&mut tx, root).await?.and_then(|home| home.died_on).is_some();
    let speaker = statement::party(&mut tx, by.account()).await?;
    let (mut others, mut again) = (Vec::new(), false);
    for one in standing(&mut tx, root).await? {
        match (one.by == by.account(), one.died_on == died_on) {
            (true, same) => again |= same,
            (false, true) => others.push(statement::party(&mut tx, one.by).await?),
            (false, false) => {}
        }
    }
    if again && !noted {
        return Err(NotSecond::Same.into());
    }
    let decided = noted || speaker.completes(&others)?;
    // Whoever named another day before means this one now.
    end_those_of(&mut tx, root, by.account(), now).await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(root.0)
        .bind(now)
        .bind(died_on)
        .bind(paper.as_str())
        .bind(by.account().map(|account| account.0))
        .bind(by.facility().map(FacilityCode::as_str))
        .execute(c)
        .await
        .map(|_| ()))
    .map_err(StoreError::from)?;
    if decided {
        note(&mut tx, root, Some(died_on), by, now).await?;
    }
    tx.commit().await?;
    Ok(if decided { Stated::Decided } else { Stated::OneMore })
}

/// It was a mistake: what was stated counts no more, and they sign in as before.
pub async fn undo(
    store: &Store,
    patient: PatientId,
    by: Voice<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut tx = store.write().await?;
    let Some(root) = person::lock_root(&mut tx, patient).await? else { return Ok(()) };
    let noted = person::find_in(&mut tx, root).await?.and_then(|home| home.died_on).is_some();
    match noted {
        true => note(&mut tx, root, None, by, now).await?,
        false => end_all(&mut tx, root, now).await?,
    }
    tx.commit().await
}

/// The day that somebody stated and that is not noted yet; the newest statement counts.
pub async fn stated(store: &Store, patient: PatientId) -> Result<Option<NaiveDate>, StoreError> {
    let mut tx = store.read().await?;
    Ok(standing(&mut tx, patient).await?.last().map(|one| one.died_on))
}

/// Deaths that one member of staff stated, oldest first: for an operator.
pub async fn all_stated(store: &Store) -> Result<Vec<(PatientId, NaiveDate, DateTime<Utc>)>, StoreError> {
    const SQL: &str = "SELECT p.root_id, d.died_on, d.at FROM death_statement d
        JOIN person p ON p.patient_id = d.patient_id WHERE d.ended_at IS NULL ORDER BY d.at, d.number";
    let mut tx = store.read().await?;
    let rows: Vec<(Uuid, NaiveDate, DateTime<Utc>)> = on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(patient, died_on, at)| (PatientId(patient), died_on, at)).collect())
}

/// One person's statement that still counts.
struct Standing {
    died_on: NaiveDate,
    by: Option<AccountId>,
}

/// Of this person, whichever of their homes it was stated of, the oldest first.
async fn standing(tx: &mut Tx, patient: PatientId) -> Result<Vec<Standing>, StoreError> {
    let mut found = Vec::new();
    for home in person::homes_of(tx, patient).await? {
        found.extend(standing_of(tx, home).await?);
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found.into_iter().map(|(_, one)| one).collect())
}

async fn standing_of(tx: &mut Tx, home: PatientId) -> Result<Vec<(DateTime<Utc>, Standing)>, StoreError> {
    const SQL: &str = "SELECT at, died_on, account_id FROM death_statement
        WHERE patient_id = $1 AND ended_at IS NULL ORDER BY number";
    let rows: Vec<(DateTime<Utc>, NaiveDate, Option<Uuid>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(home.0).fetch_all(c).await)?;
    let one = |(at, died_on, by): (DateTime<Utc>, NaiveDate, Option<Uuid>)| {
        (at, Standing { died_on, by: by.map(AccountId) })
    };
    Ok(rows.into_iter().map(one).collect())
}

async fn end_all(tx: &mut Tx, root: PatientId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE death_statement SET ended_at = $2 WHERE patient_id = $1 AND ended_at IS NULL";
    for home in person::homes_of(tx, root).await? {
        on!(tx, |c| sqlx::query(SQL).bind(home.0).bind(now).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// The same of one speaker's; `None`: the operator's.
async fn end_those_of(
    tx: &mut Tx,
    root: PatientId,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const STAFF: &str = "UPDATE death_statement SET ended_at = $2
        WHERE patient_id = $1 AND ended_at IS NULL AND account_id = $3";
    const OPERATOR: &str = "UPDATE death_statement SET ended_at = $2
        WHERE patient_id = $1 AND ended_at IS NULL AND account_id IS NULL";
    for home in person::homes_of(tx, root).await? {
        match by {
            Some(account) => on!(tx, |c| sqlx::query(STAFF)
                .bind(home.0)
                .bind(now)
                .bind(account.0)
                .execute(c)
                .await
                .map(|_| ()))?,
            None => on!(tx, |c| sqlx::query(OPERATOR).bind(home.0).bind(now).execute(c).await.map(|_| ()))?,
        }
    }
    Ok(())
}

/// Notes the day, or with `None` that there is none; every session of the person ends. Their own sign-ins say who did.
async fn note(
    tx: &mut Tx,
    root: PatientId,
    died_on: Option<NaiveDate>,
    by: Voice<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    // Linked homes may have brought a note of their own: there is one day on which somebody died, or none.
    const FORGET: &str = "UPDATE person SET died_on = NULL WHERE root_id = $1";
    const NOTE: &str = "UPDATE person SET died_on = $2 WHERE patient_id = $1";
    on!(tx, |c| sqlx::query(FORGET).bind(root.0).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(NOTE).bind(root.0).bind(died_on).execute(c).await.map(|_| ()))?;
    end_all(tx, root, now).await?;
    let happened = if died_on.is_some() { "stopped" } else { "resumed" };
    let name = statement::name_of(tx, by).await?;
    for home in person::homes_of(tx, root).await? {
        let Some(account) = account::of_patient(tx, home).await? else { continue };
        account::note(tx, account.id, happened, &name, now).await?;
        session::end_all_of(tx, account.id).await?;
    }
    Ok(())
}
