use super::Full;
use shared::ids::FacilityCode;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Bytes of memory for what is received: in all, and for one sender.
const ALL: usize = 240_000_000;
const PER_SENDER: usize = 64_000_000;

/// A body is held once as it came and once as what it says, until it is stored.
const COPIES: usize = 2;

/// How many bytes of bodies are held. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Budget(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    all: usize,
    per_sender: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    of: HashMap<FacilityCode, usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(ALL, PER_SENDER)
    }
}

impl Budget {
    pub fn new(all: usize, per_sender: usize) -> Self {
        Self(Arc::new(Inner { all, per_sender, taken: Mutex::default() }))
    }

    /// Takes memory for a body of so many bytes.
    pub fn hold(&self, sender: &FacilityCode, bytes: usize) -> Result<Held, Full> {
        let mut held = Held { budget: self.clone(), sender: sender.clone(), taken: 0 };
        held.grow_to(bytes)?;
        Ok(held)
    }

    /// What is taken in all.
    pub fn taken(&self) -> usize {
        self.lock().all
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Memory taken for one body. Dropped, it is free for others.
#[derive(Debug)]
pub struct Held {
    budget: Budget,
    sender: FacilityCode,
    taken: usize,
}

impl Held {
    /// Takes more, where a body turns out to be longer.
    pub fn grow_to(&mut self, bytes: usize) -> Result<(), Full> {
        let more = (bytes * COPIES).saturating_sub(self.taken);
        if more == 0 {
            return Ok(());
        }
        let mut taken = self.budget.lock();
        let of_sender = taken.of.get(&self.sender).copied().unwrap_or_default();
        if of_sender + more > self.budget.0.per_sender {
            return Err(Full::Sender);
        }
        if taken.all + more > self.budget.0.all {
            return Err(Full::Everybody);
        }
        taken.all += more;
        taken.of.insert(self.sender.clone(), of_sender + more);
        self.taken += more;
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut taken = self.budget.lock();
        taken.all -= self.taken;
        if let Some(of_sender) = taken.of.get_mut(&self.sender) {
            *of_sender -= self.taken;
            if *of_sender == 0 {
                taken.of.remove(&self.sender);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facility(code: &str) -> FacilityCode {
        FacilityCode::try_from(code).unwrap()
    }

    #[test]
    fn one_sender_runs_out_and_no_other_with_it() {
        let budget = Budget::new(100, 50);
        let (one, two, three) = (facility("1310000011"), facility("1310000029"), facility("1310000037"));
        let mut first = budget.hold(&one, 10).unwrap();
        assert_eq!(first.grow_to(10), Ok(()));
        let second = budget.hold(&one, 15).unwrap();
        assert_eq!(budget.hold(&one, 1).unwrap_err(), Full::Sender);
        assert_eq!(first.grow_to(11), Err(Full::Sender));
        let _others = budget.hold(&two, 20).unwrap();
        assert_eq!(budget.hold(&three, 6).unwrap_err(), Full::Everybody);
        assert_eq!(budget.taken(), 90);
        drop(second);
        assert_eq!(first.grow_to(25), Ok(()));
        drop(first);
        assert_eq!(budget.taken(), 40);
        assert_eq!(budget.lock().of.len(), 1, "who holds nothing is forgotten");
    }
}
