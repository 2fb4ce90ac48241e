//! Looking a session up, as every request of somebody who is signed in does, beside reading one row by its key
//! over a bare connection. 10,000 sessions; both on SQLite.

mod support;

use chrono::Duration;
use server::{
    auth::DemoMode,
    entropy::Entropy,
    store::{Store, account::session, identity::person},
};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{path::Path, time::Instant};
use support::{
    invented::Invented,
    portal::{empty_store, noon, receive},
    rounds::Rounds,
    say,
};

#[tokio::main]
async fn main() {
    let (rounds, sessions, batch) = if support::in_full() { (11, 10_000, 2_000) } else { (1, 10, 10) };
    let folder = support::folder();
    let store = empty_store(&folder.path().join("mikata.db")).await;
    let secrets = signed_in(&store, sessions).await;
    let mut plain = plain(&folder.path().join("plain.db"), &secrets).await;

    let mut figures = Rounds::default();
    for round in 0..=rounds {
        let some: Vec<&String> = secrets.iter().cycle().skip(round * batch).step_by(7).take(batch).collect();
        let ours = ours(&store, &some).await;
        let theirs = theirs(&mut plain, &some).await;
        // The first round warms both up.
        if round > 0 {
            figures.push(ours, theirs);
        }
    }
    let (ours, theirs) = figures.medians();
    say("session-us", ours);
    say("row-us", theirs);
}

/// One person, signed in many times: what is looked up is the session.
async fn signed_in(store: &Store, sessions: usize) -> Vec<String> {
    let (clock, entropy) = (server::clock::Clock::standing_at(noon()), Entropy::seeded(1));
    for (sender, bytes) in Invented(0).bundles() {
        receive(store, &clock, &entropy, sender, &bytes).await;
    }
    let demo = DemoMode::for_loopback("127.0.0.1:0".parse().unwrap()).unwrap();
    let patient = person::all_for_demo(store, demo).await.unwrap()[0].patient;
    let mut secrets = Vec::with_capacity(sessions);
    for _ in 0..sessions {
        secrets.push(session::create_for_demo(store, demo, patient, noon(), &entropy).await.unwrap());
    }
    secrets
}

/// Microseconds for one look-up through the service's own function.
async fn ours(store: &Store, secrets: &[&String]) -> f64 {
    let start = Instant::now();
    for secret in secrets {
        let found = session::find(store, secret, noon() + Duration::seconds(30)).await.unwrap();
        assert!(found.is_some());
    }
    micros_each(start, secrets.len())
}

/// Microseconds for one row by its key.
async fn theirs(plain: &mut SqliteConnection, secrets: &[&String]) -> f64 {
    let start = Instant::now();
    for secret in secrets {
        let row: (String,) = sqlx::query_as("SELECT body FROM row WHERE id = $1")
            .bind(secret)
            .fetch_one(&mut *plain)
            .await
            .unwrap();
        assert!(!row.0.is_empty());
    }
    micros_each(start, secrets.len())
}

fn micros_each(start: Instant, count: usize) -> f64 {
    start.elapsed().as_secs_f64() * 1e6 / count as f64
}

async fn plain(file: &Path, secrets: &[String]) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("CREATE TABLE row (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT")
        .execute(&mut connection)
        .await
        .unwrap();
    let mut transaction = connection.begin().await.unwrap();
    for secret in secrets {
        sqlx::query("INSERT INTO row (id, body) VALUES ($1, $1)")
            .bind(secret)
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
    connection
}
