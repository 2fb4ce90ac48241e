use super::{Bench, Database, facility_code, public_url};
use crate::{auth::invite, config::PublicUrl, store::person};
use anyhow::bail;
use clap::{Args, Subcommand};
use shared::ids::FacilityCode;

#[derive(Debug, Args)]
pub struct Invite {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Invite a person to their own record, once somebody has checked who they are, and show the code.
    Patient {
        /// The facility that checked it.
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        /// Their number at that facility.
        #[arg(long)]
        number: String,
        /// The address under which browsers reach the portal.
        #[arg(long, value_name = "URL", env = "MIKATA_PUBLIC_URL", value_parser = public_url,
            default_value = "http://localhost:3000")]
        public_url: PublicUrl,
        #[command(flatten)]
        database: Database,
    },
}

impl Invite {
    pub async fn run(self) -> anyhow::Result<()> {
        let Command::Patient { facility, number, public_url, database } = self.command;
        let bench = database.open().await?;
        let patient = match person::by_own_number(&bench.store, &facility, &number).await?.as_slice() {
            [one] => *one,
            [] => bail!("facility {facility} has sent nobody by the number {number:?}"),
            several => bail!("{} people go by the number {number:?} at facility {facility}", several.len()),
        };
        let Bench { store, clock, entropy } = &bench;
        let checked = invite::Checked { facility: &facility, by: None, paper: None };
        let code = invite::to_own_record(store, clock, entropy, patient, checked).await?;
        eprintln!("The invitation works once, for 14 days. Its code cannot be shown again:");
        println!("{code}");
        println!("{}#{code}", public_url.to("/invitation"));
        Ok(())
    }
}
