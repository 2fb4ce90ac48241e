//! The queue as it lies on the device.

use super::Waiting;
use crate::{
    js,
    kept::{Problem, cipher::Key, mark, store, texts},
};
use shared::snapshot::{Envelope, Sealed, envelope::NONCE};
use std::cell::RefCell;

/// The queue of the snapshot that is open in this document.
#[derive(Clone)]
struct Queue {
    key: Key,
    bound: Vec<u8>,
}

const LOCK: &str = "mikata-queue";

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
/// [`Problem::Damaged`]: it cannot be read.
pub async fn read() -> Result<Vec<Waiting>, Problem> {
    let Queue { key, bound } = held()?;
    let Some(bytes) = store::read(store::QUEUE).await? else {
        mark::put_waiting(0);
        return Ok(Vec::new());
    };
    let opened = match bytes.split_first_chunk::<NONCE>() {
        Some((nonce, sealed)) => key.open(&Sealed { nonce: *nonce, bytes: sealed.to_vec() }, &bound).await,
        None => None,
    };
    let waiting = opened.and_then(|bytes| from_bytes(&bytes)).ok_or(Problem::Damaged)?;
    mark::put_waiting(waiting.len());
    Ok(waiting)
}

/// Changes what waits, while no other tab does, and says what waits then.
///
/// # Errors
/// [`Problem::Gone`]: another snapshot lies there by now.
pub async fn change(how: impl FnOnce(&mut Vec<Waiting>) + 'static) -> Result<Vec<Waiting>, Problem> {
    alone(async move {
        let mut waiting = read().await?;
        how(&mut waiting);
        write(&waiting).await?;
        Ok(waiting)
    })
    .await
}

/// Writes it in the place of what waited before.
async fn write(waiting: &[Waiting]) -> Result<(), Problem> {
    let Queue { key, bound } = held()?;
    let beside = store::read(store::SNAPSHOT).await?.ok_or(Problem::Gone)?;
    if Envelope::read(&beside)?.binds_queue() != bound {
        return Err(Problem::Gone);
    }
    // Counted before: a tab that dies in between says one too many rather than none.
    mark::put_waiting(waiting.len());
    if waiting.is_empty() {
        return store::delete(store::QUEUE).await;
    }
    let Sealed { nonce, bytes } = key.seal(&to_bytes(waiting), &bound).await?;
    store::write(store::QUEUE, &[nonce.as_slice(), &bytes].concat()).await
}

/// Does this while no other tab of the portal does the like.
pub async fn alone<T: 'static>(
    what: impl Future<Output = Result<T, Problem>> + 'static,
) -> Result<T, Problem> {
    js::alone(LOCK, what).await.unwrap_or(Err(Problem::Cannot))
}

fn to_bytes(waiting: &[Waiting]) -> Vec<u8> {
    texts::to_bytes(waiting.iter().flat_map(|Waiting { id, said, typed, action, fields, why_not }| {
        [id, said, typed, action, fields, why_not]
    }))
}

fn from_bytes(mut bytes: &[u8]) -> Option<Vec<Waiting>> {
    let mut waiting = Vec::new();
    while !bytes.is_empty() {
        let mut next = || texts::next(&mut bytes);
        let (id, said, typed) = (next()?, next()?, next()?);
        let (action, fields, why_not) = (next()?, next()?, next()?);
        waiting.push(Waiting { id, said, typed, action, fields, why_not });
    }
    Some(waiting)
}
