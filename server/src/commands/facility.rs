//! `mikata facility`: the facilities that may send.

use super::{Database, facility_code, printed::printed};
use crate::store::facility::{self, ListUnit};
use clap::{Args, Subcommand};
use shared::{consent::FacilityKind, ids::FacilityCode, telephone::Telephone};

#[derive(Debug, Args)]
pub struct Facility {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a facility, or change its name, unit, sort or number.
    Add {
        /// The ten digits of the medical institution.
        #[arg(value_parser = facility_code)]
        code: FacilityCode,
        name: String,
        /// What its lists of diagnoses and allergies replace: department or facility.
        #[arg(long, default_value = "department", value_parser = list_unit)]
        list_unit: ListUnit,
        /// What sort of place it is: hospital, clinic, pharmacy or care-provider. Only hospitals have emergencies.
        #[arg(long, value_parser = facility_kind)]
        kind: Option<FacilityKind>,
        /// Under which number whoever cannot sign in rings it, as 03-0000-0000.
        #[arg(long, value_parser = telephone)]
        phone: Option<Telephone>,
        #[command(flatten)]
        database: Database,
    },
    List {
        #[command(flatten)]
        database: Database,
    },
}

fn list_unit(text: &str) -> Result<ListUnit, String> {
    ListUnit::from_name(text).ok_or_else(|| "department or facility expected".to_owned())
}

fn facility_kind(text: &str) -> Result<FacilityKind, String> {
    FacilityKind::parse(text).map_err(|garbled| garbled.to_string())
}

fn telephone(text: &str) -> Result<Telephone, String> {
    Telephone::try_from(text).map_err(|error| error.to_string())
}

/// What the door takes of it.
fn may_send(code: &FacilityCode) -> String {
    match code.is_a_senders() {
        true => format!("{code} may send now, once it has a key."),
        false => format!(
            "{code} may send transactions without identifier, once it has a key. Collections and documents are taken of \
             facilities whose third digit is 1 to 3 (医科, 歯科) alone."
        ),
    }
}

impl Facility {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Add { code, name, list_unit, kind, phone, database } => {
                let context = database.open().await?;
                facility::add(&context.store, &code, &name, list_unit, context.clock.now()).await?;
                if kind.is_some() {
                    facility::set_kind(&context.store, &code, kind).await?;
                }
                if let Some(phone) = &phone {
                    facility::set_telephone(&context.store, &code, phone).await?;
                }
                println!("{}", may_send(&code));
            }
            Command::List { database } => {
                for facility in facility::list(&database.open().await?.store).await? {
                    println!(
                        "{}\t{}\t{}",
                        facility.code,
                        facility.list_unit.as_str(),
                        printed(&facility.name)
                    );
                }
            }
        }
        Ok(())
    }
}
