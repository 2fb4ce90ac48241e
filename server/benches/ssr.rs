//! The summary page, rendered anew for every request of 1,000 people in rotation: session, gate, access entry on
//! disk, record, page. Beside it, the same number of bytes from memory. Same sockets, same client, no compression.

mod support;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use support::{
    connection::Connection,
    portal::{Portal, log_to_nowhere, serve, still},
    rounds::Rounds,
    say,
};
use tokio::{runtime, task::JoinSet};

struct Size {
    people: u32,
    rounds: usize,
    window: Duration,
    connections: usize,
}

const FULL: Size = Size { people: 1_000, rounds: 11, window: Duration::from_secs(2), connections: 16 };
const SMALL: Size = Size { people: 5, rounds: 1, window: Duration::from_millis(200), connections: 2 };

fn main() {
    let size = if support::in_full() { FULL } else { SMALL };
    log_to_nowhere();
    let server = runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    // The client has a thread of its own, so that it never waits behind a page that is being rendered.
    let client = runtime::Builder::new_current_thread().enable_all().build().unwrap();

    let portal = server.block_on(Portal::without_files(size.people, size.people as usize));
    let requests = Arc::new(portal.requests("/summary"));
    let ours = server.block_on(async { serve(portal.router.clone()).await });
    let page = client.block_on(one(ours, &requests[0]));
    assert!(String::from_utf8_lossy(&page).contains("アムロジンＯＤ錠"), "the page holds the record");
    say("page-bytes", page.len() as f64);
    let theirs = server.block_on(async { serve(still("/summary", page)).await });

    // The record alone, as the browser fetches it: what the page costs before it is a page.
    let records = Arc::new(portal.requests("/api/record"));
    let load = |address, requests: &Arc<_>| client.block_on(rate(address, Arc::clone(requests), &size));
    let (mut pages, mut unrendered) = (Rounds::default(), Rounds::default());
    load(ours, &requests);
    for _ in 0..size.rounds {
        let page = load(ours, &requests);
        pages.push(page, load(theirs, &requests));
        unrendered.push(load(ours, &records), page);
    }
    let (page, still) = pages.medians();
    say("ssr-per-second", page);
    say("static-per-second", still);
    say("record-per-second", unrendered.medians().0);
}

async fn one(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut connection = Connection::open(address).await.unwrap();
    connection.ask(request).await.unwrap();
    connection.body()
}

/// Answers per second, while every connection asks as soon as it is answered.
async fn rate(address: SocketAddr, requests: Arc<Vec<Vec<u8>>>, size: &Size) -> f64 {
    let next = Arc::new(AtomicUsize::new(0));
    let mut connections = JoinSet::new();
    let start = Instant::now();
    let end = start + size.window;
    for _ in 0..size.connections {
        let (next, requests) = (next.clone(), requests.clone());
        connections.spawn(async move {
            let mut connection = Connection::open(address).await.unwrap();
            let mut answered = 0;
            while Instant::now() < end {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                connection.ask(&requests[turn % requests.len()]).await.unwrap();
                answered += 1;
            }
            answered
        });
    }
    let answered: u32 = connections.join_all().await.into_iter().sum();
    f64::from(answered) / start.elapsed().as_secs_f64()
}
