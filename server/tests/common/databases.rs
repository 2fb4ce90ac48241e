//! Runs a test on SQLite always, and on PostgreSQL where `MIKATA_TEST_POSTGRES` says where it is
//! (an owner's URL of any database of it; every test makes and drops its own).

use super::World;
use server::store::{DatabaseUrl, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::future::Future;

/// Runs `test` in a fresh world on each database.
pub async fn on_each<F: Future<Output = ()>>(test: impl Fn(World) -> F) {
    on_each_url(|url| {
        let test = &test;
        async move {
            let world = World::new(Store::migrate(&url, None).await.unwrap()).await;
            let store = world.store.clone();
            test(world).await;
            store.close().await;
        }
    })
    .await;
}

/// Runs `test` with the URL of a fresh, empty database of each kind.
pub async fn on_each_url<F: Future<Output = ()>>(test: impl Fn(DatabaseUrl) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mikata.db");
    test(DatabaseUrl(file.to_str().unwrap().to_owned())).await;

    let Ok(owner) = std::env::var("MIKATA_TEST_POSTGRES") else {
        eprintln!("SKIPPED on PostgreSQL: MIKATA_TEST_POSTGRES is not set");
        return;
    };
    let name = format!("mikata_test_{}", server::entropy::Entropy::system().uuid().simple());
    let mut connection = PgConnection::connect(&owner).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    let (server, _) = owner.rsplit_once('/').unwrap();
    test(DatabaseUrl(format!("{server}/{name}"))).await;
    sqlx::query(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
        .execute(&mut connection)
        .await
        .unwrap();
}

/// Runs statements behind the program's back.
pub async fn run(url: &DatabaseUrl, statements: &str) -> Result<(), sqlx::Error> {
    let statements = sqlx::raw_sql(AssertSqlSafe(statements.to_owned()));
    if url.is_postgres() {
        statements.execute(&mut PgConnection::connect(&url.0).await?).await.map(drop)
    } else {
        statements.execute(&mut SqliteConnection::connect(&url.0).await?).await.map(drop)
    }
}
