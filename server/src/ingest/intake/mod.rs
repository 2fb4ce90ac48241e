//! How much is received at once: what one sender sends too much of waits behind that sender's own, or is refused at
//! once, and nobody else notices (docs/receiving.md, "Too much at once").

mod budget;
mod threads;
mod turns;

pub use budget::{Budget, Held};
pub use turns::{Turn, Turns};

use super::{Receipt, ReceiveError};
use crate::{clock::Clock, entropy::Entropy, store::Store};
use axum::body::Bytes;
use shared::ids::FacilityCode;
use threads::Threads;

/// Why something is not taken now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Full {
    /// This sender has as much under way as one may have.
    #[error("this sender has too much under way")]
    Sender,
    /// All senders together have.
    #[error("all senders together have too much under way")]
    Everybody,
}

#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error(transparent)]
    Full(#[from] Full),
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    /// A thread that reads was lost.
    #[error("reading was broken off")]
    BrokenOff,
}

/// What is being received. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The bodies that are held, and what is read of them.
    pub budget: Budget,
    reading: Turns,
    threads: Threads,
    storing: Turns,
}

/// Bodies that are read as JSON at the same time: a core is left for everybody else, and each costs many times its
/// bytes of memory while it is read.
pub fn readers(cores: usize) -> usize {
    (cores / 2).clamp(1, 2)
}

impl Intake {
    /// For a database that takes from so many at a time.
    pub fn new(writers: usize) -> Self {
        let readers = readers(std::thread::available_parallelism().map_or(1, usize::from));
        Self {
            budget: Budget::default(),
            reading: Turns::new(readers),
            threads: Threads::new(readers),
            storing: Turns::new(writers),
        }
    }

    /// Reads a body and keeps what it says: all of it, or nothing.
    pub async fn receive(
        &self,
        store: &Store,
        clock: &Clock,
        entropy: &Entropy,
        sender: &FacilityCode,
        bytes: Bytes,
    ) -> Result<Receipt, IntakeError> {
        let turn = self.reading.wait(sender).await?;
        let read = {
            let (bytes, sender, today) = (bytes.clone(), sender.clone(), clock.today());
            self.threads
                .run(turn, move || super::read(&bytes, &sender, today))
                .await
                .ok_or(IntakeError::BrokenOff)?
        };
        let read = read.map_err(ReceiveError::Refused)?;
        let _turn = self.storing.wait(sender).await?;
        Ok(super::keep(store, clock, entropy, sender, &bytes, read).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_core_is_left() {
        assert_eq!([1, 2, 3, 4, 64].map(readers), [1, 1, 1, 2, 2]);
    }
}
