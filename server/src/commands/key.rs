use super::{Database, facility_code};
use crate::store::key;
use anyhow::bail;
use clap::{Args, Subcommand};
use shared::ids::FacilityCode;
use uuid::Uuid;

#[derive(Debug, Args)]
pub struct Key {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a key and show it, this once.
    Create {
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        /// Where it will be used, to tell keys apart later.
        #[arg(long)]
        label: String,
        #[command(flatten)]
        database: Database,
    },
    List {
        #[command(flatten)]
        database: Database,
    },
    /// End a key at once.
    Revoke {
        id: Uuid,
        #[command(flatten)]
        database: Database,
    },
}

impl Key {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Create { facility, label, database } => {
                let bench = database.open().await?;
                let made =
                    key::create(&bench.store, &facility, &label, bench.clock.now(), &bench.entropy).await?;
                let Some(secret) = made else {
                    bail!(
                        "facility {facility} is not registered: `mikata facility add {facility} NAME` first"
                    );
                };
                eprintln!("The key of {facility}. It cannot be shown again:");
                println!("{secret}");
            }
            Command::List { database } => {
                for key in key::all(&database.open().await?.store).await? {
                    let state = key.revoked_at.map_or("works".to_owned(), |at| format!("revoked {at}"));
                    println!("{}\t{}\t{}\t{}\t{}", key.id, key.facility, key.created_at, state, key.label);
                }
            }
            Command::Revoke { id, database } => {
                let bench = database.open().await?;
                if !key::revoke(&bench.store, id, bench.clock.now()).await? {
                    bail!("no working key has the id {id}");
                }
                println!("{id} no longer works.");
            }
        }
        Ok(())
    }
}
