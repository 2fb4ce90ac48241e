//! `mikata identities`: whose record is it, as an operator decides.

use super::{CommandContext, Database, printed::printed};
use crate::{
    gate::{self, Actor, Refused},
    ingest::identities::{Desk, KeptAccounts, Target},
    store::{
        account::recovery,
        facility::desk,
        identity::{self, link_hold},
        record::transmission,
    },
};
use clap::{ArgGroup, Args, Subcommand};
use shared::{
    identity::Demographics,
    ids::{AccountId, PatientId},
};
use uuid::Uuid;

#[derive(Debug, Args)]
pub struct Identities {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What waits for a decision, who it could be, and what was decided.
    List {
        /// How many groups of people who agree are listed, and how many people of each.
        #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
        limit: u16,
        #[command(flatten)]
        database: Database,
    },
    /// Say whose record a held transmission is.
    #[command(group = ArgGroup::new("whose").required(true))]
    Assign {
        held: Uuid,
        /// Somebody known.
        #[arg(long, value_name = "PATIENT", group = "whose")]
        to: Option<Uuid>,
        /// Somebody new.
        #[arg(long, group = "whose")]
        new: bool,
        #[command(flatten)]
        operator: Operator,
        #[command(flatten)]
        database: Database,
    },
    /// Say that two people are one, after a change of insurer: OTHER is read as PATIENT. Accounts that open OTHER open
    /// nothing until the person agrees or two people saw them; so do those of PATIENT, unless --accounts-known.
    Link {
        patient: Uuid,
        other: Uuid,
        /// Whoever has an account on PATIENT was seen with their paper: it reads both records at once.
        #[arg(long)]
        accounts_known: bool,
        /// Only say which accounts there are and what would happen.
        #[arg(long)]
        preview: bool,
        #[command(flatten)]
        operator: Operator,
        #[command(flatten)]
        database: Database,
    },
    /// Undo a link or an assignment.
    Unlink {
        decision: Uuid,
        #[command(flatten)]
        operator: Operator,
        #[command(flatten)]
        database: Database,
    },
}

#[derive(Debug, Args)]
struct Operator {
    /// Who decides, for the record.
    #[arg(long = "by", value_name = "NAME", env = "USER", default_value = "operator")]
    by: String,
}

impl CommandContext {
    fn desk<'a>(&'a self, operator: &'a Operator) -> Desk<'a> {
        Desk { store: &self.store, clock: &self.clock, entropy: &self.entropy, by: &operator.by }
    }
}

impl Identities {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::List { limit, database } => list(&database.open().await?, limit.into()).await?,
            Command::Assign { held, to, operator, database, .. } => {
                let target = to.map_or(Target::New, |to| Target::Person(PatientId(to)));
                let made = database.open().await?.desk(&operator).assign(held, target).await?;
                println!("{held} is {}'s. Decision {}.", made.patient, made.decision);
            }
            Command::Link { patient, other, accounts_known, preview, operator, database } => {
                let context = database.open().await?;
                let known = if accounts_known { KeptAccounts::Known } else { KeptAccounts::Unknown };
                let (patient, other) = (PatientId(patient), PatientId(other));
                say_accounts(&context, patient, known == KeptAccounts::Known).await?;
                say_accounts(&context, other, false).await?;
                if preview {
                    println!("Nothing was changed.");
                    return Ok(());
                }
                let made = context.desk(&operator).link(patient, other, known).await?;
                println!(
                    "{other} is read as {patient}. Decision {0}; `unlink {0}` undoes it.",
                    made.decision
                );
            }
            Command::Unlink { decision, operator, database } => {
                let made = database.open().await?.desk(&operator).unlink(decision).await?;
                println!("{} is a person of their own again. Decision {}.", made.patient, made.decision);
            }
        }
        Ok(())
    }
}

/// Which accounts open a person's record, on whose check, and what a link makes of them.
async fn say_accounts(context: &CommandContext, patient: PatientId, reads: bool) -> anyhow::Result<()> {
    let accounts = link_hold::accounts_of(&context.store, patient).await?;
    println!("{} accounts open {patient}", accounts.len());
    for one in accounts {
        let opened = recovery::opened(&context.store, AccountId(one.account)).await?;
        let by = opened.map_or_else(|| "nobody's check".to_owned(), |(_, name)| printed(&name));
        let then = match (one.held, reads) {
            (true, _) => "held by an earlier link: it opens nothing",
            (false, true) => "it reads both records at once",
            (false, false) => {
                "it opens nothing until the person agrees in another account, or two people saw them"
            }
        };
        println!("\t{}\tsince {}\topened on the check of {by}\t{then}", one.account, one.since);
    }
    Ok(())
}

/// An operator cannot decide without seeing who it is about: this goes to their terminal and
/// nowhere else.
async fn list(context: &CommandContext, limit: usize) -> anyhow::Result<()> {
    let held = transmission::held(&context.store).await?;
    println!("{} held", held.len());
    for held in held {
        let reason = held.reason.map_or("?".to_owned(), |reason| format!("{reason:?}"));
        println!("{}\t{}\t{}\t{reason}", held.id, held.source, held.received_at);
        println!("\tsent as\t{}", words(&held.claim.demographics));
        let suggested = identity::suggestions(&context.store, &held).await?;
        let count = suggested.len();
        for person in suggested.into_iter().take(limit) {
            println!("\tperhaps\t{}\t{}", person.patient, who(context, person.patient).await?);
        }
        if count > limit {
            println!("\t{} more, not listed", count - limit);
        }
    }
    let asked = i64::try_from(limit)?;
    let (groups, alike) = identity::look_alikes(&context.store, asked, asked).await?;
    println!("{groups} groups who agree under different insured ids, {} listed", alike.len());
    for group in alike {
        println!("{} people, {} listed", group.size, group.people.len());
        for person in group.people {
            println!("\t{}\t{}", person.patient, who(context, person.patient).await?);
        }
        println!();
    }
    let died = desk::said_to_have_died(&context.store).await?;
    println!("{} said to have died, which no desk has noted", died.len());
    for one in died {
        let who = who(context, one.patient).await?;
        println!("\t{}\t{}\t{}\t{}\t{who}", one.patient, one.facility, one.said_on, one.received_at);
    }
    let decisions = identity::decisions(&context.store).await?;
    println!("{} decisions", decisions.len());
    for one in decisions {
        let other = one.other_id.map(|other| other.to_string()).unwrap_or_default();
        let undone = one.undone_by.map(|by| format!("undone by {by}")).unwrap_or_default();
        println!(
            "{}\t{}\t{}\t{other}\t{}\t{}\t{undone}",
            one.id,
            one.kind,
            one.patient_id,
            printed(&one.decided_by),
            one.decided_at
        );
    }
    Ok(())
}

/// Who somebody is, and that the operator looked: it stands in the log that this person reads.
async fn who(context: &CommandContext, patient: PatientId) -> anyhow::Result<String> {
    match gate::open_for_desk(&context.store, &context.clock, &Actor::Operator, patient).await {
        Ok(permit) => Ok(words(permit.person().await?.demographics())),
        // Somebody whose record is read as another's: their own is not opened any more.
        Err(Refused::NotPermitted) => Ok("-".to_owned()),
        Err(Refused::Store(error)) => Err(error.into()),
    }
}

fn words(person: &Demographics) -> String {
    let kana = printed(person.kana.as_deref().unwrap_or("-"));
    format!("{}\t{kana}\t{:?}\t{}", printed(&person.name), person.sex, person.birth_date)
}
