//! Migrations, in pairs of the same number and name.

use super::StoreError;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool, migrate::Migrator};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// What the service does with its tables, and no more: rows of the record are never deleted, and
/// the access log is only ever added to.
const SERVICE_GRANTS: [&str; 8] = [
    "GRANT USAGE ON SCHEMA public TO",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO",
    "GRANT INSERT ON ALL TABLES IN SCHEMA public TO",
    "GRANT UPDATE ON facility, api_key, person, insured_id, person_alias, identity_decision, transmission, item, \
     access_head, session, medicine_code, medicine_prefix TO",
    "GRANT UPDATE ON consent_head, consent, question, push_message TO",
    "GRANT UPDATE ON person_address, emergency_seen, history_seen TO",
    "GRANT DELETE ON session, push_subscription, push_message TO",
    // What waited for its place in the log and has it: the leaves themselves stay.
    "GRANT DELETE ON log_queue TO",
];

pub(super) async fn migrate_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    Ok(SQLITE.run(pool).await?)
}

pub(super) async fn migrate_postgres(pool: &PgPool, service_role: Option<&str>) -> Result<(), StoreError> {
    POSTGRES.run(pool).await?;
    let Some(role) = service_role else { return Ok(()) };
    // A role's name cannot be a bound parameter, so it is checked by hand and quoted.
    if role.is_empty() || !role.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err(StoreError::RoleName(role.to_owned()));
    }
    for grant in SERVICE_GRANTS {
        sqlx::query(AssertSqlSafe(format!("{grant} \"{role}\""))).execute(pool).await?;
    }
    // The list of migrations is for reading only, and erasing by law is its owner's.
    for table in ["_sqlx_migrations", "access_erasure"] {
        sqlx::query(AssertSqlSafe(format!("REVOKE INSERT ON {table} FROM \"{role}\""))).execute(pool).await?;
    }
    Ok(())
}

pub(super) async fn check_postgres(pool: &PgPool) -> Result<(), StoreError> {
    let needed = POSTGRES.iter().map(|migration| migration.version).max().unwrap_or(0);
    let known: (bool,) =
        sqlx::query_as("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await?;
    let found = if known.0 {
        let version: (Option<i64>,) =
            sqlx::query_as("SELECT max(version) FROM _sqlx_migrations WHERE success").fetch_one(pool).await?;
        version.0.unwrap_or(0)
    } else {
        0
    };
    if found == needed { Ok(()) } else { Err(StoreError::SchemaVersion { found, needed }) }
}
