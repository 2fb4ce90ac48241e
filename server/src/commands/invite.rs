//! `mikata invite`: a way in for a patient.

use super::{CommandContext, Database, facility_code, public_url};
use crate::{
    enrolment::invite,
    public_url::PublicUrl,
    store::{facility::staff, identity::person},
};
use anyhow::{bail, ensure};
use clap::{Args, Subcommand};
use shared::ids::{AccountId, FacilityCode};
use uuid::Uuid;

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
        /// Who of its staff checked it, as `mikata staff list` names them: they are the first of the two people who see
        /// the person, and you may be the second. Without it you are the first.
        #[arg(long, value_name = "ACCOUNT")]
        checked_by: Option<Uuid>,
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
        let Command::Patient { facility, number, checked_by, public_url, database } = self.command;
        let context = database.open().await?;
        let patient = match person::by_own_number(&context.store, &facility, &number).await?.as_slice() {
            [one] => *one,
            [] => bail!("facility {facility} has sent nobody by the number {number:?}"),
            several => bail!("{} people go by the number {number:?} at facility {facility}", several.len()),
        };
        let CommandContext { store, clock, entropy } = &context;
        let by = checked_by.map(AccountId);
        if let Some(by) = by {
            let staff = staff::list(store, &facility, clock.now()).await?;
            ensure!(
                staff.iter().any(|one| one.account == by),
                "{by} is nobody of facility {facility}'s staff"
            );
        }
        let checked = invite::Checked { facility: &facility, by, paper: None };
        let code = invite::to_own_record(store, clock, entropy, patient, checked).await?;
        eprintln!("The invitation works once, for 14 days. Its code cannot be shown again:");
        println!("{code}");
        println!("{}#{code}", public_url.to("/invitation"));
        Ok(())
    }
}
