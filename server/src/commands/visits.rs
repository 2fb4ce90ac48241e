//! `mikata visits`: visits that a desk stated and a patient says were not theirs.

use super::Database;
use crate::store::sharing::relationship;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct Visits {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Visits that somebody's desk stated and of which the patient says that it was not they, the newest first: when,
    /// the facility, the account of whoever stated it, the patient. Ids alone.
    Disputed {
        #[command(flatten)]
        database: Database,
    },
}

impl Visits {
    pub async fn run(self) -> anyhow::Result<()> {
        let Command::Disputed { database } = self.command;
        for one in relationship::disputed(&database.open().await?.store).await? {
            let by = one.stated_by.map_or_else(|| "-".to_owned(), |account| account.to_string());
            println!("{}\t{}\t{by}\t{}", one.at.to_rfc3339(), one.facility, one.patient);
        }
        Ok(())
    }
}
