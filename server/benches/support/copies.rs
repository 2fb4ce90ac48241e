//! Many people from one: the rows of a person who was received through the door, under new ids. The way through
//! the door would take an hour for the largest store.

use server::entropy::Entropy;
use sqlx::{
    AssertSqlSafe, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::path::Path;
use uuid::Uuid;

/// Gives the only person of a closed database `count` copies and returns everybody's ids.
///
/// A copy's items are written one kind after another for everybody, so that a person's rows lie apart in the file
/// as they do where many people's records grow at the same time. What was received stays with the original: no page
/// reads it.
pub async fn multiply(file: &Path, count: u32) -> Vec<Uuid> {
    let mut connection = open(file).await;
    let (original,): (Uuid,) =
        sqlx::query_as("SELECT patient_id FROM person").fetch_one(&mut connection).await.unwrap();
    let entropy = Entropy::seeded(100);
    let mut everybody = vec![original];
    run(&mut connection, "CREATE TEMP TABLE copy (id BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID").await;
    run(&mut connection, "BEGIN").await;
    for number in 0..count {
        let id = entropy.uuid();
        let insert = sqlx::query("INSERT INTO copy VALUES ($1, $2)").bind(id).bind(number);
        insert.execute(&mut connection).await.unwrap();
        everybody.push(id);
    }
    let people = copying(&mut connection, "person", "t.patient_id = $1").await;
    sqlx::query(AssertSqlSafe(people)).bind(original).execute(&mut connection).await.unwrap();

    let items: Vec<(String,)> = sqlx::query_as("SELECT item_id FROM item ORDER BY received_at, item_id")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let copy = copying(&mut connection, "item", "t.patient_id = $1 AND t.item_id = $2").await;
    for (item,) in items {
        let copy = sqlx::query(AssertSqlSafe(copy.clone())).bind(original).bind(item);
        copy.execute(&mut connection).await.unwrap();
    }
    run(&mut connection, "COMMIT").await;
    connection.close().await.unwrap();
    everybody
}

/// Fast and unsafe: a benchmark's database that breaks is made anew.
async fn open(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(false)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", "-500000");
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// An INSERT of one row of `table`, once per copy: every column as it is, except whose it is and what they are called.
async fn copying(connection: &mut SqliteConnection, table: &str, which: &str) -> String {
    let columns: Vec<(String,)> = sqlx::query_as("SELECT name FROM pragma_table_info($1)")
        .bind(table)
        .fetch_all(connection)
        .await
        .unwrap();
    let names: Vec<&str> = columns.iter().map(|(name,)| name.as_str()).collect();
    let values = names.iter().map(|name| match *name {
        "patient_id" | "home_id" | "root_id" => "copy.id".to_owned(),
        "name" => "t.name || copy.number".to_owned(),
        other => format!("t.{other}"),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let names = names.join(", ");
    format!(
        "INSERT INTO {table} ({names}) SELECT {values} FROM copy CROSS JOIN {table} t WHERE {which} ORDER BY copy.id"
    )
}

async fn run(connection: &mut SqliteConnection, statement: &'static str) {
    sqlx::query(statement).execute(connection).await.unwrap();
}
