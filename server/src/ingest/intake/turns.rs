use super::Full;
use shared::ids::FacilityCode;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// Transmissions of one sender that may wait for their turn, and of all senders together.
const PER_SENDER: usize = 128;
const ALL: usize = 2_048;

/// A few at a time, and of those who wait each sender in turn. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Turns(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    free: usize,
    waiting: Queues<oneshot::Sender<Turn>>,
}

/// Somebody's turn. It ends when this is dropped.
#[derive(Debug)]
pub struct Turn(Option<Turns>);

impl Turns {
    /// So many at a time.
    pub fn new(at_once: usize) -> Self {
        Self(Arc::new(Mutex::new(State { free: at_once, waiting: Queues::default() })))
    }

    /// Waits for a turn of this sender.
    pub async fn wait(&self, sender: &FacilityCode) -> Result<Turn, Full> {
        let given = {
            let mut state = self.lock();
            if state.free > 0 {
                state.free -= 1;
                return Ok(Turn(Some(self.clone())));
            }
            let (give, given) = oneshot::channel();
            state.waiting.push(sender, give)?;
            given
        };
        given.await.map_err(|_| Full::Everybody)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a turn on to whoever is next and still waits.
    fn pass_on(self) {
        let mut turn = Turn(Some(self.clone()));
        loop {
            let next = {
                let mut state = self.lock();
                let next = state.waiting.pop();
                if next.is_none() {
                    state.free += 1;
                }
                next
            };
            let Some(next) = next else {
                turn.0 = None;
                return;
            };
            match next.send(turn) {
                Ok(()) => return,
                Err(back) => turn = back,
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = self.0.take() {
            turns.pass_on();
        }
    }
}

/// What waits, in a queue for each sender.
#[derive(Debug)]
struct Queues<T> {
    of: HashMap<FacilityCode, VecDeque<T>>,
    /// Whose turn it is, first to last.
    order: VecDeque<FacilityCode>,
    all: usize,
}

impl<T> Default for Queues<T> {
    fn default() -> Self {
        Self { of: HashMap::new(), order: VecDeque::new(), all: 0 }
    }
}

impl<T> Queues<T> {
    fn push(&mut self, sender: &FacilityCode, one: T) -> Result<(), Full> {
        if self.of.get(sender).is_some_and(|queue| queue.len() >= PER_SENDER) {
            return Err(Full::Sender);
        }
        if self.all >= ALL {
            return Err(Full::Everybody);
        }
        let queue = self.of.entry(sender.clone()).or_default();
        if queue.is_empty() {
            self.order.push_back(sender.clone());
        }
        queue.push_back(one);
        self.all += 1;
        Ok(())
    }

    fn pop(&mut self) -> Option<T> {
        let sender = self.order.pop_front()?;
        let queue = self.of.get_mut(&sender)?;
        let one = queue.pop_front();
        if queue.is_empty() {
            self.of.remove(&sender);
        } else {
            self.order.push_back(sender);
        }
        self.all -= 1;
        one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn facility(number: usize) -> FacilityCode {
        FacilityCode::try_from(["1310000011", "1310000029", "1310000037"][number]).unwrap()
    }

    #[test]
    fn who_floods_waits_behind_themself() {
        let mut queues = Queues::default();
        for number in 0..5 {
            queues.push(&facility(0), (0, number)).unwrap();
        }
        queues.push(&facility(1), (1, 0)).unwrap();
        queues.push(&facility(2), (2, 0)).unwrap();
        queues.push(&facility(1), (1, 1)).unwrap();
        let order: Vec<_> = std::iter::from_fn(|| queues.pop()).collect();
        assert_eq!(order, [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 2), (0, 3), (0, 4)]);
        assert!(queues.of.is_empty() && queues.order.is_empty() && queues.all == 0);
    }

    #[tokio::test]
    async fn a_turn_goes_on_to_who_still_waits() {
        let (turns, one, other) = (Turns::new(1), facility(0), facility(1));
        let turn = turns.wait(&one).await.unwrap();
        let mut left = Box::pin(turns.wait(&one));
        assert!((&mut left).now_or_never().is_none());
        let mut waits = Box::pin(turns.wait(&other));
        assert!((&mut waits).now_or_never().is_none());
        drop(left);
        drop(turn);
        let second = waits.now_or_never().unwrap().unwrap();
        assert!(turns.wait(&one).now_or_never().is_none());
        drop(second);
        assert!(turns.wait(&one).now_or_never().unwrap().is_ok());
    }

    #[tokio::test]
    async fn too_many_who_wait_are_refused_at_once() {
        let (turns, one, other) = (Turns::new(1), facility(0), facility(1));
        let _turn = turns.wait(&one).await.unwrap();
        let mut waiting: Vec<_> = (0..PER_SENDER).map(|_| Box::pin(turns.wait(&one))).collect();
        assert!(waiting.iter_mut().all(|one| one.now_or_never().is_none()));
        assert_eq!(turns.wait(&one).now_or_never().unwrap().unwrap_err(), Full::Sender);
        assert!(turns.wait(&other).now_or_never().is_none(), "another sender waits its turn");
    }
}
