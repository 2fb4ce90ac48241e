//! `mikata demo`: a portal with invented people.

use super::Database;
use crate::demo::{self, Sender, Tally};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

#[derive(Debug, Args)]
pub struct Demo {
    /// How many random people, beside those with a name of their own: 0 to 1000000.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    patients: u32,
    /// Another number, other people; the same number, the same people.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The day up to which they have lived, instead of today.
    #[arg(long, value_name = "DATE")]
    today: Option<NaiveDate>,
    #[command(flatten)]
    database: Database,
}

impl Demo {
    pub async fn run(self) -> anyhow::Result<()> {
        let context = self.database.open().await?;
        if demo::has_others(&context.store).await? {
            bail!(
                "this database knows people who are not the demonstration's, and invented people are never \
                 mixed with them: name another one with --database"
            );
        }
        let begun = demo::begun_on(&context.store).await?;
        let day = match (begun, self.today) {
            (Some(begun), Some(today)) if begun != today => bail!(
                "the demonstration in this database is as of {begun}, not {today}: leave --today out, or name \
                 another database"
            ),
            (Some(begun), _) => begun,
            (None, today) => today.unwrap_or_else(|| context.clock.today()),
        };
        let started = context.clock.now();
        demo::seed(&context.store, &context.clock.clone().with_today(day), &context.entropy)
            .await
            .context("the people with names of their own could not be written")?;
        demo::register_facilities(&context.store, day).await?;
        // Hidden by itself where standard error is not a terminal.
        let bar = ProgressBar::new(u64::from(self.patients));
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} people, {eta} left") {
            bar.set_style(style);
        }
        let mut sender = Sender::new(&context.store, &context.entropy);
        for index in 0..self.patients {
            sender
                .send(&demo::generate(self.seed, index, day))
                .await
                .with_context(|| format!("person {} of seed {} was not taken", index + 1, self.seed))?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        let Tally { people, bundles, items, unchanged } = sender.tally;
        let seconds = (context.clock.now() - started).as_seconds_f64();
        println!(
            "As of {day}, seed {}: {people} people, {bundles} bundles with {items} items stored, {unchanged} bundles unchanged, 0 refused; {seconds:.1} s",
            self.seed
        );
        context.store.close().await;
        Ok(())
    }
}
