//! `mikata functions`: functions that judge, cleared or switched off.

use super::{CommandContext, Database};
use crate::store::function::{Decided, Grounds, decide, decisions, in_use};
use anyhow::bail;
use clap::{Args, Subcommand};
use shared::{
    functions::{Clearance, Function, Functions},
    set::Member,
};

#[derive(Debug, Args)]
pub struct FunctionsThatJudge {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Each function, whether it is in use, and every decision: who made it, when and why.
    List {
        #[command(flatten)]
        database: Database,
    },
    /// Put functions into use, after whoever answers for it has cleared them (docs/intended-use.md).
    Clear(Decision),
    /// Take functions out of use, from the next page on.
    Withdraw(Decision),
}

#[derive(Debug, Args)]
struct Decision {
    /// medication-check or critical-values; several with spaces.
    #[arg(required = true, value_name = "NAME", value_parser = function)]
    functions: Vec<Function>,
    /// Who decides, for the record.
    #[arg(long = "by", value_name = "NAME")]
    by: String,
    /// Why, for the record.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    database: Database,
}

fn function(text: &str) -> Result<Function, String> {
    Function::read(text).map_err(|unknown| unknown.to_string())
}

impl FunctionsThatJudge {
    pub async fn run(self) -> anyhow::Result<()> {
        let (made, what) = match self.command {
            Command::List { database } => return list(&database.open().await?).await,
            Command::Clear(made) => (made, Clearance::Cleared),
            Command::Withdraw(made) => (made, Clearance::Withdrawn),
        };
        let (by, reason) = (made.by.trim(), made.reason.trim());
        if by.is_empty() || reason.is_empty() {
            bail!("--by and --reason need words: a decision about a function stands on the record");
        }
        let functions = Functions::from(made.functions);
        let context = made.database.open().await?;
        decide(&context.store, functions, what, Grounds { by, reason }, context.clock.now()).await?;
        println!("{} is noted for {functions}: pages opened from now on follow it.", what.as_str());
        context.store.close().await;
        Ok(())
    }
}

async fn list(context: &CommandContext) -> anyhow::Result<()> {
    let used = in_use(&context.store, false).await?;
    let decided = decisions(&context.store).await?;
    for function in Function::ALL {
        let state = if used.contains(function) { "on" } else { "off" };
        println!("{}\t{state}", function.as_str());
        for Decided { number, decision, by, reason, at, .. } in
            decided.iter().filter(|one| one.function == function)
        {
            println!("\t{number}\t{}\t{by}\t{at}\t{reason}", decision.as_str());
        }
    }
    println!("{} decisions; what nobody decided about is on in `serve --demo` alone", decided.len());
    Ok(())
}
