//! Links by which a person shares encrypted files (docs/health-links.md): made and ended by them, opened by whoever has one.
//! The key of the files is in the link and never comes here.

use crate::{
    auth::Actor,
    clock::Clock,
    entropy::Entropy,
    gate::{self, Refused},
    store::{
        Store, StoreError,
        sharing::health_link::{self, LinkFile, LinkId, NewLink},
    },
};
use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use chrono::{DateTime, Utc};
use shared::{
    health_link::{Contents, ManifestRequest, Passcode},
    ids::{AccountId, PatientId},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Passcodes that are hashed at the same time: each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);

/// What a person chose for a link.
pub struct Choice {
    pub id: LinkId,
    /// For whom, in their words.
    pub label: String,
    pub contents: Contents,
    pub with_infections: bool,
    pub expires: DateTime<Utc>,
    pub passcode: Option<Passcode>,
    pub once: bool,
    pub files: Vec<LinkFile>,
}

/// What became of a link that was to be made.
#[derive(Clone, PartialEq, Eq)]
pub enum Made {
    /// With the secret part of its address, which is told once.
    Made(String),
    /// There is one of this id: its address was told then.
    Before,
}

/// What an opening came to.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    Files(LinkId, Vec<LinkFile>),
    /// With the attempts that remain in its whole life.
    WrongPasscode(u32),
    /// There is no such link, or it opens nothing any more.
    NotActive,
    /// So many came that the next waits.
    TooSoon {
        seconds: u32,
    },
}

/// Makes a link, and enters that in the person's access log.
///
/// # Errors
/// [`Refused`]
pub async fn make(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    (actor, account, patient): (&Actor, AccountId, PatientId),
    choice: Choice,
) -> Result<Made, Refused> {
    let passcode = match choice.passcode {
        Some(passcode) => Some(hashed(passcode, entropy.bytes()).await?),
        None => None,
    };
    let secret = entropy.secret();
    let link = NewLink {
        id: choice.id,
        by: account,
        secret: &secret,
        label: &choice.label,
        contents: choice.contents,
        with_infections: choice.with_infections,
        expires: choice.expires,
        passcode,
        once: choice.once,
        files: &choice.files,
    };
    let permit = gate::open_own_links(store, clock, actor, patient).await?;
    let mut tx = permit.tx().await;
    let made = health_link::make(&mut tx, permit.patient(), &link, clock.now()).await?;
    drop(tx);
    if !made {
        return Ok(Made::Before);
    }
    permit.done().await?;
    Ok(Made::Made(secret))
}

/// Ends a link. Where it is ended already, nothing is entered in the log.
///
/// # Errors
/// [`Refused`]
pub async fn end(
    store: &Store,
    clock: &Clock,
    actor: &Actor,
    patient: PatientId,
    link: LinkId,
) -> Result<(), Refused> {
    let permit = gate::open_own_links(store, clock, actor, patient).await?;
    let mut tx = permit.tx().await;
    let ended = health_link::end(&mut tx, permit.patient(), link, clock.now()).await?;
    drop(tx);
    if ended {
        permit.done().await?;
    }
    Ok(())
}

/// Opens the link whose address has this secret. `take`: whether it may be opened now, or how many seconds it waits.
///
/// # Errors
/// Where the store cannot be reached.
pub async fn open(
    store: &Store,
    clock: &Clock,
    secret: &str,
    request: &ManifestRequest,
    take: impl FnOnce(LinkId) -> Result<(), u32>,
) -> Result<Opened, StoreError> {
    let passcode = request.passcode.as_ref().filter(|passcode| !passcode.normalized().is_empty());
    let attempt = health_link::take_attempt(store, secret, passcode.is_some(), clock.now()).await?;
    let Some(attempt) = attempt else { return Ok(Opened::NotActive) };
    let remaining = u32::try_from(attempt.attempts_left).unwrap_or(0);
    let is_right = match (&attempt.passcode, passcode) {
        (None, _) => true,
        (Some(hash), Some(passcode)) => is_of(hash.clone(), passcode.clone()).await?,
        // Nobody guessed.
        (Some(_), None) => return Ok(Opened::WrongPasscode(remaining)),
    };
    if is_right && let Err(seconds) = take(attempt.link) {
        health_link::give_back(store, &attempt).await?;
        return Ok(Opened::TooSoon { seconds });
    }
    match gate::open_link(store, clock, &attempt, &request.recipient, is_right).await {
        Ok(files) => Ok(Opened::Files(attempt.link, files)),
        Err(Refused::NotPermitted) if !is_right => Ok(Opened::WrongPasscode(remaining)),
        Err(Refused::NotPermitted) => Ok(Opened::NotActive),
        Err(Refused::Store(error)) => Err(error),
    }
}

async fn hashed(passcode: Passcode, salt: [u8; 16]) -> Result<String, StoreError> {
    aside(move || {
        let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
        let hash = Argon2::default().hash_password(passcode.normalized().as_bytes(), &salt);
        hash.expect("a passcode is short").to_string()
    })
    .await
}

async fn is_of(hash: String, passcode: Passcode) -> Result<bool, StoreError> {
    aside(move || {
        let Ok(hash) = PasswordHash::new(&hash) else { return false };
        Argon2::default().verify_password(passcode.normalized().as_bytes(), &hash).is_ok()
    })
    .await
}

/// Does this where nobody waits for the thread, two at the same time.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    let _turn = HASHING.acquire().await.expect("it is never closed");
    Ok(spawn_blocking(work).await.expect("hashing does not panic"))
}
