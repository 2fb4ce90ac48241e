//! Migrations, in pairs of the same number and name. Whatever stops one halfway leaves the database as it was before:
//! on PostgreSQL all that are due are one transaction, and a SQLite file is copied beside itself first.

use super::{DatabaseUrl, StoreError};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, SqlitePool, migrate::Migrator};
use std::{fs, path::Path};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// What the service does with its tables, and no more: rows of the record are never deleted, and
/// the access log is only ever added to.
const SERVICE_GRANTS: [&str; 12] = [
    "GRANT USAGE ON SCHEMA public TO",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO",
    "GRANT INSERT ON ALL TABLES IN SCHEMA public TO",
    "GRANT UPDATE ON facility, api_key, person, insured_id, person_alias, identity_decision, transmission, item, \
     item_without_remarks, access_head, session, medicine_code, medicine_prefix TO",
    "GRANT UPDATE ON account, ceremony, invitation, mandate, outside_identity, passkey TO",
    "GRANT UPDATE ON consent_head, consent, question, push_message TO",
    "GRANT UPDATE ON person_address, emergency_seen, history_seen TO",
    "GRANT UPDATE ON visit_code, death_hint, death_statement, kept_snapshot, agenda_point TO",
    "GRANT DELETE ON session, ceremony, outside_identity, passkey, staff_role, push_subscription, push_message, kept_snapshot, \
     agenda_point, emergency_contact TO",
    "GRANT UPDATE ON recovery, frozen_account, link_hold, known_device, sign_out, emergency_notice, sharing_notice TO",
    "GRANT UPDATE ON health_link, health_link_file TO",
    // What waited for its place in the log and has it: the leaves themselves stay.
    // And from where something was asked for, after a while: no leaf commits to it.
    "GRANT DELETE ON log_queue, access_origin, health_link_location, health_link_file TO",
];

pub(super) async fn migrate_sqlite(pool: &SqlitePool, url: &DatabaseUrl) -> Result<(), StoreError> {
    bring_sqlite_to(&SQLITE, pool, url).await
}

async fn bring_sqlite_to(wanted: &Migrator, pool: &SqlitePool, url: &DatabaseUrl) -> Result<(), StoreError> {
    let known: Option<(i64,)> =
        sqlx::query_as("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'")
            .fetch_optional(pool)
            .await?;
    let found = match known {
        None => 0,
        Some(_) => {
            let version: (Option<i64>,) =
                sqlx::query_as("SELECT max(version) FROM _sqlx_migrations WHERE success")
                    .fetch_one(pool)
                    .await?;
            version.0.unwrap_or(0)
        }
    };
    refuse_newer(found, wanted)?;
    let due = wanted.iter().map(|migration| migration.version).find(|version| *version > found);
    if let Some((first, file)) = due.filter(|_| found > 0).zip(url.beside("")) {
        copy_beside(pool, &file, first).await?;
    }
    Ok(wanted.run(pool).await?)
}

/// The file as it is before migration `first`, beside itself and readable by the same people.
async fn copy_beside(pool: &SqlitePool, file: &Path, first: i64) -> Result<(), StoreError> {
    let named = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".before-{first:04}{ending}"));
        std::path::PathBuf::from(name)
    };
    let (copy, part) = (named(""), named(".part"));
    let attempt = |cause| StoreError::CopyBeside { copy: copy.clone(), cause };
    // Left by somebody who was interrupted; SQLite writes into no file that exists.
    if part.exists() {
        fs::remove_file(&part).map_err(attempt)?;
    }
    // Made by us first, so that nobody else can read it at any time.
    let like_the_file = fs::metadata(file).map_err(attempt)?.permissions();
    fs::File::create(&part).and_then(|made| made.set_permissions(like_the_file)).map_err(attempt)?;
    sqlx::query("VACUUM INTO $1").bind(part.to_string_lossy().into_owned()).execute(pool).await?;
    fs::rename(&part, &copy).map_err(attempt)?;
    tracing::info!(copy = %copy.display(), "the database was copied before it is brought up to date");
    Ok(())
}

/// What a newer program has changed, an older one does not understand.
fn refuse_newer(found: i64, wanted: &Migrator) -> Result<(), StoreError> {
    let known = newest(wanted);
    if found > known { Err(StoreError::NewerSchema { found, known }) } else { Ok(()) }
}

fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

pub(super) async fn migrate_postgres(pool: &PgPool, service_role: Option<&str>) -> Result<(), StoreError> {
    bring_postgres_to(&POSTGRES, pool, service_role).await
}

async fn bring_postgres_to(
    wanted: &Migrator,
    pool: &PgPool,
    service_role: Option<&str>,
) -> Result<(), StoreError> {
    // A role's name cannot be a bound parameter, so it is checked by hand and quoted.
    let unfit =
        |role: &&str| role.is_empty() || !role.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if let Some(role) = service_role.filter(unfit) {
        return Err(StoreError::RoleName(role.to_owned()));
    }
    refuse_newer(postgres_version(pool).await?, wanted)?;
    let mut connection = pool.acquire().await?;
    let outcome = all_in_one(wanted, &mut connection, service_role).await;
    if outcome.is_err() {
        // The driver's lock against a second migration is the connection's own, and no rollback undoes it.
        connection.close().await?;
    }
    outcome
}

async fn all_in_one(
    wanted: &Migrator,
    connection: &mut PgConnection,
    service_role: Option<&str>,
) -> Result<(), StoreError> {
    let mut all = connection.begin().await?;
    wanted.run(&mut *all).await?;
    if let Some(role) = service_role {
        for grant in SERVICE_GRANTS {
            sqlx::query(AssertSqlSafe(format!("{grant} \"{role}\""))).execute(&mut *all).await?;
        }
        // The list of migrations is for reading only, and erasing by law is its owner's.
        for table in ["_sqlx_migrations", "access_erasure"] {
            let revoke = AssertSqlSafe(format!("REVOKE INSERT ON {table} FROM \"{role}\""));
            sqlx::query(revoke).execute(&mut *all).await?;
        }
    }
    Ok(all.commit().await?)
}

pub(super) async fn check_postgres(pool: &PgPool) -> Result<(), StoreError> {
    let (found, needed) = (postgres_version(pool).await?, newest(&POSTGRES));
    refuse_newer(found, &POSTGRES)?;
    if found == needed { Ok(()) } else { Err(StoreError::SchemaVersion { found, needed }) }
}

async fn postgres_version(pool: &PgPool) -> Result<i64, StoreError> {
    let known: (bool,) =
        sqlx::query_as("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await?;
    if !known.0 {
        return Ok(0);
    }
    let version: (Option<i64>,) =
        sqlx::query_as("SELECT max(version) FROM _sqlx_migrations WHERE success").fetch_one(pool).await?;
    Ok(version.0.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::{
        AssertSqlSafe, SqlSafeStr,
        migrate::{Migration, MigrationType},
        sqlite::{SqliteConnectOptions, SqlitePoolOptions},
    };
    use std::{collections::BTreeSet, path::PathBuf};

    /// The real ones and one more, as a next version of this program has it.
    fn and_then(known: &Migrator, statement: &'static str) -> Migrator {
        let mut all: Vec<Migration> = known.iter().cloned().collect();
        let next = newest(known) + 1;
        let text = statement.into_sql_str();
        all.push(Migration::new(next, "next".into(), MigrationType::Simple, text, false));
        Migrator::with_migrations(all)
    }

    async fn sqlite(file: &Path) -> (SqlitePool, DatabaseUrl) {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
        (pool, DatabaseUrl(file.to_str().unwrap().to_owned()))
    }

    async fn facilities(pool: &SqlitePool) -> i64 {
        let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM facility").fetch_one(pool).await.unwrap();
        count
    }

    #[tokio::test]
    async fn a_sqlite_file_is_copied_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mikata.db");
        let copy = folder.path().join(format!("mikata.db.before-{:04}", newest(&SQLITE) + 1));
        let (pool, url) = sqlite(&file).await;
        // A new file has nothing to lose.
        bring_sqlite_to(&SQLITE, &pool, &url).await.unwrap();
        bring_sqlite_to(&SQLITE, &pool, &url).await.unwrap();
        let names = || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(
            !names().any(|name| name.to_string_lossy().contains("before")),
            "{:?}",
            names().collect::<Vec<_>>()
        );
        let add = "INSERT INTO facility (code, name, list_unit, created_at) VALUES ('1310000001', 'a', 'facility', 'x')";
        sqlx::query(add).execute(&pool).await.unwrap();

        // What fails leaves the file as it was, and the copy beside it.
        let failing = and_then(&SQLITE, "DELETE FROM facility; INSERT INTO nothing VALUES (1)");
        assert!(bring_sqlite_to(&failing, &pool, &url).await.is_err());
        assert_eq!(facilities(&pool).await, 1);
        assert!(copy.is_file());
        let (copied, _) = sqlite(&copy).await;
        assert_eq!(facilities(&copied).await, 1);
        copied.close().await;

        // What works is done, and the copy is of before: also where one was left.
        sqlx::query(add.replace("1310000001", "1310000002").leak() as &'static str)
            .execute(&pool)
            .await
            .unwrap();
        let emptying = and_then(&SQLITE, "DELETE FROM facility");
        bring_sqlite_to(&emptying, &pool, &url).await.unwrap();
        assert_eq!(facilities(&pool).await, 0);
        let (copied, _) = sqlite(&copy).await;
        assert_eq!(facilities(&copied).await, 2);
        let mode = |file: &Path| fs::metadata(file).unwrap().permissions();
        assert_eq!(mode(&copy), mode(&file));
    }

    #[tokio::test]
    async fn an_older_program_refuses_a_newer_file() {
        let folder = tempfile::tempdir().unwrap();
        let (pool, url) = sqlite(&folder.path().join("mikata.db")).await;
        bring_sqlite_to(&and_then(&SQLITE, "CREATE TABLE next (id INTEGER)"), &pool, &url).await.unwrap();
        let refused = bring_sqlite_to(&SQLITE, &pool, &url).await.unwrap_err();
        let (found, known) = (newest(&SQLITE) + 1, newest(&SQLITE));
        assert!(
            matches!(refused, StoreError::NewerSchema { found: f, known: k } if (f, k) == (found, known))
        );
        assert!(refused.to_string().contains(&format!("version {found}")), "{refused}");
    }

    /// On a PostgreSQL where `MIKATA_TEST_POSTGRES` says one is.
    #[tokio::test]
    async fn on_postgresql_all_that_is_due_happens_or_nothing() {
        let Ok(owner) = std::env::var("MIKATA_TEST_POSTGRES") else {
            eprintln!("SKIPPED on PostgreSQL: MIKATA_TEST_POSTGRES is not set");
            return;
        };
        let name = format!("mikata_test_{}", crate::entropy::Entropy::system().uuid().simple());
        let server = PgPool::connect(&owner).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&server).await.unwrap();
        let (host, _) = owner.rsplit_once('/').unwrap();
        let pool = PgPool::connect(&format!("{host}/{name}")).await.unwrap();

        // The last of all fails: none has happened.
        let failing = and_then(&POSTGRES, "INSERT INTO nothing VALUES (1)");
        assert!(bring_postgres_to(&failing, &pool, None).await.is_err());
        assert_eq!(postgres_version(&pool).await.unwrap(), 0);
        let (tables,): (i64,) = sqlx::query_as("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(tables, 0);

        bring_postgres_to(&POSTGRES, &pool, None).await.unwrap();
        check_postgres(&pool).await.unwrap();
        bring_postgres_to(&and_then(&POSTGRES, "CREATE TABLE next (id INTEGER)"), &pool, None).await.unwrap();
        for refused in [check_postgres(&pool).await, bring_postgres_to(&POSTGRES, &pool, None).await] {
            assert!(matches!(refused, Err(StoreError::NewerSchema { .. })), "{refused:?}");
        }
        pool.close().await;
        let drop = AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
        sqlx::query(drop).execute(&server).await.unwrap();
    }

    /// What the owner does, and the service must not: erasing by law, and giving old entries their leaves.
    const OWNERS: [(&str, &str); 3] =
        [("erasure.rs", "DELETE"), ("access.rs", "UPDATE"), ("unsettled.rs", "DELETE")];

    /// The tables that a file's statements change with this word.
    fn changed(source: &str, word: &str) -> BTreeSet<String> {
        let follows = |phrase: &str| {
            let places = source.match_indices(phrase).map(|(at, _)| &source[at + phrase.len()..]);
            let name = |rest: &str| -> String {
                rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
            };
            places.map(name).filter(|name| !name.is_empty()).collect::<BTreeSet<String>>()
        };
        if word == "DELETE" {
            return follows("DELETE FROM ");
        }
        let plain = follows("\"UPDATE ");
        // An upsert changes the table that it inserts into.
        let upserts = source.split("INSERT INTO ").skip(1).filter(|rest| {
            let statement = rest.split('"').next().unwrap_or_default();
            statement.contains("DO UPDATE")
        });
        let name = |rest: &str| rest.split_whitespace().next().unwrap_or_default().to_owned();
        plain.into_iter().chain(upserts.map(name)).collect()
    }

    fn files_below(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn the_service_may_do_what_its_statements_do() {
        let granted = |word: &str| -> BTreeSet<String> {
            let start = format!("GRANT {word} ON ");
            let lists = SERVICE_GRANTS.iter().filter_map(|grant| grant.strip_prefix(&start));
            let lists = lists.filter_map(|list| list.strip_suffix(" TO"));
            lists.flat_map(|list| list.split(", ")).map(str::to_owned).collect()
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
        let mut looked_at = 0;
        for path in files_below(&folder) {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let source = fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            for word in ["UPDATE", "DELETE"] {
                let granted = granted(word);
                for table in changed(source, word) {
                    let owners = OWNERS.contains(&(name.as_str(), word));
                    assert!(owners || granted.contains(&table), "{name}: {word} on {table} is not granted");
                    looked_at += 1;
                }
            }
        }
        assert!(looked_at > 30, "only {looked_at} changes were found");
    }
}
