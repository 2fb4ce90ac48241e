//! Migrations, in pairs of the same number and name.

use super::StoreError;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool, migrate::Migrator};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// What the service does with its tables, and no more: rows of the record are never deleted, and
/// the access log is only ever added to.
const SERVICE_GRANTS: [&str; 10] = [
    "GRANT USAGE ON SCHEMA public TO",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO",
    "GRANT INSERT ON ALL TABLES IN SCHEMA public TO",
    "GRANT UPDATE ON facility, api_key, person, insured_id, person_alias, identity_decision, transmission, item, \
     access_head, session, medicine_code, medicine_prefix TO",
    "GRANT UPDATE ON account, ceremony, invitation, mandate, outside_identity, passkey TO",
    "GRANT UPDATE ON consent_head, consent, question, push_message TO",
    "GRANT UPDATE ON person_address, emergency_seen, history_seen TO",
    "GRANT UPDATE ON visit_code TO",
    "GRANT DELETE ON session, ceremony, outside_identity, passkey, staff_role, push_subscription, push_message TO",
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    /// What the owner does, and the service must not: erasing by law, and giving old entries their leaves.
    const OWNERS: [(&str, &str); 2] = [("erasure.rs", "DELETE"), ("access.rs", "UPDATE")];

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
