//! `mikata key`: keys of facilities' systems.

use super::{Database, facility_code, printed::printed};
use crate::store::facility::key::{self, Scopes};
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
        /// What it may be used for: send, check, or "send check".
        #[arg(long, default_value = "send check", value_parser = scopes)]
        scope: Scopes,
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

fn scopes(text: &str) -> Result<Scopes, String> {
    key::parse_scopes(text).map_err(|error| error.to_string())
}

impl Key {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Create { facility, label, scope, database } => {
                let context = database.open().await?;
                let now = context.clock.now();
                let made =
                    key::create_for(&context.store, &facility, &label, scope, now, &context.entropy).await?;
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
                    let used = key.last_used_at.map_or("never used".to_owned(), |at| format!("used {at}"));
                    println!(
                        "{}\t{}\t{}\t{}\t{used}\t{state}\t{}",
                        key.id,
                        key.facility,
                        key.created_at,
                        key.scopes,
                        printed(&key.label)
                    );
                }
            }
            Command::Revoke { id, database } => {
                let context = database.open().await?;
                if !key::revoke(&context.store, id, context.clock.now()).await? {
                    bail!("no working key has the id {id}");
                }
                println!("{id} no longer works.");
            }
        }
        Ok(())
    }
}
