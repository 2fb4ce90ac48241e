//! Retention of the network addresses kept beside the access log.

use crate::{
    background::Running,
    clock::Clock,
    store::{Store, StoreError, log::origin},
};
use chrono::Duration;

/// Who misuses what they may read is often found out late, when a patient reads their history or a year is audited;
/// after that an address says little about anybody but where they were (docs/access-log.md).
pub const KEPT_FOR: Duration = Duration::days(365);

/// An hour more or less is nothing after a year.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(3600);

/// Erases what was kept long enough, and returns how many addresses that were.
pub async fn erase_old(store: &Store, clock: &Clock) -> Result<u64, StoreError> {
    origin::erase_before(store, clock.now() - KEPT_FOR).await
}

/// Does so in the background, first at once, until [`Running::stop`].
pub fn start(store: Store, clock: Clock) -> Running {
    Running::begin(|mut stopped| async move {
        loop {
            match erase_old(&store, &clock).await {
                Ok(0) => {}
                Ok(erased) => {
                    tracing::info!(erased, "addresses that records were asked for from were erased")
                }
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "old addresses are not erased");
                }
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = stopped.changed() => break,
            }
        }
    })
}
