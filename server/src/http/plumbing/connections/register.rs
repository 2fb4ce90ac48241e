//! Open connections. When there are too many, the longest idle is closed, so that a new whole request is served.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{sync::Notify, time::Instant};

/// How many connections may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub all: usize,
    /// From one address that is no proxy of ours.
    pub per_address: usize,
}

/// The open connections. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Register(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    bounds: Bounds,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    /// In the order in which they came.
    entries: BTreeMap<u64, Entry>,
}

#[derive(Debug)]
struct Entry {
    /// `None`: a proxy of ours, behind which everybody comes.
    address: Option<IpAddr>,
    /// Since when a request is expected, or the rest of one. `None`: one is being answered.
    waiting_since: Option<Instant>,
    gives_way: Arc<Notify>,
}

impl Register {
    pub fn new(bounds: Bounds) -> Self {
        Self(Arc::new(Inner { bounds, open: Mutex::default() }))
    }

    /// Notes a new connection. `None`: there is no room, and none of the others only waits.
    pub fn admit(&self, address: Option<IpAddr>) -> Option<Admitted> {
        let mut open = self.open();
        let same = |entry: &Entry| address.is_some() && entry.address == address;
        if open.entries.values().filter(|entry| same(entry)).count() >= self.0.bounds.per_address {
            open.give_way(same)?;
        }
        if open.entries.len() >= self.0.bounds.all {
            open.give_way(|_| true)?;
        }
        let (number, gives_way) = (open.next, Arc::new(Notify::new()));
        open.next += 1;
        let entry = Entry { address, waiting_since: Some(Instant::now()), gives_way: gives_way.clone() };
        open.entries.insert(number, entry);
        Some(Admitted { number, gives_way, register: self.clone() })
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.open().entries.len()
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Ends the one among these that has waited longest for its other end.
    fn give_way(&mut self, among: impl Fn(&Entry) -> bool) -> Option<()> {
        let waiting = self.entries.iter().filter(|(_, entry)| among(entry));
        let waiting = waiting.filter_map(|(number, entry)| Some((entry.waiting_since?, *number)));
        let (_, number) = waiting.min()?;
        let entry = self.entries.remove(&number)?;
        entry.gives_way.notify_one();
        Some(())
    }
}

/// One open connection. Dropped, its place is free.
#[derive(Debug)]
pub struct Admitted {
    number: u64,
    gives_way: Arc<Notify>,
    register: Register,
}

impl Admitted {
    /// Ends when this connection has to give way to another.
    pub async fn has_to_end(&self) {
        self.gives_way.notified().await;
    }

    /// The request is here whole: it is being answered.
    pub fn is_answered(&self) {
        self.set(None);
    }

    /// The answer is out; the next request is expected.
    pub fn waits(&self) {
        self.set(Some(Instant::now()));
    }

    fn set(&self, waiting_since: Option<Instant>) {
        if let Some(entry) = self.register.open().entries.get_mut(&self.number) {
            entry.waiting_since = waiting_since;
        }
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.register.open().entries.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn ended(connection: &Admitted) -> bool {
        connection.has_to_end().now_or_never().is_some()
    }

    fn register(all: usize, per_address: usize) -> (Register, impl Fn(u8) -> Option<Admitted>) {
        let register = Register::new(Bounds { all, per_address });
        let admit = {
            let register = register.clone();
            move |last| register.admit((last > 0).then(|| IpAddr::from([192, 0, 2, last])))
        };
        (register, admit)
    }

    #[test]
    fn who_has_waited_longest_gives_way() {
        let (register, admit) = register(3, 3);
        let (first, second, third) = (admit(1).unwrap(), admit(2).unwrap(), admit(3).unwrap());
        first.is_answered();
        let fourth = admit(4).unwrap();
        assert!(!ended(&first) && ended(&second) && !ended(&third));
        assert_eq!(register.count(), 3, "before its task has ended");
        third.is_answered();
        fourth.is_answered();
        assert!(admit(5).is_none(), "nobody waits");
        first.waits();
        assert!(admit(5).is_some() && ended(&first));
        drop((first, second, third, fourth));
        assert_eq!(register.count(), 0);
    }

    #[test]
    fn one_address_displaces_itself_and_a_proxy_has_no_address() {
        let (_, admit) = register(10, 2);
        let other = admit(2).unwrap();
        let many: Vec<Admitted> = (0..6).map(|_| admit(1).unwrap()).collect();
        assert_eq!(many.iter().filter(|one| ended(one)).count(), 4);
        assert!(!ended(&other));
        drop(many);
        let proxied: Vec<Admitted> = (0..9).map(|_| admit(0).unwrap()).collect();
        assert_eq!(proxied.iter().filter(|one| ended(one)).count(), 0);
    }
}
