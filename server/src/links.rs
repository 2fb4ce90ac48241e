//! Links by which a person shares encrypted files (docs/health-links.md): made and ended by them, opened by whoever has one.
//! The key of the files is in the link and never comes here.

use crate::{
    auth::Actor,
    background::Running,
    clock::Clock,
    entropy::Entropy,
    gate::{self, HandedFile, Opening, Refused},
    store::{
        Store, StoreError,
        sharing::health_link::{self, Kept, LinkFile, LinkId, NewLink},
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
use tokio::{
    sync::{Mutex, Semaphore},
    task::spawn_blocking,
};

/// Passcodes that are hashed at the same time: each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Openings of one link are looked at one after another; which share a turn, their secrets say.
static TURNS: [Mutex<()>; 16] = [const { Mutex::const_new(()) }; 16];

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
    /// As many are open as may be.
    Full,
}

/// What an opening came to.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    Files(Vec<HandedFile>),
    /// With the attempts that remain in its whole life.
    WrongPasscode(u32),
    /// There is no such link, or it opens nothing any more.
    NotActive,
    /// So many came that the next waits.
    TooSoon {
        seconds: u32,
    },
}

/// How often files of links that are over are deleted, beside whenever one is made or ended.
const SWEEP_EVERY: std::time::Duration = std::time::Duration::from_secs(3600);

/// Deletes files of links that are over, in the background, first at once, until [`Running::stop`].
pub fn start_sweeping(store: Store, clock: Clock) -> Running {
    Running::begin(|mut stopped| async move {
        loop {
            if let Err(error) = health_link::sweep(&store, clock.now()).await {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "files of links that are over are not deleted");
            }
            tokio::select! {
                () = tokio::time::sleep(SWEEP_EVERY) => {}
                _ = stopped.changed() => break,
            }
        }
    })
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
    match made {
        Kept::Before => return Ok(Made::Before),
        Kept::Full => return Ok(Made::Full),
        Kept::Kept => permit.done().await?,
    }
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

/// What opening needs.
pub struct Opener {
    pub store: Store,
    pub clock: Clock,
    pub entropy: Entropy,
    /// Whether a link may be opened now, or how many seconds it waits.
    pub take: Box<dyn Fn(LinkId) -> Result<(), u32> + Send + Sync>,
    /// Letters of the longest file that is handed over itself, where whoever asks names no bound.
    pub most_embedded: u64,
}

impl Opener {
    /// Opens the link whose address has this secret. It ends what it began whether or not whoever asks waits for it: an
    /// attempt that is taken is looked at.
    ///
    /// # Errors
    /// Where the store cannot be reached.
    pub async fn open(self, secret: String, request: ManifestRequest) -> Result<Opened, StoreError> {
        tokio::spawn(async move { self.opened(&secret, &request).await })
            .await
            .expect("opening does not panic")
    }

    async fn opened(&self, secret: &str, request: &ManifestRequest) -> Result<Opened, StoreError> {
        let Self { store, clock, entropy, take, most_embedded } = self;
        let passcode = request.passcode.as_ref().filter(|passcode| !passcode.normalized().is_empty());
        // One after another: two doctors with the right passcode keep each other from nothing.
        let _turn =
            TURNS[usize::from(secret.bytes().fold(0_u8, u8::wrapping_add)) % TURNS.len()].lock().await;
        let attempt = health_link::take_attempt(store, secret, passcode.is_some(), clock.now()).await?;
        let Some(attempt) = attempt else { return Ok(Opened::NotActive) };
        let remaining = u32::try_from(attempt.attempts_left).unwrap_or(0);
        let taken = attempt.passcode.is_some() && passcode.is_some();
        if let Err(seconds) = take(attempt.link) {
            if taken {
                health_link::give_back(store, &attempt).await?;
            }
            return Ok(Opened::TooSoon { seconds });
        }
        let passcode_is_right = match (&attempt.passcode, passcode) {
            (None, _) => true,
            (Some(hash), Some(passcode)) => is_of(hash.clone(), passcode.clone()).await?,
            // Nobody guessed.
            (Some(_), None) => return Ok(Opened::WrongPasscode(remaining)),
        };
        let most_embedded = request.embedded_length_max.unwrap_or(*most_embedded);
        let recipient = &request.recipient;
        let opening = Opening { attempt: &attempt, recipient, passcode_is_right, most_embedded };
        match gate::open_link(store, clock, entropy, opening).await {
            Ok(files) => Ok(Opened::Files(files)),
            Err(Refused::NotPermitted) if !passcode_is_right => Ok(Opened::WrongPasscode(remaining)),
            Err(Refused::NotPermitted) => Ok(Opened::NotActive),
            Err(Refused::Store(error)) => Err(error),
        }
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
