//! `mikata import`: Bundles from files.

use super::{CommandContext, Database, facility_code};
use crate::ingest::{self, EntryStatus, Outcome, ReceiveError};
use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use shared::{element::MAX_TRANSMISSION_BYTES, ids::FacilityCode};
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Debug, Args)]
pub struct Import {
    /// The facility that sends.
    #[arg(long, value_parser = facility_code)]
    facility: FacilityCode,
    /// Files, and folders whose .json files are taken in order of name.
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    database: Database,
}

/// How many files came to which end.
#[derive(Default)]
struct Tally {
    stored: u32,
    unchanged: u32,
    held: u32,
    refused: u32,
}

impl Import {
    /// Every file's end is a line on standard output, written when it is certain. Some refused:
    /// the exit code says so.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let context = self.database.open().await?;
        let files = files(&self.paths)?;
        // Hidden by itself where standard error is not a terminal.
        let bar = ProgressBar::new(files.len() as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        let mut tally = Tally::default();
        for file in &files {
            bar.set_message(file.file_name().unwrap_or_default().to_string_lossy().into_owned());
            let report = take(&context, &self.facility, file, &mut tally).await?;
            bar.suspend(|| {
                let mut out = std::io::stdout().lock();
                out.write_all(report.as_bytes()).and_then(|()| out.flush())
            })?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        println!(
            "{} files: {} stored, {} unchanged, {} held for an operator, {} refused",
            files.len(),
            tally.stored,
            tally.unchanged,
            tally.held,
            tally.refused
        );
        context.store.close().await;
        Ok(if tally.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Takes one file and returns its lines of the report. Only the store failing ends the import.
async fn take(
    context: &CommandContext,
    sender: &FacilityCode,
    file: &Path,
    tally: &mut Tally,
) -> anyhow::Result<String> {
    let name = file.display();
    let bytes = match read_limited(file) {
        Ok(bytes) if bytes.len() <= MAX_TRANSMISSION_BYTES => bytes,
        Ok(_) => {
            tally.refused += 1;
            return Ok(format!("refused\t{name}\n\tlarger than {MAX_TRANSMISSION_BYTES} bytes\n"));
        }
        Err(error) => {
            tally.refused += 1;
            return Ok(format!("refused\t{name}\n\t{error}\n"));
        }
    };
    let receipt =
        match ingest::receive(&context.store, &context.clock, &context.entropy, sender, &bytes).await {
            Ok(receipt) => receipt,
            Err(ReceiveError::Refused(refused)) => {
                tally.refused += 1;
                let issues: String = refused.issues.iter().map(|issue| format!("\t{issue}\n")).collect();
                return Ok(format!("refused\t{name}\n{issues}"));
            }
            Err(error) => return Err(error).with_context(|| format!("{name} was not taken")),
        };
    let (word, count) = match receipt.outcome {
        Outcome::Created => ("stored", &mut tally.stored),
        Outcome::Unchanged => ("unchanged", &mut tally.unchanged),
        Outcome::Held => ("held", &mut tally.held),
    };
    *count += 1;
    let stored = receipt.entries.iter().filter(|entry| entry.status == EntryStatus::Stored).count();
    let warnings: String = receipt.warnings.iter().map(|issue| format!("\t{issue}\n")).collect();
    Ok(format!(
        "{word}\t{name}\t{}\t{stored} of {} items\n{warnings}",
        receipt.transmission_id,
        receipt.entries.len()
    ))
}

/// Reads no more than one byte over the limit, however large the file is.
fn read_limited(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(MAX_TRANSMISSION_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries = fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?;
            let mut inside: Vec<PathBuf> =
                entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
            inside.retain(|file| file.is_file() && file.extension().is_some_and(|end| end == "json"));
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}
