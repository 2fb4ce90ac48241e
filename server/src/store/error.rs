//! Errors of the store.

use shared::ids::FacilityCode;
use sqlx::migrate::MigrateError;
use std::path::PathBuf;

/// What can go wrong between us and the database. "Not found" is not among them.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Lost connection, full disk, lock not given in time: the same request may succeed later.
    #[error("the database cannot be used at the moment")]
    Unavailable(#[source] sqlx::Error),
    /// Our mistake, or somebody else's in the same database.
    #[error("the database refused a statement")]
    Database(#[source] sqlx::Error),
    /// Nothing is kept from a sender that no operator added.
    #[error("facility {0} is not registered here")]
    UnknownFacility(FacilityCode),
    /// A row that no version of this program wrote.
    #[error("unreadable value in {table}.{column} of row {row}")]
    BadRow { table: &'static str, column: &'static str, row: String },
    /// PostgreSQL is migrated by its owner, not by the service.
    #[error(
        "the database has schema version {found}, this program needs {needed}: run `mikata migrate --database URL` with the owner's URL"
    )]
    SchemaVersion { found: i64, needed: i64 },
    /// A newer program has been here: this one would misread what it wrote.
    #[error(
        "the database has schema version {found}, and this program knows versions up to {known} only: it is older than the one that wrote there last"
    )]
    NewerSchema { found: i64, known: i64 },
    /// Without a copy of what was there, nothing is changed.
    #[error("the copy {} could not be made, so the database was not brought up to date", copy.display())]
    CopyBeside {
        copy: PathBuf,
        #[source]
        cause: std::io::Error,
    },
    #[error("the database could not be migrated")]
    Migrate(#[from] MigrateError),
    /// An address of a kind of database that is not one of ours: never taken for a file's name.
    #[error("a SQLite file, sqlite://… or postgres://… expected, found an address that begins with {0}://")]
    UnknownScheme(String),
    /// A name for a PostgreSQL role that is not letters, digits and underscores.
    #[error("a role name of letters, digits and _ expected, found {0:?}")]
    RoleName(String),
}

/// SQLite's primary result codes that say "not now": BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL,
/// CANTOPEN.
const SQLITE_NOT_NOW: [i32; 7] = [5, 6, 7, 8, 10, 13, 14];

/// PostgreSQL's error classes that say "not now": connection, transaction rollback, resources,
/// operator intervention, system error.
const POSTGRES_NOT_NOW: [&str; 5] = ["08", "40", "53", "57", "58"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let not_now = match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(database) => database.code().is_some_and(|code| {
                if database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                    code.parse::<i32>().is_ok_and(|code| SQLITE_NOT_NOW.contains(&(code & 0xff)))
                } else {
                    POSTGRES_NOT_NOW.iter().any(|class| code.starts_with(class))
                }
            }),
            _ => false,
        };
        if not_now { Self::Unavailable(error) } else { Self::Database(error) }
    }
}

impl StoreError {
    pub(crate) fn bad_row(table: &'static str, column: &'static str, row: impl ToString) -> Self {
        Self::BadRow { table, column, row: row.to_string() }
    }
}
