//! `mikata migrate`: a database brought up to date.

use super::Database;
use crate::store::Store;
use anyhow::Context;
use clap::Args;

#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    database: Database,
    /// A PostgreSQL role that may then read and write rows, and change no table.
    #[arg(long, value_name = "NAME")]
    service_role: Option<String>,
}

impl Migrate {
    pub async fn run(self) -> anyhow::Result<()> {
        Store::migrate(&self.database.place()?, self.service_role.as_deref())
            .await
            .context("the database could not be migrated")?;
        println!("The database is up to date.");
        Ok(())
    }
}
