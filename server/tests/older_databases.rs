//! A database of any older version with real rows, brought up to date: the access log verifies, and people, consents and
//! records are as they were. Of what a version had no place for, nothing is expected.

use crate::common::{
    CLINIC, HOSPITAL, World,
    bundle::{diagnosis, hanako, medicine, result, taro},
    looking::{doctor, look},
};
use crate::portal::log_key;
use server::{
    gate::{Purpose, Refused},
    ingest::identities,
    log::{audit, sequencer::Sequencer},
    sharing::{self, Wish},
    store::{DatabaseUrl, Store},
};
use shared::{
    consent::{Consent, Preset},
    ids::PatientId,
    log::checkpoint::LogKey,
    record::{Record, Untold},
};
use sqlx::{
    AssertSqlSafe, Connection, SqliteConnection,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// From then on there are people, mandates and decisions about who somebody is.
const FIRST: i64 = 4;
/// From then on the log has leaves and signed heads.
const LOG: i64 = 5;
/// From then on patients decide what they share.
const CONSENT: i64 = 6;
/// From then on they say who treats them.
const RELATIONSHIP: i64 = 15;

/// What is looked at before and afterwards.
#[derive(Debug, PartialEq)]
struct Looked {
    people: Vec<PatientId>,
    records: Vec<Record>,
    consents: Vec<Consent>,
}

/// What the hospital's doctor is shown, and what of it the patient has not been told.
type Shown = (Record, Vec<Untold>);

async fn shown(world: &World, patient: PatientId) -> Shown {
    let (view, untold) = look(world, &doctor(HOSPITAL), patient, Purpose::Care).await.unwrap();
    (view.record, untold)
}

async fn looked(world: &World, patient: PatientId) -> Looked {
    let people = world.people().await;
    let mut records = Vec::new();
    for one in &people {
        records.push(world.record(*one).await);
    }
    let sharing = sharing::of(&world.store, &world.clock, patient, None).await.unwrap();
    Looked { people, records, consents: sharing.consents }
}

/// Two people, one of them two that were linked, of whom two facilities sent something, one of it hidden; who decided
/// and were looked at; sealed in two heads, with entries that wait.
async fn real_rows(file: &Path) -> (World, PatientId, Looked, Shown) {
    let store = Store::open(&url(file)).await.unwrap();
    let world = World::new(store).await;
    let untold = diagnosis("u", "胃の悪性腫瘍").flagged("UNINFORMED");
    let sent = hanako().conditions(HOSPITAL, "1", &[diagnosis("a", "高血圧症"), untold]);
    world.send_new(HOSPITAL, &sent).await;
    let patient = world.only_person().await;
    world.send(HOSPITAL, &hanako().results(HOSPITAL, "2", &[result("b", "ＬＤＬ", "140")])).await;
    let again = [diagnosis("a", "本態性高血圧症"), diagnosis("c", "腰痛症")];
    world.send(HOSPITAL, &hanako().conditions(HOSPITAL, "3", &again)).await;
    let other_card = hanako().insured_as("00000009:見本:9001:01");
    let drugs = [medicine("m", "アムロジピン錠５ｍｇ", "2024-06-01", 28)];
    world.send_new(CLINIC, &other_card.prescriptions(CLINIC, "4", &drugs)).await;
    let later = *world.people().await.last().unwrap();
    let World { store, clock, entropy } = &world;
    let operator = identities::Desk { store, clock, entropy, by: "試験" };
    operator.link(patient, later, server::ingest::identities::KeptAccounts::Known).await.unwrap();
    world.send_new(CLINIC, &taro().conditions(CLINIC, "5", &[diagnosis("d", "胃炎")])).await;

    let who = (patient, world.account(patient).await, true);
    sharing::change(store, clock, entropy, who, &Wish::Preset(Preset::Everyone)).await.unwrap();
    world.confirms(patient, &[HOSPITAL]).await;
    let sequencer = Sequencer::new(store.clone(), clock.clone(), log_key(), None).unwrap();
    for _ in 0..2 {
        look(&world, &doctor(HOSPITAL), patient, Purpose::Care).await.unwrap();
        let refused = look(&world, &doctor(CLINIC), patient, Purpose::Care).await;
        assert!(matches!(refused, Err(Refused::NotPermitted)));
        world.record(patient).await;
        sequencer.seal().await.unwrap();
    }
    let before = looked(&world, patient).await;
    assert!(before.people.len() >= 2 && !before.consents.is_empty());
    let shown = shown(&world, patient).await;
    assert!(!shown.0.diagnoses.is_empty());
    (world, patient, before, shown)
}

fn url(file: &Path) -> DatabaseUrl {
    DatabaseUrl(file.to_str().unwrap().to_owned())
}

/// Every migration there is, oldest first.
fn migrations() -> Vec<(i64, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let version = |file: &PathBuf| file.file_name().unwrap().to_str().unwrap()[..4].parse::<i64>().unwrap();
    let mut found: Vec<_> = files.map(|file| (version(&file), file)).collect();
    found.sort();
    found
}

/// A file of this version with what of `rows` it has a place for.
async fn laid_out(folder: &Path, version: i64, rows: &Path) -> PathBuf {
    let first = folder.join(format!("migrations-{version}"));
    fs::create_dir(&first).unwrap();
    for (_, file) in migrations().into_iter().filter(|(number, _)| *number <= version) {
        fs::copy(&file, first.join(file.file_name().unwrap())).unwrap();
    }
    let file = folder.join(format!("version-{version}.db"));
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    Migrator::new(first).await.unwrap().run(&pool).await.unwrap();
    pool.close().await;

    let options = SqliteConnectOptions::new().filename(&file).foreign_keys(false);
    let mut old = SqliteConnection::connect_with(&options).await.unwrap();
    let attach = AssertSqlSafe(format!("ATTACH DATABASE '{}' AS newer", rows.display()));
    sqlx::query(attach).execute(&mut old).await.unwrap();
    let tables = "SELECT o.name FROM main.sqlite_master o JOIN newer.sqlite_master n ON n.name = o.name AND n.type = 'table'
        WHERE o.type = 'table' AND o.name NOT LIKE '\\_%' ESCAPE '\\' AND o.name NOT LIKE 'sqlite%' ORDER BY o.name";
    let tables: Vec<(String,)> = sqlx::query_as(tables).fetch_all(&mut old).await.unwrap();
    let mut copied = 0;
    for (table,) in &tables {
        // What is called a source since 27 was a facility before.
        let columns = "SELECT o.name, n.name FROM pragma_table_info($1, 'main') o
            JOIN pragma_table_info($1, 'newer') n ON n.name = o.name
                OR ($1 IN ('item', 'transmission') AND (o.name, n.name) = ('facility', 'source'))";
        let columns: Vec<(String, String)> =
            sqlx::query_as(columns).bind(table).fetch_all(&mut old).await.unwrap();
        let (to, from): (Vec<&str>, Vec<&str>) =
            columns.iter().map(|(old, new)| (old.as_str(), new.as_str())).unzip();
        let (to, from) = (to.join(", "), from.join(", "));
        let copy = format!("INSERT INTO main.{table} ({to}) SELECT {from} FROM newer.{table}");
        let copy = sqlx::query(AssertSqlSafe(copy)).execute(&mut old).await;
        copied +=
            copy.unwrap_or_else(|error| panic!("{table} of version {version}: {error}")).rows_affected();
    }
    let broken: Vec<(String,)> =
        sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check").fetch_all(&mut old).await.unwrap();
    assert_eq!(broken, [], "version {version}");
    old.close().await.unwrap();
    assert!(tables.len() >= 10 && copied > 30, "version {version}: {copied} rows of {} tables", tables.len());
    file
}

#[tokio::test]
async fn a_database_of_any_older_version_is_read_as_before_and_its_log_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let rows = folder.path().join("rows.db");
    let (world, patient, before, seen) = real_rows(&rows).await;
    let clock = world.clock.clone();
    let key = LogKey::read(log_key().verifier()).unwrap();
    let sealed = audit::verify(&world.store, &key, None).await.unwrap();
    assert_eq!(sealed.findings, []);
    world.store.close().await;
    let mut versions: Vec<i64> = migrations().into_iter().map(|(version, _)| version).collect();
    versions.pop();
    versions.retain(|version| *version >= FIRST);
    assert!(versions.len() >= 15, "{versions:?}");
    for version in versions {
        let file = laid_out(folder.path(), version, &rows).await;
        let store = Store::open(&url(&file)).await.unwrap_or_else(|error| panic!("{version}: {error}"));
        let world = World { store: store.clone(), clock: clock.clone(), entropy: world.entropy.clone() };
        let report = audit::verify(&store, &key, None).await.unwrap();
        assert_eq!(report.findings, [], "version {version}");
        if version >= LOG {
            assert_eq!(report, sealed, "version {version}");
        }
        let after = looked(&world, patient).await;
        assert_eq!(after.people, before.people, "version {version}");
        assert_eq!(after.records, before.records, "version {version}");
        if version >= CONSENT {
            assert_eq!(after.consents, before.consents, "version {version}");
        }
        if version >= RELATIONSHIP {
            assert_eq!(shown(&world, patient).await, seen, "version {version}");
        }
        // And what is entered from now on is sealed behind what was.
        Sequencer::new(store.clone(), clock.clone(), log_key(), None).unwrap().seal().await.unwrap();
        let report = audit::verify(&store, &key, None).await.unwrap();
        assert_eq!((report.findings.len(), report.waiting), (0, 0), "version {version}");
        assert!(report.leaves > sealed.leaves, "version {version}");
        store.close().await;
    }
}
