//! The queue as it lies on the device.

use super::Waiting;
use crate::kept::{Problem, cipher::Key, mark, store, texts};
use shared::snapshot::{Envelope, Sealed, envelope::NONCE};
use std::cell::RefCell;

/// The queue of the snapshot that is open in this document.
#[derive(Clone)]
struct Queue {
    key: Key,
    bound: Vec<u8>,
}

thread_local! {
    static OPEN: RefCell<Option<Queue>> = const { RefCell::new(None) };
}

/// From here on the queue is that of this snapshot.
pub fn hold(key: Key, envelope: &Envelope) {
    OPEN.replace(Some(Queue { key, bound: envelope.binds_queue() }));
}

fn held() -> Result<Queue, Problem> {
    OPEN.with_borrow(Clone::clone).ok_or(Problem::Gone)
}

/// What waits, in the order in which it was sent.
///
/// # Errors
/// [`Problem::Damaged`]: it cannot be read, and was removed.
pub async fn read() -> Result<Vec<Waiting>, Problem> {
    let Queue { key, bound } = held()?;
    let Some(bytes) = store::read(store::QUEUE).await? else { return Ok(Vec::new()) };
    let opened = match bytes.split_first_chunk::<NONCE>() {
        Some((nonce, sealed)) => key.open(&Sealed { nonce: *nonce, bytes: sealed.to_vec() }, &bound).await,
        None => None,
    };
    match opened.and_then(|bytes| from_bytes(&bytes)) {
        Some(waiting) => Ok(waiting),
        None => {
            write(&[]).await?;
            Err(Problem::Damaged)
        }
    }
}

/// Writes it in the place of what waited before.
pub async fn write(waiting: &[Waiting]) -> Result<(), Problem> {
    let Queue { key, bound } = held()?;
    if waiting.is_empty() {
        store::delete(store::QUEUE).await?;
    } else {
        let Sealed { nonce, bytes } = key.seal(&to_bytes(waiting), &bound).await?;
        store::write(store::QUEUE, &[nonce.as_slice(), &bytes].concat()).await?;
    }
    mark::put_waiting(waiting.len());
    Ok(())
}

fn to_bytes(waiting: &[Waiting]) -> Vec<u8> {
    texts::to_bytes(
        waiting.iter().flat_map(|Waiting { said, typed, action, fields, why_not }| {
            [said, typed, action, fields, why_not]
        }),
    )
}

fn from_bytes(mut bytes: &[u8]) -> Option<Vec<Waiting>> {
    let mut waiting = Vec::new();
    while !bytes.is_empty() {
        let mut next = || texts::next(&mut bytes);
        let (said, typed, action, fields, why_not) = (next()?, next()?, next()?, next()?, next()?);
        waiting.push(Waiting { said, typed, action, fields, why_not });
    }
    Some(waiting)
}
