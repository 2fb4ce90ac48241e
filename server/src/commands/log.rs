//! `mikata log`: the access log, verified and exported.

use super::{CommandContext, Database};
use crate::{
    entropy::Entropy,
    gate,
    log::{KeyError, SigningKey, Witness, audit},
    store::{
        DatabaseUrl,
        log::{erasure, newest_head, origin},
    },
};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use shared::{
    ids::PatientId,
    log::{checkpoint::LogKey, question},
    time::{midnight, tokyo_day},
};
use std::{path::PathBuf, process::ExitCode};
use uuid::Uuid;

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
    /// Erase what is entered about one person, where a law asks for it (docs/access-log.md). Their leaves stay
    /// and name nobody; what is left says that it was erased, and when. It cannot be undone.
    Erase {
        /// The person's id, as `mikata identities` prints it.
        #[arg(long, value_name = "ID")]
        person: Uuid,
        /// By which law or decision: kept beside the leaves that stay. Name nobody in it.
        #[arg(long, value_name = "REASON", value_parser = reason)]
        by_law: String,
        /// With PostgreSQL the owner's URL: the service's role cannot erase.
        #[command(flatten)]
        database: Database,
    },
    /// From where records were asked for: kept apart from the log for a year, shown nowhere else. To list it stands
    /// in the person's log.
    Origins {
        #[command(subcommand)]
        command: OriginsCommand,
    },
    /// Print the log's public key, for whoever verifies elsewhere.
    Key {
        #[command(flatten)]
        log_key: LogKeyFile,
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Subcommand)]
enum OriginsCommand {
    /// For each entry of one person's log: its number, when, who (kind and id), of which facility, what for, to what it
    /// came, from which address.
    List {
        /// The person's id, as `mikata identities` prints it.
        #[arg(long, value_name = "ID")]
        person: Uuid,
        #[command(flatten)]
        database: Database,
    },
    /// Erase the addresses of everything before a day in Japan. The entries stay, and the log is verified as before.
    Erase {
        /// The first day that is kept.
        #[arg(long, value_name = "DATE")]
        before: NaiveDate,
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
                println!("{}", log_key.public(&database.place()?)?);
                Ok(ExitCode::SUCCESS)
            }
            Command::Origins { command } => origins(command).await,
            Command::Erase { person, by_law, database } => erase(PatientId(person), &by_law, database).await,
            Command::Verify { witness, key, log_key, database } => {
                let url = database.place()?;
                let key = match key.map_or_else(|| log_key.public(&url), Ok) {
                    Ok(key) => key,
                    Err(KeyError::Lost(_)) if is_unsigned(&database).await? => return Ok(nothing_signed()),
                    Err(error) => return Err(error.into()),
                };
                verify(&key, witness.map(Witness), database).await
            }
        }
    }
}

/// Whether no head was ever signed: then there is no key to be missed, and nothing to verify.
async fn is_unsigned(database: &Database) -> anyhow::Result<bool> {
    let context = database.open().await?;
    let newest = newest_head(&context.store).await?;
    context.store.close().await;
    Ok(newest.is_none())
}

fn nothing_signed() -> ExitCode {
    println!("nothing is signed yet: the first `serve` makes the key and seals what was entered");
    ExitCode::SUCCESS
}

fn reason(text: &str) -> Result<String, String> {
    question::text(text).map_err(|error| error.to_string())
}

async fn origins(command: OriginsCommand) -> anyhow::Result<ExitCode> {
    match command {
        OriginsCommand::List { person, database } => {
            let CommandContext { store, clock, .. } = database.open().await?;
            let kept = gate::origins(&store, &clock, PatientId(person)).await;
            for one in kept.context("nothing is listed of who is not there, or is read as another")? {
                let origin::Origin { seq, at, actor_kind, actor_id, facility, purpose, outcome, address } =
                    one;
                let (at, facility) = (at.to_rfc3339(), facility.as_deref().unwrap_or("-"));
                println!(
                    "{seq}\t{at}\t{actor_kind}\t{actor_id}\t{facility}\t{purpose}\t{outcome}\t{address}"
                );
            }
            store.close().await;
        }
        OriginsCommand::Erase { before, database } => {
            let store = database.open().await?.store;
            let erased = origin::erase_before(&store, midnight(before)).await?;
            println!("erased\t{erased} addresses of before {before}; the entries of the log stay");
            println!("older backups still hold them");
            store.close().await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn erase(patient: PatientId, reason: &str, database: Database) -> anyhow::Result<ExitCode> {
    let context = database.open().await?;
    let CommandContext { store, clock, entropy } = &context;
    let erased = erasure::erase(store, patient, reason, clock.now(), entropy)
        .await
        .context("nothing was erased: with PostgreSQL this needs the owner's URL")?;
    store.close().await;
    let Some(erased) = erased else { bail!("nothing is entered about a person with the id {patient}") };
    println!("erased\t{} entries of person {patient}; their leaves stay and name nobody", erased.leaves);
    println!("older backups still hold them, and the free pages of older copies of the file");
    Ok(ExitCode::SUCCESS)
}

async fn verify(key: &str, witness: Option<Witness>, database: Database) -> anyhow::Result<ExitCode> {
    let key = LogKey::read(key).context("the key cannot be used")?;
    if let Some(witness) = &witness
        && !witness.0.exists()
    {
        bail!("the witness file {} is not there", witness.0.display());
    }
    let context = database.open().await?;
    let report = audit::verify(&context.store, &key, witness.as_ref()).await?;
    for finding in &report.findings {
        println!("{finding}");
    }
    let audit::Report { leaves, people, waiting, heads, erased, findings } = report;
    for (pseudonym, erasure::Erasure { leaves, at, reason }) in &erased {
        let day = tokyo_day(*at);
        println!("erased by law on {day}\t{leaves} entries of the pseudonym {pseudonym}: {reason}");
    }
    println!("{leaves} leaves, {heads} signed heads, {people} people, {waiting} entries being sealed");
    if witness.is_none() {
        println!("no witness file was given: entries cut off together with their heads would not be seen");
    }
    println!("{}", if findings.is_empty() { "verified" } else { "ALTERED" });
    context.store.close().await;
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
