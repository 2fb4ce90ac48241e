//! Gives queued leaves their index and signs the new checkpoint.

use super::{KeyError, SigningKey, Witness};
use crate::{
    background::Running,
    clock::Clock,
    store::{
        Store, StoreError, Tx,
        log::{self, Head},
    },
};
use shared::log::{
    checkpoint::{Checkpoint, CheckpointError, LogKey},
    merkle::{Edge, ProofPlan},
};
use std::{sync::Arc, time::Duration};

/// How often the queue is looked at: what is entered is sealed within a second.
const LOOK_EVERY: Duration = Duration::from_millis(400);

/// How many entries one head seals at most.
const AT_ONCE: i64 = 1_000;

/// Seals what waits. There may be several on one database: each transaction is whole, and two that meet
/// are one after the other.
#[derive(Clone, Debug)]
pub struct Sequencer {
    store: Store,
    clock: Clock,
    key: SigningKey,
    public: Arc<LogKey>,
    witness: Option<Witness>,
}

#[derive(Debug, thiserror::Error)]
pub enum SealError {
    #[error("entries could not be sealed")]
    Store(#[from] StoreError),
    #[error("entries could not be sealed")]
    Key(#[from] KeyError),
    /// Another key, or somebody else, signed the newest head. Nothing is signed on top of it.
    #[error(
        "the newest head of the access log in this database is not signed by this key: name the key that signed it with --log-key FILE, or see what `mikata log verify` finds"
    )]
    Head(#[source] CheckpointError),
    /// Signing would cover up what was done to the tables.
    #[error("the log's tables are not what the newest head was signed for: run `mikata log verify`")]
    Altered,
    #[error("the head could not be handed to the witness file")]
    Witness(#[source] std::io::Error),
}

impl Sequencer {
    /// # Errors
    /// [`KeyError::Sign`]: the key's own public half cannot be read.
    pub fn new(
        store: Store,
        clock: Clock,
        key: SigningKey,
        witness: Option<Witness>,
    ) -> Result<Self, KeyError> {
        let public = Arc::new(LogKey::read(key.verifier()).map_err(|_| KeyError::Sign)?);
        Ok(Self { store, clock, key, public, witness })
    }

    /// Whether the log in the database is this key's.
    ///
    /// # Errors
    /// [`SealError::Head`] where it is not, [`SealError::Store`].
    pub async fn check_key(&self) -> Result<(), SealError> {
        let Some(head) = log::newest_head(&self.store).await? else { return Ok(()) };
        Checkpoint::verify(&head.note, &self.public).map(drop).map_err(SealError::Head)
    }

    /// Seals everything that waits, and returns how many entries that were. The witness gets the newest
    /// head even if there was nothing, in case the program ended between the database and the file.
    ///
    /// # Errors
    /// [`SealError`]; what was sealed before stays sealed, the rest waits on.
    pub async fn seal(&self) -> Result<u64, SealError> {
        let mut sealed = 0;
        while log::somebody_waits(&self.store).await? {
            match self.seal_some().await? {
                0 => break,
                some => sealed += some,
            }
        }
        if let (Some(witness), Some(head)) = (&self.witness, log::newest_head(&self.store).await?) {
            witness.hand_over(&head.note).map_err(SealError::Witness)?;
        }
        Ok(sealed)
    }

    async fn seal_some(&self) -> Result<u64, SealError> {
        let mut tx = self.store.write().await?;
        // Taking first makes another sequencer wait here, and see our head afterwards.
        let leaves = log::take(&mut tx, AT_ONCE).await?;
        if leaves.is_empty() {
            return Ok(0);
        }
        let mut edge = self.edge(&mut tx).await?;
        for leaf in &leaves {
            log::add(&mut tx, &mut edge, leaf).await?;
        }
        let head = Checkpoint {
            origin: self.key.origin().to_owned(),
            size: edge.size(),
            root: edge.root(),
            signed_at: self.clock.now(),
        };
        let note = self.key.sign(&head)?;
        log::keep_head(&mut tx, head.size, &note).await?;
        tx.commit().await?;
        if let Some(witness) = &self.witness {
            witness.hand_over(&note).map_err(SealError::Witness)?;
        }
        Ok(leaves.len() as u64)
    }

    /// The end of the log, as its newest head signed it.
    async fn edge(&self, tx: &mut Tx) -> Result<Edge, SealError> {
        let Some(Head { note, size }) = log::head(tx).await? else { return Ok(Edge::default()) };
        let head = Checkpoint::verify(&note, &self.public).map_err(SealError::Head)?;
        let nodes = log::nodes(tx, &ProofPlan::root(head.size).needs()).await?;
        let edge = Edge::of(head.size, &nodes).ok_or(SealError::Altered)?;
        if edge.root() == head.root && head.size == size { Ok(edge) } else { Err(SealError::Altered) }
    }

    /// Seals in the background until [`Running::stop`]; what is left then is sealed first.
    pub fn start(self) -> Running {
        Running::begin(|mut stopped| async move {
            loop {
                // Reading goes on without sealing: the pages say that entries wait.
                if let Err(error) = self.seal().await {
                    tracing::error!(error = &error as &dyn std::error::Error, "the access log is not sealed");
                }
                tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    _ = stopped.changed() => break,
                }
            }
            if let Err(error) = self.seal().await {
                tracing::error!(error = &error as &dyn std::error::Error, "the access log is not sealed");
            }
        })
    }
}
