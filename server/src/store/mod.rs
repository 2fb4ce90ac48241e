//! All SQL, and the only way to the database: the pools are private to this module.
//!
//! Whoever needs several statements begins a transaction with [`Store::write`] and hands it to the
//! functions of the nouns below, so that what happens together is visible where it is decided.
//! What a patient's record holds comes out through [`record`] only, which asks for a
//! [`Grant`](grant::Grant).

/// Runs one expression on the connection of whichever database the transaction is on. The SQL and
/// the binds are written once; the compiler makes both.
macro_rules! on {
    ($tx:expr, |$connection:ident| $run:expr) => {
        match &mut $tx.begun {
            crate::store::Begun::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $run
            }
            crate::store::Begun::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $run
            }
        }
    };
}

pub mod account;
mod database_url;
mod encryption;
mod error;
pub mod facility;
pub mod function;
pub mod grant;
pub mod identity;
pub mod knowledge;
pub mod log;
mod precedence;
pub mod record;
mod schema;
mod secret;
pub mod sharing;
pub mod statement;

pub use database_url::DatabaseUrl;
pub use encryption::unencrypted_host;
pub use error::StoreError;
pub(crate) use log::append_signal::AppendSignal;

use precedence::{Order, Precedence, Turn};
use sqlx::{
    Connection, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{net::IpAddr, str::FromStr, time::Duration};

/// How long a request waits for a connection before the answer is "try again later".
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(15);

/// The database. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
    append_signal: AppendSignal,
    cache: record::RecordCache,
    asked_from: Option<IpAddr>,
}

#[derive(Clone, Debug)]
enum Db {
    /// SQLite has one writer at a time: a pool of one, and an order for those who wait for it.
    Sqlite {
        writer: SqlitePool,
        order: Precedence,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// Statements that happen together or not at all. Dropped without [`Tx::commit`], they never were.
pub struct Tx {
    begun: Begun,
    append_signal: AppendSignal,
    cache: record::RecordCache,
    /// From where whoever this is done for asks, where that is known.
    asked_from: Option<IpAddr>,
    /// Something was entered in an access log.
    entered: bool,
    /// This transaction changed items: what it reads of them is not cached before the commit.
    items_changed: bool,
    /// Given on when the transaction has ended, so it stands last.
    _turn: Option<Turn>,
}

enum Begun {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Opens the database for the service. A SQLite file is made and migrated; PostgreSQL must
    /// have been migrated by its owner, because the service's own role may not change tables.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        let store = Self::connect(url).await?;
        match &store.db {
            Db::Sqlite { writer, .. } => {
                schema::migrate_sqlite(writer, url).await?;
                log::access::adopt(&store).await?;
                record::unsettled::settle(&store).await?;
                record::adopt(&store).await?;
            }
            Db::Postgres(pool) => schema::check_postgres(pool).await?,
        }
        Ok(store)
    }

    /// Brings the tables up to date with an owner's URL and, on PostgreSQL, lets `service_role`
    /// read and write rows without owning anything.
    pub async fn migrate(url: &DatabaseUrl, service_role: Option<&str>) -> Result<Self, StoreError> {
        let store = Self::connect(url).await?;
        match &store.db {
            Db::Sqlite { writer, .. } => schema::migrate_sqlite(writer, url).await?,
            Db::Postgres(pool) => schema::migrate_postgres(pool, service_role).await?,
        }
        log::access::adopt(&store).await?;
        record::unsettled::settle(&store).await?;
        record::adopt(&store).await?;
        Ok(store)
    }

    async fn connect(url: &DatabaseUrl) -> Result<Self, StoreError> {
        let db = if url.is_postgres() {
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(ACQUIRE_TIMEOUT)
                .connect(&url.0)
                .await?;
            Db::Postgres(pool)
        } else if let Some((scheme, _)) = url.0.split_once("://").filter(|(scheme, _)| *scheme != "sqlite") {
            return Err(StoreError::UnknownScheme(scheme.to_owned()));
        } else {
            let options = sqlite_options(&url.0)?;
            // A full disk makes SQLite itself end a transaction, and the driver still believes in
            // it: such a connection would refuse every later transaction, so it is replaced.
            let pool = |size| {
                SqlitePoolOptions::new()
                    .max_connections(size)
                    .acquire_timeout(ACQUIRE_TIMEOUT)
                    // A file does not hang up: asking before each use whether it is there is half of a short reading.
                    .test_before_acquire(false)
                    .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
            };
            let writer = pool(1).connect_with(options.clone()).await?;
            let readers = pool(4).connect_lazy_with(options);
            Db::Sqlite { writer, order: Precedence::default(), readers }
        };
        Ok(Self {
            db,
            append_signal: AppendSignal::default(),
            cache: record::RecordCache::default(),
            asked_from: None,
        })
    }

    /// The same for whoever asks from this address: it is kept beside what is entered in an access log ([`log::origin`]).
    pub fn asked_from(&self, address: Option<IpAddr>) -> Self {
        Self { asked_from: address, ..self.clone() }
    }

    /// Begins a transaction that will write. On SQLite it takes the write lock at once
    /// (`BEGIN IMMEDIATE`): a lock taken halfway could fail halfway.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        self.write_in(Order::First).await
    }

    /// The same, for what is long and may wait: whoever looks at something or signs in goes first.
    pub(crate) async fn write_behind(&self) -> Result<Tx, StoreError> {
        self.write_in(Order::Behind).await
    }

    async fn write_in(&self, order: Order) -> Result<Tx, StoreError> {
        match &self.db {
            Db::Sqlite { writer, order: precedence, .. } => {
                let waited = tokio::time::timeout(ACQUIRE_TIMEOUT, precedence.wait(order)).await;
                let turn = waited.map_err(|_| sqlx::Error::PoolTimedOut)?;
                let begun = Begun::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?);
                Ok(Tx { _turn: Some(turn), ..self.begun(begun) })
            }
            Db::Postgres(pool) => Ok(self.begun(Begun::Postgres(pool.begin().await?))),
        }
    }

    /// From how many senders it takes something at a time, so that whoever looks finds it free.
    pub(crate) fn takes_at_once(&self) -> usize {
        match &self.db {
            Db::Sqlite { .. } => 1,
            Db::Postgres(_) => 4,
        }
    }

    /// Begins a transaction that only reads.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(self.begun(match &self.db {
            Db::Sqlite { readers, .. } => Begun::Sqlite(readers.begin().await?),
            Db::Postgres(pool) => Begun::Postgres(pool.begin().await?),
        }))
    }

    /// Begins a transaction that only reads, and sees one moment throughout.
    pub(crate) async fn snapshot(&self) -> Result<Tx, StoreError> {
        const REPEATABLE: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        Ok(self.begun(match &self.db {
            Db::Sqlite { readers, .. } => Begun::Sqlite(readers.begin().await?),
            Db::Postgres(pool) => Begun::Postgres(pool.begin_with(REPEATABLE).await?),
        }))
    }

    fn begun(&self, begun: Begun) -> Tx {
        Tx {
            begun,
            append_signal: self.append_signal.clone(),
            cache: self.cache.clone(),
            asked_from: self.asked_from,
            entered: false,
            items_changed: false,
            _turn: None,
        }
    }

    /// Signals that this process entered something in an access log.
    pub(crate) fn append_signal(&self) -> &AppendSignal {
        &self.append_signal
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let mut tx = self.read().await?;
        let _: (i64,) = on!(tx, |c| sqlx::query_as("SELECT CAST(1 AS BIGINT)").fetch_one(c).await)?;
        Ok(())
    }

    /// Makes the disk full for tests: SQLite may not grow beyond this many pages, or beyond what it
    /// has already.
    #[doc(hidden)]
    pub async fn limit_pages(&self, pages: u32) {
        if let Db::Sqlite { writer, .. } = &self.db {
            let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
            // The pragma lasts as long as the writer's one connection.
            sqlx::query(limit).execute(writer).await.expect("a pragma cannot fail");
        }
    }

    /// Waits for what is running and closes every connection.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.begun {
            Begun::Sqlite(transaction) => transaction.commit().await?,
            Begun::Postgres(transaction) => transaction.commit().await?,
        }
        if self.entered {
            self.append_signal.notify();
        }
        Ok(())
    }

    /// Whoever waits for news of an access log hears of it once this is on disk.
    fn notify_on_commit(&mut self) {
        self.entered = true;
    }
}

/// WAL so that readers do not wait for the writer; `synchronous=FULL` so that what was answered
/// with success survives a power cut, not only a crash.
fn sqlite_options(url: &str) -> Result<SqliteConnectOptions, StoreError> {
    let options = if url.starts_with("sqlite:") {
        SqliteConnectOptions::from_str(url)?
    } else {
        SqliteConnectOptions::new().filename(url)
    };
    if let Some(folder) = options.get_filename().parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Unavailable(error.into()))?;
    }
    make_private(options.get_filename()).map_err(|error| StoreError::Unavailable(error.into()))?;
    Ok(options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(ACQUIRE_TIMEOUT))
}

/// A new database file is its owner's alone; SQLite gives the files beside it the same mode.
#[cfg(unix)]
fn make_private(file: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    if file.to_str().is_some_and(|name| name == ":memory:" || name.is_empty()) || file.exists() {
        return Ok(());
    }
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map(drop)
}

#[cfg(not(unix))]
fn make_private(_file: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}
