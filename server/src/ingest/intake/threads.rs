use super::Turn;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
};
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that only read: the workers that answer everybody do not stand still meanwhile, and what reading takes of
/// the memory is used again by the next one that reads on the same thread. Cloning shares it.
#[derive(Clone, Debug)]
pub(super) struct Threads {
    count: usize,
    jobs: Arc<OnceLock<Sender<Job>>>,
}

impl Threads {
    pub(super) fn new(count: usize) -> Self {
        Self { count, jobs: Arc::default() }
    }

    /// Runs something, and ends the turn when it has run: also where nobody waits for it any more. `None`: it panicked.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        turn: Turn,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        let job = move || {
            let done = catch_unwind(AssertUnwindSafe(job));
            drop(turn);
            if let Ok(done) = done {
                // Whoever asked may have gone.
                let _ = answer.send(done);
            }
        };
        self.jobs.get_or_init(|| self.start()).send(Box::new(job)).ok()?;
        answered.await.ok()
    }

    /// They end when the last clone of this is dropped.
    fn start(&self) -> Sender<Job> {
        let (jobs, next) = channel::<Job>();
        let next = Arc::new(Mutex::new(next));
        for _ in 0..self.count {
            let next = next.clone();
            std::thread::spawn(move || work(&next));
        }
        jobs
    }
}

fn work(next: &Mutex<Receiver<Job>>) {
    loop {
        let job = next.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        job();
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Turns, *};
    use shared::ids::FacilityCode;

    #[tokio::test]
    async fn a_panic_ends_a_turn_and_no_thread() {
        let (turns, threads) = (Turns::new(1), Threads::new(1));
        let sender = FacilityCode::try_from("1310000011").unwrap();
        let turn = turns.wait(&sender).await.unwrap();
        assert_eq!(threads.run(turn, || -> u8 { panic!("as a test wants") }).await, None);
        let turn = turns.wait(&sender).await.unwrap();
        assert_eq!(threads.run(turn, || 2).await, Some(2));
    }
}
