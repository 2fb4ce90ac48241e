//! Whether a record opens as fast among 100,000 people as among 1,000: the summary page, one request at a time,
//! in turn from two portals that differ in how many people they hold.

mod support;

use std::time::Instant;
use support::{
    connection::Connection,
    portal::{Portal, log_to_nowhere, serve},
    rounds::Rounds,
    say,
};

struct Size {
    few: u32,
    many: u32,
    visitors: usize,
    rounds: usize,
}

const FULL: Size = Size { few: 1_000, many: 100_000, visitors: 1_000, rounds: 4_000 };
const SMALL: Size = Size { few: 3, many: 30, visitors: 3, rounds: 6 };

#[tokio::main]
async fn main() {
    let size = if support::in_full() { FULL } else { SMALL };
    log_to_nowhere();
    let mut few = Asked::new(size.few, &size).await;
    let begun = Instant::now();
    let mut many = Asked::new(size.many, &size).await;
    say("load-seconds", begun.elapsed().as_secs_f64());

    let mut rounds = Rounds::default();
    for turn in 0..size.rounds + size.visitors {
        let (many, few) = (many.page(turn).await, few.page(turn).await);
        // The first visit of everybody warms both up.
        if turn >= size.visitors {
            rounds.push(many, few);
        }
    }
    let (many, few) = rounds.medians();
    say("latency-many-us", many);
    say("latency-few-us", few);
}

/// A portal, and the connection on which it is asked.
struct Asked {
    connection: Connection,
    requests: Vec<Vec<u8>>,
    _portal: Portal,
}

impl Asked {
    async fn new(people: u32, size: &Size) -> Self {
        let portal = Portal::without_files(people, size.visitors).await;
        let address = serve(portal.router.clone()).await;
        let connection = Connection::open(address).await.unwrap();
        Self { connection, requests: portal.requests("/summary"), _portal: portal }
    }

    /// Microseconds for one page.
    async fn page(&mut self, turn: usize) -> f64 {
        let begun = Instant::now();
        self.connection.ask(&self.requests[turn % self.requests.len()]).await.unwrap();
        begun.elapsed().as_secs_f64() * 1e6
    }
}
