//! File descriptor limit of this process, and how many connections fit under it.

use super::Bounds;

/// What is left for the database, for files, and for connections to push services.
const OTHERS: usize = 256;

/// As many connections as ever: memory for more would be needed first.
const MOST: usize = 4_096;

/// From one address: a hospital's wards behind one, and no more.
const PER_ADDRESS: usize = 512;

/// Streams stay open for as long as a page does; they leave as much room again for everybody else.
const MOST_STREAMS: usize = 2_000;

/// How many descriptors there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Descriptors(pub usize);

impl Descriptors {
    /// How many connections that allows.
    pub fn connections(self) -> Bounds {
        let all = self.0.saturating_sub(OTHERS).clamp(16, MOST);
        Bounds { all, per_address: PER_ADDRESS.min(all / 2) }
    }

    /// How many of them may be streams.
    pub fn streams(self) -> usize {
        MOST_STREAMS.min(self.connections().all / 2)
    }
}

/// Raises the limit to what the system allows, and says what there is then.
#[cfg(unix)]
pub fn raise() -> Descriptors {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = (MOST + OTHERS) as u64;
    let before = getrlimit(Resource::Nofile);
    let most = before.maximum.unwrap_or(u64::MAX);
    let Some(current) = before.current.filter(|current| *current < wanted) else {
        return Descriptors(MOST + OTHERS);
    };
    let raised = wanted.min(most);
    let set = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: before.maximum });
    let now = if set.is_ok() { raised } else { current };
    if now < wanted {
        tracing::warn!(
            descriptors = now,
            wanted,
            "fewer open files are allowed than a busy portal needs: raise the limit (LimitNOFILE=, ulimit -n)"
        );
    }
    Descriptors(usize::try_from(now).unwrap_or(usize::MAX))
}

#[cfg(not(unix))]
pub fn raise() -> Descriptors {
    Descriptors(MOST + OTHERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_and_streams_fit_into_the_descriptors() {
        let check = |descriptors, all, per_address, streams| {
            let descriptors = Descriptors(descriptors);
            assert_eq!(descriptors.connections(), Bounds { all, per_address });
            assert_eq!(descriptors.streams(), streams);
        };
        check(1_024, 768, 384, 384);
        check(1_000_000, 4_096, 512, 2_000);
        check(0, 16, 8, 8);
        check(2_256, 2_000, 512, 1_000);
    }

    #[cfg(unix)]
    #[test]
    fn the_limit_is_raised_as_far_as_the_system_lets() {
        let raised = raise();
        let now = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
        assert!(now.is_none_or(|now| now >= raised.0 as u64), "{now:?} for {raised:?}");
    }
}
