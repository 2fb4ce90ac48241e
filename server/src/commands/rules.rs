//! `mikata rules`: rules about medicines, switched and confirmed.

use super::{CommandContext, Database};
use crate::{
    knowledge::Knowledge,
    store::knowledge::{Decided, RuleDecision, decide, decisions},
};
use anyhow::bail;
use clap::{Args, Subcommand};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Args)]
pub struct Rules {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Every decision, who made it and when.
    List {
        /// Every rule and how it stands, too.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        database: Database,
    },
    /// Switch rules off.
    Off(Decision),
    /// Let rules stand again as they are built in.
    On(Decision),
    /// Note that the operator's pharmacist has held rules against their source.
    Confirm(Decision),
}

#[derive(Debug, Args)]
struct Decision {
    /// Ids of rules, as `list --all` and every finding name them.
    #[arg(required = true, value_name = "ID")]
    rules: Vec<String>,
    /// Who decides, for the record.
    #[arg(long = "by", value_name = "NAME")]
    by: String,
    /// Why, for the record.
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    #[command(flatten)]
    database: Database,
}

impl Rules {
    pub async fn run(self) -> anyhow::Result<()> {
        let (made, what) = match self.command {
            Command::List { all, database } => return list(&database.open().await?, all).await,
            Command::Off(made) => (made, RuleDecision::Off),
            Command::On(made) => (made, RuleDecision::On),
            Command::Confirm(made) => (made, RuleDecision::Confirm),
        };
        if made.by.trim().is_empty() {
            bail!("--by needs a name: a decision about a rule stands on the record");
        }
        let context = made.database.open().await?;
        refuse_unknown(&made.rules)?;
        decide(&context.store, &made.rules, what, &made.by, &made.note, context.clock.now()).await?;
        println!(
            "{} noted for {} rules; `serve` uses it from its next start.",
            what.as_str(),
            made.rules.len()
        );
        context.store.close().await;
        Ok(())
    }
}

/// A misspelt id must not look like a rule that was switched off.
fn refuse_unknown(rules: &[String]) -> anyhow::Result<()> {
    let built_in = Knowledge::built_in();
    let known: BTreeSet<&str> = built_in.base().rule_ids().collect();
    let unknown: Vec<&str> = rules.iter().map(String::as_str).filter(|id| !known.contains(id)).collect();
    if !unknown.is_empty() {
        bail!("no rules of these ids, and nothing was noted: {}", unknown.join(", "));
    }
    Ok(())
}

async fn list(context: &CommandContext, all: bool) -> anyhow::Result<()> {
    let decided = decisions(&context.store).await?;
    for Decided { rule, number, decision, by, note, at } in &decided {
        println!("{rule}\t{number}\t{}\t{by}\t{at}\t{note}", decision.as_str());
    }
    println!("{} decisions", decided.len());
    if all {
        let newest: BTreeMap<&str, RuleDecision> =
            decided.iter().map(|one| (one.rule.as_str(), one.decision)).collect();
        let built_in = Knowledge::built_in();
        for rule in built_in.base().rule_ids() {
            let state = match newest.get(rule) {
                Some(RuleDecision::Off) => "off",
                Some(RuleDecision::Confirm) => "confirmed",
                Some(RuleDecision::On) | None => "on",
            };
            println!("{rule}\t{state}");
        }
    }
    Ok(())
}
