//! What a look at one's own record costs: the same statements and rows, whatever is hidden; and nothing is read again
//! because something hidden arrived.

mod bundles;
mod common;

use bundles::{addressed, letter, mark};
use common::{
    CLINIC, HOSPITAL, World,
    bundle::{Someone, diagnosis, hanako, result, taro},
    databases::on_each,
};
use serde_json::{Value, json};
use server::{
    gate::{self, Actor, Purpose},
    store::record,
};
use shared::ids::PatientId;
use std::{
    fmt,
    sync::{Mutex, OnceLock},
};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt, util::SubscriberInitExt};

/// A statement's beginning, and how many rows came of it.
type Statement = (String, u64);

/// The statements that the database's driver told about since somebody last asked.
static HEARD: Mutex<Vec<Statement>> = Mutex::new(Vec::new());

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut told = Told::default();
            event.record(&mut told);
            HEARD.lock().unwrap().push((told.summary, told.rows));
        }
    }
}

#[derive(Default)]
struct Told {
    summary: String,
    rows: u64,
}

impl Visit for Told {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            self.summary = value.to_owned();
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "rows_returned" {
            self.rows = value;
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "summary" {
            self.summary = format!("{value:?}");
        }
    }
}

fn listen() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| tracing_subscriber::registry().with(Listener).init());
}

/// What one look at one's own record asks the database.
async fn look(world: &World, patient: PatientId) -> Vec<Statement> {
    HEARD.lock().unwrap().clear();
    world.view(patient).await;
    std::mem::take(&mut *HEARD.lock().unwrap())
}

fn hidden(who: &Someone, serial: &str, flag: &str) -> Value {
    let mut list =
        who.conditions("1310000003", serial, &[diagnosis(&format!("hidden-{serial}"), "膵頭部癌")]);
    mark(&mut list, "膵頭部癌", &json!({"tag": [{"code": flag}]}));
    list
}

/// The same record; one of the two has hidden diagnoses as well, and a letter that names one.
async fn two_people(world: &World) -> [PatientId; 2] {
    let specialist = common::facility("1310000003");
    server::store::facility::add(
        &world.store,
        &specialist,
        "架空専門",
        server::store::facility::ListUnit::Department,
        world.clock.now(),
    )
    .await
    .unwrap();
    for (number, who) in [hanako(), taro()].iter().enumerate() {
        let serial = |name: &str| format!("{name}-{number}");
        let told = who.conditions(HOSPITAL, &serial("list"), &[diagnosis("told", "高血圧症")]);
        world.send_new(HOSPITAL, &addressed(told, 1)).await;
        let results = who.results(CLINIC, &serial("results"), &[result("r1", "ALT", "21")]);
        world.send_new(CLINIC, &addressed(results, 2)).await;
    }
    let people = world.people().await;
    world.send_new("1310000003", &addressed(hidden(&hanako(), "h1", "UNINFORMED"), 3)).await;
    let named = letter(&hanako(), HOSPITAL, "letter", "膵頭部癌の件、よろしくお願いします。", &[]);
    world.send_new(HOSPITAL, &addressed(named, 4)).await;
    [people[0], people[1]]
}

/// The driver tells about everybody's statements: one test at a time.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

#[tokio::test]
async fn a_look_asks_the_same_whatever_is_hidden() {
    let _alone = ALONE.lock().await;
    listen();
    on_each(|world| async move {
        let [with, without] = two_people(&world).await;
        let first = look(&world, with).await;
        assert!(first.len() >= 4, "the driver told of {} statements only", first.len());
        assert_eq!(first, look(&world, without).await, "the first look");
        let again = look(&world, with).await;
        assert!(again.len() < first.len(), "what was read is kept");
        assert_eq!(again, look(&world, without).await, "another look");

        // Something hidden arrives: what was read is as good as before.
        world.send_new("1310000003", &addressed(hidden(&hanako(), "h2", "UNDELIVERED"), 5)).await;
        assert_eq!(look(&world, with).await, again, "after something hidden came");
        let told = hanako().results(CLINIC, "more", &[result("r2", "AST", "20")]);
        world.send_new(CLINIC, &addressed(told, 6)).await;
        let after = look(&world, with).await;
        assert_eq!(after.len(), first.len(), "after something told came: {after:#?}");
    })
    .await;
}

/// What was never decided about is decided while looking, and shows no more.
#[tokio::test]
async fn what_an_older_version_left_is_decided_at_start() {
    let _alone = ALONE.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let url = server::store::DatabaseUrl(folder.path().join("old.db").to_str().unwrap().to_owned());
    let world = World::new(server::store::Store::open(&url).await.unwrap()).await;
    let [with, _] = two_people(&world).await;
    let shown = serde_json::to_value(world.record(with).await).unwrap();
    forget(&url, "UPDATE item SET own_view = 0; UPDATE person SET own_view_of = -1, own_view_hidden = NULL")
        .await;
    assert_eq!(serde_json::to_value(world.record(with).await).unwrap(), shown, "decided while looking");
    world.store.close().await;

    let opened = server::store::Store::open(&url).await.unwrap();
    let left: i64 = count(&url, "SELECT COUNT(*) FROM person WHERE own_view_of <> items_changed").await;
    assert_eq!(left, 0, "decided at start");
    let world = World { store: opened, ..world };
    assert_eq!(serde_json::to_value(world.record(with).await).unwrap(), shown);
    // Nothing that is hidden is among what a look reads.
    let visible =
        "SELECT COUNT(*) FROM item WHERE own_view > 0 AND (disclosure <> 0 OR json LIKE '%膵頭部癌%')";
    assert_eq!(count(&url, visible).await, 0);
}

async fn connection(url: &server::store::DatabaseUrl) -> sqlx::SqliteConnection {
    use sqlx::Connection;
    sqlx::SqliteConnection::connect(&url.0).await.unwrap()
}

async fn forget(url: &server::store::DatabaseUrl, statements: &'static str) {
    sqlx::raw_sql(statements).execute(&mut connection(url).await).await.unwrap();
}

async fn count(url: &server::store::DatabaseUrl, statement: &'static str) -> i64 {
    let row: (i64,) = sqlx::query_as(statement).fetch_one(&mut connection(url).await).await.unwrap();
    row.0
}

/// What one look at an entry as it was sent asks the database.
async fn look_at_what_was_sent(world: &World, patient: PatientId) -> Vec<Statement> {
    let item = world.record(patient).await.diagnoses[0].origin.item.clone();
    HEARD.lock().unwrap().clear();
    let actor = Actor::Patient(patient);
    let grant = gate::open(&world.store, &world.clock, &actor, patient, Purpose::OwnRecord).await.unwrap();
    let sealed =
        record::view_with_sent(&grant, world.clock.today(), Default::default(), &item).await.unwrap();
    let (_, sent) = grant.release(sealed).await.unwrap();
    assert!(sent.is_some_and(|sent| sent.contains("高血圧症")));
    std::mem::take(&mut *HEARD.lock().unwrap())
}

#[tokio::test]
async fn a_look_at_what_was_sent_asks_the_same_whatever_is_hidden() {
    let _alone = ALONE.lock().await;
    listen();
    on_each(|world| async move {
        let [with, without] = two_people(&world).await;
        let asked = look_at_what_was_sent(&world, with).await;
        assert!(asked.len() >= 3, "the driver told of {} statements only", asked.len());
        assert_eq!(asked, look_at_what_was_sent(&world, without).await);
    })
    .await;
}
