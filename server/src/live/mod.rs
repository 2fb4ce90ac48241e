//! Tells people who have their own record open, the moment somebody else looked at it (docs/access-log.md, "Live").
//!
//! One task looks for everybody who listens: when this process entered something in an access log, and every half
//! second besides, because other processes write into the same database.

pub mod stream;
mod subscribers;

use crate::store::{Store, StoreError, log::tail};
use shared::ids::PatientId;
use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use subscribers::Subscribers;
use tokio::sync::mpsc;

/// Poll intervals.
#[derive(Clone, Copy, Debug)]
pub struct PollInterval {
    /// What other processes wrote.
    pub look_every: Duration,
    /// Whether whoever listens is still signed in.
    pub check_every: Duration,
}

impl Default for PollInterval {
    fn default() -> Self {
        Self { look_every: Duration::from_millis(500), check_every: Duration::from_secs(10) }
    }
}

/// Entries that belong together come together: a page of a record may be several.
const GATHER: Duration = Duration::from_millis(30);

/// How many entries of one person are read at once.
const AT_ONCE: i64 = 100;

/// All event streams of this process. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Live(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    poll_interval: PollInterval,
    subscribers: Mutex<Subscribers>,
}

impl Live {
    pub fn new(store: Store, poll_interval: PollInterval) -> Self {
        Self(Arc::new(Inner { store, poll_interval, subscribers: Mutex::default() }))
    }

    pub fn poll_interval(&self) -> PollInterval {
        self.0.poll_interval
    }

    /// Listens to a person's log from behind number `told`. `None`: the program is about to end.
    fn join(
        &self,
        patient: PatientId,
        address: Option<IpAddr>,
        told: i64,
    ) -> Option<mpsc::Receiver<subscribers::Message>> {
        let mut subscribers = self.subscribers();
        let heard = subscribers.join(patient, address, told)?;
        if subscribers.must_start_poller() {
            tokio::spawn(self.clone().look());
        } else {
            // Whoever comes back is told of what they missed without waiting.
            self.0.store.append_signal().notify();
        }
        Some(heard)
    }

    /// No more than so many listen at once.
    pub fn allow(&self, streams: usize) {
        self.subscribers().allow(streams);
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.subscribers().listeners()
    }

    /// Ends every stream and begins none any more: the program is about to end.
    pub fn close(&self) {
        self.subscribers().close();
    }

    fn subscribers(&self) -> MutexGuard<'_, Subscribers> {
        self.0.subscribers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks for everybody, for as long as anybody listens.
    async fn look(self) {
        let mut appended = self.0.store.append_signal().subscribe();
        loop {
            let Some(watched) = self.subscribers().watched() else { return };
            if let Err(error) = self.tell(watched).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "nobody could be told who looked");
            }
            tokio::select! {
                _ = appended.changed() => tokio::time::sleep(GATHER).await,
                () = tokio::time::sleep(self.0.poll_interval.look_every) => {}
            }
        }
    }

    /// `watched`: up to which number each person was told.
    async fn tell(&self, watched: BTreeMap<PatientId, i64>) -> Result<(), StoreError> {
        let people: Vec<PatientId> = watched.keys().copied().collect();
        let ends = tail::ends(&self.0.store, &people).await?;
        for (patient, told) in watched {
            if ends.get(&patient).is_some_and(|end| *end > told) {
                let happened = tail::since(&self.0.store, patient, told, AT_ONCE).await?;
                self.subscribers().tell(patient, &happened);
            }
        }
        Ok(())
    }
}
