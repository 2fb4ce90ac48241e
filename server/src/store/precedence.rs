//! Priority of SQLite's one writer: reads with their log entry and sign-ins go before what facilities send, which is
//! long and can wait.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// So many go first while others wait behind; then one of those is let through.
const FIRST_IN_A_ROW: usize = 64;

/// The turn of the one writer. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub(super) struct Precedence(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    taken: bool,
    first: VecDeque<oneshot::Sender<Turn>>,
    behind: VecDeque<oneshot::Sender<Turn>>,
    in_a_row: usize,
}

/// Which of the two somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    First,
    Behind,
}

/// The writer's turn. Dropped, it goes to whoever is next.
#[derive(Debug)]
pub(super) struct Turn(Option<Precedence>);

impl Precedence {
    pub(super) async fn wait(&self, order: Order) -> Turn {
        let given = {
            let mut state = self.lock();
            if !state.taken {
                state.taken = true;
                return Turn(Some(self.clone()));
            }
            let (give, given) = oneshot::channel();
            match order {
                Order::First => state.first.push_back(give),
                Order::Behind => state.behind.push_back(give),
            }
            given
        };
        // The sender is dropped with its turn only; then nobody holds it, and whoever writes asks the database.
        given.await.unwrap_or(Turn(None))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pass_on(self) {
        let mut turn = Turn(Some(self.clone()));
        loop {
            let next = self.lock().next();
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

impl State {
    /// Whoever is next, past those who do not wait any more; nobody holds the turn if there is none.
    fn next(&mut self) -> Option<oneshot::Sender<Turn>> {
        self.first.retain(|waiting| !waiting.is_closed());
        self.behind.retain(|waiting| !waiting.is_closed());
        let lets_through = self.in_a_row >= FIRST_IN_A_ROW && !self.behind.is_empty();
        let first = if lets_through { None } else { self.first.pop_front() };
        let next = match first {
            Some(next) => {
                self.in_a_row = if self.behind.is_empty() { 0 } else { self.in_a_row + 1 };
                Some(next)
            }
            None => {
                self.in_a_row = 0;
                self.behind.pop_front()
            }
        };
        self.taken = next.is_some();
        next
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(precedence) = self.0.take() {
            precedence.pass_on();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn is_given(waiting: &mut (impl Future<Output = Turn> + Unpin)) -> Option<Turn> {
        waiting.now_or_never()
    }

    #[test]
    fn who_looks_goes_before_what_is_sent() {
        let precedence = Precedence::default();
        let held = precedence.wait(Order::Behind).now_or_never().unwrap();
        let mut sent = Box::pin(precedence.wait(Order::Behind));
        assert!(is_given(&mut sent).is_none());
        let mut gone = Box::pin(precedence.wait(Order::First));
        let mut looks = Box::pin(precedence.wait(Order::First));
        assert!(is_given(&mut gone).is_none() && is_given(&mut looks).is_none());
        drop(gone);
        drop(held);
        assert!(is_given(&mut sent).is_none());
        let turn = is_given(&mut looks).unwrap();
        drop(turn);
        let turn = is_given(&mut sent).unwrap();
        drop(turn);
        assert!(!precedence.lock().taken);
    }

    #[test]
    fn what_is_sent_does_not_wait_for_good() {
        let precedence = Precedence::default();
        let mut held = precedence.wait(Order::First).now_or_never();
        let mut sent = Box::pin(precedence.wait(Order::Behind));
        assert!(is_given(&mut sent).is_none());
        let mut looked = 0;
        loop {
            let mut looks = Box::pin(precedence.wait(Order::First));
            assert!(is_given(&mut looks).is_none());
            drop(held.take());
            match is_given(&mut looks) {
                Some(turn) => held = Some(turn),
                None => break,
            }
            looked += 1;
        }
        assert_eq!(looked, FIRST_IN_A_ROW);
        assert!(is_given(&mut sent).is_some());
    }
}
