//! Whether the time of a look at one's own record tells that something is hidden: a person with hidden diagnoses and
//! one without, looked at in turn, warm and right after something hidden arrived; beside them two without, to know what
//! two equal ones differ by. And what a look costs where the record is long.

mod support;

use chrono::Duration;
use server::{
    auth::{Actor, DemoMode},
    clock::Clock,
    entropy::Entropy,
    gate::{self, Purpose},
    http::{AppState, FrontEnd, router},
    store::{Store, account::session, facility, identity::person, record},
};
use shared::ids::{FacilityCode, PatientId};
use std::{path::Path, time::Instant};
use support::{
    connection::Connection,
    invented::{CLINIC, Invented},
    portal::{empty_store, noon, receive, request, serve},
    say,
};

/// It sends nothing but what is hidden.
const SPECIALIST: &str = "1310000003";

#[tokio::main]
async fn main() {
    let (looks, arrivals, results) = if support::in_full() { (10_000, 200, 5_000) } else { (3, 2, 50) };
    let folder = support::folder();
    let store = empty_store(&folder.path().join("mikata.db")).await;
    let (clock, entropy) = (Clock::standing_at(noon()), Entropy::seeded(1));
    let specialist = FacilityCode::try_from(SPECIALIST).unwrap();
    facility::add(&store, &specialist, "架空専門", facility::ListUnit::Facility, noon()).await.unwrap();
    for number in 0..4 {
        for (sender, bytes) in Invented(number).bundles() {
            receive(&store, &clock, &entropy, sender, &bytes).await;
        }
    }
    let demo = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
    let people = person::all_for_demo(&store, demo).await.unwrap();
    let [with, without, other, long] = [0, 1, 2, 3].map(|number: usize| people[number].patient);
    receive(&store, &clock, &entropy, SPECIALIST, &Invented(0).untold(SPECIALIST, 0)).await;

    let mut times = [const { Vec::new() }; 3];
    for _ in 0..looks {
        for (times, patient) in times.iter_mut().zip([with, without, other]) {
            times.push(look(&store, &clock, patient).await);
        }
    }
    let [hidden, plain, again] = times.map(median);
    say("look-hidden-us", hidden);
    say("look-plain-us", plain);
    say("look-plain-again-us", again);

    let (mut after, mut before) = (Vec::new(), Vec::new());
    for number in 1..=arrivals {
        clock.advance(Duration::seconds(1));
        receive(&store, &clock, &entropy, SPECIALIST, &Invented(0).untold(SPECIALIST, number)).await;
        // Whoever looks first after something was written pays for the writing: each in turn.
        let first_looks = number % 2 == 0;
        if first_looks {
            after.push(look(&store, &clock, with).await);
        }
        before.push(look(&store, &clock, without).await);
        if !first_looks {
            after.push(look(&store, &clock, with).await);
        }
    }
    say("look-after-hidden-us", median(after));
    say("look-after-nothing-us", median(before));

    clock.advance(Duration::seconds(1));
    // In two reports: one of all of them is longer than the door takes.
    for numbers in [0..results / 2, results / 2..results] {
        receive(&store, &clock, &entropy, CLINIC, &Invented(3).results(CLINIC, numbers)).await;
    }
    let secret = session::create_for_demo(&store, demo, long, clock.now(), &entropy).await.unwrap();
    long_record(store, clock, &secret).await;
}

/// Microseconds until somebody has their own record.
async fn look(store: &Store, clock: &Clock, patient: PatientId) -> f64 {
    let start = Instant::now();
    let actor = Actor::Patient(patient);
    let grant = gate::open(store, clock, &actor, patient, Purpose::OwnRecord).await.unwrap();
    let sealed = record::view(&grant, clock.today(), Default::default()).await.unwrap();
    let view = grant.release(sealed).await.unwrap().read().unwrap();
    assert!(!view.record.diagnoses.is_empty());
    start.elapsed().as_secs_f64() * 1e6
}

/// Home, the record as JSON and the list of tests, for the first time and again.
async fn long_record(store: Store, clock: Clock, secret: &str) {
    let front_end = FrontEnd::named(Path::new("."), "app-0123456789abcdef", vec!["/pkg/base.css".to_owned()]);
    let address =
        serve(router(AppState::new(store, clock, Entropy::system(), None, front_end).without_paces())).await;
    let mut connection = Connection::open(address).await.unwrap();
    for (name, page) in [("home", "/"), ("record", "/api/record"), ("labs", "/labs")] {
        let request = request(page, secret);
        let mut times = Vec::new();
        for _ in 0..if support::in_full() { 21 } else { 2 } {
            let start = Instant::now();
            connection.ask(&request).await.unwrap();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        say(&format!("long-{name}-first-ms"), times[0]);
        say(&format!("long-{name}-ms"), median(times));
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
