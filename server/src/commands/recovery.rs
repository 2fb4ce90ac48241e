//! `mikata recovery`: ways in that were lost, frozen or taken over; deaths.

use super::{CommandContext, Database, facility_code};
use crate::{
    auth::{recovery::Why, sign_out::Stated},
    gate::{self, Actor},
    store::{
        account::{
            alarm::{self, Lately},
            freeze,
            recovery::{self, NotStated, Stated as Outcome},
        },
        facility::desk,
        identity::{death, person},
        sharing::representation,
        statement::Voice,
    },
};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use shared::{
    death_paper::DeathPaper,
    ids::{AccountId, FacilityCode, PatientId},
    sign_out::Reason,
};
use uuid::Uuid;

#[derive(Debug, Args)]
pub struct Recovery {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// New ways in that wait, ways in that are frozen, and who does that, or ends sign-ins, often. Ids only.
    List {
        #[command(flatten)]
        database: Database,
    },
    /// State that you, or whoever you speak for, saw the person and their paper: a new way in is their own.
    Confirm {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        database: Database,
    },
    /// State that a new way in is not the person's own; two people do.
    Refuse {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        database: Database,
    },
    /// Freeze a person's ways in at once: a device is lost or stolen, or others use it.
    Freeze {
        /// The facility that numbered them.
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        /// Their number there.
        #[arg(long)]
        number: String,
        /// Others use their sign-in: no device is told.
        #[arg(long)]
        misused: bool,
        #[command(flatten)]
        database: Database,
    },
    /// Sign a person out everywhere and tell them why. No way in opens or ends by it.
    SignOut {
        /// The facility that numbered them.
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        /// Their number there.
        #[arg(long)]
        number: String,
        /// Why: asked, left-open, unusual or other. The person reads it.
        #[arg(long, value_parser = sign_out_reason)]
        reason: Reason,
        /// What the person is told beside it; needed with "other".
        #[arg(long, default_value = "")]
        note: String,
        #[command(flatten)]
        database: Database,
    },
    /// State by a paper that a person died on a day; two people do, and until then nothing is closed.
    Death {
        /// The facility that numbered them.
        #[arg(long, value_parser = facility_code)]
        facility: FacilityCode,
        /// Their number there.
        #[arg(long)]
        number: String,
        #[arg(long, value_name = "DATE")]
        died_on: NaiveDate,
        /// The paper: certificate, burial-permit or family-register.
        #[arg(long, value_parser = death_paper)]
        paper: DeathPaper,
        #[command(flatten)]
        database: Database,
    },
    /// Attest, as the second person, that somebody may act for a patient: you saw the same papers.
    Attest {
        /// As `mikata recovery list` names it.
        mandate: Uuid,
        #[command(flatten)]
        database: Database,
    },
    /// State that frozen ways in are in the person's own hands; two people do.
    Unfreeze {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        database: Database,
    },
}

fn sign_out_reason(text: &str) -> Result<Reason, String> {
    Reason::from_name(text).ok_or_else(|| "asked, left-open, unusual or other expected".to_owned())
}

fn death_paper(text: &str) -> Result<DeathPaper, String> {
    DeathPaper::from_name(text)
        .ok_or_else(|| "certificate, burial-permit or family-register expected".to_owned())
}

/// Whose ways in: a patient by their number, or an account by its id.
#[derive(Debug, Args)]
struct Whose {
    /// The account, as `mikata recovery list` and `mikata staff list` name it.
    #[arg(required_unless_present = "number", conflicts_with = "number")]
    account: Option<Uuid>,
    /// The facility that numbered them.
    #[arg(long, value_parser = facility_code, requires = "number")]
    facility: Option<FacilityCode>,
    /// Their number there.
    #[arg(long, requires = "facility")]
    number: Option<String>,
}

impl Whose {
    async fn account(&self, context: &CommandContext) -> anyhow::Result<AccountId> {
        if let Some(account) = self.account {
            return Ok(AccountId(account));
        }
        let (Some(facility), Some(number)) = (&self.facility, &self.number) else {
            bail!("an account's id, or --facility and --number, are needed");
        };
        let patient = patient(context, facility, number).await?;
        let ways_in = desk::ways_in(&context.store, patient, context.clock.now()).await?;
        ways_in.account.context("this person has no account")
    }
}

async fn patient(
    context: &CommandContext,
    facility: &FacilityCode,
    number: &str,
) -> anyhow::Result<PatientId> {
    match person::by_own_number(&context.store, facility, number).await?.as_slice() {
        [one] => Ok(*one),
        [] => bail!("facility {facility} has sent nobody by the number {number:?}"),
        several => bail!("{} people go by the number {number:?} at facility {facility}", several.len()),
    }
}

impl Recovery {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::List { database } => list(&database.open().await?).await,
            Command::Confirm { whose, database } => state(&database.open().await?, &whose, true).await,
            Command::Refuse { whose, database } => state(&database.open().await?, &whose, false).await,
            Command::Freeze { facility, number, misused, database } => {
                let context = database.open().await?;
                let patient = patient(&context, &facility, &number).await?;
                let why = if misused { Why::Misused } else { Why::Lost };
                let CommandContext { store, clock, entropy } = &context;
                if !freeze::freeze(store, patient, why, Voice::Operator, clock.now(), entropy).await? {
                    bail!("nothing was frozen: there is no account, or it is frozen already");
                }
                println!("Frozen.");
                Ok(())
            }
            Command::SignOut { facility, number, reason, note, database } => {
                let stated = Stated::new(reason, &note)?;
                let context = database.open().await?;
                let patient = patient(&context, &facility, &number).await?;
                let CommandContext { store, clock, entropy } = &context;
                gate::sign_out(store, clock, entropy, &Actor::Operator, (patient, None), &stated).await?;
                println!("Signed out everywhere, wherever they were signed in.");
                Ok(())
            }
            Command::Death { facility, number, died_on, paper, database } => {
                let context = database.open().await?;
                let patient = patient(&context, &facility, &number).await?;
                let now = context.clock.now();
                said(death::state(&context.store, patient, (died_on, paper), Voice::Operator, now).await)
            }
            Command::Attest { mandate, database } => {
                let CommandContext { store, clock, .. } = database.open().await?;
                said(representation::confirm(&store, mandate, Voice::Operator, clock.now()).await)
            }
            Command::Unfreeze { whose, database } => {
                let context = database.open().await?;
                let account = whose.account(&context).await?;
                let now = context.clock.now();
                said(freeze::unfreeze(&context.store, account, Voice::Operator, None, now).await)
            }
        }
    }
}

async fn state(context: &CommandContext, whose: &Whose, own: bool) -> anyhow::Result<()> {
    let account = whose.account(context).await?;
    said(recovery::state(&context.store, account, Voice::Operator, own, None, context.clock.now()).await)
}

fn said(stated: Result<Outcome, NotStated>) -> anyhow::Result<()> {
    match stated? {
        Outcome::Decided => println!("Decided."),
        Outcome::OneMore => println!("Noted. Another person must state the same."),
    }
    Ok(())
}

async fn list(context: &CommandContext) -> anyhow::Result<()> {
    let (undecided, freezes) =
        (recovery::all_undecided(&context.store).await?, freeze::all_in_force(&context.store).await?);
    for one in undecided {
        let due = recovery::due_at(&mut context.store.read().await?, &one).await?;
        let state = match (one.stopped_at, due) {
            (Some(at), _) => format!("stopped at {at}"),
            (None, Some(due)) => format!("waits until {due}"),
            (None, None) => "waits for a second person, time opens nothing".to_owned(),
        };
        let by = one.printed_by.map_or_else(|| "operator".to_owned(), |by| by.to_string());
        println!(
            "{}\t{}\tfacility {}\tprinted by {by}\t{state}",
            one.account,
            one.kind.as_str(),
            one.facility
        );
    }
    for one in freezes {
        let facility = one.facility.map_or_else(|| "operator".to_owned(), |code| format!("facility {code}"));
        println!("{}\tfrozen\t{}\t{facility}\tsince {}", one.account, one.why.as_str(), one.at);
    }
    for (patient, died_on, at) in death::all_stated(&context.store).await? {
        println!("{patient}\tdeath on {died_on}\tstated by one person at {at}");
    }
    for (mandate, facility, at) in representation::all_unconfirmed(&context.store).await? {
        println!("{mandate}\tmandate\tfacility {facility}\tattested by one person at {at}");
    }
    for (whose, Lately { recoveries, freezes, sign_outs }) in
        alarm::all(&context.store, context.clock.now()).await?
    {
        let who = match whose {
            alarm::Who::Facility(code) => format!("facility {code}"),
            alarm::Who::Member(code, account) => format!("facility {code}\tby {account}"),
        };
        println!(
            "ALARM\t{who}\t{recoveries} recoveries, {freezes} freezes and {sign_outs} sign-ins ended within a day"
        );
    }
    Ok(())
}
