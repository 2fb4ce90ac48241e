//! Links by which a person shares something: encrypted files, how often they were opened, and what ends them.

use crate::{
    entropy::Entropy,
    store::{Store, StoreError, Tx, grant::Grant},
};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use shared::{
    health_link::{ContentType, Contents, Opening, OwnLink, Recipient},
    ids::{AccountId, PatientId},
};
use uuid::Uuid;

/// Wrong passcodes in the whole life of a link.
pub const MOST_ATTEMPTS: i64 = 5;

/// How long an address of one file is good.
const LOCATION: Duration = Duration::minutes(10);

/// The openings of one link that are listed.
const OPENINGS_LISTED: i64 = 50;

/// Links of one person that are listed.
const LINKS_LISTED: i64 = 200;

/// Links of one person that may be opened at the same time.
pub const MOST_OPEN: i64 = 30;

/// Id of a link, for whoever made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkId(pub Uuid);

/// A link about to be made.
pub struct NewLink<'a> {
    pub id: LinkId,
    pub by: AccountId,
    /// The secret part of its address.
    pub secret: &'a str,
    pub label: &'a str,
    pub contents: Contents,
    pub with_infections: bool,
    pub expires: DateTime<Utc>,
    /// As a hash.
    pub passcode: Option<String>,
    pub once: bool,
    pub files: &'a [LinkFile],
}

/// An encrypted file.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkFile {
    pub content_type: ContentType,
    /// Compact JWE.
    pub jwe: String,
}

/// A link that is in force, of which one attempt is taken already.
#[derive(Clone)]
pub struct Attempt {
    pub link: LinkId,
    pub patient: PatientId,
    /// What a passcode must match; `None`: it asks for none.
    pub passcode: Option<String>,
    /// Attempts after this one.
    pub attempts_left: i64,
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// What became of a link that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Kept,
    /// There is one of this id.
    Before,
    /// There are [`MOST_OPEN`].
    Full,
}

/// Keeps a link.
pub(crate) async fn make(
    tx: &mut Tx,
    patient: PatientId,
    link: &NewLink<'_>,
    now: DateTime<Utc>,
) -> Result<Kept, StoreError> {
    const OPEN: &str = "SELECT COUNT(*) FROM health_link
        WHERE patient_id = $1 AND ended_at IS NULL AND expires_at > $2 AND (openings_left IS NULL OR openings_left > 0)";
    const MAKE: &str =
        "INSERT INTO health_link (id, address_hash, patient_id, account_id, label, contents, with_infections,
            made_at, expires_at, passcode, attempts_left, openings_left)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING";
    const ADD_FILE: &str = "INSERT INTO health_link_file (link_id, number, content_type, jwe, until) VALUES ($1, $2, $3, $4, $5)";
    let (open,): (i64,) = on!(tx, |c| sqlx::query_as(OPEN).bind(patient.0).bind(now).fetch_one(c).await)?;
    if open >= MOST_OPEN {
        return Ok(Kept::Full);
    }
    let made = on!(tx, |c| sqlx::query(MAKE)
        .bind(link.id.0)
        .bind(hash(link.secret))
        .bind(patient.0)
        .bind(link.by.0)
        .bind(link.label)
        .bind(link.contents.as_str())
        .bind(link.with_infections)
        .bind(now)
        .bind(link.expires)
        .bind(&link.passcode)
        .bind(MOST_ATTEMPTS)
        .bind(link.once.then_some(1_i64))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if made == 0 {
        return Ok(Kept::Before);
    }
    for (number, file) in (1_i64..).zip(link.files) {
        on!(tx, |c| sqlx::query(ADD_FILE)
            .bind(link.id.0)
            .bind(number)
            .bind(file.content_type.as_str())
            .bind(&file.jwe)
            .bind(link.expires)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(Kept::Kept)
}

/// Deletes files that are nobody's any more, and addresses that were not asked for.
///
/// # Errors
/// Where the store cannot be reached.
pub async fn sweep(store: &Store, now: DateTime<Utc>) -> Result<(), StoreError> {
    const LOCATIONS: &str = "DELETE FROM health_link_location WHERE expires_at <= $1";
    const FILES: &str = "DELETE FROM health_link_file WHERE until <= $1";
    let mut tx = store.write_behind().await?;
    on!(tx, |c| sqlx::query(LOCATIONS).bind(now).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(FILES).bind(now).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Deletes the files of one link, and their addresses.
async fn delete_files(tx: &mut Tx, link: LinkId) -> Result<(), StoreError> {
    const LOCATIONS: &str = "DELETE FROM health_link_location WHERE link_id = $1";
    const FILES: &str = "DELETE FROM health_link_file WHERE link_id = $1";
    on!(tx, |c| sqlx::query(LOCATIONS).bind(link.0).execute(c).await.map(|_| ()))?;
    on!(tx, |c| sqlx::query(FILES).bind(link.0).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Ends every link that an account made.
pub(in crate::store) async fn end_all_of(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const END: &str =
        "UPDATE health_link SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL RETURNING id";
    let ended: Vec<(Uuid,)> = on!(tx, |c| sqlx::query_as(END).bind(account.0).bind(now).fetch_all(c).await)?;
    for (id,) in ended {
        delete_files(tx, LinkId(id)).await?;
    }
    Ok(())
}

/// Ends a link of the person's. `false`: there is none by this id that is not ended.
pub(crate) async fn end(
    tx: &mut Tx,
    patient: PatientId,
    link: LinkId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const END: &str = "UPDATE health_link SET ended_at = $3 WHERE id = $1 AND ended_at IS NULL
        AND patient_id IN (SELECT patient_id FROM person WHERE root_id = $2)";
    let ended = on!(tx, |c| sqlx::query(END)
        .bind(link.0)
        .bind(patient.0)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if ended > 0 {
        delete_files(tx, link).await?;
    }
    Ok(ended > 0)
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    id: Uuid,
    label: String,
    contents: String,
    with_infections: bool,
    made_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    in_force: bool,
    asks_passcode: bool,
    attempts_left: i64,
    openings_left: Option<i64>,
}

/// Links of a person, the newest first. For the person alone: whoever asks knows that it is they.
pub async fn of_person(store: &Store, patient: PatientId) -> Result<Vec<OwnLink>, StoreError> {
    const LINKS: &str =
        "SELECT l.id, l.label, l.contents, l.with_infections, l.made_at, l.expires_at, l.ended_at,
            l.passcode IS NOT NULL AS asks_passcode, l.attempts_left, l.openings_left,
            EXISTS (SELECT 1 FROM health_link_in_force v WHERE v.id = l.id) AS in_force
        FROM health_link l JOIN person p ON p.patient_id = l.patient_id
        WHERE p.root_id = $1 ORDER BY l.made_at DESC, l.id LIMIT $2";
    const OPENINGS: &str =
        "SELECT at, recipient, opened FROM health_link_opening WHERE link_id = $1 ORDER BY at DESC LIMIT $2";
    let mut tx = store.read().await?;
    let rows: Vec<OwnRow> =
        on!(tx, |c| sqlx::query_as(LINKS).bind(patient.0).bind(LINKS_LISTED).fetch_all(c).await)?;
    let mut links = Vec::new();
    for row in rows {
        let openings: Vec<(DateTime<Utc>, String, bool)> =
            on!(tx, |c| sqlx::query_as(OPENINGS).bind(row.id).bind(OPENINGS_LISTED).fetch_all(c).await)?;
        let openings =
            openings.into_iter().map(|(at, recipient, opened)| Opening { at, recipient, opened }).collect();
        links.push(row.read(openings)?);
    }
    Ok(links)
}

impl OwnRow {
    fn read(self, openings: Vec<Opening>) -> Result<OwnLink, StoreError> {
        let contents = Contents::from_name(&self.contents)
            .ok_or_else(|| StoreError::bad_row("health_link", "contents", self.id))?;
        Ok(OwnLink {
            id: self.id,
            label: self.label,
            contents,
            with_infections: self.with_infections,
            made: self.made_at,
            expires: self.expires_at,
            ended: self.ended_at,
            in_force: self.in_force,
            asks_passcode: self.asks_passcode,
            attempts_left: self.attempts_left,
            openings_left: self.openings_left,
            openings,
        })
    }
}

/// Takes one attempt of the link whose address has this secret, before its passcode is looked at: however many come at the
/// same time, no more are looked at than there are, and none comes back when the process ends meanwhile. Without a
/// passcode to look at, none is taken. `None`: there is no such link, or it opens nothing any more.
pub async fn take_attempt(
    store: &Store,
    secret: &str,
    with_passcode: bool,
    now: DateTime<Utc>,
) -> Result<Option<Attempt>, StoreError> {
    const IN_FORCE: &str = "SELECT id, patient_id, passcode, attempts_left FROM health_link_in_force
        WHERE address_hash = $1 AND expires_at > $2 AND attempts_left > 0
            AND (openings_left IS NULL OR openings_left > 0)";
    const TAKE: &str = "UPDATE health_link SET attempts_left = attempts_left - 1
        WHERE id = $1 AND attempts_left > 0 RETURNING attempts_left";
    type Found = Option<(Uuid, Uuid, Option<String>, i64)>;
    let mut tx = store.read().await?;
    let found: Found =
        on!(tx, |c| sqlx::query_as(IN_FORCE).bind(hash(secret)).bind(now).fetch_optional(c).await)?;
    // Whoever asks for what is not there takes no turn in writing.
    drop(tx);
    let Some((id, patient, passcode, left)) = found else { return Ok(None) };
    let attempts_left = match passcode {
        Some(_) if with_passcode => {
            let mut tx = store.write().await?;
            let taken: Option<(i64,)> = on!(tx, |c| sqlx::query_as(TAKE).bind(id).fetch_optional(c).await)?;
            tx.commit().await?;
            let Some((left,)) = taken else { return Ok(None) };
            left
        }
        _ => left,
    };
    Ok(Some(Attempt { link: LinkId(id), patient: PatientId(patient), passcode, attempts_left }))
}

/// Counts an opening of a link whose passcode was right, and gives the attempt back. `false`: it opens nothing any more.
pub(crate) async fn count_opening(
    tx: &mut Tx,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const COUNT: &str = "UPDATE health_link SET openings_left = openings_left - 1, attempts_left = attempts_left + $3
        WHERE id = $1 AND ended_at IS NULL AND expires_at > $2 AND (openings_left IS NULL OR openings_left > 0)
            AND EXISTS (SELECT 1 FROM health_link_in_force v WHERE v.id = health_link.id)
        RETURNING openings_left";
    const LAST: &str = "UPDATE health_link_file SET until = $2 WHERE link_id = $1";
    let given_back = i64::from(attempt.passcode.is_some());
    let counted: Option<(Option<i64>,)> = on!(tx, |c| sqlx::query_as(COUNT)
        .bind(attempt.link.0)
        .bind(now)
        .bind(given_back)
        .fetch_optional(c)
        .await)?;
    if counted == Some((Some(0),)) {
        // Whoever was given an address has a while to ask for it.
        let until = now + LOCATION;
        on!(tx, |c| sqlx::query(LAST).bind(attempt.link.0).bind(until).execute(c).await.map(|_| ()))?;
    }
    Ok(counted.is_some())
}

/// Gives an attempt back that was not looked at.
pub async fn give_back(store: &Store, attempt: &Attempt) -> Result<(), StoreError> {
    const GIVE_BACK: &str = "UPDATE health_link SET attempts_left = attempts_left + 1 WHERE id = $1";
    if attempt.passcode.is_none() {
        return Ok(());
    }
    let mut tx = store.write().await?;
    on!(tx, |c| sqlx::query(GIVE_BACK).bind(attempt.link.0).execute(c).await.map(|_| ()))?;
    tx.commit().await
}

/// Notes who opened it, or had the wrong passcode, for the list of links.
pub(crate) async fn note_opening(
    tx: &mut Tx,
    link: LinkId,
    recipient: &Recipient,
    opened: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const NOTE: &str =
        "INSERT INTO health_link_opening (link_id, at, recipient, opened) VALUES ($1, $2, $3, $4)";
    on!(tx, |c| sqlx::query(NOTE)
        .bind(link.0)
        .bind(now)
        .bind(recipient.as_str())
        .bind(opened)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Files of a link of the person whose grant it is, in their order.
pub(crate) async fn files(grant: &Grant, link: LinkId) -> Result<Vec<LinkFile>, StoreError> {
    const FILES: &str =
        "SELECT f.content_type, f.jwe FROM health_link_file f JOIN health_link l ON l.id = f.link_id
        WHERE f.link_id = $1 AND l.patient_id = $2 ORDER BY f.number";
    let mut tx = grant.tx().await;
    let rows: Vec<(String, String)> =
        on!(tx, |c| sqlx::query_as(FILES).bind(link.0).bind(grant.patient().0).fetch_all(c).await)?;
    let files = rows.into_iter().map(|(kind, jwe)| LinkFile { content_type: ContentType::from(kind), jwe });
    Ok(files.collect())
}

/// Makes an address of the link's file number `number`, from 1: for a few minutes, and once.
pub(crate) async fn make_location(
    grant: &Grant,
    entropy: &Entropy,
    (link, number): (LinkId, i64),
    now: DateTime<Utc>,
) -> Result<String, StoreError> {
    const MAKE: &str =
        "INSERT INTO health_link_location (hash, link_id, number, expires_at) VALUES ($1, $2, $3, $4)";
    let secret = entropy.secret();
    let mut tx = grant.tx().await;
    on!(tx, |c| sqlx::query(MAKE)
        .bind(hash(&secret))
        .bind(link.0)
        .bind(number)
        .bind(now + LOCATION)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(secret)
}

/// The file at an address that a manifest gave, which is gone with this. `None`: there is none, or its link was ended.
///
/// # Errors
/// Where it cannot be read.
pub async fn take_location(
    store: &Store,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    const TAKE: &str = "DELETE FROM health_link_location WHERE hash = $1 AND expires_at > $2
        RETURNING link_id, number";
    const FILE: &str = "SELECT f.jwe FROM health_link_file f JOIN health_link_in_force l ON l.id = f.link_id
        WHERE f.link_id = $1 AND f.number = $2 AND l.expires_at > $3";
    const IS_THERE: &str = "SELECT number FROM health_link_location WHERE hash = $1 AND expires_at > $2";
    let mut tx = store.read().await?;
    let there: Option<(i64,)> =
        on!(tx, |c| sqlx::query_as(IS_THERE).bind(hash(secret)).bind(now).fetch_optional(c).await)?;
    drop(tx);
    if there.is_none() {
        return Ok(None);
    }
    let mut tx = store.write().await?;
    let taken: Option<(Uuid, i64)> =
        on!(tx, |c| sqlx::query_as(TAKE).bind(hash(secret)).bind(now).fetch_optional(c).await)?;
    let Some((link, number)) = taken else { return Ok(None) };
    let file: Option<(String,)> =
        on!(tx, |c| sqlx::query_as(FILE).bind(link).bind(number).bind(now).fetch_optional(c).await)?;
    tx.commit().await?;
    Ok(file.map(|(jwe,)| jwe))
}
