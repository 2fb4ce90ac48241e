//! Documents of other makers, read from the reference folder that stands beside the checkout (or where
//! `MIKATA_REFERENCE` points): every text, number and truth value in them is told.

#[path = "../src/ips/document/tests/law.rs"]
mod law;

use serde_json::Value;
use shared::ips::document::{Document, Entry, Label, SectionKind, Telling};
use std::{
    fs,
    path::{Path, PathBuf},
};

struct File {
    name: String,
    bundle: Value,
}

/// The JSON files of `folder`, or nothing, loudly, where the reference folder is absent.
fn files(folder: &str) -> Option<Vec<File>> {
    let reference = std::env::var_os("MIKATA_REFERENCE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = reference.join("data").join(folder);
    if !path.is_dir() {
        println!("SKIPPED: no reference folder at {}; no document of {folder} was checked", path.display());
        return None;
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(&path).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap_or_default();
        if let Ok(bundle) = serde_json::from_str(&text) {
            files.push(File { name: path.file_name().unwrap().to_string_lossy().into_owned(), bundle });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Some(files)
}

fn is_told_in_full(file: &File) {
    let untold = law::untold(&file.bundle);
    assert!(untold.is_empty(), "{}: {untold:#?}", file.name);
}

#[test]
fn every_leaf_of_the_summaries_is_told() {
    let Some(files) = files("ips") else { return };
    assert!(files.len() >= 3, "{}", files.len());
    files.iter().for_each(is_told_in_full);
    println!("ips: {} documents told in full", files.len());
}

#[test]
fn every_leaf_of_the_summaries_is_told_when_they_are_wrong() {
    let Some(files) = files("ips") else { return };
    let mut count = 0;
    for file in &files {
        for mutant in law::mutants(&file.bundle, 4) {
            let untold = law::untold(&mutant);
            assert!(untold.is_empty(), "{}: {untold:#?}", file.name);
            count += 1;
        }
    }
    println!("ips: {count} changed documents of {} told in full", files.len());
}

/// Referrals, discharge letters, check-ups and prescriptions are documents, too.
#[test]
fn every_leaf_of_japanese_documents_is_told() {
    for folder in ["jp-clins", "checkup", "e-prescription", "exchange", "faulty", "trouble"] {
        let Some(files) = files(folder) else { continue };
        let is_document = |file: &&File| Document::read(&file.bundle.to_string()).is_ok();
        let documents: Vec<&File> = files.iter().filter(is_document).collect();
        documents.iter().for_each(|file| is_told_in_full(file));
        println!("{folder}: {} documents told in full, of {} files", documents.len(), files.len());
    }
}

#[test]
fn the_summaries_are_told_with_labels() {
    let Some(files) = files("ips") else { return };
    for file in &files {
        let document = Document::read(&file.bundle.to_string()).unwrap();
        assert!(document.title.is_some() && document.written_at.is_some(), "{}", file.name);
        let subject = document.subject.as_ref().unwrap();
        assert!(!subject.names.is_empty() && subject.birth_date.is_some(), "{}", file.name);
        assert!(!document.authors.is_empty(), "{}", file.name);
        for section in &document.sections {
            assert_ne!(section.kind, SectionKind::Other, "{}", file.name);
            assert!(section.missing.is_empty() && !section.narrative.is_empty(), "{}", file.name);
            for entry in &section.entries {
                assert!(entry.name.is_some() && entry.unreadable.is_none(), "{}: {entry:#?}", file.name);
            }
        }
        let rest: usize =
            document.sections.iter().flat_map(|one| &one.entries).map(|one| one.rest.len()).sum();
        println!("{}: {} sections, {rest} leaves by their place", file.name, document.sections.len());
    }
    let whole = Document::read(&files[0].bundle.to_string()).unwrap();
    let entry = |name: &str| -> &Entry {
        let entries = whole.sections.iter().flat_map(|section| &section.entries);
        entries.into_iter().find(|one| one.name.as_ref().is_some_and(|one| one.text == name)).expect(name)
    };
    let value = |entry: &Entry, label| {
        entry.facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.clone()).unwrap()
    };
    assert_eq!(value(entry("Hemoglobin A1c/Hemoglobin.total in Blood by HPLC"), Label::Value), "7.5 %");
    assert_eq!(value(entry("Substance with penicillin structure (substance)"), Label::Criticality), "high");
    let members = &entry("Blood typing").related;
    assert!(members.iter().all(|one| one.entry.telling == Telling::InFull) && members.len() == 4);
}
