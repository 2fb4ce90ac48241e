//! In-process notification that an access log has a new entry.

use tokio::sync::watch;

/// In-process notification: an entry of an access log of this process is on disk. What other processes write is
/// found by polling alone.
#[derive(Clone, Debug)]
pub(crate) struct AppendSignal(watch::Sender<()>);

impl Default for AppendSignal {
    fn default() -> Self {
        Self(watch::Sender::new(()))
    }
}

impl AppendSignal {
    pub(crate) fn notify(&self) {
        self.0.send_replace(());
    }

    pub(crate) fn subscribe(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}
