//! Keeping, finding, opening and removing the snapshot.

use super::{
    Problem,
    cipher::{self, Key},
    derive::{self, Derived},
    mark::{self, Mark},
    passkey, queue, store,
};
use chrono::{DateTime, Duration, Utc};
use shared::{
    ids::PatientId,
    snapshot::{Envelope, Header, Lifetime, Lock, Passphrase, Unreadable, envelope::About, passphrase},
};
use std::cell::RefCell;

/// What is to be kept.
pub struct Kept<'a> {
    pub viewer: String,
    pub record: PatientId,
    pub version: String,
    pub as_of: chrono::NaiveDate,
    /// From when, and for how long it may be read.
    pub asked_at: DateTime<Utc>,
    pub seconds: i64,
    pub token: String,
    pub language: &'static str,
    pub text_size: &'static str,
    pub content: &'a [u8],
    /// The one that it takes the place of, and no other; `None`: of whatever lies there.
    pub replaces: Option<&'a Header>,
}

/// With what its reader opens it.
#[derive(Clone)]
pub enum Opens {
    Passphrase(Passphrase),
    Passkey,
}

/// By this device's clock.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}

/// Words for whoever wants no passphrase of their own.
pub fn made_words() -> Result<String, Problem> {
    Ok(passphrase::words(cipher::random()?))
}

/// A key that wraps another, and how its reader comes by it.
pub type Wrapping = ([u8; 32], Lock);

thread_local! {
    /// What opened the snapshot that is open in this document.
    static OPENED_BY: RefCell<Option<Wrapping>> = const { RefCell::new(None) };
}

/// Begins to keep anew what is open in this document, under what opened it; `None`: nothing is, or it does not lie there
/// any more.
pub fn begin_again(opened: &Header) -> Option<Wrapping> {
    let opened_by = OPENED_BY.with_borrow(Clone::clone)?;
    let lies_there =
        mark::mark().is_some_and(|mark| mark.token == opened.token && mark.written_at <= opened.written_at);
    (lies_there && mark::begin()).then_some(opened_by)
}

/// Opens what another tab kept in the place of what is open in this document; `None`: something else opens it.
pub async fn open_again() -> Option<(Header, Vec<u8>)> {
    let (wrapping, lock) = OPENED_BY.with_borrow(Clone::clone)?;
    let envelope = found().await.ok().filter(|envelope| envelope.header.lock == lock)?;
    unsealed(envelope, wrapping).await.ok()
}

/// Begins to keep: asks for the key. From here on whoever signs out, in whichever tab, ends it.
pub async fn begin(opens: &Opens) -> Result<Wrapping, Problem> {
    // By what is remembered it is found again, and taken away when somebody else signs in: without that nothing is kept.
    if !mark::begin() {
        return Err(Problem::Cannot);
    }
    Ok(match opens {
        Opens::Passphrase(passphrase) => {
            let Derived { key, how } = derive::new(passphrase)?;
            (key, Lock::Passphrase(how))
        }
        Opens::Passkey => {
            let (key, how) = passkey::new().await?;
            (key, Lock::Passkey(how))
        }
    })
}

/// Seals it under a key of its own, which that alone opens, in the place of what was kept.
pub async fn keep((wrapping, lock): Wrapping, kept: Kept<'_>) -> Result<Header, Problem> {
    let Kept {
        viewer,
        record,
        version,
        as_of,
        asked_at,
        seconds,
        token,
        language,
        text_size,
        content,
        replaces,
    } = kept;
    let written_at = now();
    let lifetime = Lifetime { written_at, expires_at: asked_at + Duration::seconds(seconds) };
    let header = Header::new(About { viewer, record, version, as_of, lifetime, lock, token: token.clone() });
    let written = header.written();
    let data_key = cipher::random::<32>()?;
    let wrapped = Key::of(&wrapping).await?.seal(&data_key, &Header::binds_key(&written)).await?;
    let data_key = Key::of(&data_key).await?;
    let sealed = data_key.seal(content, &Header::binds_content(&written, &wrapped)).await?;
    let envelope = Envelope::new(header.clone(), wrapped, sealed);
    let bytes = envelope.to_bytes();
    let (language, text_size) = (language.to_owned(), text_size.to_owned());
    let mark = Mark { record, written_at, language, text_size, token };
    let replaces = replaces.cloned();
    let written = queue::alone(async move {
        if !mark::goes_on() {
            return Err(Problem::Gone);
        }
        // It would go with the snapshot that it lies beside.
        if store::read(store::QUEUE).await?.is_some() {
            return Err(Problem::Waits);
        }
        if let Some(replaces) = replaces {
            let lies_there = store::read(store::SNAPSHOT).await?.ok_or(Problem::Gone)?;
            if Envelope::read(&lies_there)?.header != replaces {
                return Err(Problem::Gone);
            }
        }
        store::write(store::SNAPSHOT, &bytes).await?;
        // Whoever signed out, or removed it, while it was written. Another tab that began meanwhile writes after this one.
        if !mark::goes_on() && !mark::is_marked() {
            remove().await?;
            return Err(Problem::Gone);
        }
        mark::put(&mark);
        mark::end();
        Ok(())
    });
    written.await?;
    // What waits from here on, where one is open in this document, waits beside this one.
    if OPENED_BY.with_borrow(Option::is_some) {
        queue::hold(data_key, &envelope);
    }
    Ok(header)
}

/// The snapshot that lies here and may be read now, still closed. One whose time is over, or that is damaged, is
/// removed.
pub async fn look() -> Result<Header, Problem> {
    found().await.map(|envelope| envelope.header)
}

/// Opens it: its header, and what was kept.
pub async fn open(opens: &Opens) -> Result<(Header, Vec<u8>), Problem> {
    let envelope = found().await?;
    let wrapping = match (&envelope.header.lock, opens) {
        (Lock::Passphrase(how), Opens::Passphrase(passphrase)) => derive::again(passphrase, how)?,
        (Lock::Passkey(how), _) => passkey::again(how).await?,
        (Lock::Passphrase(_), Opens::Passkey) => return Err(Problem::WrongPassphrase),
    };
    unsealed(envelope, wrapping).await
}

async fn unsealed(envelope: Envelope, wrapping: [u8; 32]) -> Result<(Header, Vec<u8>), Problem> {
    let data_key = Key::of(&wrapping).await?.open(&envelope.wrapped_key, &envelope.binds_key()).await;
    // Another passphrase and a changed header cannot be told apart: nothing is removed for a slip of the finger.
    let data_key: [u8; 32] = data_key.and_then(|key| key.try_into().ok()).ok_or(Problem::WrongPassphrase)?;
    let data_key = Key::of(&data_key).await?;
    match data_key.open(&envelope.content, &envelope.binds_content()).await {
        Some(content) => {
            queue::hold(data_key, &envelope);
            OPENED_BY.replace(Some((wrapping, envelope.header.lock.clone())));
            Ok((envelope.header, content))
        }
        None => {
            remove().await?;
            Err(Problem::Damaged)
        }
    }
}

pub async fn remove() -> Result<(), Problem> {
    mark::begin_removal();
    OPENED_BY.take();
    store::clear().await?;
    mark::end_removal();
    Ok(())
}

async fn found() -> Result<Envelope, Problem> {
    let bytes = store::read(store::SNAPSHOT).await?.ok_or(Problem::Gone)?;
    // Nobody remembers it: the one who signed out, or a write that was given up.
    if !mark::is_marked() && !mark::is_being_made() {
        remove().await?;
        return Err(Problem::Gone);
    }
    let newest = mark::mark().map(|mark| mark.written_at);
    let read = Envelope::read(&bytes).and_then(|envelope| {
        envelope.header.may_be_read(now(), newest)?;
        Ok(envelope)
    });
    match read {
        Ok(envelope) => Ok(envelope),
        Err(unreadable) => {
            if !matches!(unreadable, Unreadable::ClockBehind { .. } | Unreadable::OtherProgram) {
                remove().await?;
            }
            Err(unreadable.into())
        }
    }
}
