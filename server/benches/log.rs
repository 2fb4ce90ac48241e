//! The access log: entries per second with `synchronous=FULL` beside plain transactions of the same bytes,
//! sealing, and how long a proof out of 100,000 leaves and the verification of 100 entries take.

mod support;

use server::{
    clock::Clock,
    entropy::Entropy,
    gate::{self, Actor, Purpose},
    log::{SigningKey, sequencer::Sequencer},
    store::{Store, identity::person, log::access},
};
use shared::{
    ids::PatientId,
    log::{History, Verdict, verify_history},
};
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{path::Path, time::Instant};
use support::{
    invented::Invented,
    portal::{empty_store, noon, receive},
    say,
};

#[tokio::main]
async fn main() {
    let (entries, leaves, rounds) = if support::in_full() { (3_000, 100_000, 200) } else { (20, 300, 2) };
    let folder = support::folder();
    let store = empty_store(&folder.path().join("mikata.db")).await;
    let (clock, entropy) = (Clock::standing_at(noon()), Entropy::seeded(1));
    for (sender, bytes) in Invented(0).bundles() {
        receive(&store, &clock, &entropy, sender, &bytes).await;
    }
    let demo = server::auth::DemoMode::for_loopback(([127, 0, 0, 1], 1).into()).expect("loopback");
    let people = person::all_for_demo(&store, demo).await.expect("people can be listed");
    let patient = people[0].patient;
    let key = SigningKey::make(&entropy).0;
    let sequencer = Sequencer::new(store.clone(), clock, key.clone(), None).expect("a key signs");

    say("log-entries-per-second", enter(&store, patient, entries).await);
    say("log-transactions-per-second", plain(&folder.path().join("plain.db"), entries).await);
    let start = Instant::now();
    let sealed = sequencer.seal().await.expect("entries are sealed");
    say("log-sealed-per-second", sealed as f64 / start.elapsed().as_secs_f64());

    // The rest of the leaves are other people's.
    fill(&folder.path().join("mikata.db"), leaves).await;
    sequencer.seal().await.expect("entries are sealed");
    let start = Instant::now();
    for index in 0..rounds {
        prove(&store, index * leaves / rounds, leaves).await;
    }
    say("log-proof-milliseconds", start.elapsed().as_secs_f64() * 1000.0 / rounds as f64);

    let history = history(&store, patient, &key).await;
    let start = Instant::now();
    for _ in 0..rounds {
        assert!(matches!(verify_history(&history, None), Verdict::Verified { .. }));
    }
    let each = start.elapsed().as_secs_f64() * 1000.0 / rounds as f64;
    say("log-verify-100-milliseconds", each * 100.0 / history.entries.len() as f64);
}

/// Refusals: each is an entry and nothing else.
async fn enter(store: &Store, patient: PatientId, entries: u64) -> f64 {
    let clock = Clock::standing_at(noon());
    let start = Instant::now();
    for _ in 0..entries {
        drop(gate::open(store, &clock, &Actor::Operator, patient, Purpose::Care).await);
    }
    entries as f64 / start.elapsed().as_secs_f64()
}

/// The same number of bytes in one row per transaction.
async fn plain(file: &Path, entries: u64) -> f64 {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("a file can be made");
    let row = vec![7_u8; 400];
    sqlx::query("CREATE TABLE plain (entry BLOB)").execute(&mut connection).await.expect("a table");
    let start = Instant::now();
    for _ in 0..entries {
        sqlx::query("INSERT INTO plain VALUES ($1)")
            .bind(&row)
            .execute(&mut connection)
            .await
            .expect("a row");
    }
    entries as f64 / start.elapsed().as_secs_f64()
}

/// Puts leaves of nobody into the queue, until the log will have `leaves`.
async fn fill(file: &Path, leaves: u64) {
    use shared::log::{Hash, leaf::Leaf};
    let mut connection =
        SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await.expect("the file");
    let (there,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM log_leaf").fetch_one(&mut connection).await.expect("a count");
    let mut tx = connection.begin().await.expect("a transaction");
    for seq in there.unsigned_abs()..leaves {
        let leaf = Leaf {
            pseudonym: Hash([9; 32]),
            seq,
            previous: Hash::NONE,
            commitment: Hash::NONE,
            at_millis: 0,
        };
        let bytes = leaf.to_bytes();
        sqlx::query("INSERT INTO log_queue (leaf) VALUES ($1)")
            .bind(bytes.as_slice())
            .execute(&mut *tx)
            .await
            .expect("a row");
    }
    tx.commit().await.expect("a commit");
}

async fn prove(store: &Store, index: u64, leaves: u64) {
    let proof = server::store::log::prove(store, index, leaves).await.expect("nodes can be read");
    assert!(proof.is_some(), "there is a leaf {index}");
}

async fn history(store: &Store, patient: PatientId, key: &SigningKey) -> History {
    let clock = Clock::standing_at(noon());
    let own = Actor::Patient(patient);
    let grant = gate::open_history(store, &clock, &own, patient).await.expect("her own");
    access::history(grant, key.verifier(), 0).await.expect("a history")
}
