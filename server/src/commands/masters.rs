//! `mikata masters`: codes of medicines from the published masters.

use super::Database;
use crate::{
    ingest::masters::{self, Lesson, Master},
    knowledge::Knowledge,
    store::{Store, StoreError, knowledge},
};
use anyhow::Context;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use std::{fmt::Write, path::PathBuf};

#[derive(Debug, Args)]
pub struct Masters {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Learn codes and new medicines from a list (docs/masters.md). `serve` uses it from its next start.
    Import {
        file: PathBuf,
        /// Name everything that leads to no ingredient, instead of the first 20.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        database: Database,
    },
}

/// How many products are named unless all are asked for.
const NAMED: usize = 20;

impl Masters {
    pub async fn run(self) -> anyhow::Result<()> {
        let Command::Import { file, all, database } = self.command;
        let name = file.display();
        let bytes = std::fs::read(&file).with_context(|| format!("{name} cannot be read"))?;
        let master = masters::read(&bytes).with_context(|| format!("{name} was not taken"))?;
        let context = database.open().await?;
        let known = Knowledge::load(&context.store).await?;
        let bar = bar(master.rows.len(), "rows read");
        let lesson = masters::learn(&master, known.base(), || bar.inc(1))
            .with_context(|| format!("{name} was not taken"))?;
        bar.finish_and_clear();
        keep(&context.store, &master, &lesson, context.clock.now()).await?;
        print!("{}", report(&master, &lesson, if all { usize::MAX } else { NAMED }));
        context.store.close().await;
        Ok(())
    }
}

/// Hidden by itself where standard error is not a terminal.
fn bar(length: usize, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:30}} {{pos}}/{{len}} {what}")) {
        bar.set_style(style);
    }
    bar
}

/// Writes all that was learnt, or nothing.
pub async fn keep(
    store: &Store,
    master: &Master,
    lesson: &Lesson,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let bar = bar(lesson.codes.len() + lesson.prefixes.len(), "codes kept");
    let mut writing = knowledge::Lesson::begin(store, master.layout.name(), now).await?;
    for (prefix, ingredient) in &lesson.prefixes {
        writing.prefix(*prefix, ingredient).await?;
        bar.inc(1);
    }
    for (code, prefix) in &lesson.codes {
        writing.code(code, *prefix).await?;
        bar.inc(1);
    }
    writing.end().await?;
    bar.finish_and_clear();
    Ok(())
}

/// What was taken, and what could not be mapped: at most `named` products by name.
pub fn report(master: &Master, lesson: &Lesson, named: usize) -> String {
    let mut text = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(text, "{} ({})", master.layout.name(), master.encoding);
    let _ = writeln!(
        text,
        "{} products: {} by code, {} by name alone, {} lead to no ingredient",
        lesson.rows,
        lesson.by_code,
        lesson.by_name,
        lesson.unmapped.len()
    );
    let _ = writeln!(
        text,
        "learnt: {} codes, {} new beginnings of codes with their ingredients",
        lesson.codes.len(),
        lesson.prefixes.len()
    );
    for code in &lesson.ambiguous {
        let _ = writeln!(text, "not learnt\t{code}\tstands for several medicines");
    }
    for one in lesson.unmapped.iter().take(named) {
        let _ = writeln!(text, "not mapped\tline {}\t{}\t{}", one.line, one.name, one.why);
    }
    if let Some(more @ 1..) = lesson.unmapped.len().checked_sub(named) {
        let _ = writeln!(text, "and {more} more: --all names them");
    }
    text
}
