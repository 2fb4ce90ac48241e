use super::Database;
use crate::{
    config::DatabaseUrl,
    entropy::Entropy,
    log::{KeyError, SigningKey, Witness, audit},
};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use shared::log::checkpoint::LogKey;
use std::{path::PathBuf, process::ExitCode};

#[derive(Debug, Args)]
pub struct Log {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Recompute the whole log and report whatever this program did not write (exit code 1).
    Verify {
        /// The file that heads were handed to (`serve --witness-file`): without it nobody can see from the
        /// database alone that its newest entries were cut off together with their heads.
        #[arg(long, value_name = "FILE", env = "MIKATA_LOG_WITNESS")]
        witness: Option<PathBuf>,
        /// The log's public key as it is known elsewhere, instead of the key file's.
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        #[command(flatten)]
        log_key: LogKeyFile,
        #[command(flatten)]
        database: Database,
    },
    /// Print the log's public key, for whoever verifies elsewhere.
    Key {
        #[command(flatten)]
        log_key: LogKeyFile,
        #[command(flatten)]
        database: Database,
    },
}

/// Where the key is that signs the log.
#[derive(Debug, Args)]
pub(super) struct LogKeyFile {
    /// The file with the key that signs the access log; made by the first `serve`. Unless given, beside a
    /// SQLite database's file. Keep it where the database's backups are not.
    #[arg(long = "log-key", value_name = "FILE", env = "MIKATA_LOG_KEY")]
    file: Option<PathBuf>,
}

impl LogKeyFile {
    pub(super) fn place(&self, database: &DatabaseUrl) -> Result<PathBuf, KeyError> {
        match &self.file {
            Some(file) => Ok(file.clone()),
            None => database.beside(".log-key").ok_or(KeyError::NoPlace),
        }
    }

    /// The key that is there: a command makes none.
    fn public(&self, database: &DatabaseUrl) -> Result<String, KeyError> {
        let key = SigningKey::open(&self.place(database)?, false, &Entropy::system())?;
        Ok(key.verifier().to_owned())
    }
}

impl Log {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Key { log_key, database } => {
                println!("{}", log_key.public(&DatabaseUrl(database.url))?);
                Ok(ExitCode::SUCCESS)
            }
            Command::Verify { witness, key, log_key, database } => {
                let key = match key {
                    Some(key) => key,
                    None => log_key.public(&DatabaseUrl(database.url.clone()))?,
                };
                verify(&key, witness.map(Witness), database).await
            }
        }
    }
}

async fn verify(key: &str, witness: Option<Witness>, database: Database) -> anyhow::Result<ExitCode> {
    let key = LogKey::read(key).context("the key cannot be used")?;
    if let Some(witness) = &witness
        && !witness.0.exists()
    {
        bail!("the witness file {} is not there", witness.0.display());
    }
    let bench = database.open().await?;
    let report = audit::verify(&bench.store, &key, witness.as_ref()).await?;
    for finding in &report.findings {
        println!("{finding}");
    }
    let audit::Report { leaves, people, waiting, heads, findings } = report;
    println!("{leaves} leaves, {heads} signed heads, {people} people, {waiting} entries being sealed");
    if witness.is_none() {
        println!("no witness file was given: entries cut off together with their heads would not be seen");
    }
    println!("{}", if findings.is_empty() { "verified" } else { "ALTERED" });
    bench.store.close().await;
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
