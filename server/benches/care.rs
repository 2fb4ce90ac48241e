//! The doctor's view of the 82-year-old at 200 looks a second, counted from when each was due: session, desk, gate,
//! consents, two access entries on disk, record, check, page. Beside it as many bytes from memory at the same pace.

mod support;

use chrono::NaiveDate;
use server::{
    auth::{DemoMode, Role},
    clock::Clock,
    demo,
    entropy::Entropy,
    http::{AppState, FrontEnd, router},
    sharing::{self, Wish},
    store::{DatabaseUrl, Store, account::session, facility::staff, identity::person},
};
use shared::{
    category::Categories,
    consent::{Term, Whom},
    ids::PatientId,
    time::age_in_years,
};
use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};
use support::{
    connection::Connection,
    portal::{clear_functions, log_to_nowhere, noon, request, serve, still},
    say,
};
use tokio::{runtime, task::JoinSet, time::Instant};

/// How many looks, how long after one another, over how many connections; and how many processes that have just begun.
struct Size {
    looks: u32,
    apart: Duration,
    connections: u32,
    begun: u32,
}

const FULL: Size = Size { looks: 4_000, apart: Duration::from_millis(5), connections: 16, begun: 31 };
const SMALL: Size = Size { looks: 8, apart: Duration::from_millis(50), connections: 2, begun: 1 };

fn main() {
    let size = if support::in_full() { FULL } else { SMALL };
    log_to_nowhere();
    let server = runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    // The client has a thread of its own, so that it never waits behind a page that is being rendered.
    let client = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = support::folder();
    let file = folder.path().join("mikata.db");
    let (address, request, ours) = server.block_on(desk(&file));

    let page = client.block_on(one(ours, &request));
    assert!(String::from_utf8_lossy(&page).contains("狭心症"), "the page holds the record");
    say("care-page-bytes", page.len() as f64);
    let theirs = server.block_on(async { serve(still(&address, page)).await });
    let shared: Arc<[u8]> = request.as_slice().into();
    let load = |to, looks| client.block_on(paced(to, Arc::clone(&shared), &Size { looks, ..size }));
    load(ours, size.looks / 4);
    let (ours, theirs) = (load(ours, size.looks), load(theirs, size.looks));
    say("care-p50-ms", percentile(&ours, 50));
    say("care-p99-ms", percentile(&ours, 99));
    say("care-still-p99-ms", percentile(&theirs, 99));
    let first = (0..size.begun).map(|_| {
        let begun = server.block_on(begin_again(&file));
        let start = Instant::now();
        client.block_on(one(begun, &request));
        start.elapsed().as_secs_f64() * 1000.0
    });
    say("care-first-p50-ms", percentile(&first.collect::<Vec<_>>(), 50));
}

/// The demonstration with its doctor signed in: the page's address, a request for it, and where it is served.
async fn desk(file: &Path) -> (String, Vec<u8>, SocketAddr) {
    let (clock, entropy) = (Clock::standing_at(noon()), Entropy::seeded(1));
    let store = Store::open(&DatabaseUrl(file.to_str().unwrap().to_owned())).await.unwrap();
    demo::seed(&store, &clock, &entropy).await.unwrap();
    clear_functions(&store).await;
    let demo = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
    let patient = eldest(&store, demo, clock.today()).await;
    share_everything(&store, &clock, &entropy, demo, patient).await;
    let secret = doctor(&store, &entropy, demo).await;
    let address = format!("/desk/patients/{patient}/record");
    (address.clone(), request(&address, &secret), served(store, clock).await)
}

/// Where a process serves the same that has just begun: it has read nothing of anybody.
async fn begin_again(file: &Path) -> SocketAddr {
    let store = Store::open(&DatabaseUrl(file.to_str().unwrap().to_owned())).await.unwrap();
    served(store, Clock::standing_at(noon())).await
}

async fn served(store: Store, clock: Clock) -> SocketAddr {
    let front_end = FrontEnd::named(Path::new("."), "app-0123456789abcdef", vec!["/pkg/base.css".to_owned()]);
    serve(router(AppState::new(store, clock, Entropy::system(), None, front_end).without_paces())).await
}

async fn eldest(store: &Store, demo: DemoMode, today: NaiveDate) -> PatientId {
    let people = person::all_for_demo(store, demo).await.unwrap();
    let aged = people.iter().find(|one| age_in_years(one.demographics.birth_date, today) == Some(82));
    aged.expect("the demonstration has an 82-year-old").patient
}

async fn share_everything(
    store: &Store,
    clock: &Clock,
    entropy: &Entropy,
    demo: DemoMode,
    patient: PatientId,
) {
    let secret = session::create_for_demo(store, demo, patient, noon(), entropy).await.unwrap();
    let by = session::find(store, &secret, noon()).await.unwrap().unwrap().account;
    let wish = Wish::shown_for_care(Whom::Facility(demo::staff::facility()), Categories::ALL, Term::Standing);
    sharing::change(store, clock, entropy, (patient, by, true), &wish).await.unwrap();
}

async fn doctor(store: &Store, entropy: &Entropy, demo: DemoMode) -> String {
    let staff = staff::list(store, &demo::staff::facility(), noon()).await.unwrap();
    let doctor = staff.iter().find(|one| one.roles.contains(Role::Doctor)).expect("one of them treats");
    session::create_for_demo_staff(store, demo, doctor.account, noon(), entropy).await.unwrap().unwrap()
}

async fn one(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut connection = Connection::open(address).await.unwrap();
    connection.ask(request).await.unwrap();
    connection.body()
}

/// Milliseconds from when each request was due until it was answered: who waits for others waits.
async fn paced(address: SocketAddr, request: Arc<[u8]>, size: &Size) -> Vec<f64> {
    let start = Instant::now() + Duration::from_millis(20);
    let mut connections = JoinSet::new();
    for first in 0..size.connections {
        let (request, turns) = (request.clone(), (first..size.looks).step_by(size.connections as usize));
        let apart = size.apart;
        connections.spawn(async move {
            let mut connection = Connection::open(address).await.unwrap();
            let mut waited = Vec::new();
            for turn in turns {
                let due = start + apart * turn;
                tokio::time::sleep_until(due).await;
                connection.ask(&request).await.unwrap();
                waited.push(due.elapsed().as_secs_f64() * 1000.0);
            }
            waited
        });
    }
    connections.join_all().await.into_iter().flatten().collect()
}

fn percentile(waited: &[f64], hundredth: usize) -> f64 {
    let mut sorted = waited.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * hundredth / 100).min(sorted.len() - 1)]
}
