//! Receiving Bundles into SQLite, beside writing the same bytes into one table of SQLite. Both: WAL,
//! `synchronous=FULL`, one transaction per Bundle, one after another.

mod support;

use server::{clock::Clock, entropy::Entropy, store::Store};
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{path::Path, time::Instant};
use support::{
    invented::Invented,
    portal::{empty_store, noon, receive},
    rounds::Rounds,
    say,
};

type Bundles = Vec<(&'static str, Vec<u8>)>;

#[tokio::main]
async fn main() {
    let (rounds, people) = if support::in_full() { (11, 100) } else { (1, 2) };
    let folder = support::folder();
    let store = empty_store(&folder.path().join("mikata.db")).await;
    let mut plain = plain(&folder.path().join("plain.db")).await;

    let mut figures = Rounds::default();
    for round in 0..=rounds {
        let bundles: Bundles =
            (0..people).flat_map(|person| Invented(round * people + person).bundles()).collect();
        let ours = ours(&store, &bundles).await;
        let theirs = theirs(&mut plain, &bundles).await;
        // The first round makes the files and warms both up.
        if round > 0 {
            figures.push(ours, theirs);
        } else {
            let bytes: usize = bundles.iter().map(|(_, bytes)| bytes.len()).sum();
            say("bundle-bytes", (bytes / bundles.len()) as f64);
        }
    }
    let (ours, theirs) = figures.medians();
    say("received-per-second", ours);
    say("inserted-per-second", theirs);
}

/// Bundles per second through the door.
async fn ours(store: &Store, bundles: &Bundles) -> f64 {
    let (clock, entropy) = (Clock::standing_at(noon()), Entropy::system());
    let start = Instant::now();
    for (sender, bytes) in bundles {
        receive(store, &clock, &entropy, sender, bytes).await;
    }
    bundles.len() as f64 / start.elapsed().as_secs_f64()
}

/// Bundles per second into one table.
async fn theirs(plain: &mut SqliteConnection, bundles: &Bundles) -> f64 {
    let entropy = Entropy::system();
    let start = Instant::now();
    for (_, bytes) in bundles {
        let mut transaction = plain.begin_with("BEGIN IMMEDIATE").await.unwrap();
        sqlx::query("INSERT INTO received (id, body) VALUES ($1, $2)")
            .bind(entropy.uuid())
            .bind(bytes)
            .execute(&mut *transaction)
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    }
    bundles.len() as f64 / start.elapsed().as_secs_f64()
}

async fn plain(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("CREATE TABLE received (id BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT")
        .execute(&mut connection)
        .await
        .unwrap();
    connection
}
